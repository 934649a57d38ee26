package remote_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestClientToken prints tokens for other servers to trust this client.
func TestClientToken(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc remote get-client-token
| (help)
$ lxc remote proxy nosuch: $DIR/socket
! Error: remote "nosuch" does not exist
= 3
$ lxc remote set-keepalive local 10
$ lxc remote set-keepalive nosuch 10
! Error: remote "nosuch" does not exist
= 3
$ lxc remote set-keepalive local nosuch
! Error: invalid number of seconds "nosuch"
= 2
`)
}
