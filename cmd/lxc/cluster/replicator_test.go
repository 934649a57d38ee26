package cluster_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestReplicator covers replicators, their state and their runs.
func TestReplicator(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
$ lxc replicator create nightly cluster=backup schedule=@daily --description words
> POST /1.0/replicators {"description":"words","config":{"cluster":"backup","schedule":"@daily"},"name":"nightly"}
$ lxc replicator create nightly
! Error: nightly already exists
= 5
> POST /1.0/replicators {"description":"","config":{},"name":"nightly"}
$ lxc replicator list
| +---------+-------------+---------+----------+
| |  NAME   | DESCRIPTION | CLUSTER | LAST RUN |
| +---------+-------------+---------+----------+
| | nightly | words       | backup  |          |
| +---------+-------------+---------+----------+
> GET /1.0/replicators?recursion=1
$ lxc replicator list -c ns -f csv
| nightly,@daily
> GET /1.0/replicators?recursion=1
$ lxc replicator list -f json
| [{"description":"words","config":{"cluster":"backup","schedule":"@daily"},"name":"nightly","project":"default"}]
> GET /1.0/replicators?recursion=1
answer GET /1.0/replicators/nightly 200 {"name":"nightly","description":"words","project":"default","config":{"schedule":"0 3 30 2 *","cluster":"backup"},"last_run_at":"2026-03-01T03:00:00Z"}
answer GET /1.0/replicators/nightly/state 200 {"status":"Completed"}
$ lxc replicator info nightly
| Name: nightly
| Description: words
| Project: default
| Status: Completed
| Schedule: 0 3 30 2 *
| Last run: DATE
| Instances:
| +------+
| | NAME |
| +------+
| | c1   |
| +------+
> GET /1.0/instances?recursion=1
> GET /1.0/replicators/nightly
> GET /1.0/replicators/nightly/state
answer GET /1.0/replicators/nightly 200 {"name":"nightly","config":{},"last_run_at":"0001-01-01T00:00:00Z"}
answer GET /1.0/replicators/nightly/state 403 not authorized
$ lxc replicator info nightly
! Error: not authorized
= 4
> GET /1.0/replicators/nightly
> GET /1.0/replicators/nightly/state
$ lxc replicator info nosuch
! Error: not found: nosuch
= 3
> GET /1.0/replicators/nosuch
answer PUT /1.0/replicators/nightly/state 202 {"id":"55555555-5555-4555-8555-555555555555","class":"task","status":"Success","status_code":200}
$ lxc replicator run nightly
> PUT /1.0/replicators/nightly/state {"action":"start"}
answer PUT /1.0/replicators/nightly/state 202 {"id":"55555555-5555-4555-8555-555555555555","class":"task","status":"Failure","status_code":400,"err":"Replication failed"}
$ lxc replicator run nightly --restore
! Error: Replication failed
= 1
> PUT /1.0/replicators/nightly/state {"action":"restore"}
$ lxc replicator run
| (help)
$ lxc replicator set nightly schedule=@hourly
> GET /1.0/replicators/nightly
> PUT /1.0/replicators/nightly [if-match] {"description":"words","config":{"cluster":"backup","schedule":"@hourly"}}
$ lxc replicator get nightly schedule
| @hourly
> GET /1.0/replicators/nightly
$ lxc replicator unset nightly schedule
> GET /1.0/replicators/nightly
> PUT /1.0/replicators/nightly [if-match] {"description":"words","config":{"cluster":"backup","schedule":""}}
$ lxc replicator edit nightly
< description: edited
> PUT /1.0/replicators/nightly {"description":"edited","config":null}
$ lxc replicator rename nightly weekly
| Replicator nightly renamed to weekly
> POST /1.0/replicators/nightly {"name":"weekly"}
$ lxc replicator delete weekly
| Replicator weekly deleted
> DELETE /1.0/replicators/weekly
`)
}
