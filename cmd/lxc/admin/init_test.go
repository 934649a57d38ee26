package admin_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestInit asks questions and applies the answers.
func TestInit(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc admin init --minimal
> GET /1.0/networks
> GET /1.0/networks?recursion=1
> GET /1.0/storage-pools x2
> POST /1.0/networks {"config":null,"description":"","name":"lxdbr0","type":""}
> GET /1.0/profiles/default x2
> PUT /1.0/profiles/default [if-match] {"config":{},"description":"Default profile","devices":{"eth0":{"name":"eth0","network":"lxdbr0","type":"nic"},"root":{"path":"/","pool":"default","type":"disk"}}}
$ lxc admin init --auto --storage-backend dir --network-address 127.0.0.1 --network-port 8443
! Error: the server already has a storage pool
= 5
> GET /1.0/storage-pools
$ lxc admin init --auto --storage-backend nosuch
! Error: the server already has a storage pool
= 5
> GET /1.0/storage-pools
$ lxc admin init --storage-backend dir
! Error: --storage-backend requires --auto
= 2
$ lxc admin init
< no
< no
< no
< no
< no
< yes
| Use clustering? (yes/no) [default=no]: Set up a new storage pool? (yes/no) [default=yes]: Connect to a MAAS server? (yes/no) [default=no]: Create a new local network bridge? (yes/no) [default=yes]: Use an existing bridge or network interface? (yes/no) [default=no]: Make the server available over the network? (yes/no) [default=no]: Address to listen on, without a port [default=all]: \c
! Error: standard input ended without an answer: use --auto, --minimal, --preseed
= 1
> GET /1.0/networks?recursion=1
`)
}
