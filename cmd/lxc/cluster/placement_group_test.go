package cluster_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestPlacementGroup covers placement groups, links and replicators.
func TestPlacementGroup(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc placement-group create g1
| Placement group g1 created
> POST /1.0/placement-groups {"description":"","config":{},"name":"g1"}
$ lxc placement-group create g1
! Error: g1 already exists
= 5
> POST /1.0/placement-groups {"description":"","config":{},"name":"g1"}
$ lxc placement-group list -f csv
| g1,,,,0
> GET /1.0/placement-groups?recursion=1
$ lxc placement-group show g1
| description: ""
| config: {}
| name: g1
| project: default
| used_by: []
> GET /1.0/placement-groups/g1
$ lxc placement-group delete g1
| Placement group g1 deleted
> DELETE /1.0/placement-groups/g1
$ lxc placement-group delete g1
! Error: not found: g1
= 3
> DELETE /1.0/placement-groups/g1
$ lxc replicator create r1
> POST /1.0/replicators {"description":"","config":{},"name":"r1"}
$ lxc replicator list -f csv
| r1,,,
> GET /1.0/replicators?recursion=1
$ lxc replicator run r1
! Error: not found
= 3
> PUT /1.0/replicators/r1/state {"action":"start"}
$ lxc replicator delete r1
| Replicator r1 deleted
> DELETE /1.0/replicators/r1
$ lxc replicator delete r1
! Error: not found: r1
= 3
> DELETE /1.0/replicators/r1
$ lxc cluster link list -f csv
> GET /1.0/cluster/links?recursion=1
$ lxc cluster link show nosuch
! Error: not found: nosuch
= 3
> GET /1.0/cluster/links/nosuch
`)
}

// TestPlacementGroupVerbs covers the remaining verbs.
func TestPlacementGroupVerbs(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc placement-group create web policy=spread rigor=strict --description words
| Placement group web created
> POST /1.0/placement-groups {"description":"words","config":{"policy":"spread","rigor":"strict"},"name":"web"}
$ lxc placement-group list
| +------+-------------+--------+--------+---------+
| | NAME | DESCRIPTION | POLICY | RIGOR  | USED BY |
| +------+-------------+--------+--------+---------+
| | web  | words       | spread | strict | 0       |
| +------+-------------+--------+--------+---------+
> GET /1.0/placement-groups?recursion=1
$ lxc placement-group list --all-projects
| +---------+------+-------------+--------+--------+---------+
| | PROJECT | NAME | DESCRIPTION | POLICY | RIGOR  | USED BY |
| +---------+------+-------------+--------+--------+---------+
| | default | web  | words       | spread | strict | 0       |
| +---------+------+-------------+--------+--------+---------+
> GET /1.0/placement-groups?all-projects=true&recursion=1
$ lxc placement-group list -c epr -f csv
| default,spread,strict
> GET /1.0/placement-groups?recursion=1
$ lxc placement-group get web policy
| spread
> GET /1.0/placement-groups/web
$ lxc placement-group get web nosuch
|
> GET /1.0/placement-groups/web
$ lxc placement-group unset web rigor
> GET /1.0/placement-groups/web
> PUT /1.0/placement-groups/web [if-match] {"description":"words","config":{"policy":"spread","rigor":""}}
$ lxc placement-group edit web
< description: edited
< config: {policy: compact}
> PUT /1.0/placement-groups/web {"description":"edited","config":{"policy":"compact"}}
$ lxc placement-group edit nosuch
< description: edited
! Error: not found: nosuch
= 3
> PUT /1.0/placement-groups/nosuch {"description":"edited","config":null}
$ lxc placement-group rename web db
| Placement group web renamed to db
> POST /1.0/placement-groups/web {"name":"db"}
answer DELETE /1.0/placement-groups/db 400 Placement group is in use
$ lxc placement-group delete db
! Error: Placement group is in use
= 5
> DELETE /1.0/placement-groups/db
`)
}
