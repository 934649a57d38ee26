package admin_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestInitAskStorage creates pools of each driver.
func TestInitAskStorage(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
answer GET /1.0 200 {"config":{},"api_extensions":["storage","network","projects","clustering","clustering_join_token","instances","resources","etag"],"api_status":"stable","api_version":"1.0","auth":"trusted","public":false,"environment":{"server":"lxd","server_version":"5.0.2","server_name":"box","addresses":["192.0.2.1:8443"],"storage_supported_drivers":[{"Name":"dir","Remote":false},{"Name":"zfs","Remote":false},{"Name":"lvm","Remote":false},{"Name":"ceph","Remote":true},{"Name":"cephfs","Remote":true},{"Name":"lvmcluster","Remote":true}]}}
$ lxc admin init
< no
< yes
< default
< fast
< nosuch
< zfs
< yes
< no
< much
< 5GiB
< no
< no
< no
< no
< yes
< no
| Use clustering? (yes/no) [default=no]: Set up a new storage pool? (yes/no) [default=yes]: Name of the new storage pool [default=default]: The storage pool "default" already exists; choose another name.
| Name of the new storage pool [default=default]: Storage backend (dir, zfs, lvm, ceph, cephfs, lvmcluster) [default=zfs]: Invalid answer: invalid value "nosuch" (must be one of: dir, zfs, lvm, ceph, cephfs, lvmcluster)
|
| Storage backend (dir, zfs, lvm, ceph, cephfs, lvmcluster) [default=zfs]: Create a new ZFS pool? (yes/no) [default=yes]: Use an existing empty block device (a disk or a partition)? (yes/no) [default=no]: Size of the new loop file in GiB (at least 1GiB) [default=30GiB]: Invalid answer: invalid number "much" (must be between 1 and 1048576)
|
| Size of the new loop file in GiB (at least 1GiB) [default=30GiB]: Connect to a MAAS server? (yes/no) [default=no]: Create a new local network bridge? (yes/no) [default=yes]: Use an existing bridge or network interface? (yes/no) [default=no]: Make the server available over the network? (yes/no) [default=no]: Update cached images automatically? (yes/no) [default=yes]: Print the answers as YAML for --preseed? (yes/no) [default=no]: \c
> GET /1.0/networks?recursion=1
> GET /1.0/storage-pools x2
> POST /1.0/storage-pools {"config":{"size":"5GiB"},"description":"","name":"fast","driver":"zfs"}
> GET /1.0/profiles/default x2
> PUT /1.0/profiles/default [if-match] {"config":{},"description":"Default profile","devices":{"root":{"path":"/","pool":"fast","type":"disk"}}}
$ lxc storage show fast
| config:
|   size: 5GiB
| description: ""
| name: fast
| driver: zfs
| used_by: []
| status: Created
| locations:
| - none
| project: default
> GET /1.0/storage-pools/fast
answer GET /1.0 200 {"config":{},"api_extensions":["storage","network","projects","clustering","clustering_join_token","instances","resources","etag"],"api_status":"stable","api_version":"1.0","auth":"trusted","public":false,"environment":{"server":"lxd","server_version":"5.0.2","server_name":"box","addresses":["192.0.2.1:8443"],"storage_supported_drivers":[{"Name":"dir","Remote":false},{"Name":"zfs","Remote":false},{"Name":"lvm","Remote":false},{"Name":"ceph","Remote":true},{"Name":"cephfs","Remote":true},{"Name":"lvmcluster","Remote":true}]}}
$ lxc admin init
< no
< yes
< tank
< zfs
< no
< tank/lxd
< no
< no
< no
< no
< yes
< no
| Use clustering? (yes/no) [default=no]: Set up a new storage pool? (yes/no) [default=yes]: Name of the new storage pool [default=default]: Storage backend (dir, zfs, lvm, ceph, cephfs, lvmcluster) [default=zfs]: Create a new ZFS pool? (yes/no) [default=yes]: Name of the existing ZFS pool or dataset: Connect to a MAAS server? (yes/no) [default=no]: Create a new local network bridge? (yes/no) [default=yes]: Use an existing bridge or network interface? (yes/no) [default=no]: Make the server available over the network? (yes/no) [default=no]: Update cached images automatically? (yes/no) [default=yes]: Print the answers as YAML for --preseed? (yes/no) [default=no]: \c
> GET /1.0/networks?recursion=1
> GET /1.0/storage-pools x2
> POST /1.0/storage-pools {"config":{"source":"tank/lxd"},"description":"","name":"tank","driver":"zfs"}
> GET /1.0/profiles/default x2
> PUT /1.0/profiles/default [if-match] {"config":{},"description":"Default profile","devices":{"root":{"path":"/","pool":"tank","type":"disk"}}}
answer GET /1.0 200 {"config":{},"api_extensions":["storage","network","projects","clustering","clustering_join_token","instances","resources","etag"],"api_status":"stable","api_version":"1.0","auth":"trusted","public":false,"environment":{"server":"lxd","server_version":"5.0.2","server_name":"box","addresses":["192.0.2.1:8443"],"storage_supported_drivers":[{"Name":"dir","Remote":false},{"Name":"zfs","Remote":false},{"Name":"lvm","Remote":false},{"Name":"ceph","Remote":true},{"Name":"cephfs","Remote":true},{"Name":"lvmcluster","Remote":true}]}}
$ lxc admin init
< no
< yes
< block
< lvm
< yes
< yes
< /dev/null
< /nosuch
| Use clustering? (yes/no) [default=no]: Set up a new storage pool? (yes/no) [default=yes]: Name of the new storage pool [default=default]: Storage backend (dir, zfs, lvm, ceph, cephfs, lvmcluster) [default=zfs]: Create a new LVM pool? (yes/no) [default=yes]: Use an existing empty block device (a disk or a partition)? (yes/no) [default=no]: Path of the block device: Invalid answer: "/dev/null" is not a block device
|
| Path of the block device: Invalid answer: "/nosuch" is not a block device
|
| Path of the block device: \c
! Error: standard input ended without an answer: use --auto, --minimal, --preseed
= 1
> GET /1.0/storage-pools
answer GET /1.0 200 {"config":{},"api_extensions":["storage","network","projects","clustering","clustering_join_token","instances","resources","etag"],"api_status":"stable","api_version":"1.0","auth":"trusted","public":false,"environment":{"server":"lxd","server_version":"5.0.2","server_name":"box","addresses":["192.0.2.1:8443"],"storage_supported_drivers":[{"Name":"dir","Remote":false},{"Name":"zfs","Remote":false},{"Name":"lvm","Remote":false},{"Name":"ceph","Remote":true},{"Name":"cephfs","Remote":true},{"Name":"lvmcluster","Remote":true}]}}
$ lxc admin init
< no
< yes
< remote
< ceph
<
<
< 64
< no
< no
< no
< no
< yes
< no
| Use clustering? (yes/no) [default=no]: Set up a new storage pool? (yes/no) [default=yes]: Name of the new storage pool [default=default]: Storage backend (dir, zfs, lvm, ceph, cephfs, lvmcluster) [default=zfs]: Name of the existing Ceph cluster [default=ceph]: Name of the OSD storage pool [default=lxd]: Number of placement groups [default=32]: Connect to a MAAS server? (yes/no) [default=no]: Create a new local network bridge? (yes/no) [default=yes]: Use an existing bridge or network interface? (yes/no) [default=no]: Make the server available over the network? (yes/no) [default=no]: Update cached images automatically? (yes/no) [default=yes]: Print the answers as YAML for --preseed? (yes/no) [default=no]: \c
> GET /1.0/networks?recursion=1
> GET /1.0/storage-pools x2
> POST /1.0/storage-pools {"config":{"ceph.cluster_name":"ceph","ceph.osd.pg_num":"64","source":"lxd"},"description":"","name":"remote","driver":"ceph"}
> GET /1.0/profiles/default x2
> PUT /1.0/profiles/default [if-match] {"config":{},"description":"Default profile","devices":{"root":{"path":"/","pool":"remote","type":"disk"}}}
answer GET /1.0 200 {"config":{},"api_extensions":["storage","network","projects","clustering","clustering_join_token","instances","resources","etag"],"api_status":"stable","api_version":"1.0","auth":"trusted","public":false,"environment":{"server":"lxd","server_version":"5.0.2","server_name":"box","addresses":["192.0.2.1:8443"],"storage_supported_drivers":[{"Name":"dir","Remote":false},{"Name":"zfs","Remote":false},{"Name":"lvm","Remote":false},{"Name":"ceph","Remote":true},{"Name":"cephfs","Remote":true},{"Name":"lvmcluster","Remote":true}]}}
$ lxc admin init
< no
< yes
< files
< cephfs
< mine
<
< fs1
< no
< no
< no
< no
< yes
< no
| Use clustering? (yes/no) [default=no]: Set up a new storage pool? (yes/no) [default=yes]: Name of the new storage pool [default=default]: Storage backend (dir, zfs, lvm, ceph, cephfs, lvmcluster) [default=zfs]: Name of the existing Ceph cluster [default=ceph]: Name of the existing CephFS file system: Invalid answer: an answer is required
|
| Name of the existing CephFS file system: Connect to a MAAS server? (yes/no) [default=no]: Create a new local network bridge? (yes/no) [default=yes]: Use an existing bridge or network interface? (yes/no) [default=no]: Make the server available over the network? (yes/no) [default=no]: Update cached images automatically? (yes/no) [default=yes]: Print the answers as YAML for --preseed? (yes/no) [default=no]: \c
> GET /1.0/networks?recursion=1
> GET /1.0/storage-pools x2
> POST /1.0/storage-pools {"config":{"cephfs.cluster_name":"mine","source":"fs1"},"description":"","name":"files","driver":"cephfs"}
> GET /1.0/profiles/default x2
> PUT /1.0/profiles/default [if-match] {"config":{},"description":"Default profile","devices":{"root":{"path":"/","pool":"files","type":"disk"}}}
answer GET /1.0 200 {"config":{},"api_extensions":["storage","network","projects","clustering","clustering_join_token","instances","resources","etag"],"api_status":"stable","api_version":"1.0","auth":"trusted","public":false,"environment":{"server":"lxd","server_version":"5.0.2","server_name":"box","addresses":["192.0.2.1:8443"],"storage_supported_drivers":[{"Name":"dir","Remote":false},{"Name":"zfs","Remote":false},{"Name":"lvm","Remote":false},{"Name":"ceph","Remote":true},{"Name":"cephfs","Remote":true},{"Name":"lvmcluster","Remote":true}]}}
$ lxc admin init
< no
< yes
< shared
< lvmcluster
< vg0
< no
< no
< no
< no
< yes
< no
| Use clustering? (yes/no) [default=no]: Set up a new storage pool? (yes/no) [default=yes]: Name of the new storage pool [default=default]: Storage backend (dir, zfs, lvm, ceph, cephfs, lvmcluster) [default=zfs]: Name of the shared LVM volume group: Connect to a MAAS server? (yes/no) [default=no]: Create a new local network bridge? (yes/no) [default=yes]: Use an existing bridge or network interface? (yes/no) [default=no]: Make the server available over the network? (yes/no) [default=no]: Update cached images automatically? (yes/no) [default=yes]: Print the answers as YAML for --preseed? (yes/no) [default=no]: \c
> GET /1.0/networks?recursion=1
> GET /1.0/storage-pools x2
> POST /1.0/storage-pools {"config":{"source":"vg0"},"description":"","name":"shared","driver":"lvmcluster"}
> GET /1.0/profiles/default x2
> PUT /1.0/profiles/default [if-match] {"config":{},"description":"Default profile","devices":{"root":{"path":"/","pool":"shared","type":"disk"}}}
answer GET /1.0/storage-pools 403 not authorized
answer GET /1.0 200 {"config":{},"api_extensions":["storage","network","projects","clustering","clustering_join_token","instances","resources","etag"],"api_status":"stable","api_version":"1.0","auth":"trusted","public":false,"environment":{"server":"lxd","server_version":"5.0.2","server_name":"box","addresses":["192.0.2.1:8443"],"storage_supported_drivers":[{"Name":"dir","Remote":false},{"Name":"zfs","Remote":false},{"Name":"lvm","Remote":false},{"Name":"ceph","Remote":true},{"Name":"cephfs","Remote":true},{"Name":"lvmcluster","Remote":true}]}}
$ lxc admin init
< no
< yes
| Use clustering? (yes/no) [default=no]: Set up a new storage pool? (yes/no) [default=yes]: \c
! Error: not authorized
= 4
> GET /1.0/storage-pools
`)
}

// TestInitAskStorageIncus asks for the directory of a pool.
func TestInitAskStorageIncus(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Family: "incus"}, `
answer GET /1.0 200 {"config":{},"api_extensions":["storage","network","projects","clustering","clustering_join_token","instances","resources","etag"],"api_status":"stable","api_version":"1.0","auth":"trusted","public":false,"environment":{"server":"incus","server_version":"5.0.2","server_name":"box","addresses":["192.0.2.1:8443"],"storage_supported_drivers":[{"Name":"dir","Remote":false},{"Name":"zfs","Remote":false},{"Name":"lvm","Remote":false},{"Name":"ceph","Remote":true},{"Name":"cephfs","Remote":true},{"Name":"lvmcluster","Remote":true}]}}
$ incus admin init
< no
< yes
< here
< dir
< /srv/incus
< no
< no
< no
< yes
< yes
| Use clustering? (yes/no) [default=no]: Set up a new storage pool? (yes/no) [default=yes]: Name of the new storage pool [default=default]: Storage backend (dir, zfs, lvm, ceph, cephfs, lvmcluster) [default=zfs]: Directory for the storage pool [default=/var/lib/incus/storage-pools/here]: Create a new local network bridge? (yes/no) [default=yes]: Use an existing bridge or network interface? (yes/no) [default=no]: Make the server available over the network? (yes/no) [default=no]: Update cached images automatically? (yes/no) [default=yes]: Print the answers as YAML for --preseed? (yes/no) [default=no]: config: {}
| networks: []
| storage_pools:
| - config:
|     source: /srv/incus
|   description: ""
|   name: here
|   driver: dir
| profiles:
| - config: {}
|   description: ""
|   devices:
|     root:
|       path: /
|       pool: here
|       type: disk
|   name: default
|   project: default
| projects: []
| cluster: null
|
> GET /1.0/networks?recursion=1
> GET /1.0/storage-pools x2
> POST /1.0/storage-pools {"config":{"source":"/srv/incus"},"description":"","name":"here","driver":"dir"}
> GET /1.0/profiles/default x2
> PUT /1.0/profiles/default [if-match] {"config":{},"description":"Default profile","devices":{"root":{"path":"/","pool":"here","type":"disk"}}}
answer GET /1.0 200 {"config":{},"api_extensions":["storage","network","projects","clustering","clustering_join_token","instances","resources","etag"],"api_status":"stable","api_version":"1.0","auth":"trusted","public":false,"environment":{"server":"incus","server_version":"5.0.2","server_name":"box","addresses":["192.0.2.1:8443"],"storage_supported_drivers":[{"Name":"dir","Remote":false},{"Name":"zfs","Remote":false},{"Name":"lvm","Remote":false},{"Name":"ceph","Remote":true},{"Name":"cephfs","Remote":true},{"Name":"lvmcluster","Remote":true}]}}
$ incus admin init
< no
< yes
< there
< dir
<
< no
< no
< no
< yes
< no
| Use clustering? (yes/no) [default=no]: Set up a new storage pool? (yes/no) [default=yes]: Name of the new storage pool [default=default]: Storage backend (dir, zfs, lvm, ceph, cephfs, lvmcluster) [default=zfs]: Directory for the storage pool [default=/var/lib/incus/storage-pools/there]: Create a new local network bridge? (yes/no) [default=yes]: Use an existing bridge or network interface? (yes/no) [default=no]: Make the server available over the network? (yes/no) [default=no]: Update cached images automatically? (yes/no) [default=yes]: Print the answers as YAML for --preseed? (yes/no) [default=no]: \c
> GET /1.0/networks?recursion=1
> GET /1.0/storage-pools x2
> POST /1.0/storage-pools {"config":{},"description":"","name":"there","driver":"dir"}
> GET /1.0/profiles/default x2
> PUT /1.0/profiles/default [if-match] {"config":{},"description":"Default profile","devices":{"root":{"path":"/","pool":"there","type":"disk"}}}
`)
}
