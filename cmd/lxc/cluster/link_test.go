package cluster_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestClusterLink covers links between clusters.
func TestClusterLink(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
answer POST /1.0/cluster/links 200 {}
$ lxc cluster link create backup user.a=1 --token TOKEN --description words --auth-group g1,g2
| Cluster link backup created
> POST /1.0/cluster/links {"description":"words","config":{"user.a":"1"},"name":"backup","trust_token":"TOKEN","auth_groups":["g1","g2"],"type":"bidirectional"}
answer POST /1.0/cluster/links 409 already exists
$ lxc cluster link create backup
! Error: already exists
= 5
> POST /1.0/cluster/links {"description":"","config":{},"name":"backup","type":"bidirectional"}
$ lxc cluster link create backup user.a
! Error: invalid value "user.a": use key=value
= 2
$ lxc cluster link create
| (help)
answer GET /1.0/cluster/links?recursion=1 200 [{"name":"backup","description":"words","type":"bidirectional","config":{"volatile.addresses":"192.0.2.9:8443"}},{"name":"new","type":"bidirectional","config":{}}]
$ lxc cluster link list
| +--------+----------------+-------------+-----------------+---------------+
| |  NAME  |   ADDRESSES    | DESCRIPTION | IDENTITY STATUS |     TYPE      |
| +--------+----------------+-------------+-----------------+---------------+
| | backup | 192.0.2.9:8443 | words       | ACTIVE          | BIDIRECTIONAL |
| +--------+----------------+-------------+-----------------+---------------+
| | new    |                |             | PENDING         | BIDIRECTIONAL |
| +--------+----------------+-------------+-----------------+---------------+
> GET /1.0/cluster/links?recursion=1
answer GET /1.0/cluster/links/backup 200 {"name":"backup","description":"words","type":"bidirectional","config":{}}
answer GET /1.0/cluster/links/backup/state 200 {"cluster_link_members":[{"address":"192.0.2.9:8443","server_name":"b1","status":"Active"},{"address":"192.0.2.8:8443","server_name":"b2","status":"Unreachable"}]}
$ lxc cluster link info backup
| Name: backup
| Description: words
| Type: BIDIRECTIONAL
| Cluster link members:
| +----------------+------+-------------+
| |    ADDRESS     | NAME |    STATE    |
| +----------------+------+-------------+
| | 192.0.2.8:8443 | b2   | UNREACHABLE |
| +----------------+------+-------------+
| | 192.0.2.9:8443 | b1   | ACTIVE      |
| +----------------+------+-------------+
> GET /1.0/cluster/links/backup
> GET /1.0/cluster/links/backup/state
answer GET /1.0/cluster/links/backup?target=m1 200 {"name":"backup","type":"bidirectional","config":{}}
answer GET /1.0/cluster/links/backup/state?target=m1 403 not authorized
$ lxc cluster link info backup --target m1
| Name: backup
| Type: BIDIRECTIONAL
! Error: not authorized
= 4
> GET /1.0/cluster/links/backup/state?target=m1
> GET /1.0/cluster/links/backup?target=m1
answer GET /1.0/cluster/links/backup 200 {"name":"backup","type":"bidirectional","config":{}}
answer GET /1.0/cluster/links/backup/state 200 {"cluster_link_members":"odd"}
$ lxc cluster link info backup
| Name: backup
| Type: BIDIRECTIONAL
! Error: link "backup" on remote "local": json: cannot unmarshal string into Go value of type []cluster.linkMember
= 1
> GET /1.0/cluster/links/backup
> GET /1.0/cluster/links/backup/state
$ lxc cluster link info nosuch
! Error: not found: nosuch
= 3
> GET /1.0/cluster/links/nosuch
$ lxc cluster link info
| (help)
answer DELETE /1.0/cluster/links/backup 200 {}
$ lxc cluster link delete backup
| Cluster link backup deleted
> DELETE /1.0/cluster/links/backup
`)
}

// TestClusterLinkExtension names the extension that Incus servers lack.
func TestClusterLinkExtension(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Family: "incus"}, `
$ lxc cluster link list
! Error: the server (incus 6.0.4) lacks the API extension "cluster_links"
= 6
$ lxc cluster link create backup
! Error: link "backup" on remote "local": the server (incus 6.0.4) lacks the API extension "cluster_links"
= 6
$ lxc cluster link info backup
! Error: link "backup" on remote "local": the server (incus 6.0.4) lacks the API extension "cluster_links"
= 6
$ lxc replicator list
! Error: the server (incus 6.0.4) lacks the API extension "replicators"
= 6
$ lxc replicator run r1
! Error: replicator "r1" on remote "local": the server (incus 6.0.4) lacks the API extension "replicators"
= 6
$ lxc replicator info r1
! Error: replicator "r1" on remote "local": the server (incus 6.0.4) lacks the API extension "replicators"
= 6
$ lxc placement-group list
! Error: the server (incus 6.0.4) lacks the API extension "instance_placement_groups"
= 6
`)
}
