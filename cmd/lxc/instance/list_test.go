package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestList covers the formats, columns and filters of lxc list.
func TestList(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
# A table is empty, machine formats are, too.
$ lxc list
| +------+-------+------+------+------+-----------+
| | NAME | STATE | IPV4 | IPV6 | TYPE | SNAPSHOTS |
| +------+-------+------+------+------+-----------+
> GET /1.0/instances?recursion=1
$ lxc list --format csv
> GET /1.0/instances?recursion=1
$ lxc list --format json
| []
> GET /1.0/instances?recursion=2

given image import $IMAGE --alias bb
given init bb c1
given init bb web -c user.role=front -c limits.cpu=2
given start web
given snapshot web s0
$ lxc list -c nst46PS
| +------+---------+-----------+------------------+--------------------+----------+-----------+
| | NAME |  STATE  |   TYPE    |       IPV4       |        IPV6        | PROFILES | SNAPSHOTS |
| +------+---------+-----------+------------------+--------------------+----------+-----------+
| | c1   | STOPPED | CONTAINER |                  |                    | default  | 0         |
| +------+---------+-----------+------------------+--------------------+----------+-----------+
| | web  | RUNNING | CONTAINER | 192.0.2.7 (eth0) | 2001:db8::7 (eth0) | default  | 1         |
| +------+---------+-----------+------------------+--------------------+----------+-----------+
> GET /1.0/instances/c1/snapshots
> GET /1.0/instances/web/snapshots
> GET /1.0/instances/web/state
> GET /1.0/instances?recursion=1
$ lxc list --format csv -c ns,user.role
| c1,STOPPED,
| web,RUNNING,front
> GET /1.0/instances?recursion=1
$ lxc list --format compact -c ns
|   NAME   STATE
|   c1    STOPPED
|   web   RUNNING
> GET /1.0/instances?recursion=1
$ lxc list --format yaml -c n c1
| - architecture: x86_64
|   config:
|     image.description: A test
|     image.os: Test
|     volatile.base_image: $HASH
|   devices: {}
|   ephemeral: false
|   profiles:
|   - default
|   stateful: false
|   description: ""
|   created_at: DATE
|   expanded_config:
|     image.description: A test
|     image.os: Test
|     volatile.base_image: $HASH
|   expanded_devices:
|     root:
|       path: /
|       pool: default
|       type: disk
|   name: c1
|   status: Stopped
|   status_code: 102
|   last_used_at: 0001-01-01T00:00:00Z
|   location: none
|   type: container
|   project: default
|   backups: []
|   state: null
|   snapshots: []
> GET /1.0/instances?recursion=1
$ lxc list --fast --format csv
| c1,STOPPED,x86_64,DATE,default,CONTAINER
| web,RUNNING,x86_64,DATE,default,CONTAINER
> GET /1.0/instances?recursion=1
$ lxc list -c n,limits.cpu:CPU:3 --format csv
| c1,
| web,2
> GET /1.0/instances?recursion=1
$ lxc list --format table,noheader -c ns
| +-----+---------+
| | c1  | STOPPED |
| +-----+---------+
| | web | RUNNING |
| +-----+---------+
> GET /1.0/instances?recursion=1

# Filters: a name's beginning, a key, a state.
$ lxc list c -c n -f csv
| c1
> GET /1.0/instances?recursion=1
$ lxc list user.role=front -c n -f csv
| web
> GET /1.0/instances?recursion=1
$ lxc list status=running -c n -f csv
| web
> GET /1.0/instances?recursion=1
$ lxc list type=container ^w.b$ -c n -f csv
| web
> GET /1.0/instances?recursion=1
$ lxc list nosuch -f csv
> GET /1.0/instances?recursion=1
$ lxc list --all-projects -c en -f csv
| default,c1
| default,web
> GET /1.0/instances?all-projects=true&recursion=1
$ lxc list --project nosuch -f csv
> GET /1.0/instances?project=nosuch&recursion=1
$ lxc list nowhere:
! Error: remote "nowhere" does not exist
= 3
$ lxc list -c n?
! Error: unknown column "?" (available: 46abcdDefFlLmMnNpPRsStuU)
= 2
$ lxc list -c n --format nosuch
! Error: unknown format "nosuch" (must be one of: table, wide, compact, csv, json, yaml, markdown, jsonl, name, template)
= 2
$ lxc list -c n --fast
! Error: --fast and --columns cannot be used together
= 2
answer GET /1.0/instances?recursion=2 403 not authorized
$ lxc list -f csv
| c1,STOPPED,,,CONTAINER,0
| web,RUNNING,192.0.2.7 (eth0),2001:db8::7 (eth0),CONTAINER,1
> GET /1.0/instances/c1/snapshots
> GET /1.0/instances/web/snapshots
> GET /1.0/instances/web/state
> GET /1.0/instances?recursion=1
`)
}
