package cluster_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestClusterRemove removes members; a forced removal needs confirmation.
func TestClusterRemove(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
answer DELETE /1.0/cluster/members/m2 200 {}
$ lxc cluster remove m2
| Member m2 removed
> DELETE /1.0/cluster/members/m2
answer DELETE /1.0/cluster/members/m2?force=1 200 {}
$ lxc cluster remove m2 --force --yes
| Member m2 removed
> DELETE /1.0/cluster/members/m2?force=1
answer DELETE /1.0/cluster/members/m2?force=1 200 {}
$ lxc cluster remove m2 --force
< yes
| Remove a member by force only as
| a last resort.
|
| The server will not work afterwards: it must be reinstalled,
| and the instances, images and volumes that it holds
| are lost.
|
| If the member is still reachable, move its instances, images
| and volumes to other members first, and then remove it
| without force.
|
| Use --force only if the server is broken, was reinstalled,
| or will not come back for another reason.
|
| Remove m2 by force? (yes/no) [no]: Member m2 removed
> DELETE /1.0/cluster/members/m2?force=1
answer DELETE /1.0/cluster/members/m2?force=1 403 not authorized
$ lxc cluster rm m2 --force --yes
! Error: not authorized
= 4
> DELETE /1.0/cluster/members/m2?force=1
answer DELETE /1.0/cluster/members/m2 400 Node still has the following instances: c1
$ lxc cluster delete m2
! Error: Node still has the following instances: c1
= 1
> DELETE /1.0/cluster/members/m2
$ lxc cluster remove
| (help)
$ lxc cluster remove a b
! Error: unexpected argument "b"
= 2
`)
}
