package root_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestResultsOfNetworks has the formats of what networks and storage have.
func TestResultsOfNetworks(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given network create n1 ipv4.address=192.0.2.1/24
given network create n2
$ lxc network list -o name
| n1
| n2
> GET /1.0/networks?recursion=1
$ lxc network list --sort -name --fields name,type,config.ipv4.address
| +------+------+---------------------+
| | NAME | TYPE | CONFIG.IPV4.ADDRESS |
| +------+------+---------------------+
| | n2   |      |                     |
| +------+------+---------------------+
| | n1   |      | 192.0.2.1/24        |
| +------+------+---------------------+
> GET /1.0/networks?recursion=1
$ lxc network list --filter config.ipv4.address=192.0.2.1/24 -o jsonl
| {"config":{"ipv4.address":"192.0.2.1/24"},"description":"","name":"n1","type":"","used_by":[],"managed":true,"status":"Created","locations":["none"],"project":"default"}
> GET /1.0/networks?recursion=1
$ lxc network show n1 -o json --fields name,config
| {"config":{"ipv4.address":"192.0.2.1/24"},"name":"n1"}
> GET /1.0/networks/n1
$ lxc network show n1 --jq '.config["ipv4.address"]'
| 192.0.2.1/24
> GET /1.0/networks/n1
$ lxc network show n1 -f markdown --fields name,type
| | FIELD | VALUE |
| |-------|-------|
| | name  | n1    |
| | type  |       |
> GET /1.0/networks/n1
$ lxc network acl create web -o jsonl
| {"description":"","egress":null,"ingress":null,"config":{},"name":"web","used_by":[],"project":"default"}
> POST /1.0/network-acls {"description":"","egress":null,"ingress":null,"config":{},"name":"web"}
> GET /1.0/network-acls/web
$ lxc network acl list -o name
| web
> GET /1.0/network-acls?recursion=1
$ lxc network acl show web --template '{{.name}} {{len .ingress}}'
| web 0
> GET /1.0/network-acls/web
$ lxc network zone create example.net -o name
| example.net
> POST /1.0/network-zones {"description":"","config":{},"name":"example.net"}
> GET /1.0/network-zones/example.net
$ lxc network zone list -f csv --fields name
| example.net
> GET /1.0/network-zones?recursion=1
$ lxc network zone record create example.net www -o name
| www
> POST /1.0/network-zones/example.net/records {"description":"","entries":null,"config":{},"name":"www"}
> GET /1.0/network-zones/example.net/records/www
$ lxc network zone record list example.net -o jsonl
| {"description":"","entries":null,"config":{},"name":"www","project":"default"}
> GET /1.0/network-zones/example.net/records?recursion=1
$ lxc network zone record show example.net www -f yaml --fields name
| name: www
> GET /1.0/network-zones/example.net/records/www
$ lxc network forward create n1 192.0.2.9 -o name
| 192.0.2.9
> POST /1.0/networks/n1/forwards {"description":"","config":{},"ports":null,"listen_address":"192.0.2.9"}
> GET /1.0/networks/n1/forwards/192.0.2.9
$ lxc network forward list n1 -o name
| 192.0.2.9
> GET /1.0/networks/n1/forwards?recursion=1
$ lxc network forward show n1 192.0.2.9 -o json
| {"description":"","config":{},"ports":null,"listen_address":"192.0.2.9","location":"","project":"default"}
> GET /1.0/networks/n1/forwards/192.0.2.9
$ lxc network peer list n1 -o jsonl
> GET /1.0/networks/n1/peers?recursion=1
$ lxc network list-leases n1 -o jsonl
| {"hostname":"c1","hwaddr":"00:16:3e:00:00:02","address":"10.1.2.3","type":"DYNAMIC","location":"none"}
> GET /1.0/networks/n1/leases
$ lxc network list-leases n1 --sort type,hostname -f csv
| c1,00:16:3e:00:00:02,10.1.2.3,DYNAMIC
> GET /1.0/networks/n1/leases
`)
}

// TestResultsOfStorage has the formats of pools, volumes and buckets, and of projects and groups.
func TestResultsOfStorage(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given storage create fast dir
given project create p1 -c features.images=false
$ lxc storage list -o name
| default
| fast
> GET /1.0/storage-pools?recursion=1
$ lxc storage list --fields name,driver,status --sort -name
| +---------+--------+---------+
| |  NAME   | DRIVER | STATUS  |
| +---------+--------+---------+
| | fast    | dir    | Created |
| +---------+--------+---------+
| | default | dir    | Created |
| +---------+--------+---------+
> GET /1.0/storage-pools?recursion=1
$ lxc storage show fast -o jsonl --fields name,driver
| {"driver":"dir","name":"fast"}
> GET /1.0/storage-pools/fast
$ lxc storage show fast --resources --jq keys[]
| inodes
| space
> GET /1.0/storage-pools/fast/resources
$ lxc storage volume create fast v1 size=1GiB -o jsonl --fields name,config
| {"config":{"size":"1GiB"},"name":"v1"}
> POST /1.0/storage-pools/fast/volumes/custom {"config":{"size":"1GiB"},"description":"","name":"v1","type":"custom","content_type":"filesystem"}
> GET /1.0/storage-pools/fast/volumes/custom/v1
$ lxc storage volume create fast v2 -f csv
| content_type,filesystem
| description,
| location,none
| name,v2
| project,default
| type,custom
| used_by,
> POST /1.0/storage-pools/fast/volumes/custom {"config":{},"description":"","name":"v2","type":"custom","content_type":"filesystem"}
> GET /1.0/storage-pools/fast/volumes/custom/v2
$ lxc storage volume list fast -o name
| v1
| v2
> GET /1.0/storage-pools/fast/volumes?recursion=1
$ lxc storage volume list fast --filter config.size=1GiB -o name
| v1
> GET /1.0/storage-pools/fast/volumes?recursion=1
$ lxc storage volume show fast v1 --template '{{.name}} {{.config.size}}'
| v1 1GiB
> GET /1.0/storage-pools/fast/volumes/custom/v1
$ lxc storage volume list --sort -name -f csv -c n
| v2
| v1
> GET /1.0/storage-pools
> GET /1.0/storage-pools/default/volumes?recursion=1
> GET /1.0/storage-pools/fast/volumes?recursion=1
$ lxc storage bucket create fast b1 -o name
| b1
> POST /1.0/storage-pools/fast/buckets {"config":{},"description":"","name":"b1"}
> GET /1.0/storage-pools/fast/buckets/b1
$ lxc storage bucket list fast -o name
| b1
> GET /1.0/storage-pools/fast/buckets?recursion=1
$ lxc storage bucket show fast b1 -f csv --fields name
| name,b1
> GET /1.0/storage-pools/fast/buckets/b1
$ lxc project list --fields name,config.features.images -f csv --sort -name
| p1,false
| default,true
> GET /1.0/projects?recursion=1
$ lxc project show p1 -o json --fields name
| {"name":"p1"}
> GET /1.0/projects/p1
$ lxc project info default -f csv --sort -usage
| MEMORY,1.00GiB,1.00MiB
| INSTANCES,UNLIMITED,0
> GET /1.0/projects/default/state
$ lxc project info default --template '{{len .resources}}'
| 2
> GET /1.0/projects/default/state
$ lxc cluster group list -o name
| default
> GET /1.0/cluster/groups?recursion=1
$ lxc auth group create g1 -o name
| g1
> POST /1.0/auth/groups {"description":"","permissions":null,"name":"g1"}
> GET /1.0/auth/groups/g1
$ lxc auth group list -o name
| g1
> GET /1.0/auth/groups?recursion=1
$ lxc auth group show g1 -o jsonl --fields name
| {"name":"g1"}
> GET /1.0/auth/groups/g1
$ lxc placement-group create pg1 -o name
| pg1
> POST /1.0/placement-groups {"description":"","config":{},"name":"pg1"}
> GET /1.0/placement-groups/pg1
$ lxc placement-group list -o jsonl --fields name
| {"name":"pg1"}
> GET /1.0/placement-groups?recursion=1
$ lxc config show -o json --fields config
| {"config":{}}
$ lxc config show -f csv
$ lxc network create n1 -o nosuch
! Error: unknown format "nosuch" (must be one of: table, wide, compact, csv, json, yaml, markdown, jsonl, name, template)
= 2
$ lxc network create n1 --jq '.['
! {"error":{"code":2,"message":"invalid expression \".[\": unexpected EOF","kind":"","remote":"","project":"","object":"","operation":"","hint":""}}
= 2
$ lxc network show n1
! Error: not found: n1
= 3
> GET /1.0/networks/n1
`)
}
