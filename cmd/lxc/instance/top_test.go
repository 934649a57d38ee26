package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestTop covers invalid arguments.
func TestTop(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
$ lxc top -c ?
! Error: unknown column "?" (available: neumDrtRW)
= 2
$ lxc top nowhere:
! Error: remote "nowhere" does not exist
= 3
`)
}

// TestTopOnce prints the table once if there is no terminal.
func TestTopOnce(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
given init --empty c2
given start c1
answer GET /1.0/instances?recursion=2 200 [{"name":"a","project":"default","status_code":103,"state":{"cpu":{"usage":5},"memory":{"usage":1048576},"disk":{"root":{"usage":2048},"data":{"usage":1024}}}},{"name":"b","project":"default","status_code":103,"state":{"disk":{"root":{"usage":-1}}}},{"name":"off","status_code":102,"state":{}},{"name":"unknown","status_code":103}]
$ lxc top
| +------+------+---------+---------+
| | NAME | CPU  | MEMORY  |  DISK   |
| +------+------+---------+---------+
| | a    | 0.0% | 1.00MiB | 3.00KiB |
| +------+------+---------+---------+
| | b    | 0.0% |         |         |
| +------+------+---------+---------+
> GET /1.0/instances?recursion=2 x2
answer GET /1.0/instances?recursion=2 200 [{"name":"a","project":"default","status_code":103,"state":{"memory":{"usage":1048576}}}]
$ lxc top -f json
| [{"name":"a","project":"default","cpu_percent":0,"memory":1048576,"disk":0}]
> GET /1.0/instances?recursion=2 x2
$ lxc top --format csv,header --all-projects -c en
| PROJECT,NAME
| default,c1
> GET /1.0/instances?all-projects=true&recursion=2 x2
$ lxc top --refresh 0
! Error: --refresh must be at least 1 second
= 2
$ lxc top -f nosuch
! Error: unknown format "nosuch" (must be one of: table, wide, compact, csv, json, yaml, markdown, jsonl, name, template)
= 2
$ lxc top local: extra
! Error: unexpected argument "extra"
= 2
answer GET /1.0/instances?recursion=2 403 not authorized
$ lxc top
! Error: not authorized
= 4
> GET /1.0/instances?recursion=2
`)
}
