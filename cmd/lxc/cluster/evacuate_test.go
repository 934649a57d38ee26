package cluster_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestEvacuate evacuates and restores members.
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
! Error: canceled: nothing was removed
= 1
$ lxc cluster update-certificate $DIR/nosuch.crt $DIR/nosuch.key
! Error: open $DIR/nosuch.crt: no such file or directory
= 1
`)
}

// TestEvacuateFlags evacuates and restores with each action.
func TestEvacuateFlags(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Extra: []string{"clustering_evacuation", "clustering_evacuation_mode"}}, `
answer POST /1.0/cluster/members/minilxd/state 202 {"id":"55555555-5555-4555-8555-555555555555","class":"task","status":"Success","status_code":200}
$ lxc cluster evacuate minilxd --force
> POST /1.0/cluster/members/minilxd/state {"action":"evacuate"}
answer POST /1.0/cluster/members/minilxd/state 202 {"id":"55555555-5555-4555-8555-555555555555","class":"task","status":"Success","status_code":200}
$ lxc cluster evacuate minilxd
< yes
| Move or stop all instances on minilxd? (yes/no) [no]: \c
> POST /1.0/cluster/members/minilxd/state {"action":"evacuate"}
answer POST /1.0/cluster/members/minilxd/state 202 {"id":"55555555-5555-4555-8555-555555555555","class":"task","status":"Success","status_code":200}
$ lxc cluster evac minilxd --yes --action stop
> POST /1.0/cluster/members/minilxd/state {"action":"evacuate","mode":"stop"}
answer POST /1.0/cluster/members/minilxd/state 202 {"id":"55555555-5555-4555-8555-555555555555","class":"task","status":"Success","status_code":200}
$ lxc cluster restore minilxd --force
> POST /1.0/cluster/members/minilxd/state {"action":"restore"}
answer POST /1.0/cluster/members/minilxd/state 202 {"id":"55555555-5555-4555-8555-555555555555","class":"task","status":"Success","status_code":200}
$ lxc cluster restore minilxd --action skip
< yes
| Move the instances back to minilxd? (yes/no) [no]: \c
> POST /1.0/cluster/members/minilxd/state {"action":"restore","mode":"skip"}
$ lxc cluster restore minilxd
< no
| Move the instances back to minilxd? (yes/no) [no]: \c
$ lxc cluster evacuate minilxd
| Move or stop all instances on minilxd? (yes/no) [no]: \c
! Error: standard input ended without an answer: use --force
= 1
answer POST /1.0/cluster/members/minilxd/state 202 {"id":"55555555-5555-4555-8555-555555555555","class":"task","status":"Failure","status_code":400,"err":"Failed to stop c1"}
$ lxc cluster evacuate minilxd --yes
! Error: Failed to stop c1
= 1
> POST /1.0/cluster/members/minilxd/state {"action":"evacuate"}
answer POST /1.0/cluster/members/minilxd/state 403 not authorized
$ lxc cluster restore minilxd --force
! Error: Failed to update cluster member state: not authorized
= 4
> POST /1.0/cluster/members/minilxd/state {"action":"restore"}
answer POST /1.0/cluster/members/nosuch/state 404 Cluster member not found
$ lxc cluster evacuate nosuch --force
! Error: Failed to update cluster member state: Cluster member not found
= 3
> POST /1.0/cluster/members/nosuch/state {"action":"evacuate"}
$ lxc cluster evacuate
| (help)
$ lxc cluster evacuate a b
! Error: unexpected argument "b"
= 2
$ lxc cluster restore minilxd --yes
! Error: unknown flag: --yes
= 2
`)
}

// TestEvacuateForce passes --force to servers that support it, and asks unless --yes is given.
func TestEvacuateForce(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Extra: []string{"clustering_evacuation", "clustering_evacuation_force"}}, `
answer POST /1.0/cluster/members/minilxd/state 202 {"id":"55555555-5555-4555-8555-555555555555","class":"task","status":"Success","status_code":200}
$ lxc cluster evacuate minilxd --force
< yes
| Move or stop all instances on minilxd? (yes/no) [no]: \c
> POST /1.0/cluster/members/minilxd/state {"action":"evacuate","force":true}
answer POST /1.0/cluster/members/minilxd/state 202 {"id":"55555555-5555-4555-8555-555555555555","class":"task","status":"Success","status_code":200}
$ lxc cluster evacuate minilxd --force --yes
> POST /1.0/cluster/members/minilxd/state {"action":"evacuate","force":true}
$ lxc cluster evacuate minilxd --force
| Move or stop all instances on minilxd? (yes/no) [no]: \c
! Error: standard input ended without an answer: use --yes
= 1
`)
}
