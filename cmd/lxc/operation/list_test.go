package operation_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestOperationList lists operations, without the columns that incus lacks.
func TestOperationList(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
answer GET /1.0/operations?recursion=1 200 {"running":[{"id":"22222222-2222-4222-8222-222222222222","class":"task","description":"Starting instance","status":"Running","status_code":103,"may_cancel":true,"created_at":"2026-03-01T10:00:00Z","location":"none"}],"success":[{"id":"33333333-3333-4333-8333-333333333333","class":"websocket","description":"Executing command","status":"Success","status_code":200,"created_at":"2026-03-01T10:00:00Z","location":"none"}]}
$ lxc operation list -f csv
| ID,TASK,Starting instance,RUNNING,YES,DATE
| ID,WEBSOCKET,Executing command,SUCCESS,NO,DATE
> GET /1.0/operations?recursion=1
answer GET /1.0/operations?recursion=1 200 {"running":[{"id":"22222222-2222-4222-8222-222222222222","class":"task","description":"Starting instance","status":"Running","status_code":103,"may_cancel":true,"created_at":"2026-03-01T10:00:00Z","location":"m1"}]}
$ lxc operation list -f csv,header
| ID,TYPE,DESCRIPTION,STATUS,CANCELABLE,CREATED,LOCATION
| ID,TASK,Starting instance,RUNNING,YES,DATE,m1
> GET /1.0/operations?recursion=1
answer GET /1.0/operations?all-projects=true&recursion=1 200 {"running":[{"id":"22222222-2222-4222-8222-222222222222","class":"task","description":"Starting instance","status":"Running","status_code":103,"location":"none"}]}
$ lxc operation list --all-projects -f csv -c id
| ID,Starting instance
> GET /1.0/operations?all-projects=true&recursion=1
answer GET /1.0/operations?recursion=1 200 {}
$ incus operation list
| +----+------+-------------+-------+------------+---------+
| | ID | TYPE | DESCRIPTION | STATE | CANCELABLE | CREATED |
| +----+------+-------------+-------+------------+---------+
> GET /1.0/operations?recursion=1
answer GET /1.0/operations?recursion=1 200 {}
$ lxc operation list -f json
| []
> GET /1.0/operations?recursion=1
$ lxc operation list filter
! Error: unexpected filter "filter"
= 2
$ lxc operation list -c x
! Error: unknown column "x" (available: itdscCL)
= 2
answer GET /1.0/operations/22222222-2222-4222-8222-222222222222 200 {"id":"22222222-2222-4222-8222-222222222222","class":"task","description":"Starting instance","created_at":"2026-03-01T10:00:00Z","updated_at":"2026-03-01T10:00:00Z","status":"Running","status_code":103,"resources":{"instances":["/1.0/instances/c1"]},"metadata":null,"may_cancel":false,"err":"","location":"none"}
$ lxc operation show 22222222-2222-4222-8222-222222222222
| id: ID
| class: task
| description: Starting instance
| created_at: DATE
| updated_at: DATE
| status: Running
| status_code: 103
| resources:
|   instances:
|   - /1.0/instances/c1
| metadata: {}
| may_cancel: false
| err: ""
| location: none
> GET /1.0/operations/ID
$ lxc operation show nosuch
! Error: Operation not found
= 3
> GET /1.0/operations/nosuch
$ lxc operation show
| (help)
answer DELETE /1.0/operations/22222222-2222-4222-8222-222222222222 200 {}
$ lxc operation delete 22222222-2222-4222-8222-222222222222
| Operation ID canceled
> DELETE /1.0/operations/ID
answer DELETE /1.0/operations/22222222-2222-4222-8222-222222222222 400 This operation can't be cancelled
$ lxc operation delete 22222222-2222-4222-8222-222222222222
! Error: This operation can't be cancelled
= 1
> DELETE /1.0/operations/ID
$ lxc operation delete nosuch
! Error: Operation not found
= 3
> DELETE /1.0/operations/nosuch
$ lxc operation delete
| (help)
`)
}

// TestOperationWatch has operations as they come.
func TestOperationWatch(t *testing.T) {
	t.Parallel()
	env := clitest.New(t, root.New, minilxd.Options{})
	said, stop := env.Start("operation", "list", "-w", "-f", "jsonl", "--fields", "description")
	defer stop()
	if r := env.Run("", "init", "--empty", "c1"); r.Code != 0 {
		t.Fatal(r.ErrOut)
	}
	said(`{"description":"Creating instance"}`)
	if r := env.Run("", "operation", "show", "nosuch", "-w", "-o", "jsonl"); r.Code != 3 {
		t.Error(r)
	}
	if r := env.Run("", "operation", "list", "-w"); r.Code != 2 {
		t.Error(r)
	}
}
