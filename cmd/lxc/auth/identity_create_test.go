package auth_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestIdentity covers identities of clients and their groups.
func TestIdentity(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given auth group create g1
$ lxc auth identity create nosuch/x
! Error: not found
= 3
> POST /1.0/auth/identities/nosuch {"name":"x","groups":null}
$ lxc auth identity create tls/x
| Identity x created
> POST /1.0/auth/identities/tls {"name":"x","groups":null,"token":true}
$ lxc auth identity list -f csv
| tls,Client certificate,x,,
> GET /1.0/auth/identities?recursion=1
$ lxc auth identity group add tls/x g1
> GET /1.0/auth/identities/tls/x
> PUT /1.0/auth/identities/tls/x [if-match] {"groups":["g1"],"config":{},"description":"","project":"default","token":true}
$ lxc auth identity group remove tls/x g1
> GET /1.0/auth/identities/tls/x
> PUT /1.0/auth/identities/tls/x [if-match] {"groups":[],"config":{},"description":"","project":"default","token":true}
$ lxc auth identity group remove tls/x nosuch
! Error: not in the group "nosuch"
= 3
> GET /1.0/auth/identities/tls/x
$ lxc auth identity show tls/x
| groups: []
| tls_certificate: ""
| authentication_method: tls
| type: Client certificate
| id: ""
| name: x
| config: {}
| description: ""
| project: default
| token: true
> GET /1.0/auth/identities/tls/x
$ lxc auth identity info
! Error: not found
= 3
> GET /1.0/auth/identities/current
$ lxc auth identity delete tls/x
> DELETE /1.0/auth/identities/tls/x
$ lxc auth identity delete tls/x
! Error: not found: x
= 3
> DELETE /1.0/auth/identities/tls/x
`)
}
