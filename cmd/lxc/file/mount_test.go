package file_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestMountArguments rejects targets that are neither a directory nor a local address.
func TestMountArguments(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Family: "incus", SFTP: true}, `
given init --empty c1
file plain
< x
$ lxc file mount c1 $DIR --listen 127.0.0.1:0
! Error: a directory and --listen cannot be used together
= 2
$ lxc file mount c1 --listen 192.0.2.1:22
! Error: "192.0.2.1" is not a loopback address: use 127.0.0.1 or [::1]
= 2
> GET /1.0/instances/c1/sftp
$ lxc file mount c1 --listen nonsense
! Error: invalid address "nonsense": use address:port, for example 127.0.0.1:8080
= 2
> GET /1.0/instances/c1/sftp
$ lxc file mount nosuch --listen 127.0.0.1:0
! Error: Instance not found
= 3
> GET /1.0/instances/nosuch/sftp
$ lxc file mount nowhere:c1
! Error: remote "nowhere" does not exist
= 3
$ lxc file mount
| (help)
`)
}
