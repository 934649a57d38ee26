package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestTop names what it does not know.
func TestTop(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
$ lxc top -c ?
! Error: unknown column "?" (available: neumD)
= 2
$ lxc top nowhere:
! Error: remote "nowhere" does not exist
= 3
`)
}
