package network_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestAddressSet covers adding and removing addresses.
func TestAddressSet(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Family: "incus"}, `
$ lxc network address-set create s1
| Network address set s1 created
> POST /1.0/network-address-sets {"addresses":null,"config":{},"description":"","name":"s1"}
$ lxc network address-set add s1 192.0.2.1 192.0.2.2
> GET /1.0/network-address-sets/s1
> PUT /1.0/network-address-sets/s1 [if-match] {"addresses":["192.0.2.1","192.0.2.2"],"config":{},"description":""}
$ lxc network address-set remove s1 192.0.2.1
> GET /1.0/network-address-sets/s1
> PUT /1.0/network-address-sets/s1 [if-match] {"addresses":["192.0.2.2"],"config":{},"description":""}
$ lxc network address-set show s1
| addresses:
| - 192.0.2.2
| config: {}
| description: ""
| name: s1
| used_by: []
| project: default
> GET /1.0/network-address-sets/s1
$ lxc network address-set remove s1 192.0.2.9
! Error: address "192.0.2.9" not found in the address set
= 3
> GET /1.0/network-address-sets/s1
$ lxc network address-set add nosuch 192.0.2.1
! Error: not found: nosuch
= 3
> GET /1.0/network-address-sets/nosuch
$ lxc network address-set delete s1
| Network address set s1 deleted
> DELETE /1.0/network-address-sets/s1
$ lxc network address-set delete s1
! Error: not found: s1
= 3
> DELETE /1.0/network-address-sets/s1
`)
}

// TestAddressSetVerbs runs the generic verbs for address sets, whose remove removes addresses.
func TestAddressSetVerbs(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Family: "incus"}, `
$ lxc network address-set create office user.a=1 --description words
< addresses: [192.0.2.0/24]
| Network address set office created
> POST /1.0/network-address-sets {"addresses":["192.0.2.0/24"],"config":{"user.a":"1"},"description":"words","name":"office"}
$ lxc network address-set create office
! Error: office already exists
= 5
> POST /1.0/network-address-sets {"addresses":null,"config":{},"description":"","name":"office"}
$ lxc network address-set list
| +--------+-------------+--------------+---------+
| |  NAME  | DESCRIPTION |  ADDRESSES   | USED BY |
| +--------+-------------+--------------+---------+
| | office | words       | 192.0.2.0/24 | 0       |
| +--------+-------------+--------------+---------+
> GET /1.0/network-address-sets?recursion=1
$ lxc network address-set list --all-projects -f csv
| default,office,words,192.0.2.0/24,0
> GET /1.0/network-address-sets?all-projects=true&recursion=1
$ lxc network address-set list -f json
| [{"addresses":["192.0.2.0/24"],"config":{"user.a":"1"},"description":"words","name":"office","used_by":[],"project":"default"}]
> GET /1.0/network-address-sets?recursion=1
$ lxc network address-set add office 192.0.2.0/24 fd00::/8 198.51.100.1
> GET /1.0/network-address-sets/office
> PUT /1.0/network-address-sets/office [if-match] {"addresses":["192.0.2.0/24","fd00::/8","198.51.100.1"],"config":{"user.a":"1"},"description":"words"}
$ lxc network address-set remove office 192.0.2.0/24 198.51.100.1
> GET /1.0/network-address-sets/office
> PUT /1.0/network-address-sets/office [if-match] {"addresses":["fd00::/8"],"config":{"user.a":"1"},"description":"words"}
$ lxc network address-set remove office
! Error: missing argument: <address>
= 2
$ lxc network address-set add office
! Error: missing argument: <address>
= 2
$ lxc network address-set set office user.a=2
> GET /1.0/network-address-sets/office
> PUT /1.0/network-address-sets/office [if-match] {"addresses":["fd00::/8"],"config":{"user.a":"2"},"description":"words"}
$ lxc network address-set get office user.a
| 2
> GET /1.0/network-address-sets/office
$ lxc network address-set unset office user.a
> GET /1.0/network-address-sets/office
> PUT /1.0/network-address-sets/office [if-match] {"addresses":["fd00::/8"],"config":{"user.a":""},"description":"words"}
$ lxc network address-set edit office
< description: edited
< addresses: []
> PUT /1.0/network-address-sets/office {"addresses":[],"config":null,"description":"edited"}
$ lxc network address-set rename office desk
| Network address set office renamed to desk
> POST /1.0/network-address-sets/office {"name":"desk"}
answer DELETE /1.0/network-address-sets/desk 400 Cannot delete an address set that is in use
$ lxc network address-set delete desk
! Error: Cannot delete an address set that is in use
= 5
> DELETE /1.0/network-address-sets/desk
$ lxc network address-set rm desk
| Network address set desk deleted
> DELETE /1.0/network-address-sets/desk
`)
}
