package network_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestAcl covers rules of ACLs.
func TestAcl(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc network acl create a1
| Network ACL a1 created
> POST /1.0/network-acls {"description":"","egress":null,"ingress":null,"config":{},"name":"a1"}
$ lxc network acl create a1
! Error: a1 already exists
= 5
> POST /1.0/network-acls {"description":"","egress":null,"ingress":null,"config":{},"name":"a1"}
$ lxc network acl rule add a1 ingress action=allow protocol=tcp destination_port=80
> GET /1.0/network-acls/a1
> PUT /1.0/network-acls/a1 [if-match] {"description":"","egress":null,"ingress":[{"action":"allow","protocol":"tcp","destination_port":"80","state":"enabled"}],"config":{}}
$ lxc network acl rule add a1 ingress action=allow protocol=tcp destination_port=80
> GET /1.0/network-acls/a1
> PUT /1.0/network-acls/a1 [if-match] {"description":"","egress":null,"ingress":[{"action":"allow","protocol":"tcp","destination_port":"80","state":"enabled"},{"action":"allow","protocol":"tcp","destination_port":"80","state":"enabled"}],"config":{}}
$ lxc network acl rule add a1 sideways action=allow
! Error: invalid direction (must be one of: ingress, egress)
= 2
$ lxc network acl rule add a1 egress nosuch=1
! Error: unknown key (must be one of: action, source, destination, protocol, source_port, destination_port, icmp_type, icmp_code, description, state)
= 2
$ lxc network acl show a1
| description: ""
| egress: []
| ingress:
| - action: allow
|   protocol: tcp
|   destination_port: "80"
|   state: enabled
| - action: allow
|   protocol: tcp
|   destination_port: "80"
|   state: enabled
| config: {}
| name: a1
| used_by: []
| project: default
> GET /1.0/network-acls/a1
$ lxc network acl rule remove a1 ingress protocol=tcp
! Error: 2 entries match: be more specific, or remove all of them with --force
= 5
> GET /1.0/network-acls/a1
$ lxc network acl rule remove a1 ingress protocol=tcp
! Error: 2 entries match: be more specific, or remove all of them with --force
= 5
> GET /1.0/network-acls/a1
$ lxc network acl list -f csv
| a1,,0
> GET /1.0/network-acls?recursion=1
$ lxc network acl set a1 user.a=1
> GET /1.0/network-acls/a1
> PUT /1.0/network-acls/a1 [if-match] {"description":"","egress":null,"ingress":[{"action":"allow","protocol":"tcp","destination_port":"80","state":"enabled"},{"action":"allow","protocol":"tcp","destination_port":"80","state":"enabled"}],"config":{"user.a":"1"}}
$ lxc network acl get a1 user.a
| 1
> GET /1.0/network-acls/a1
$ lxc network acl rename a1 a2
| Network ACL a1 renamed to a2
> POST /1.0/network-acls/a1 {"name":"a2"}
$ lxc network acl delete a2
| Network ACL a2 deleted
> DELETE /1.0/network-acls/a2
$ lxc network acl delete a2
! Error: not found: a2
= 3
> DELETE /1.0/network-acls/a2
`)
}

// TestACLRuleFlags adds rules with all keys and removes matching ones.
func TestACLRuleFlags(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given network acl create a1
$ lxc network acl rule add a1 ingress action=allow source=192.0.2.0/24 destination=@internal protocol=tcp source_port=1024-65535 destination_port=80,443 description=web state=logged
> GET /1.0/network-acls/a1
> PUT /1.0/network-acls/a1 [if-match] {"description":"","egress":null,"ingress":[{"action":"allow","source":"192.0.2.0/24","destination":"@internal","protocol":"tcp","source_port":"1024-65535","destination_port":"80,443","description":"web","state":"logged"}],"config":{}}
$ lxc network acl rule add a1 ingress action=reject protocol=icmp4 icmp_type=8 icmp_code=0 --description ping
> GET /1.0/network-acls/a1
> PUT /1.0/network-acls/a1 [if-match] {"description":"","egress":null,"ingress":[{"action":"allow","source":"192.0.2.0/24","destination":"@internal","protocol":"tcp","source_port":"1024-65535","destination_port":"80,443","description":"web","state":"logged"},{"action":"reject","protocol":"icmp4","icmp_type":"8","icmp_code":"0","description":"ping","state":"enabled"}],"config":{}}
$ lxc network acl rule add a1 egress action=drop
> GET /1.0/network-acls/a1
> PUT /1.0/network-acls/a1 [if-match] {"description":"","egress":[{"action":"drop","state":"enabled"}],"ingress":[{"action":"allow","source":"192.0.2.0/24","destination":"@internal","protocol":"tcp","source_port":"1024-65535","destination_port":"80,443","description":"web","state":"logged"},{"action":"reject","protocol":"icmp4","icmp_type":"8","icmp_code":"0","description":"ping","state":"enabled"}],"config":{}}
$ lxc network acl rule create a1 egress action=drop
> GET /1.0/network-acls/a1
> PUT /1.0/network-acls/a1 [if-match] {"description":"","egress":[{"action":"drop","state":"enabled"},{"action":"drop","state":"enabled"}],"ingress":[{"action":"allow","source":"192.0.2.0/24","destination":"@internal","protocol":"tcp","source_port":"1024-65535","destination_port":"80,443","description":"web","state":"logged"},{"action":"reject","protocol":"icmp4","icmp_type":"8","icmp_code":"0","description":"ping","state":"enabled"}],"config":{}}
$ lxc network acl rule remove a1 egress action=drop
! Error: 2 entries match: be more specific, or remove all of them with --force
= 5
> GET /1.0/network-acls/a1
$ lxc network acl rule remove a1 egress action=drop --force
> GET /1.0/network-acls/a1
> PUT /1.0/network-acls/a1 [if-match] {"description":"","egress":[],"ingress":[{"action":"allow","source":"192.0.2.0/24","destination":"@internal","protocol":"tcp","source_port":"1024-65535","destination_port":"80,443","description":"web","state":"logged"},{"action":"reject","protocol":"icmp4","icmp_type":"8","icmp_code":"0","description":"ping","state":"enabled"}],"config":{}}
$ lxc network acl rule remove a1 egress
! Error: no matching entry
= 3
> GET /1.0/network-acls/a1
$ lxc network acl rule remove a1 ingress icmp_type=8
> GET /1.0/network-acls/a1
> PUT /1.0/network-acls/a1 [if-match] {"description":"","egress":[],"ingress":[{"action":"allow","source":"192.0.2.0/24","destination":"@internal","protocol":"tcp","source_port":"1024-65535","destination_port":"80,443","description":"web","state":"logged"}],"config":{}}
$ lxc network acl rule remove a1 ingress nosuch=8
! Error: unknown key (must be one of: action, source, destination, protocol, source_port, destination_port, icmp_type, icmp_code, description, state)
= 2
$ lxc network acl rule remove a1 ingress action=
! Error: no matching entry
= 3
> GET /1.0/network-acls/a1
$ lxc network acl rule remove a1 ingress
> GET /1.0/network-acls/a1
> PUT /1.0/network-acls/a1 [if-match] {"description":"","egress":[],"ingress":[],"config":{}}
$ lxc network acl rule add a1
! Error: missing argument: <direction>
= 2
$ lxc network acl rule add
| (help)
$ lxc network acl rule add a1 ingress action
! Error: invalid value "action": use key=value
= 2
$ lxc network acl rule add nosuch ingress action=allow
! Error: not found: nosuch
= 3
> GET /1.0/network-acls/nosuch
$ lxc network acl rule remove a1 sideways
! Error: invalid direction (must be one of: ingress, egress)
= 2
answer PUT /1.0/network-acls/a1 400 Invalid ingress rule 0: Action must be one of: allow, reject, drop
$ lxc network acl rule add a1 ingress action=perhaps
! Error: Invalid ingress rule 0: Action must be one of: allow, reject, drop
= 1
> GET /1.0/network-acls/a1
> PUT /1.0/network-acls/a1 [if-match] {"description":"","egress":[],"ingress":[{"action":"perhaps","state":"enabled"}],"config":{}}
$ lxc network acl rule
| (help)
$ lxc network acl rule nosuch
| (help)
`)
}

// TestACLRuleExtension names the extension that ACLs need.
func TestACLRuleExtension(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Without: []string{"network_acl"}}, `
$ lxc network acl rule add a1 ingress action=allow
! Error: acl "a1" on remote "local": the server (lxd 5.0.2) lacks the API extension "network_acl"
= 6
$ lxc network acl list
! Error: the server (lxd 5.0.2) lacks the API extension "network_acl"
= 6
$ lxc network acl create a1
! Error: network ACL "a1" on remote "local": the server (lxd 5.0.2) lacks the API extension "network_acl"
= 6
`)
}
