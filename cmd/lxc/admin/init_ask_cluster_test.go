package admin_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestInitAskCluster creates the first member of a cluster.
func TestInitAskCluster(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
answer GET /1.0 200 {"config":{},"api_extensions":["storage","network","projects","clustering","clustering_join_token","instances","resources","etag"],"api_status":"stable","api_version":"1.0","auth":"trusted","public":false,"environment":{"server":"lxd","server_version":"5.0.2","server_name":"box","addresses":["192.0.2.1:8443"],"storage_supported_drivers":[{"Name":"dir","Remote":false},{"Name":"zfs","Remote":false},{"Name":"lvm","Remote":false},{"Name":"ceph","Remote":true},{"Name":"cephfs","Remote":true},{"Name":"lvmcluster","Remote":true}]}}
answer PUT /1.0 200 {}
answer PUT /1.0/cluster 202 {"id":"22222222-2222-4222-8222-222222222222","class":"task","status":"Success","status_code":200}
$ lxc admin init
< yes
<
< no
< server1
< yes
< secret
< secret
< yes
< zfs
< yes
< no
<
< yes
< ceph
<
<
<
< no
< no
< yes
< yes
| Use clustering? (yes/no) [default=no]: Address or DNS name where the other members can reach this server [default=192.0.2.1]: Join an existing cluster? (yes/no) [default=no]: Name of this server in the cluster [default=HOST]: Set a trust password for the cluster? (yes/no) [default=no]: Trust password for new clients:
| Again:
| Set up a new local storage pool? (yes/no) [default=yes]: Storage backend (dir, zfs, lvm) [default=zfs]: Create a new ZFS pool? (yes/no) [default=yes]: Use an existing empty block device (a disk or a partition)? (yes/no) [default=no]: Size of the new loop file in GiB (at least 1GiB) [default=30GiB]: Set up a new remote storage pool? (yes/no) [default=no]: Storage backend (ceph, cephfs, lvmcluster) [default=ceph]: Name of the existing Ceph cluster [default=ceph]: Name of the OSD storage pool [default=lxd]: Number of placement groups [default=32]: Connect to a MAAS server? (yes/no) [default=no]: Use an existing bridge or network interface? (yes/no) [default=no]: Update cached images automatically? (yes/no) [default=yes]: Print the answers as YAML for --preseed? (yes/no) [default=no]: config:
|   core.https_address: 192.0.2.1:8443
|   core.trust_password: secret
| networks: []
| storage_pools:
| - config:
|     size: 30GiB
|   description: ""
|   name: local
|   driver: zfs
| - config:
|     ceph.cluster_name: ceph
|     ceph.osd.pg_num: "32"
|     source: lxd
|   description: ""
|   name: remote
|   driver: ceph
| profiles:
| - config: {}
|   description: ""
|   devices:
|     root:
|       path: /
|       pool: local
|       type: disk
|   name: default
| projects: []
| cluster:
|   server_name: server1
|   enabled: true
|   member_config: []
|   cluster_address: ""
|   cluster_certificate: ""
|   server_address: ""
|   cluster_password: ""
|   cluster_certificate_path: ""
|   cluster_token: ""
|
> GET /1.0/networks?recursion=1
> PUT /1.0 {"config":{"cluster.https_address":"192.0.2.1:8443","core.https_address":"192.0.2.1:8443","core.trust_password":"secret"}}
> GET /1.0/storage-pools
> POST /1.0/storage-pools {"config":{"size":"30GiB"},"description":"","name":"local","driver":"zfs"}
> POST /1.0/storage-pools {"config":{"ceph.cluster_name":"ceph","ceph.osd.pg_num":"32","source":"lxd"},"description":"","name":"remote","driver":"ceph"}
> GET /1.0/profiles/default x2
> PUT /1.0/profiles/default [if-match] {"config":{},"description":"Default profile","devices":{"root":{"path":"/","pool":"local","type":"disk"}}}
> PUT /1.0/cluster {"server_name":"server1","enabled":true,"member_config":null,"cluster_address":"","cluster_certificate":"","server_address":""}
answer GET /1.0 200 {"config":{},"api_extensions":["storage","network","projects","clustering","clustering_join_token","instances","resources","etag"],"api_status":"stable","api_version":"1.0","auth":"trusted","public":false,"environment":{"server":"lxd","server_version":"5.0.2","server_name":"box","addresses":["192.0.2.1:8443"],"storage_supported_drivers":[{"Name":"dir","Remote":false},{"Name":"zfs","Remote":false},{"Name":"lvm","Remote":false},{"Name":"ceph","Remote":true},{"Name":"cephfs","Remote":true},{"Name":"lvmcluster","Remote":true}]}}
answer PUT /1.0 200 {}
answer PUT /1.0/cluster 202 {"id":"22222222-2222-4222-8222-222222222222","class":"task","status":"Failure","status_code":400,"err":"Wildcard address"}
$ lxc admin init
< yes
< host.example:9443
< no
< server1
< no
< no
< no
< no
< no
< yes
< no
| Use clustering? (yes/no) [default=no]: Address or DNS name where the other members can reach this server [default=192.0.2.1]: Join an existing cluster? (yes/no) [default=no]: Name of this server in the cluster [default=HOST]: Set a trust password for the cluster? (yes/no) [default=no]: Set up a new local storage pool? (yes/no) [default=yes]: Set up a new remote storage pool? (yes/no) [default=no]: Connect to a MAAS server? (yes/no) [default=no]: Use an existing bridge or network interface? (yes/no) [default=no]: Update cached images automatically? (yes/no) [default=yes]: Print the answers as YAML for --preseed? (yes/no) [default=no]: \c
! Error: Failed to configure cluster: Wildcard address
= 1
> GET /1.0/networks?recursion=1
> PUT /1.0 {"config":{"cluster.https_address":"host.example:9443","core.https_address":"host.example:9443"}}
> GET /1.0/profiles/default x2
> GET /1.0/storage-pools
> PUT /1.0/profiles/default [if-match] {"config":{},"description":"Default profile","devices":{"root":{"path":"/","pool":"local","type":"disk"}}}
> PUT /1.0/cluster {"server_name":"server1","enabled":true,"member_config":null,"cluster_address":"","cluster_certificate":"","server_address":""}
answer GET /1.0 200 {"config":{},"api_extensions":["storage","network","projects","clustering","clustering_join_token","instances","resources","etag"],"api_status":"stable","api_version":"1.0","auth":"trusted","public":false,"environment":{"server":"lxd","server_version":"5.0.2","server_name":"box","addresses":["192.0.2.1:8443"],"storage_supported_drivers":[{"Name":"dir","Remote":false},{"Name":"zfs","Remote":false},{"Name":"lvm","Remote":false},{"Name":"ceph","Remote":true},{"Name":"cephfs","Remote":true},{"Name":"lvmcluster","Remote":true}]}}
$ lxc admin init
< yes
<
< yes
< not a token
| Use clustering? (yes/no) [default=no]: Address or DNS name where the other members can reach this server [default=192.0.2.1]: Join an existing cluster? (yes/no) [default=no]: Do you have a join token? (yes/no/[token]) [default=no]: Invalid answer: invalid join token: illegal base64 data at input byte 3
|
| Do you have a join token? (yes/no/[token]) [default=no]: \c
! Error: standard input ended without an answer: use --auto, --minimal, --preseed
= 1
`)
}

// TestInitAskClusterIncus does not ask for a password.
func TestInitAskClusterIncus(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Family: "incus"}, `
answer GET /1.0 200 {"config":{},"api_extensions":["storage","network","projects","clustering","clustering_join_token","instances","resources","etag"],"api_status":"stable","api_version":"1.0","auth":"trusted","public":false,"environment":{"server":"incus","server_version":"5.0.2","server_name":"box","addresses":["192.0.2.1:8443"],"storage_supported_drivers":[{"Name":"dir","Remote":false},{"Name":"zfs","Remote":false},{"Name":"lvm","Remote":false},{"Name":"ceph","Remote":true},{"Name":"cephfs","Remote":true},{"Name":"lvmcluster","Remote":true}]}}
answer PUT /1.0 200 {}
answer PUT /1.0/cluster 202 {"id":"22222222-2222-4222-8222-222222222222","class":"task","status":"Success","status_code":200}
$ incus admin init
< yes
<
< no
< server1
< no
< no
< no
< yes
< no
| Use clustering? (yes/no) [default=no]: Address or DNS name where the other members can reach this server [default=192.0.2.1]: Join an existing cluster? (yes/no) [default=no]: Name of this server in the cluster [default=HOST]: Set up a new local storage pool? (yes/no) [default=yes]: Set up a new remote storage pool? (yes/no) [default=no]: Use an existing bridge or network interface? (yes/no) [default=no]: Update cached images automatically? (yes/no) [default=yes]: Print the answers as YAML for --preseed? (yes/no) [default=no]: \c
> GET /1.0/networks?recursion=1
> PUT /1.0 {"config":{"cluster.https_address":"192.0.2.1:8443","core.https_address":"192.0.2.1:8443"}}
> GET /1.0/profiles/default x2
> GET /1.0/storage-pools
> PUT /1.0/profiles/default [if-match] {"config":{},"description":"Default profile","devices":{"root":{"path":"/","pool":"default","type":"disk"}}}
> PUT /1.0/cluster {"server_name":"server1","enabled":true,"member_config":null,"cluster_address":"","cluster_certificate":"","server_address":""}
answer GET /1.0 200 {"config":{},"api_extensions":["storage","network","projects","clustering","clustering_join_token","instances","resources","etag"],"api_status":"stable","api_version":"1.0","auth":"trusted","public":false,"environment":{"server":"incus","server_version":"5.0.2","server_name":"box","addresses":["192.0.2.1:8443"],"storage_supported_drivers":[{"Name":"dir","Remote":false},{"Name":"zfs","Remote":false},{"Name":"lvm","Remote":false},{"Name":"ceph","Remote":true},{"Name":"cephfs","Remote":true},{"Name":"lvmcluster","Remote":true}]}}
$ incus admin init
< yes
<
< yes
<
< not a token
| Use clustering? (yes/no) [default=no]: Address or DNS name where the other members can reach this server [default=192.0.2.1]: Join an existing cluster? (yes/no) [default=no]: Join token: Invalid answer: invalid join token: unexpected end of JSON input
|
| Join token: Invalid answer: invalid join token: illegal base64 data at input byte 3
|
| Join token: \c
! Error: standard input ended without an answer: use --auto, --minimal, --preseed
= 1
`)
}
