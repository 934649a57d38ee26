package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestPortForwardArguments checks invalid ports and addresses.
func TestPortForwardArguments(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Family: "incus", Extra: []string{"instance_port_forward"}}, `
given init --empty c1
$ lxc port-forward c1 http
! Error: invalid port "http"
= 2
$ lxc port-forward c1 0
! Error: invalid port "0"
= 2
$ lxc port-forward c1 65536
! Error: invalid port "65536"
= 2
$ lxc port-forward c1 10.0.0.5:x
! Error: invalid port "10.0.0.5:x"
= 2
$ lxc port-forward c1 80 192.0.2.1:80
! Error: "192.0.2.1" is not a loopback address: use 127.0.0.1 or [::1]
= 2
$ lxc port-forward c1 80 127.0.0.1:x
! Error: instance "c1" on remote "local": listen tcp: lookup tcp/x: unknown port
= 1
$ lxc port-forward nowhere:c1 80
! Error: remote "nowhere" does not exist
= 3
$ lxc port-forward c1
! Error: missing argument: <target port>
= 2
`)
}
