package cluster_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestGroupMembers adds members to groups, removes and reassigns them.
func TestGroupMembers(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Extra: []string{"clustering_groups_config"}}, `
given cluster group create gpu
given cluster group create fast
$ lxc cluster group add minilxd gpu
| Cluster member minilxd added to group gpu
> GET /1.0/cluster/members/minilxd
> PUT /1.0/cluster/members/minilxd [if-match] {"roles":["database-leader","database"],"failure_domain":"default","description":"","config":{},"groups":["default","gpu"]}
$ lxc cluster group add minilxd gpu
! Error: the member already has "gpu"
= 5
> GET /1.0/cluster/members/minilxd
$ lxc cluster group add nosuch gpu
! Error: not found: nosuch
= 3
> GET /1.0/cluster/members/nosuch
$ lxc cluster group add minilxd
! Error: missing argument: <group>
= 2
$ lxc cluster group assign minilxd gpu,fast
| Groups of member minilxd set to gpu,fast
> GET /1.0/cluster/members/minilxd
> PUT /1.0/cluster/members/minilxd [if-match] {"roles":["database-leader","database"],"failure_domain":"default","description":"","config":{},"groups":["gpu","fast"]}
$ lxc cluster group apply minilxd ''
| Groups of member minilxd set to
> GET /1.0/cluster/members/minilxd
> PUT /1.0/cluster/members/minilxd [if-match] {"roles":["database-leader","database"],"failure_domain":"default","description":"","config":{},"groups":[]}
$ lxc cluster group assign nosuch gpu
! Error: not found: nosuch
= 3
> GET /1.0/cluster/members/nosuch
answer PUT /1.0/cluster/members/minilxd 400 Cluster group "nosuch" not found
$ lxc cluster group assign minilxd nosuch
! Error: Cluster group "nosuch" not found
= 1
> GET /1.0/cluster/members/minilxd
> PUT /1.0/cluster/members/minilxd [if-match] {"roles":["database-leader","database"],"failure_domain":"default","description":"","config":{},"groups":["nosuch"]}
$ lxc cluster group remove minilxd fast
! Error: the member does not have "fast"
= 3
> GET /1.0/cluster/members/minilxd
$ lxc cluster group create ssd --description words user.a=1
< members: [minilxd]
| Cluster group ssd created
> POST /1.0/cluster/groups {"description":"words","members":["minilxd"],"config":{"user.a":"1"},"name":"ssd"}
$ lxc cluster group create
| (help)
$ lxc cluster group list
| +---------+-----------------------+---------+
| |  NAME   |      DESCRIPTION      | MEMBERS |
| +---------+-----------------------+---------+
| | default | Default cluster group | 1       |
| +---------+-----------------------+---------+
| | fast    |                       | 0       |
| +---------+-----------------------+---------+
| | gpu     |                       | 0       |
| +---------+-----------------------+---------+
| | ssd     | words                 | 1       |
| +---------+-----------------------+---------+
> GET /1.0/cluster/groups?recursion=1
$ lxc cluster group list -c mn -f csv
| 0,fast
| 0,gpu
| 1,default
| 1,ssd
> GET /1.0/cluster/groups?recursion=1
$ lxc cluster group list -f json
| [{"description":"Default cluster group","members":["minilxd"],"config":{},"name":"default"},{"description":"","members":null,"config":{},"name":"fast","project":"default"},{"description":"","members":null,"config":{},"name":"gpu","project":"default"},{"description":"words","members":["minilxd"],"config":{"user.a":"1"},"name":"ssd","project":"default"}]
> GET /1.0/cluster/groups?recursion=1
$ lxc cluster group set ssd user.a=2
> GET /1.0/cluster/groups/ssd
> PUT /1.0/cluster/groups/ssd [if-match] {"description":"words","members":["minilxd"],"config":{"user.a":"2"},"project":"default"}
$ lxc cluster group get ssd user.a
| 2
> GET /1.0/cluster/groups/ssd
$ lxc cluster group get ssd description --property
| words
> GET /1.0/cluster/groups/ssd
$ lxc cluster group unset ssd user.a
> GET /1.0/cluster/groups/ssd
> PUT /1.0/cluster/groups/ssd [if-match] {"description":"words","members":["minilxd"],"config":{"user.a":""},"project":"default"}
$ lxc cluster group edit ssd
< description: edited
< members: []
> PUT /1.0/cluster/groups/ssd {"description":"edited","members":[]}
$ lxc cluster group rename ssd
! Error: missing argument: <new-name>
= 2
$ lxc cluster group show nosuch
! Error: not found: nosuch
= 3
> GET /1.0/cluster/groups/nosuch
answer DELETE /1.0/cluster/groups/gpu 400 Only empty cluster groups can be removed
$ lxc cluster group delete gpu
! Error: Only empty cluster groups can be removed
= 1
> DELETE /1.0/cluster/groups/gpu
$ lxc cluster group rm gpu
| Cluster group gpu deleted
> DELETE /1.0/cluster/groups/gpu
`)
}

// TestClusterRoles adds and removes roles, several at once.
func TestClusterRoles(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc cluster role add minilxd event-hub,ovn-chassis
> GET /1.0/cluster/members/minilxd
> PUT /1.0/cluster/members/minilxd [if-match] {"roles":["database-leader","database","event-hub","ovn-chassis"],"failure_domain":"default","description":"","config":{},"groups":["default"]}
$ lxc cluster role add minilxd event-hub
! Error: the member already has "event-hub"
= 5
> GET /1.0/cluster/members/minilxd
$ lxc cluster role remove minilxd event-hub,ovn-chassis
> GET /1.0/cluster/members/minilxd
> PUT /1.0/cluster/members/minilxd [if-match] {"roles":["database-leader","database"],"failure_domain":"default","description":"","config":{},"groups":["default"]}
$ lxc cluster role remove minilxd nosuch
! Error: the member does not have "nosuch"
= 3
> GET /1.0/cluster/members/minilxd
$ lxc cluster role add nosuch event-hub
! Error: not found: nosuch
= 3
> GET /1.0/cluster/members/nosuch
$ lxc cluster role add minilxd
! Error: missing argument: <role>
= 2
answer PUT /1.0/cluster/members/minilxd 403 not authorized
$ lxc cluster role add minilxd event-hub
! Error: not authorized
= 4
> GET /1.0/cluster/members/minilxd
> PUT /1.0/cluster/members/minilxd [if-match] {"roles":["database-leader","database","event-hub"],"failure_domain":"default","description":"","config":{},"groups":["default"]}
`)
}
