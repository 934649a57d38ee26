package project_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestReplica promotes and demotes projects.
func TestReplica(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Extra: []string{"project_replica_mode"}}, `
given project create p1
answer PUT /1.0/projects/p1/state?force=1 200 {}
$ lxc project promote-replica p1 --force
| Project p1 is now leader
> PUT /1.0/projects/p1/state?force=1 {"replica_mode":"leader"}
answer PUT /1.0/projects/p1/state 200 {}
$ lxc project demote-replica p1
| Project p1 is now standby
> PUT /1.0/projects/p1/state {"replica_mode":"standby"}
$ lxc project promote-replica nosuch
! Error: not found
= 3
> PUT /1.0/projects/nosuch/state {"replica_mode":"leader"}
$ lxc project promote-replica
| (help)
`)
}
