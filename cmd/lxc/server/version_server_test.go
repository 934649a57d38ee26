package server_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestVersionOfServers prints the version of a server, and its family if it differs.
func TestVersionOfServers(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc version local:
| Client version: VERSION
| Server version: 5.0.2
$ incus version local:
| Client version: VERSION
| Server version: LXD 5.0.2
$ lxc version two:
| Client version: VERSION
| Server version: 5.0.2
$ lxc version nosuch:
| Client version: VERSION
| Server version: unreachable
$ lxc version ''
| Client version: VERSION
| Server version: unreachable
$ lxc version local: two:
! Error: unexpected argument "two:"
= 2
answer GET /1.0 200 {"auth":"untrusted","environment":{}}
$ lxc version
| Client version: VERSION
| Server version: not trusted
answer GET /1.0 500 out of order
$ lxc version
| Client version: VERSION
| Server version: unreachable
$ lxc finger local:
answer GET /1.0 500 out of order
$ lxc finger
! Error: out of order
= 1
$ lxc finger nosuch:
! Error: remote "nosuch" does not exist
= 3
$ lxc webui nosuch:
! Error: remote "nosuch" does not exist
= 3
answer GET /ui/ 404 not found
$ lxc webui
! Error: the server has no web interface installed
= 6
> GET /ui/
answer GET /1.0 403 not authorized
$ lxc webui
! Error: not authorized
= 4
$ lxc webui local: two:
! Error: unexpected argument "two:"
= 2
`)
}

// TestVersionOfIncus names Incus if the program is lxc.
func TestVersionOfIncus(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Family: "incus"}, `
$ lxc version
| Client version: VERSION
| Server version: Incus 6.0.4
$ incus version
| Client version: VERSION
| Server version: 6.0.4
`)
}
