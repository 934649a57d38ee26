package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestListRemotes lists all servers at once.
func TestListRemotes(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
given init --empty two:c2
$ lxc list --all-remotes -c n -f csv
| local,c1
| two,c2
> GET /1.0/instances?recursion=1
> two: GET /1.0/instances?recursion=1
`)
}
