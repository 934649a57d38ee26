package network_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestACLVerbs runs the generic verbs for ACLs.
func TestACLVerbs(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc network acl create web user.a=1 --description words
< ingress:
< - action: allow
<   protocol: tcp
<   destination_port: "443"
<   state: enabled
| Network ACL web created
> POST /1.0/network-acls {"description":"words","egress":[],"ingress":[{"action":"allow","protocol":"tcp","destination_port":"443","state":"enabled"}],"config":{"user.a":"1"},"name":"web"}
$ lxc network acl create strict
< ingres: []
! Error: unknown key "ingres"
= 2
$ lxc network acl list
| +------+-------------+---------+
| | NAME | DESCRIPTION | USED BY |
| +------+-------------+---------+
| | web  | words       | 0       |
| +------+-------------+---------+
> GET /1.0/network-acls?recursion=1
$ lxc network acl list -f json
| [{"description":"words","egress":[],"ingress":[{"action":"allow","protocol":"tcp","destination_port":"443","state":"enabled"}],"config":{"user.a":"1"},"name":"web","used_by":[],"project":"default"}]
> GET /1.0/network-acls?recursion=1
$ lxc network acl list --all-projects
| +---------+------+-------------+---------+
| | PROJECT | NAME | DESCRIPTION | USED BY |
| +---------+------+-------------+---------+
| | default | web  | words       | 0       |
| +---------+------+-------------+---------+
> GET /1.0/network-acls?all-projects=true&recursion=1
$ lxc network acl list -c en -f compact
|   PROJECT  NAME
|   default  web
> GET /1.0/network-acls?recursion=1
$ lxc network acl list web
! Error: unexpected filter "web"
= 2
$ lxc network acl show web
| description: words
| egress: []
| ingress:
| - action: allow
|   protocol: tcp
|   destination_port: "443"
|   state: enabled
| config:
|   user.a: "1"
| name: web
| used_by: []
| project: default
> GET /1.0/network-acls/web
$ lxc network acl set web description=other --property
> GET /1.0/network-acls/web
> PUT /1.0/network-acls/web [if-match] {"description":"other","egress":[],"ingress":[{"action":"allow","protocol":"tcp","destination_port":"443","state":"enabled"}],"config":{"user.a":"1"}}
$ lxc network acl get web description -p
| other
> GET /1.0/network-acls/web
$ lxc network acl get web user.none
> GET /1.0/network-acls/web
$ lxc network acl unset web user.a
> GET /1.0/network-acls/web
> PUT /1.0/network-acls/web [if-match] {"description":"other","egress":[],"ingress":[{"action":"allow","protocol":"tcp","destination_port":"443","state":"enabled"}],"config":{"user.a":""}}
$ lxc network acl edit web
< description: edited
< egress:
< - action: drop
<   state: enabled
< ingress: []
< config:
<   user.b: "2"
> PUT /1.0/network-acls/web {"description":"edited","egress":[{"action":"drop","state":"enabled"}],"ingress":[],"config":{"user.b":"2"}}
$ lxc network acl edit web
< descriptoin: edited
! Error: unknown key "descriptoin"
= 2
> GET /1.0/network-acls/web
$ lxc network acl edit nosuch
< description: edited
! Error: not found: nosuch
= 3
> PUT /1.0/network-acls/nosuch {"description":"edited","egress":null,"ingress":null,"config":null}
$ lxc network acl rename web web2
| Network ACL web renamed to web2
> POST /1.0/network-acls/web {"name":"web2"}
answer DELETE /1.0/network-acls/web2 400 Cannot delete an ACL that is in use
$ lxc network acl delete web2
! Error: Cannot delete an ACL that is in use
= 5
> DELETE /1.0/network-acls/web2
$ lxc network acl remove web2
| Network ACL web2 deleted
> DELETE /1.0/network-acls/web2
`)
}
