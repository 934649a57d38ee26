package auth_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestAuth covers groups, identities and permissions.
func TestAuth(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc auth group create g1
| Identity group g1 created
> POST /1.0/auth/groups {"description":"","permissions":null,"name":"g1"}
$ lxc auth group create g1
! Error: g1 already exists
= 5
> POST /1.0/auth/groups {"description":"","permissions":null,"name":"g1"}
$ lxc auth group list -f csv
| g1,
> GET /1.0/auth/groups?recursion=1
$ lxc auth group permission add g1 server admin
> GET /1.0/auth/groups/g1
> PUT /1.0/auth/groups/g1 [if-match] {"description":"","permissions":[{"entity_type":"server","url":"/1.0","entitlement":"admin"}],"config":{},"project":"default"}
$ lxc auth group permission add g1 project default operator
> GET /1.0/auth/groups/g1
> PUT /1.0/auth/groups/g1 [if-match] {"description":"","permissions":[{"entity_type":"server","url":"/1.0","entitlement":"admin"},{"entity_type":"project","url":"/1.0/projects/default","entitlement":"operator"}],"config":{},"project":"default"}
$ lxc auth group permission add g1 instance c1
! Error: invalid permission: use <entity-type> <entity-name> <entitlement>, or server <entitlement>
= 2
$ lxc auth group show g1
| description: ""
| permissions:
| - entity_type: server
|   url: /1.0
|   entitlement: admin
| - entity_type: project
|   url: /1.0/projects/default
|   entitlement: operator
| name: g1
| identities: {}
| identity_provider_groups: []
| config: {}
| project: default
> GET /1.0/auth/groups/g1
$ lxc auth group permission remove g1 server admin
> GET /1.0/auth/groups/g1
> PUT /1.0/auth/groups/g1 [if-match] {"description":"","permissions":[{"entity_type":"project","url":"/1.0/projects/default","entitlement":"operator"}],"config":{},"project":"default"}
$ lxc auth group permission remove g1 server admin
! Error: the group does not have this permission
= 3
> GET /1.0/auth/groups/g1
$ lxc auth group rename g1 g2
| Identity group g1 renamed to g2
> POST /1.0/auth/groups/g1 {"name":"g2"}
$ lxc auth permission list -f csv
| server,/1.0,admin
> GET /1.0/auth/permissions?recursion=1
$ lxc auth identity list -f csv
> GET /1.0/auth/identities?recursion=1
$ lxc auth identity show tls/nosuch
! Error: not found: nosuch
= 3
> GET /1.0/auth/identities/tls/nosuch
$ lxc auth identity-provider-group create i1
| Identity provider group i1 created
> POST /1.0/auth/identity-provider-groups {"groups":null,"name":"i1"}
$ lxc auth identity-provider-group group add i1 g2
> GET /1.0/auth/identity-provider-groups/i1
> PUT /1.0/auth/identity-provider-groups/i1 [if-match] {"groups":["g2"],"config":{},"description":"","project":"default"}
$ lxc auth identity-provider-group list -f csv
| i1,g2
> GET /1.0/auth/identity-provider-groups?recursion=1
$ lxc auth identity-provider-group delete i1
| Identity provider group i1 deleted
> DELETE /1.0/auth/identity-provider-groups/i1
$ lxc auth group delete g2
| Identity group g2 deleted
> DELETE /1.0/auth/groups/g2
$ lxc auth group delete g2
! Error: not found: g2
= 3
> DELETE /1.0/auth/groups/g2
answer GET /1.0/auth/groups?recursion=1 403 not authorized
$ lxc auth group list
! Error: not authorized
= 4
> GET /1.0/auth/groups?recursion=1
`)
}
