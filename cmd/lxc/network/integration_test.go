package network_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestIntegration covers network integrations.
func TestIntegration(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Family: "incus"}, `
$ lxc network integration create i1 ovn
| Network integration i1 created
> POST /1.0/network-integrations {"description":"","config":{},"name":"i1","type":"ovn"}
$ lxc network integration create i1 ovn
! Error: i1 already exists
= 5
> POST /1.0/network-integrations {"description":"","config":{},"name":"i1","type":"ovn"}
$ lxc network integration list -f csv
| i1,,ovn,0
> GET /1.0/network-integrations?recursion=1
$ lxc network integration show i1
| description: ""
| config: {}
| name: i1
| type: ovn
| used_by: []
| project: default
> GET /1.0/network-integrations/i1
$ lxc network integration set i1 user.a=1
> GET /1.0/network-integrations/i1
> PUT /1.0/network-integrations/i1 [if-match] {"description":"","config":{"user.a":"1"},"project":"default"}
$ lxc network integration rename i1 i2
| Network integration i1 renamed to i2
> POST /1.0/network-integrations/i1 {"name":"i2"}
$ lxc network integration delete i2
| Network integration i2 deleted
> DELETE /1.0/network-integrations/i2
$ lxc network integration delete i2
! Error: not found: i2
= 3
> DELETE /1.0/network-integrations/i2
`)
}

// TestIntegrationVerbs runs the remaining verbs for integrations.
func TestIntegrationVerbs(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Family: "incus"}, `
$ lxc network integration create region
! Error: missing argument: <type>
= 2
$ lxc network integration create region nosuch ovn.northbound_connection=tcp:192.0.2.1:6641 --description words
| Network integration region created
> POST /1.0/network-integrations {"description":"words","config":{"ovn.northbound_connection":"tcp:192.0.2.1:6641"},"name":"region","type":"nosuch"}
$ lxc network integration list
| +--------+-------------+--------+---------+
| |  NAME  | DESCRIPTION |  TYPE  | USED BY |
| +--------+-------------+--------+---------+
| | region | words       | nosuch | 0       |
| +--------+-------------+--------+---------+
> GET /1.0/network-integrations?recursion=1
$ lxc network integration list -f json
| [{"description":"words","config":{"ovn.northbound_connection":"tcp:192.0.2.1:6641"},"name":"region","type":"nosuch","used_by":[],"project":"default"}]
> GET /1.0/network-integrations?recursion=1
$ lxc network integration get region ovn.northbound_connection
| tcp:192.0.2.1:6641
> GET /1.0/network-integrations/region
$ lxc network integration get region description --property
| words
> GET /1.0/network-integrations/region
$ lxc network integration unset region ovn.northbound_connection
> GET /1.0/network-integrations/region
> PUT /1.0/network-integrations/region [if-match] {"description":"words","config":{"ovn.northbound_connection":""},"project":"default"}
$ lxc network integration edit region
< description: edited
< config: {user.a: "1"}
> PUT /1.0/network-integrations/region {"description":"edited","config":{"user.a":"1"}}
$ lxc network integration show nosuch
! Error: not found: nosuch
= 3
> GET /1.0/network-integrations/nosuch
answer DELETE /1.0/network-integrations/region 400 Cannot delete integration in use
$ lxc network integration delete region
! Error: Cannot delete integration in use
= 5
> DELETE /1.0/network-integrations/region
`)
}

// TestIntegrationExtension names the extension that LXD servers lack.
func TestIntegrationExtension(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc network integration list
! Error: the server (lxd 5.0.2) lacks the API extension "network_integrations"
= 6
$ lxc network address-set list
! Error: the server (lxd 5.0.2) lacks the API extension "network_address_set"
= 6
`)
}
