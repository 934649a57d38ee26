package auth_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestAuthKinds runs the generic verbs for groups and provider groups.
func TestAuthKinds(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc auth group create ops --description words
| Identity group ops created
> POST /1.0/auth/groups {"description":"words","permissions":[],"name":"ops"}
$ lxc auth group create devs
< description: from input
< permissions: [{entity_type: server, url: /1.0, entitlement: viewer}]
| Identity group devs created
> POST /1.0/auth/groups {"description":"from input","permissions":[{"entity_type":"server","url":"/1.0","entitlement":"viewer"}],"name":"devs"}
$ lxc auth group list
| +------+-------------+
| | NAME | DESCRIPTION |
| +------+-------------+
| | devs | from input  |
| +------+-------------+
| | ops  | words       |
| +------+-------------+
> GET /1.0/auth/groups?recursion=1
$ lxc auth group list -f json
| [{"description":"from input","permissions":[{"entity_type":"server","url":"/1.0","entitlement":"viewer"}],"name":"devs","identities":{},"identity_provider_groups":[],"config":{},"project":"default"},{"description":"words","permissions":[],"name":"ops","identities":{},"identity_provider_groups":[],"config":{},"project":"default"}]
> GET /1.0/auth/groups?recursion=1
$ lxc auth group show devs
| description: from input
| permissions:
| - entity_type: server
|   url: /1.0
|   entitlement: viewer
| name: devs
| identities: {}
| identity_provider_groups: []
| config: {}
| project: default
> GET /1.0/auth/groups/devs
$ lxc auth group edit ops
< description: edited
< permissions: []
> PUT /1.0/auth/groups/ops {"description":"edited","permissions":[]}
$ lxc auth group edit nosuch
< description: edited
! Error: not found: nosuch
= 3
> PUT /1.0/auth/groups/nosuch {"description":"edited","permissions":null}
$ lxc auth group rename ops
! Error: missing argument: <new-name>
= 2
$ lxc auth group show nosuch
! Error: not found: nosuch
= 3
> GET /1.0/auth/groups/nosuch
$~ lxc auth group delete ops nosuch
| Identity group ops deleted
! Error: nosuch: not found: nosuch
= 7
> DELETE /1.0/auth/groups/nosuch
> DELETE /1.0/auth/groups/ops
$ lxc auth identity-provider-group create corp
| Identity provider group corp created
> POST /1.0/auth/identity-provider-groups {"groups":null,"name":"corp"}
$ lxc auth identity-provider-group group add corp devs
> GET /1.0/auth/identity-provider-groups/corp
> PUT /1.0/auth/identity-provider-groups/corp [if-match] {"groups":["devs"],"config":{},"description":"","project":"default"}
$ lxc auth identity-provider-group group add corp devs
! Error: already in the group "devs"
= 5
> GET /1.0/auth/identity-provider-groups/corp
$ lxc auth identity-provider-group group add nosuch devs
! Error: not found: nosuch
= 3
> GET /1.0/auth/identity-provider-groups/nosuch
$ lxc auth identity-provider-group show corp
| groups:
| - devs
| name: corp
| config: {}
| description: ""
| project: default
> GET /1.0/auth/identity-provider-groups/corp
$ lxc auth identity-provider-group group remove corp devs
> GET /1.0/auth/identity-provider-groups/corp
> PUT /1.0/auth/identity-provider-groups/corp [if-match] {"groups":[],"config":{},"description":"","project":"default"}
$ lxc auth identity-provider-group group remove corp devs
! Error: not in the group "devs"
= 3
> GET /1.0/auth/identity-provider-groups/corp
$ lxc auth identity-provider-group edit corp
< groups: [devs]
> PUT /1.0/auth/identity-provider-groups/corp {"groups":["devs"]}
$ lxc auth identity-provider-group rename corp firm
| Identity provider group corp renamed to firm
> POST /1.0/auth/identity-provider-groups/corp {"name":"firm"}
$ lxc auth identity-provider-group list
| +------+--------+
| | NAME | GROUPS |
| +------+--------+
| | firm | devs   |
| +------+--------+
> GET /1.0/auth/identity-provider-groups?recursion=1
$ lxc auth identity-provider-group delete firm
| Identity provider group firm deleted
> DELETE /1.0/auth/identity-provider-groups/firm
$ lxc auth oidc-session list -f csv
| jane@example.com,Jane,5b2d,,,,
> GET /1.0/auth/oidc-sessions?recursion=1
$ lxc auth oidc-session show 5b2d
| uuid: 5b2d
| email: jane@example.com
| username: Jane
| config: {}
| description: ""
> GET /1.0/auth/oidc-sessions/5b2d
$ lxc auth oidc-session delete 5b2d
| Login session 5b2d deleted
> DELETE /1.0/auth/oidc-sessions/5b2d
$ lxc auth oidc-session delete 5b2d
! Error: not found: 5b2d
= 3
> DELETE /1.0/auth/oidc-sessions/5b2d
`)
}
