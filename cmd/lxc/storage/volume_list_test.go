package storage_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestVolumeList lists the volumes of one pool and of all pools, with suitable columns.
func TestVolumeList(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given storage create p2 dir
given storage volume create default data --description words
given storage volume create default disk --type block
given storage volume create p2 data
given storage volume snapshot default data s0
$ lxc storage volume list
| +---------+--------+------+-------------+--------------+---------+
| |  POOL   |  TYPE  | NAME | DESCRIPTION | CONTENT-TYPE | USED BY |
| +---------+--------+------+-------------+--------------+---------+
| | default | custom | data | words       | filesystem   | 0       |
| +---------+--------+------+-------------+--------------+---------+
| | default | custom | disk |             | block        | 0       |
| +---------+--------+------+-------------+--------------+---------+
| | p2      | custom | data |             | filesystem   | 0       |
| +---------+--------+------+-------------+--------------+---------+
> GET /1.0/storage-pools
> GET /1.0/storage-pools/default/volumes?recursion=1
> GET /1.0/storage-pools/p2/volumes?recursion=1
$ lxc storage volume list local:
| +---------+--------+------+-------------+--------------+---------+
| |  POOL   |  TYPE  | NAME | DESCRIPTION | CONTENT-TYPE | USED BY |
| +---------+--------+------+-------------+--------------+---------+
| | default | custom | data | words       | filesystem   | 0       |
| +---------+--------+------+-------------+--------------+---------+
| | default | custom | disk |             | block        | 0       |
| +---------+--------+------+-------------+--------------+---------+
| | p2      | custom | data |             | filesystem   | 0       |
| +---------+--------+------+-------------+--------------+---------+
> GET /1.0/storage-pools
> GET /1.0/storage-pools/default/volumes?recursion=1
> GET /1.0/storage-pools/p2/volumes?recursion=1
$ lxc storage volume list default -f json
| [{"config":{},"description":"words","name":"data","type":"custom","used_by":[],"location":"none","content_type":"filesystem","project":"default"},{"config":{},"description":"","name":"disk","type":"custom","used_by":[],"location":"none","content_type":"block","project":"default"}]
> GET /1.0/storage-pools/default/volumes?recursion=1
$ lxc storage volume list p2 -f yaml
| - config: {}
|   description: ""
|   name: data
|   type: custom
|   used_by: []
|   location: none
|   content_type: filesystem
|   project: default
> GET /1.0/storage-pools/p2/volumes?recursion=1
$ lxc storage volume list --all-projects -f csv
| default,default,custom,data,words,filesystem,0
| default,default,custom,disk,,block,0
| p2,default,custom,data,,filesystem,0
> GET /1.0/storage-pools/default/volumes?all-projects=true&recursion=1
> GET /1.0/storage-pools/p2/volumes?all-projects=true&recursion=1
> GET /1.0/storage-pools?all-projects=true
$ lxc storage volume list default --all-projects -f csv
| default,custom,data,words,filesystem,0
| default,custom,disk,,block,0
> GET /1.0/storage-pools/default/volumes?all-projects=true&recursion=1
$ lxc storage volume list default -c ptn -f csv
| default,custom,data
| default,custom,disk
> GET /1.0/storage-pools/default/volumes?recursion=1
$ lxc storage volume list default -c en,d -f csv,header
| NAME,DESCRIPTION
| data,words
| disk,
> GET /1.0/storage-pools/default/volumes?recursion=1
$ lxc storage volume list default -c n -f csv
| data
| disk
> GET /1.0/storage-pools/default/volumes?recursion=1
$ lxc storage volume list default --target m1 -f csv
| custom,data,words,filesystem,0
| custom,disk,,block,0
> GET /1.0/storage-pools/default/volumes?recursion=1&target=m1
$ lxc storage volume list default word type=custom -f csv
| custom,data,words,filesystem,0
| custom,disk,,block,0
> GET /1.0/storage-pools/default/volumes?recursion=1
$ lxc storage volume list default name=data -f csv
| custom,data,words,filesystem,0
> GET /1.0/storage-pools/default/volumes?recursion=1
$ lxc storage volume list default name=DATA content_type=filesystem -f csv
| custom,data,words,filesystem,0
> GET /1.0/storage-pools/default/volumes?recursion=1
$ lxc storage volume list default name=nosuch -f csv
> GET /1.0/storage-pools/default/volumes?recursion=1
answer GET /1.0/storage-pools/default/volumes?recursion=1 200 [{"name":"c1","type":"container","content_type":"filesystem","location":"m1","used_by":["/1.0/instances/c1"]},{"name":"c1/s0","type":"container","content_type":"filesystem","location":"m1"},{"name":"c10","type":"container","content_type":"filesystem","location":"m2"},{"name":"c9","type":"container","content_type":"filesystem","location":"m2"}]
$ lxc storage volume list default
| +----------------------+-------+-------------+--------------+---------+----------+
| |         TYPE         | NAME  | DESCRIPTION | CONTENT-TYPE | USED BY | LOCATION |
| +----------------------+-------+-------------+--------------+---------+----------+
| | container            | c1    |             | filesystem   | 1       | m1       |
| +----------------------+-------+-------------+--------------+---------+----------+
| | container (snapshot) | c1/s0 |             | filesystem   | 0       | m1       |
| +----------------------+-------+-------------+--------------+---------+----------+
| | container            | c9    |             | filesystem   | 0       | m2       |
| +----------------------+-------+-------------+--------------+---------+----------+
| | container            | c10   |             | filesystem   | 0       | m2       |
| +----------------------+-------+-------------+--------------+---------+----------+
> GET /1.0/storage-pools/default/volumes?recursion=1
answer GET /1.0/storage-pools/default/volumes?recursion=1 200 [{"name":"c1","type":"container"},{"name":"c1/s0","type":"container"},{"name":"v1","type":"custom"},{"name":"v2","type":"custom"}]
answer GET /1.0/storage-pools/default/volumes/container/c1/state 200 {"usage":{"used":1048576}}
answer GET /1.0/storage-pools/default/volumes/custom/v1/state 200 {"usage":null}
answer GET /1.0/storage-pools/default/volumes/custom/v2/state 403 not authorized
$ lxc storage volume list default -c tnU
| +----------------------+-------+---------+
| |         TYPE         | NAME  |  USAGE  |
| +----------------------+-------+---------+
| | container            | c1    | 1.00MiB |
| +----------------------+-------+---------+
| | container (snapshot) | c1/s0 |         |
| +----------------------+-------+---------+
| | custom               | v1    |         |
| +----------------------+-------+---------+
| | custom               | v2    |         |
| +----------------------+-------+---------+
> GET /1.0/storage-pools/default/volumes/container/c1/state
> GET /1.0/storage-pools/default/volumes/custom/v1/state
> GET /1.0/storage-pools/default/volumes/custom/v2/state
> GET /1.0/storage-pools/default/volumes?recursion=1
$ lxc storage volume list default -c Z
! Error: unknown column "Z" (available: ptndcuULe)
= 2
$ lxc storage volume list nosuch
| +------+------+-------------+--------------+---------+
| | TYPE | NAME | DESCRIPTION | CONTENT-TYPE | USED BY |
| +------+------+-------------+--------------+---------+
> GET /1.0/storage-pools/nosuch/volumes?recursion=1
$ lxc storage volume list nosuch:default
! Error: remote "nosuch" does not exist
= 3
answer GET /1.0/storage-pools/p2/volumes?recursion=1 403 not authorized
$ lxc storage volume list
! Error: not authorized
= 4
> GET /1.0/storage-pools
> GET /1.0/storage-pools/default/volumes?recursion=1
> GET /1.0/storage-pools/p2/volumes?recursion=1
answer GET /1.0/storage-pools 403 not authorized
$ lxc storage volume list
! Error: not authorized
= 4
> GET /1.0/storage-pools
`)
}

// TestVolumeListFilters makes the server filter if it can.
func TestVolumeListFilters(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Extra: []string{"api_filtering"}}, `
$ lxc storage volume list default type=custom name=data
| +------+------+-------------+--------------+---------+
| | TYPE | NAME | DESCRIPTION | CONTENT-TYPE | USED BY |
| +------+------+-------------+--------------+---------+
> GET /1.0/storage-pools/default/volumes?filter=type+eq+custom+and+name+eq+data&recursion=1
$ lxc storage volume list default word
| +------+------+-------------+--------------+---------+
| | TYPE | NAME | DESCRIPTION | CONTENT-TYPE | USED BY |
| +------+------+-------------+--------------+---------+
> GET /1.0/storage-pools/default/volumes?recursion=1
`)
}
