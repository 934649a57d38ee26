package operation_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestOutput covers recorded output of commands.
func TestOutput(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
answer GET /1.0/operations/op2 200 {"id":"op2","class":"websocket","description":"Running","status":"Success","status_code":200,"may_cancel":false,"metadata":{"return":3,"output":{"1":"/1.0/instances/c1/logs/exec_op2.stdout","2":"/1.0/instances/c1/logs/exec_op2.stderr"}},"resources":{"instances":["/1.0/instances/c1"]}}
$ lxc operation show op2
| id: op2
| class: websocket
| description: Running
| status: Success
| status_code: 200
| resources:
|   instances:
|   - /1.0/instances/c1
| metadata:
|   output:
|     "1": /1.0/instances/c1/logs/exec_op2.stdout
|     "2": /1.0/instances/c1/logs/exec_op2.stderr
|   return: 3
| may_cancel: false
> GET /1.0/operations/op2
answer GET /1.0/operations?all-projects=true&recursion=1 200 {"success":[{"id":"op2","class":"websocket","description":"Running","status":"Success","status_code":200,"location":"m1"}]}
$ lxc operation list --all-projects -f csv
| op2,WEBSOCKET,Running,SUCCESS,NO,,m1
> GET /1.0/operations?all-projects=true&recursion=1
$ lxc operation output nosuch
! Error: missing argument: <operation>
= 2
`)
}
