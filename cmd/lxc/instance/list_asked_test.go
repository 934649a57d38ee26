package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestListInOtherFormats covers what the stock clients do not have: formats, fields, sorting and filtering, and the requests
// for them.
func TestListInOtherFormats(t *testing.T) {
	t.Parallel()
	clitest.Between(t, root.New, minilxd.Options{}, minilxd.Options{}, `
given image import $IMAGE --alias bb
given init bb c2 -c user.owner=ann -c limits.cpu=2
given init bb c10 -c user.owner=bob
given init bb web
given start web
given snapshot web s0
given init --empty two:far

# The state is read where it is shown, and only there.
$ lxc list -o name
| c2
| c10
| web
> GET /1.0/instances?recursion=1
$ lxc list -o name -c n
| c2
| c10
| web
> GET /1.0/instances?recursion=1
$ lxc list --fields name,status
| +------+---------+
| | NAME | STATUS  |
| +------+---------+
| | c2   | Stopped |
| +------+---------+
| | c10  | Stopped |
| +------+---------+
| | web  | Running |
| +------+---------+
> GET /1.0/instances?recursion=1
$ lxc list --fields name,state.status,snapshots.name -o jsonl
| {"name":"c10","snapshots.name":null,"state":{"status":"Stopped"}}
| {"name":"c2","snapshots.name":null,"state":{"status":"Stopped"}}
| {"name":"web","snapshots.name":null,"state":{"status":"Running"}}
> GET /1.0/instances?recursion=2
$ lxc list --fields name --sort -state.processes -f csv
| web
| c10
| c2
> GET /1.0/instances?recursion=2
$ lxc list --fields name --filter state.status=running -f csv
| web
> GET /1.0/instances?recursion=2
$ lxc list --jq '.[] | .name + " " + .state.status'
| c10 Stopped
| c2 Stopped
| web Running
> GET /1.0/instances?recursion=2
$ lxc list --template '{{.Name}} {{.State.Status}} {{len .snapshots}}'
| c10 Stopped 0
| c2 Stopped 0
| web Running 1
> GET /1.0/instances?recursion=2

# Columns and fields order and choose alike.
$ lxc list --sort snapshots -c nS -f csv
| c10,0
| c2,0
| web,1
> GET /1.0/instances?recursion=2
$ lxc list --sort -state,name -c ns -f csv
| c2,STOPPED
| c10,STOPPED
| web,RUNNING
> GET /1.0/instances?recursion=1
$ lxc list --sort name -f compact -c n46
|   NAME        IPV4               IPV6
|   c2
|   c10
|   web   192.0.2.7 (eth0)  2001:db8::7 (eth0)
> GET /1.0/instances?recursion=2
$ lxc list --filter IPV4="192.0.2.7 (eth0)" -f csv -c n4
| web,192.0.2.7 (eth0)
> GET /1.0/instances?recursion=2
$ lxc list --filter config.user.owner=bob --filter type=container -o name
| c10
> GET /1.0/instances?recursion=2
$ lxc list user.owner=ann -o name
| c2
> GET /1.0/instances?recursion=1
$ lxc list --filter profiles=default --sort -config.limits.cpu,name -o name
| c2
| c10
| web
> GET /1.0/instances?recursion=2
$ lxc list --filter architecture=riscv -o jsonl
> GET /1.0/instances?recursion=2
$ lxc list --sort nosuch
! Error: unknown column or field "nosuch"
= 1
> GET /1.0/instances?recursion=2
$ lxc list --all-projects -o name
| c2
| c10
| web
> GET /1.0/instances?all-projects=true&recursion=1
$ lxc list --fast --fields name -f csv
| c2
| c10
| web
> GET /1.0/instances?recursion=1

# All remotes.
$~ lxc list --all-remotes -o jsonl --fields remote,name
| {"name":"c10","remote":"local"}
| {"name":"c2","remote":"local"}
| {"name":"web","remote":"local"}
| {"name":"far","remote":"two"}
> GET /1.0/instances?recursion=1
> two: GET /1.0/instances?recursion=1
$~ lxc list --all-remotes --sort -name -f csv -c n
| local,web
| two,far
| local,c10
| local,c2
> GET /1.0/instances?recursion=1
> two: GET /1.0/instances?recursion=1
$~ lxc list --all-remotes --jq '.[] | .remote'
| local
| local
| local
| two
> GET /1.0/instances?recursion=2
> two: GET /1.0/instances?recursion=2

# Other lists of instances and what belongs to them.
$ lxc snapshot list web -o name
| s0
> GET /1.0/instances/web/snapshots?recursion=1
$ lxc snapshot list web --fields name,stateful -o json
| [{"name":"s0","stateful":false}]
> GET /1.0/instances/web/snapshots?recursion=1
$ lxc image list -o template={{.properties.os}}
| Test
> GET /1.0/images?recursion=1
$ lxc image list --fields architecture,type,aliases.name
| +--------------+-----------+--------------+
| | ARCHITECTURE |   TYPE    | ALIASES.NAME |
| +--------------+-----------+--------------+
| | x86_64       | container |              |
| +--------------+-----------+--------------+
> GET /1.0/images?recursion=1
$ lxc image alias list -o name
| bb
> GET /1.0/images/aliases?recursion=1
$ lxc operation list -o jsonl --fields class,description --sort description
| {"class":"task","description":"Changing state of instance"}
| {"class":"task","description":"Creating instance"}
| {"class":"task","description":"Creating instance"}
| {"class":"task","description":"Creating instance"}
| {"class":"task","description":"Downloading image"}
| {"class":"task","description":"Snapshotting instance"}
> GET /1.0/operations?recursion=1
$ lxc network list --fields name,type --filter managed=true -f csv
> GET /1.0/networks?recursion=1
$ lxc storage list -o name
| default
> GET /1.0/storage-pools?recursion=1
$ lxc storage volume list default -o name --sort name
| c2
| c10
| web
> GET /1.0/storage-pools/default/volumes?recursion=1
$ lxc storage volume list default --fields name,type --sort -name -f csv
| web,container
| c10,container
| c2,container
> GET /1.0/storage-pools/default/volumes?recursion=1
$ lxc project list -o name
| default
> GET /1.0/projects?recursion=1
$ lxc warning list -o jsonl
| {"status":"new","uuid":"c7d6","location":"none","project":"default","type":"Missing CGroup blkio.weight","count":1,"first_seen_at":"DATE","last_seen_at":"DATE","last_message":"disk priority will be ignored","severity":"low","entity_url":"","config":{},"description":""}
> GET /1.0/warnings?recursion=1
$ lxc config trust list -o name
> GET /1.0/certificates?recursion=1
$ lxc cluster list -o name
> GET /1.0/cluster/members?recursion=1

# Failures are JSON where the result would be.
$ lxc list nosuch: -o json
! {"error":{"code":3,"message":"remote \"nosuch\" does not exist","kind":"","remote":"","project":"","object":"","operation":"","hint":"list the remotes with: lxc remote list"}}
= 3
$ lxc list nosuch: -f json
! Error: remote "nosuch" does not exist
= 3
$ lxc snapshot list nosuch -o jsonl
! {"error":{"code":3,"message":"Instance not found","kind":"instance","remote":"local","project":"default","object":"nosuch","operation":"","hint":"list the existing ones with: lxc list local:"}}
= 3
> GET /1.0/instances/nosuch/snapshots?recursion=1
$ lxc snapshot list nosuch -o name
! Error: Instance not found
= 3
> GET /1.0/instances/nosuch/snapshots?recursion=1
$ lxc info nosuch --jq .
! {"error":{"code":3,"message":"Instance not found","kind":"instance","remote":"local","project":"default","object":"nosuch","operation":"","hint":"list the existing ones with: lxc list local:"}}
= 3
> GET /1.0/instances/nosuch
$ lxc --project p9 info nosuch -o json
! {"error":{"code":3,"message":"Project not found","kind":"instance","remote":"local","project":"p9","object":"nosuch","operation":"","hint":"list the existing ones with: lxc list local:"}}
= 3
> GET /1.0/instances/nosuch?project=p9
$ lxc copy nosuch c5 -o json
! {"error":{"code":3,"message":"Instance not found","kind":"instance","remote":"local","project":"default","object":"nosuch","operation":"","hint":"list the existing ones with: lxc list local:"}}
= 3
> GET /1.0/instances/nosuch
$ lxc launch nosuch c5 -f json
! Creating c5
! {"error":{"code":3,"message":"Image not found","kind":"image","remote":"local","project":"default","object":"nosuch","operation":"","hint":"list the existing ones with: lxc image list local:"}}
= 3
> GET /1.0/images/aliases/nosuch
> GET /1.0/images/nosuch
$ lxc import $DIR/nosuch -o json
! {"error":{"code":1,"message":"open $DIR/nosuch: no such file or directory","kind":"","remote":"","project":"","object":"","operation":"","hint":""}}
= 1
`)
}
