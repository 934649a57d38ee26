package cluster_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestPlacementGroup has groups of placement, links and replicators.
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
