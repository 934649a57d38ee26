package admin_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestInitAskNetwork asks for a bridge or an interface, and for the address of the server.
func TestInitAskNetwork(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given network create br7 --type bridge
answer GET /1.0 200 {"config":{},"api_extensions":["storage","network","projects","clustering","clustering_join_token","instances","resources","etag"],"api_status":"stable","api_version":"1.0","auth":"trusted","public":false,"environment":{"server":"lxd","server_version":"5.0.2","server_name":"box","addresses":["192.0.2.1:8443"],"storage_supported_drivers":[{"Name":"dir","Remote":false},{"Name":"zfs","Remote":false},{"Name":"lvm","Remote":false},{"Name":"ceph","Remote":true},{"Name":"cephfs","Remote":true},{"Name":"lvmcluster","Remote":true}]}}
$ lxc admin init
< no
< no
< no
< yes
< x
< a name with blanks
< br7
< br8
< fd00::1/64
< 10.9.8.1/24
< no
< fd00::1/64
< yes
< yes
< 192.0.2.7
< 99999
< 8444
< secret
< other
< secret
< secret
< no
< yes
| Use clustering? (yes/no) [default=no]: Set up a new storage pool? (yes/no) [default=yes]: Connect to a MAAS server? (yes/no) [default=no]: Create a new local network bridge? (yes/no) [default=yes]: Name of the new bridge [default=lxdbr0]: Invalid answer: invalid network interface name
|
| Name of the new bridge [default=lxdbr0]: Invalid answer: invalid network interface name
|
| Name of the new bridge [default=lxdbr0]: The bridge "br7" already exists; choose another name.
| Name of the new bridge [default=lxdbr0]: IPv4 address of the bridge (with its prefix length, auto or none) [default=auto]: Invalid answer: fd00::1/64 is not an IPv4 address
|
| IPv4 address of the bridge (with its prefix length, auto or none) [default=auto]: Use NAT for IPv4 traffic of the bridge? (yes/no) [default=yes]: IPv6 address of the bridge (with its prefix length, auto or none) [default=auto]: Use NAT for IPv6 traffic of the bridge? (yes/no) [default=yes]: Make the server available over the network? (yes/no) [default=no]: Address to listen on, without a port [default=all]: Port to listen on [default=8443]: Invalid answer: invalid number "99999" (must be between 1 and 65535)
|
| Port to listen on [default=8443]: Trust password for new clients:
| Again:
| Invalid answer: passwords do not match
|
| Trust password for new clients:
| Again:
| Update cached images automatically? (yes/no) [default=yes]: Print the answers as YAML for --preseed? (yes/no) [default=no]: config:
|   core.https_address: 192.0.2.7:8444
|   core.trust_password: secret
|   images.auto_update_interval: "0"
| networks:
| - config:
|     ipv4.address: 10.9.8.1/24
|     ipv4.nat: "false"
|     ipv6.address: fd00::1/64
|     ipv6.nat: "true"
|   description: ""
|   name: br8
|   type: ""
|   project: default
| storage_pools: []
| profiles:
| - config: {}
|   description: ""
|   devices:
|     eth0:
|       name: eth0
|       network: br8
|       type: nic
|   name: default
| projects: []
| cluster: null
|
> GET /1.0/networks?recursion=1
> PUT /1.0 {"config":{"core.https_address":"192.0.2.7:8444","core.trust_password":"secret","images.auto_update_interval":"0"}}
> GET /1.0/networks
> GET /1.0/storage-pools
> POST /1.0/networks {"config":{"ipv4.address":"10.9.8.1/24","ipv4.nat":"false","ipv6.address":"fd00::1/64","ipv6.nat":"true"},"description":"","name":"br8","type":""}
> GET /1.0/profiles/default x2
> PUT /1.0/profiles/default [if-match] {"config":{},"description":"Default profile","devices":{"eth0":{"name":"eth0","network":"br8","type":"nic"},"root":{"path":"/","pool":"default","type":"disk"}}}
$ lxc network show br8
| config:
|   ipv4.address: 10.9.8.1/24
|   ipv4.nat: "false"
|   ipv6.address: fd00::1/64
|   ipv6.nat: "true"
| description: ""
| name: br8
| type: ""
| used_by: []
| managed: true
| status: Created
| locations:
| - none
| project: default
> GET /1.0/networks/br8
answer PUT /1.0 200 {}
answer GET /1.0 200 {"config":{},"api_extensions":["storage","network","projects","clustering","clustering_join_token","instances","resources","etag"],"api_status":"stable","api_version":"1.0","auth":"trusted","public":false,"environment":{"server":"lxd","server_version":"5.0.2","server_name":"box","addresses":["192.0.2.1:8443"],"storage_supported_drivers":[{"Name":"dir","Remote":false},{"Name":"zfs","Remote":false},{"Name":"lvm","Remote":false},{"Name":"ceph","Remote":true},{"Name":"cephfs","Remote":true},{"Name":"lvmcluster","Remote":true}]}}
$ lxc admin init
< no
< no
< yes
<
< https://maas.example/MAAS
< key
< no
< yes
< nosuch
< br7
< yes
< all
<
<
<
< yes
< no
| Use clustering? (yes/no) [default=no]: Set up a new storage pool? (yes/no) [default=yes]: Connect to a MAAS server? (yes/no) [default=no]: Name of this machine in MAAS [default=HOST]: URL of the MAAS server, for example http://192.0.2.4:5240/MAAS: API key of the MAAS server: Create a new local network bridge? (yes/no) [default=yes]: Use an existing bridge or network interface? (yes/no) [default=no]: Name of the existing bridge or network interface: No such interface; choose another one.
| Name of the existing bridge or network interface: Make the server available over the network? (yes/no) [default=no]: Address to listen on, without a port [default=all]: Port to listen on [default=8443]: Trust password for new clients:
| Again:
| Update cached images automatically? (yes/no) [default=yes]: Print the answers as YAML for --preseed? (yes/no) [default=no]: \c
> GET /1.0/networks?recursion=1
> PUT /1.0 {"config":{"core.https_address":"[::]:8443","maas.api.key":"key","maas.api.url":"https://maas.example/MAAS","maas.machine":"HOST"}}
> GET /1.0/profiles/default x2
> GET /1.0/storage-pools
> PUT /1.0/profiles/default [if-match] {"config":{},"description":"Default profile","devices":{"eth0":{"name":"eth0","network":"br7","type":"nic"},"root":{"path":"/","pool":"default","type":"disk"}}}
answer GET /1.0/networks?recursion=1 200 [{"name":"eth0","type":"physical"},{"name":"br1","type":"bridge"}]
answer GET /1.0 200 {"config":{},"api_extensions":["storage","network","projects","clustering","clustering_join_token","instances","resources","etag"],"api_status":"stable","api_version":"1.0","auth":"trusted","public":false,"environment":{"server":"lxd","server_version":"5.0.2","server_name":"box","addresses":["192.0.2.1:8443"],"storage_supported_drivers":[{"Name":"dir","Remote":false},{"Name":"zfs","Remote":false},{"Name":"lvm","Remote":false},{"Name":"ceph","Remote":true},{"Name":"cephfs","Remote":true},{"Name":"lvmcluster","Remote":true}]}}
$ lxc admin init
< no
< no
< no
< no
< yes
< eth0
< no
< yes
< no
| Use clustering? (yes/no) [default=no]: Set up a new storage pool? (yes/no) [default=yes]: Connect to a MAAS server? (yes/no) [default=no]: Create a new local network bridge? (yes/no) [default=yes]: Use an existing bridge or network interface? (yes/no) [default=no]: Name of the existing bridge or network interface: Make the server available over the network? (yes/no) [default=no]: Update cached images automatically? (yes/no) [default=yes]: Print the answers as YAML for --preseed? (yes/no) [default=no]: \c
> GET /1.0/networks?recursion=1
> GET /1.0/profiles/default x2
> GET /1.0/storage-pools
> PUT /1.0/profiles/default [if-match] {"config":{},"description":"Default profile","devices":{"eth0":{"name":"eth0","network":"br7","nictype":"macvlan","parent":"eth0","type":"nic"},"root":{"path":"/","pool":"default","type":"disk"}}}
answer GET /1.0/networks?recursion=1 200 [{"name":"eth0","type":"physical"},{"name":"br1","type":"bridge"}]
answer GET /1.0 200 {"config":{},"api_extensions":["storage","network","projects","clustering","clustering_join_token","instances","resources","etag"],"api_status":"stable","api_version":"1.0","auth":"trusted","public":false,"environment":{"server":"lxd","server_version":"5.0.2","server_name":"box","addresses":["192.0.2.1:8443"],"storage_supported_drivers":[{"Name":"dir","Remote":false},{"Name":"zfs","Remote":false},{"Name":"lvm","Remote":false},{"Name":"ceph","Remote":true},{"Name":"cephfs","Remote":true},{"Name":"lvmcluster","Remote":true}]}}
$ lxc admin init
< no
< no
< no
< no
< yes
< br1
< no
< yes
< no
| Use clustering? (yes/no) [default=no]: Set up a new storage pool? (yes/no) [default=yes]: Connect to a MAAS server? (yes/no) [default=no]: Create a new local network bridge? (yes/no) [default=yes]: Use an existing bridge or network interface? (yes/no) [default=no]: Name of the existing bridge or network interface: Make the server available over the network? (yes/no) [default=no]: Update cached images automatically? (yes/no) [default=yes]: Print the answers as YAML for --preseed? (yes/no) [default=no]: \c
> GET /1.0/networks?recursion=1
> GET /1.0/profiles/default x2
> GET /1.0/storage-pools
> PUT /1.0/profiles/default [if-match] {"config":{},"description":"Default profile","devices":{"eth0":{"name":"eth0","network":"br7","nictype":"bridged","parent":"br1","type":"nic"},"root":{"path":"/","pool":"default","type":"disk"}}}
answer GET /1.0/networks?recursion=1 403 not authorized
answer GET /1.0 200 {"config":{},"api_extensions":["storage","network","projects","clustering","clustering_join_token","instances","resources","etag"],"api_status":"stable","api_version":"1.0","auth":"trusted","public":false,"environment":{"server":"lxd","server_version":"5.0.2","server_name":"box","addresses":["192.0.2.1:8443"],"storage_supported_drivers":[{"Name":"dir","Remote":false},{"Name":"zfs","Remote":false},{"Name":"lvm","Remote":false},{"Name":"ceph","Remote":true},{"Name":"cephfs","Remote":true},{"Name":"lvmcluster","Remote":true}]}}
$ lxc admin init
< no
< no
< no
| Use clustering? (yes/no) [default=no]: Set up a new storage pool? (yes/no) [default=yes]: Connect to a MAAS server? (yes/no) [default=no]: \c
! Error: not authorized
= 4
> GET /1.0/networks?recursion=1
`)
}
