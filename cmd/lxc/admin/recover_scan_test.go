package admin_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestRecoverScan scans pools and recovers what it finds.
func TestRecoverScan(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
answer POST /internal/recover/validate 200 {"UnknownVolumes":[{"pool":"default","name":"c1","type":"container","snapshotCount":2,"project":"default"},{"pool":"default","name":"data","type":"volume","snapshotCount":0,"project":"p1"}],"DependencyErrors":[]}
answer POST /internal/recover/import 200 {}
$ lxc admin recover --yes
| The server has these storage pools:
|  - default (backend="dir", source="")
| These storage pools will be searched:
|  - EXISTING: "default" (backend="dir", source="")
| Searching …
| These unknown volumes were found:
|  - Container "c1" on pool "default" in project "default" (includes 2 snapshots)
|  - Volume "data" on pool "default" in project "p1" (includes 0 snapshots)
| Recovering …
> GET /1.0/storage-pools?recursion=1
> POST /internal/recover/validate {"pools":[{"config":null,"description":"","name":"default","driver":""}]}
> POST /internal/recover/import {"pools":[{"config":null,"description":"","name":"default","driver":""}]}
answer POST /internal/recover/validate 200 {"UnknownVolumes":[],"DependencyErrors":[]}
$ lxc admin recover --yes
| The server has these storage pools:
|  - default (backend="dir", source="")
| These storage pools will be searched:
|  - EXISTING: "default" (backend="dir", source="")
| Searching …
| No unknown volumes were found, nothing to do.
> GET /1.0/storage-pools?recursion=1
> POST /internal/recover/validate {"pools":[{"config":null,"description":"","name":"default","driver":""}]}
answer POST /internal/recover/validate 200 {"UnknownVolumes":[{"pool":"default","name":"c1","type":"container","snapshotCount":2,"project":"default"}],"DependencyErrors":["Network \"br9\" in project \"default\""]}
$ lxc admin recover --yes
| The server has these storage pools:
|  - default (backend="dir", source="")
| These storage pools will be searched:
|  - EXISTING: "default" (backend="dir", source="")
| Searching …
| These unknown volumes were found:
|  - Container "c1" on pool "default" in project "default" (includes 2 snapshots)
| These are missing:
|  - Network "br9" in project "default"
! Error: missing (create them first): Network "br9" in project "default"
= 1
> GET /1.0/storage-pools?recursion=1
> POST /internal/recover/validate {"pools":[{"config":null,"description":"","name":"default","driver":""}]}
answer POST /internal/recover/validate 403 not authorized
$ lxc admin recover --yes
| The server has these storage pools:
|  - default (backend="dir", source="")
| These storage pools will be searched:
|  - EXISTING: "default" (backend="dir", source="")
| Searching …
! Error: Failed validation request: not authorized
= 4
> GET /1.0/storage-pools?recursion=1
> POST /internal/recover/validate {"pools":[{"config":null,"description":"","name":"default","driver":""}]}
answer POST /internal/recover/validate 200 {"UnknownVolumes":[{"pool":"default","name":"c1","type":"container","snapshotCount":1,"project":"default"}],"DependencyErrors":[]}
answer POST /internal/recover/import 500 failed to import c1
$ lxc admin recover --yes --pool old,driver=dir,source=/var/lib/old
| The server has these storage pools:
|  - default (backend="dir", source="")
| These storage pools will be searched:
|  - EXISTING: "default" (backend="dir", source="")
|  - NEW: "old" (backend="dir", source="/var/lib/old")
| Searching …
| These unknown volumes were found:
|  - Container "c1" on pool "default" in project "default" (includes 1 snapshots)
| Recovering …
! Error: Failed import request: failed to import c1
= 1
> GET /1.0/storage-pools?recursion=1
> POST /internal/recover/validate {"pools":[{"config":null,"description":"","name":"default","driver":""},{"config":{"source":"/var/lib/old"},"description":"","name":"old","driver":"dir"}]}
> POST /internal/recover/import {"pools":[{"config":null,"description":"","name":"default","driver":""},{"config":{"source":"/var/lib/old"},"description":"","name":"old","driver":"dir"}]}
$ lxc admin recover --yes --pool old,driver
! Error: invalid value "driver": use key=value
= 2
$ lxc admin recover
< no
< no
| The server has these storage pools:
|  - default (backend="dir", source="")
| Recover another storage pool? (yes/no) [default=no]: These storage pools will be searched:
|  - EXISTING: "default" (backend="dir", source="")
| Search these storage pools for lost volumes? (yes/no) [default=yes]: \c
> GET /1.0/storage-pools?recursion=1
answer GET /1.0/storage-pools?recursion=1 403 not authorized
$ lxc admin recover
! Error: not authorized
= 4
> GET /1.0/storage-pools?recursion=1
$ lxc admin recover --pool
! Error: flag needs an argument: --pool
= 2
`)
}

// TestRecoverAsks asks for pools that are unknown to the server.
func TestRecoverAsks(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
answer GET /1.0 200 {"config":{},"api_extensions":["storage","network","projects","clustering","clustering_join_token","instances","resources","etag"],"api_status":"stable","api_version":"1.0","auth":"trusted","public":false,"environment":{"server":"lxd","server_version":"5.0.2","server_name":"box","addresses":["192.0.2.1:8443"],"storage_supported_drivers":[{"Name":"dir","Remote":false},{"Name":"zfs","Remote":false},{"Name":"lvm","Remote":false},{"Name":"ceph","Remote":true},{"Name":"cephfs","Remote":true},{"Name":"lvmcluster","Remote":true}]}}
answer POST /internal/recover/validate 200 {"UnknownVolumes":[{"pool":"old","name":"c1","type":"container","snapshotCount":1,"project":"default"}],"DependencyErrors":[]}
answer POST /internal/recover/import 200 {}
$ lxc admin recover
< yes
< default
< old
< nosuch
< zfs
< tank/old
< zfs.pool_name=tank
< odd
<
< no
< yes
< yes
| The server has these storage pools:
|  - default (backend="dir", source="")
| Recover another storage pool? (yes/no) [default=no]: Name of the storage pool: Invalid answer: the name is empty or already used
|
| Name of the storage pool: Storage backend (dir, zfs, lvm, ceph, cephfs, lvmcluster): Invalid answer: invalid value "nosuch" (must be one of: dir, zfs, lvm, ceph, cephfs, lvmcluster)
|
| Storage backend (dir, zfs, lvm, ceph, cephfs, lvmcluster): Source of the storage pool (block device, volume group, dataset, path …): Another configuration key of the storage pool (key=value, empty when done): Another configuration key of the storage pool (key=value, empty when done): Invalid answer: invalid value "odd": use key=value
|
| Another configuration key of the storage pool (key=value, empty when done): Recover another storage pool? (yes/no) [default=no]: These storage pools will be searched:
|  - EXISTING: "default" (backend="dir", source="")
|  - NEW: "old" (backend="zfs", source="tank/old")
| Search these storage pools for lost volumes? (yes/no) [default=yes]: Searching …
| These unknown volumes were found:
|  - Container "c1" on pool "old" in project "default" (includes 1 snapshots)
| Recover them? (yes/no) [default=no]: Recovering …
> GET /1.0/storage-pools?recursion=1
> POST /internal/recover/validate {"pools":[{"config":null,"description":"","name":"default","driver":""},{"config":{"source":"tank/old","zfs.pool_name":"tank"},"description":"","name":"old","driver":"zfs"}]}
> POST /internal/recover/import {"pools":[{"config":null,"description":"","name":"default","driver":""},{"config":{"source":"tank/old","zfs.pool_name":"tank"},"description":"","name":"old","driver":"zfs"}]}
answer GET /1.0 200 {"config":{},"api_extensions":["storage","network","projects","clustering","clustering_join_token","instances","resources","etag"],"api_status":"stable","api_version":"1.0","auth":"trusted","public":false,"environment":{"server":"lxd","server_version":"5.0.2","server_name":"box","addresses":["192.0.2.1:8443"],"storage_supported_drivers":[{"Name":"dir","Remote":false},{"Name":"zfs","Remote":false},{"Name":"lvm","Remote":false},{"Name":"ceph","Remote":true},{"Name":"cephfs","Remote":true},{"Name":"lvmcluster","Remote":true}]}}
$ lxc admin recover
< yes
| The server has these storage pools:
|  - default (backend="dir", source="")
| Recover another storage pool? (yes/no) [default=no]: Name of the storage pool: \c
! Error: standard input ended without an answer: use --yes
= 1
> GET /1.0/storage-pools?recursion=1
`)
}

// TestRecoverNewest does not ask for other pools on LXD 6.
func TestRecoverNewest(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Version: "6.5"}, `
answer POST /internal/recover/validate 200 {"UnknownVolumes":[{"pool":"default","name":"c1","type":"container","snapshotCount":2,"project":"default"}],"DependencyErrors":[]}
answer POST /internal/recover/import 200 {}
$ lxc admin recover
< yes
< yes
| The server has these storage pools:
|  - Pool "default" using driver "dir"
| Search these storage pools for lost volumes? (yes/no) [default=yes]: Searching …
| These unknown volumes were found:
|  - Container "c1" on pool "default" in project "default" (includes 2 snapshots)
| Recover them? (yes/no) [default=no]: Recovering …
> GET /1.0/storage-pools?recursion=1
> POST /internal/recover/validate {"pools":[{"config":null,"description":"","name":"default","driver":""}]}
> POST /internal/recover/import {"pools":[{"config":null,"description":"","name":"default","driver":""}]}
$ lxc admin recover
< no
| The server has these storage pools:
|  - Pool "default" using driver "dir"
| Search these storage pools for lost volumes? (yes/no) [default=yes]: \c
> GET /1.0/storage-pools?recursion=1
`)
}
