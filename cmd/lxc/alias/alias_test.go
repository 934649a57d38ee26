package alias_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestAlias has words that stand for command lines.
func TestAlias(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc alias list
| +-------+--------+
| | ALIAS | TARGET |
| +-------+--------+
$ lxc alias add ll 'list -f csv'
$ lxc alias add ll 'list'
! Error: the alias "ll" exists already
= 5
$ lxc alias list -f csv
| ll,list -f csv
$ lxc ll
> GET /1.0/instances?recursion=1
$ lxc alias rename ll l2
$ lxc alias rename nosuch l3
! Error: alias "nosuch" not found
= 3
$ lxc alias show
| l2: list -f csv
$ lxc alias edit
< l3: list
$ lxc alias remove l3
$ lxc alias remove l3
! Error: alias "l3" not found
= 3
$ lxc alias add
| (help)
`)
}
