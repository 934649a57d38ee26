package cluster_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestClusterInfo prints the state of a member.
func TestClusterInfo(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Extra: []string{"cluster_member_state"}}, `
answer GET /1.0/cluster/members/minilxd/state 200 {"sysinfo":{"uptime":12,"load_averages":[0.1,0.2,0.3],"total_ram":1024,"free_ram":512,"processes":7,"logical_cpus":2},"storage_pools":{"default":{"space":{"used":1,"total":2},"inodes":{}}}}
$ lxc cluster info minilxd
| sysinfo:
|   uptime: 12
|   load_averages:
|   - 0.1
|   - 0.2
|   - 0.3
|   total_ram: 1024
|   free_ram: 512
|   shared_ram: 0
|   buffered_ram: 0
|   total_swap: 0
|   free_swap: 0
|   processes: 7
|   logical_cpus: 2
| storage_pools:
|   default:
|     space:
|       used: 1
|       total: 2
|     inodes: {}
> GET /1.0/cluster/members/minilxd/state
answer GET /1.0/cluster/members/nosuch/state 404 Cluster member not found
$ lxc cluster info nosuch
! Error: Cluster member not found
= 3
> GET /1.0/cluster/members/nosuch/state
$ lxc cluster info
| (help)
`)
}
