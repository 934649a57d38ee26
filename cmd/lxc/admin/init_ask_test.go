package admin_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestInitAsk asks for pools, networks and addresses, and applies the answers.
func TestInitAsk(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
answer GET /1.0/storage-pools 200 []
answer GET /1.0/storage-pools?recursion=1 200 []
$ lxc admin init
< no
< yes
< p1
< dir
< no
< yes
< br1
< 10.9.8.1/24
< yes
< none
< no
< yes
< yes
| Use clustering? (yes/no) [default=no]: Set up a new storage pool? (yes/no) [default=yes]: \c
! Error: the server supports no storage backend
= 1
$ lxc storage list -f csv
| default,dir,,,0,CREATED
> GET /1.0/storage-pools?recursion=1
$ lxc network list -f csv
> GET /1.0/networks?recursion=1
$ lxc profile show default
| config: {}
| description: Default profile
| devices:
|   root:
|     path: /
|     pool: default
|     type: disk
| name: default
| used_by: []
> GET /1.0/profiles/default
$ lxc admin init
< perhaps
< no
< no
< no
< no
< no
< no
< yes
| Use clustering? (yes/no) [default=no]: Invalid answer: expected yes or no
|
| Use clustering? (yes/no) [default=no]: Set up a new storage pool? (yes/no) [default=yes]: Connect to a MAAS server? (yes/no) [default=no]: Create a new local network bridge? (yes/no) [default=yes]: Use an existing bridge or network interface? (yes/no) [default=no]: Make the server available over the network? (yes/no) [default=no]: Update cached images automatically? (yes/no) [default=yes]: Print the answers as YAML for --preseed? (yes/no) [default=no]: \c
! Error: standard input ended without an answer: use --auto, --minimal, --preseed
= 1
> GET /1.0/networks?recursion=1
$ lxc admin init
| Use clustering? (yes/no) [default=no]: \c
! Error: standard input ended without an answer: use --auto, --minimal, --preseed
= 1
`)
}
