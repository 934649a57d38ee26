package cluster_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestEvacuate has members that leave and come back.
func TestEvacuate(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
answer POST /1.0/cluster/members/minilxd/state 200 {}
$ lxc cluster evacuate minilxd --force
! Error: member "minilxd" on remote "local": Failed to update cluster member state: the server (lxd 5.0.2) lacks the API extension "clustering_evacuation"
= 6
answer POST /1.0/cluster/members/minilxd/state 200 {}
$ lxc cluster restore minilxd --force
! Error: member "minilxd" on remote "local": Failed to update cluster member state: the server (lxd 5.0.2) lacks the API extension "clustering_evacuation"
= 6
$ lxc cluster evacuate minilxd
< no
| Move or stop all instances on minilxd? (yes/no) [no]: \c
$ lxc cluster failure-domain show minilxd
! Error: unknown command "show" for "lxc cluster failure-domain"
= 2
$ lxc cluster failure-domain set minilxd rack1
> GET /1.0/cluster/members/minilxd
> PUT /1.0/cluster/members/minilxd [if-match] {"roles":["database-leader","database"],"failure_domain":"rack1","description":"","config":{},"groups":["default"]}
$ lxc cluster info minilxd
! Error: member "minilxd" on remote "local": the server (lxd 5.0.2) lacks the API extension "cluster_member_state"
= 6
$ lxc cluster remove minilxd --force
< no
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
| Remove minilxd by force? (yes/no) [no]: \c
! Error: not removed
= 1
$ lxc cluster update-certificate $DIR/nosuch.crt $DIR/nosuch.key
! Error: open $DIR/nosuch.crt: no such file or directory
= 1
`)
}
