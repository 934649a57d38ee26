package operation_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestOutputPrint prints and deletes both recordings, and returns the exit status of the command.
func TestOutputPrint(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
answer GET /1.0/operations/22222222-2222-4222-8222-222222222222/wait?timeout=-1 200 {"id":"22222222-2222-4222-8222-222222222222","status":"Success","status_code":200,"metadata":{"return":0}}
answer GET /1.0/instances/c1/logs/exec-output/exec_22222222-2222-4222-8222-222222222222.stdout raw some output
answer GET /1.0/instances/c1/logs/exec-output/exec_22222222-2222-4222-8222-222222222222.stderr raw some errors
answer DELETE /1.0/instances/c1/logs/exec-output/exec_22222222-2222-4222-8222-222222222222.stdout 200 {}
answer DELETE /1.0/instances/c1/logs/exec-output/exec_22222222-2222-4222-8222-222222222222.stderr 200 {}
$ lxc operation output c1 22222222-2222-4222-8222-222222222222
| some output\c
! some errors\c
> GET /1.0/instances/c1/logs/exec-output/exec_ID.stdout
> GET /1.0/operations/ID/wait?timeout=-1
> DELETE /1.0/instances/c1/logs/exec-output/exec_ID.stdout
> GET /1.0/instances/c1/logs/exec-output/exec_ID.stderr
> DELETE /1.0/instances/c1/logs/exec-output/exec_ID.stderr
answer GET /1.0/operations/22222222-2222-4222-8222-222222222222/wait?timeout=-1 200 {"id":"22222222-2222-4222-8222-222222222222","status":"Success","status_code":200,"metadata":{"return":3}}
answer GET /1.0/instances/c1/logs/exec_22222222-2222-4222-8222-222222222222.stdout raw some output
answer GET /1.0/instances/c1/logs/exec_22222222-2222-4222-8222-222222222222.stderr raw some errors
$ lxc operation output c1 22222222-2222-4222-8222-222222222222 --keep
| some output\c
! some errors\c
= 3
> GET /1.0/instances/c1/logs/exec-output/exec_ID.stderr
> GET /1.0/instances/c1/logs/exec-output/exec_ID.stdout
> GET /1.0/instances/c1/logs/exec_ID.stderr
> GET /1.0/instances/c1/logs/exec_ID.stdout
> GET /1.0/operations/ID/wait?timeout=-1
answer GET /1.0/operations/22222222-2222-4222-8222-222222222222/wait?timeout=-1 404 Operation not found
answer GET /1.0/instances/c1/logs/exec_22222222-2222-4222-8222-222222222222.stdout raw late output
answer GET /1.0/instances/c1/logs/exec_22222222-2222-4222-8222-222222222222.stderr raw late errors
$ lxc operation output c1 22222222-2222-4222-8222-222222222222 --keep
| late output\c
! late errors\c
> GET /1.0/instances/c1/logs/exec-output/exec_ID.stderr
> GET /1.0/instances/c1/logs/exec-output/exec_ID.stdout
> GET /1.0/instances/c1/logs/exec_ID.stderr
> GET /1.0/instances/c1/logs/exec_ID.stdout
> GET /1.0/operations/ID
> GET /1.0/operations/ID/wait?timeout=-1
answer GET /1.0/operations/22222222-2222-4222-8222-222222222222/wait?timeout=-1 200 {"id":"22222222-2222-4222-8222-222222222222","status":"Failure","status_code":400,"err":"Command not found"}
answer GET /1.0/instances/c1/logs/exec_22222222-2222-4222-8222-222222222222.stdout raw out
answer GET /1.0/instances/c1/logs/exec_22222222-2222-4222-8222-222222222222.stderr raw err
$ lxc operation output c1 22222222-2222-4222-8222-222222222222 --keep
| out\c
! errError: Command not found
= 1
> GET /1.0/instances/c1/logs/exec-output/exec_ID.stderr
> GET /1.0/instances/c1/logs/exec-output/exec_ID.stdout
> GET /1.0/instances/c1/logs/exec_ID.stderr
> GET /1.0/instances/c1/logs/exec_ID.stdout
> GET /1.0/operations/ID/wait?timeout=-1
answer GET /1.0/operations/22222222-2222-4222-8222-222222222222/wait?timeout=-1 200 {"id":"22222222-2222-4222-8222-222222222222","status":"Success","status_code":200,"metadata":{"return":0}}
$ lxc operation output c1 22222222-2222-4222-8222-222222222222
! Error: stdout was not recorded
= 3
> GET /1.0/instances/c1/logs/exec-output/exec_ID.stdout
> GET /1.0/instances/c1/logs/exec_ID.stdout
> GET /1.0/operations/ID/wait?timeout=-1
answer GET /1.0/operations/22222222-2222-4222-8222-222222222222/wait?timeout=-1 403 not authorized
$ lxc operation output c1 22222222-2222-4222-8222-222222222222
! Error: not authorized
! stdout was not recorded
= 3
> GET /1.0/instances/c1/logs/exec-output/exec_ID.stdout
> GET /1.0/instances/c1/logs/exec_ID.stdout
> GET /1.0/operations/ID
> GET /1.0/operations/ID/wait?timeout=-1
answer GET /1.0/operations/22222222-2222-4222-8222-222222222222/wait?timeout=-1 200 {"id":"22222222-2222-4222-8222-222222222222","status":"Success","status_code":200,"metadata":{"return":0}}
answer GET /1.0/instances/c1/logs/exec_22222222-2222-4222-8222-222222222222.stdout raw out
answer DELETE /1.0/instances/c1/logs/exec_22222222-2222-4222-8222-222222222222.stdout 403 not authorized
$ lxc operation output c1 22222222-2222-4222-8222-222222222222
| out\c
! Error: not authorized
= 4
> GET /1.0/instances/c1/logs/exec-output/exec_ID.stdout
> GET /1.0/instances/c1/logs/exec_ID.stdout
> GET /1.0/operations/ID/wait?timeout=-1
> DELETE /1.0/instances/c1/logs/exec_ID.stdout
$ lxc operation output c1
! Error: missing argument: <operation>
= 2
$ lxc operation output
| (help)
$ lxc operation output nosuch:c1 22222222-2222-4222-8222-222222222222
! Error: remote "nosuch" does not exist
= 3
`)
}
