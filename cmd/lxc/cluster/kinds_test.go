package cluster_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestCluster covers members, groups and tokens.
func TestCluster(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc cluster list
| +---------+------------------------+-----------------+--------------+----------------+-------------+--------+-------------------+
| |  NAME   |          URL           |      ROLES      | ARCHITECTURE | FAILURE DOMAIN | DESCRIPTION | STATE  |      MESSAGE      |
| +---------+------------------------+-----------------+--------------+----------------+-------------+--------+-------------------+
| | minilxd | https://127.0.0.1:8443 | database-leader | x86_64       | default        |             | ONLINE | Fully operational |
| |         |                        | database        |              |                |             |        |                   |
| +---------+------------------------+-----------------+--------------+----------------+-------------+--------+-------------------+
> GET /1.0/cluster/members?recursion=1
$ lxc cluster list -f csv
| minilxd,https://127.0.0.1:8443,"database-leader,database",x86_64,default,,ONLINE,Fully operational
> GET /1.0/cluster/members?recursion=1
$ lxc cluster show minilxd
| roles:
| - database-leader
| - database
| failure_domain: default
| description: ""
| config: {}
| groups:
| - default
| server_name: minilxd
| url: https://127.0.0.1:8443
| database: true
| status: Online
| message: Fully operational
| architecture: x86_64
> GET /1.0/cluster/members/minilxd
$ lxc cluster show nosuch
! Error: not found: nosuch
= 3
> GET /1.0/cluster/members/nosuch
$ lxc cluster set minilxd user.a=1
> GET /1.0/cluster/members/minilxd
> PUT /1.0/cluster/members/minilxd [if-match] {"roles":["database-leader","database"],"failure_domain":"default","description":"","config":{"user.a":"1"},"groups":["default"]}
$ lxc cluster get minilxd user.a
| 1
> GET /1.0/cluster/members/minilxd
$ lxc cluster unset minilxd user.a
> GET /1.0/cluster/members/minilxd
> PUT /1.0/cluster/members/minilxd [if-match] {"roles":["database-leader","database"],"failure_domain":"default","description":"","config":{"user.a":""},"groups":["default"]}
$ lxc cluster role add minilxd event-hub
> GET /1.0/cluster/members/minilxd
> PUT /1.0/cluster/members/minilxd [if-match] {"roles":["database-leader","database","event-hub"],"failure_domain":"default","description":"","config":{"user.a":""},"groups":["default"]}
$ lxc cluster role remove minilxd event-hub
> GET /1.0/cluster/members/minilxd
> PUT /1.0/cluster/members/minilxd [if-match] {"roles":["database-leader","database"],"failure_domain":"default","description":"","config":{"user.a":""},"groups":["default"]}
$ lxc cluster role remove minilxd event-hub
! Error: the member does not have "event-hub"
= 3
> GET /1.0/cluster/members/minilxd
$ lxc cluster group create g1
| Cluster group g1 created
> POST /1.0/cluster/groups {"description":"","members":null,"name":"g1"}
$ lxc cluster group create g1
! Error: g1 already exists
= 5
> POST /1.0/cluster/groups {"description":"","members":null,"name":"g1"}
$ lxc cluster group list -f csv
| default,Default cluster group,1
| g1,,0
> GET /1.0/cluster/groups?recursion=1
$ lxc cluster group assign minilxd g1,default
| Groups of member minilxd set to g1,default
> GET /1.0/cluster/members/minilxd
> PUT /1.0/cluster/members/minilxd [if-match] {"roles":["database-leader","database"],"failure_domain":"default","description":"","config":{"user.a":""},"groups":["g1","default"]}
$ lxc cluster group remove minilxd g1
| Cluster member minilxd removed from group g1
> GET /1.0/cluster/members/minilxd
> PUT /1.0/cluster/members/minilxd [if-match] {"roles":["database-leader","database"],"failure_domain":"default","description":"","config":{"user.a":""},"groups":["default"]}
$ lxc cluster group show g1
| description: ""
| members: []
| config: {}
| name: g1
| project: default
> GET /1.0/cluster/groups/g1
$ lxc cluster group rename g1 g2
| Cluster group g1 renamed to g2
> POST /1.0/cluster/groups/g1 {"name":"g2"}
$ lxc cluster group delete g2
| Cluster group g2 deleted
> DELETE /1.0/cluster/groups/g2
$ lxc cluster group delete g2
! Error: not found: g2
= 3
> DELETE /1.0/cluster/groups/g2
$ lxc cluster add
| (help)
$ lxc cluster list-tokens -f csv
> GET /1.0/cluster
> GET /1.0/operations?recursion=1
$ lxc cluster revoke-token nosuch
! Error: no join token found
= 3
> GET /1.0/cluster
> GET /1.0/operations?recursion=1
$ lxc cluster enable x
! Error: the server does not listen on the network: set core.https_address first
= 1
$ lxc cluster rename minilxd other
| Cluster member minilxd renamed to other
> POST /1.0/cluster/members/minilxd {"server_name":"other"}
$ lxc cluster remove nosuch
! Error: not found: nosuch
= 3
> DELETE /1.0/cluster/members/nosuch
$ lxc cluster evacuate nosuch --force
! Error: member "nosuch" on remote "local": Failed to update cluster member state: the server (lxd 5.0.2) lacks the API extension "clustering_evacuation"
= 6
answer GET /1.0/cluster/members?recursion=1 403 not authorized
$ lxc cluster list
! Error: not authorized
= 4
> GET /1.0/cluster/members?recursion=1
`)
}
