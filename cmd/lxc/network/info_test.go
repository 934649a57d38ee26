package network_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestInfo prints the state of networks of each kind.
func TestInfo(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
answer GET /1.0/networks/br0/state 200 {"addresses":[{"family":"inet","address":"10.0.0.1","netmask":"24","scope":"global"},{"family":"inet6","address":"fd00::1","netmask":"64","scope":"global"}],"counters":{"bytes_received":1234567,"bytes_sent":999,"packets_received":12,"packets_sent":3},"hwaddr":"00:16:3e:00:00:01","mtu":1500,"state":"up","type":"broadcast","bridge":{"id":"8000.00163e000001","stp":false,"forward_delay":1500,"vlan_default":1,"vlan_filtering":true,"upper_devices":["veth1","veth2"]}}
$ lxc network info br0
| Name: br0
| MAC address: 00:16:3e:00:00:01
| MTU: 1500
| State: up
| Type: broadcast
|
| IP addresses:
|   inet	10.0.0.1/24 (global)
|   inet6	fd00::1/64 (global)
|
| Network usage:
|   Bytes received: 1.23MB
|   Bytes sent: 999B
|   Packets received: 12
|   Packets sent: 3
|
| Bridge:
|   ID: 8000.00163e000001
|   STP: false
|   Forward delay: 1500
|   Default VLAN ID: 1
|   VLAN filtering: true
|   Upper devices: veth1, veth2
> GET /1.0/networks/br0/state
answer GET /1.0/networks/bond0/state 200 {"addresses":null,"counters":{},"hwaddr":"","mtu":1500,"state":"down","type":"broadcast","bond":{"mode":"802.3ad","mii_frequency":100,"mii_state":"up","lower_devices":["eth0","eth1"],"down_delay":0,"transmit_policy":"layer2"}}
$ lxc network info bond0
| Name: bond0
| MAC address:
| MTU: 1500
| State: down
| Type: broadcast
|
| Network usage:
|   Bytes received: 0B
|   Bytes sent: 0B
|   Packets received: 0
|   Packets sent: 0
|
| Bond:
|   Down delay: 0
|   Lower devices: eth0, eth1
|   MII frequency: 100
|   MII state: up
|   Mode: 802.3ad
|   Transmit policy: layer2
> GET /1.0/networks/bond0/state
answer GET /1.0/networks/eth0.5/state 200 {"counters":{},"hwaddr":"aa","mtu":1400,"state":"up","type":"broadcast","vlan":{"lower_device":"eth0","vid":5}}
$ lxc network info eth0.5
| Name: eth0.5
| MAC address: aa
| MTU: 1400
| State: up
| Type: broadcast
|
| Network usage:
|   Bytes received: 0B
|   Bytes sent: 0B
|   Packets received: 0
|   Packets sent: 0
|
| VLAN:
|   Parent: eth0
|   VLAN ID: 5
> GET /1.0/networks/eth0.5/state
answer GET /1.0/networks/ovn1/state 200 {"counters":{},"hwaddr":"aa","mtu":1442,"state":"up","type":"broadcast","ovn":{"chassis":"m1","logical_router":"lr1","uplink_ipv4":"192.0.2.7"}}
$ lxc network info ovn1
| Name: ovn1
| MAC address: aa
| MTU: 1442
| State: up
| Type: broadcast
|
| Network usage:
|   Bytes received: 0B
|   Bytes sent: 0B
|   Packets received: 0
|   Packets sent: 0
|
| OVN:
|   Chassis: m1
|   Logical router: lr1
|   IPv4 uplink address: 192.0.2.7
> GET /1.0/networks/ovn1/state
$ lxc network info ovn1 --target m2
! Error: --target requires a cluster
= 1
answer GET /1.0 200 {"api_extensions":["network","network_state","clustering"],"auth":"trusted","environment":{"server":"lxd","server_clustered":true}}
answer GET /1.0/networks/ovn1/state?target=m2 200 {"counters":{},"mtu":1442,"state":"up","type":"broadcast"}
$ lxc network info ovn1 --target m2
| Name: ovn1
| MAC address:
| MTU: 1442
| State: up
| Type: broadcast
|
| Network usage:
|   Bytes received: 0B
|   Bytes sent: 0B
|   Packets received: 0
|   Packets sent: 0
> GET /1.0/networks/ovn1/state?target=m2
answer GET /1.0/networks/br0/state 403 not authorized
$ lxc network info br0
! Error: not authorized
= 4
> GET /1.0/networks/br0/state
$ lxc network info
| (help)
$ lxc network info br0 br1
! Error: unexpected argument "br1"
= 2
`)
}

// TestInfoExtension names the extension that the state needs.
func TestInfoExtension(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Without: []string{"network_state"}}, `
$ lxc network info br0
! Error: network "br0" on remote "local": the server (lxd 5.0.2) lacks the API extension "network_state"
= 6
`)
}
