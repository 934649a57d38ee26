package alias_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestAlias covers adding, using and removing aliases.
func TestAlias(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc alias list
| +-------+--------+
| | ALIAS | TARGET |
| +-------+--------+
$ lxc alias add ll 'list -f csv'
$ lxc alias add ll 'list'
! Error: alias "ll" already exists
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

// TestAliasMore covers arguments, the editor, and names of commands.
func TestAliasMore(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
$ lxc alias add show1 'config get @ARG1@ user.a'
$ lxc alias add 'my list' 'list -c n -f csv'
$ lxc my list
| c1
> GET /1.0/instances?recursion=1
$ lxc show1 c1
|
> GET /1.0/instances/c1
$ lxc alias add list 'list -c n -f csv'
$ lxc list
| c1
> GET /1.0/instances?recursion=1
$ lxc alias remove list
$t lxc alias edit
< s/show1/show2/
$ lxc alias edit
< [
! Error: invalid YAML: line 1: did not find expected node content
= 1
$ lxc alias edit
< a: [1]
! Error: invalid YAML: line 1: cannot unmarshal !!seq into string
= 1
$ lxc alias show
| my list: list -c n -f csv
| show2: config get @ARG1@ user.a
$ lxc alias rename show2 'my list'
! Error: alias "my list" already exists
= 5
$ lxc alias rename show2
! Error: missing argument: <new alias>
= 2
$ lxc alias list -f json
| {"my list":"list -c n -f csv","show2":"config get @ARG1@ user.a"}
$ lxc alias list -f nosuch
! Error: unknown format "nosuch" (must be one of: table, wide, compact, csv, json, yaml, markdown, jsonl, name, template)
= 2
$ lxc alias add x
! Error: missing argument: <target>
= 2
$ lxc alias add x list extra
! Error: unexpected argument "extra"
= 2
`)
}
