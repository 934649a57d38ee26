package network_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestAddressSet has sets of addresses.
func TestAddressSet(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Family: "incus"}, `
$ lxc network address-set create s1
| Created address-set s1
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
! Error: the set has no address "192.0.2.9"
= 3
> GET /1.0/network-address-sets/s1
$ lxc network address-set add nosuch 192.0.2.1
! Error: not found: nosuch
= 3
> GET /1.0/network-address-sets/nosuch
$ lxc network address-set delete s1
| Deleted address-set s1
> DELETE /1.0/network-address-sets/s1
$ lxc network address-set delete s1
! Error: not found: s1
= 3
> DELETE /1.0/network-address-sets/s1
`)
}
