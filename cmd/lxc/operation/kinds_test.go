package operation_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestOperation covers background operations.
func TestOperation(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc operation list -f csv
> GET /1.0/operations?recursion=1
answer GET /1.0/operations?recursion=1 200 {"running":[{"id":"op1","class":"task","description":"Working","status":"Running","status_code":103,"may_cancel":true,"created_at":"2020-01-02T03:04:05Z"}]}
$ lxc operation list
| +-----+------+-------------+---------+------------+----------------------+
| | ID  | TYPE | DESCRIPTION | STATUS  | CANCELABLE |       CREATED        |
| +-----+------+-------------+---------+------------+----------------------+
| | op1 | TASK | Working     | RUNNING | YES        | DATE |
| +-----+------+-------------+---------+------------+----------------------+
> GET /1.0/operations?recursion=1
answer GET /1.0/operations/op1 200 {"id":"op1","class":"task","description":"Working","status":"Running","status_code":103,"may_cancel":true}
$ lxc operation show op1
| id: op1
| class: task
| description: Working
| status: Running
| status_code: 103
| may_cancel: true
> GET /1.0/operations/op1
answer DELETE /1.0/operations/op1 200 {}
$ lxc operation delete op1
| Operation op1 canceled
> DELETE /1.0/operations/op1
$ lxc operation delete nosuch
! Error: Operation not found
= 3
> DELETE /1.0/operations/nosuch
$ lxc operation show nosuch
! Error: Operation not found
= 3
> GET /1.0/operations/nosuch
answer GET /1.0/operations?recursion=1 403 not authorized
$ lxc operation list
! Error: not authorized
= 4
> GET /1.0/operations?recursion=1
`)
}
