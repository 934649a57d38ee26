package server_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestVersion prints the versions of client and server.
func TestVersion(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc version nosuch:
| Client version: VERSION
| Server version: unreachable
$ lxc version nowhere: two
! Error: unexpected argument "two"
= 2
`)
}
