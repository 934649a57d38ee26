package auth_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestIdentityCreate creates identities with certificates, tokens and groups.
func TestIdentityCreate(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
file jane.crt
< CERTIFICATE
answer POST /1.0/auth/identities/tls 200 {}
$ lxc auth identity create tls/jane $DIR/jane.crt --group g1,g2
| Identity jane created
> POST /1.0/auth/identities/tls {"name":"jane","groups":["g1","g2"],"certificate":"CERTIFICATE\n"}
answer POST /1.0/auth/identities/tls 200 {"client_name":"jane","fingerprint":"f00","addresses":["192.0.2.1:8443"],"secret":"abc","expires_at":"2026-12-01T10:00:00Z","type":"Client certificate (pending)"}
$ lxc auth identity create tls/jane
| TLS identity "jane" () pending identity token:
| eyJjbGllbnRfbmFtZSI6ImphbmUiLCJmaW5nZXJwcmludCI6ImYwMCIsImFkZHJlc3NlcyI6WyIxOTIuMC4yLjE6ODQ0MyJdLCJzZWNyZXQiOiJhYmMiLCJleHBpcmVzX2F0IjoiMjAyNi0xMi0wMVQxMDowMDowMFoiLCJ0eXBlIjoiQ2xpZW50IGNlcnRpZmljYXRlIChwZW5kaW5nKSJ9
> POST /1.0/auth/identities/tls {"name":"jane","groups":null,"token":true}
answer POST /1.0/auth/identities/bearer 200 {}
$ lxc auth identity create devlxd/vm1
| DevLXD token bearer identity "vm1" created
> POST /1.0/auth/identities/bearer {"name":"vm1","type":"DevLXD token bearer","groups":null}
answer POST /1.0/auth/identities/tls 409 already exists
$ lxc auth identity create tls/jane $DIR/jane.crt
! Error: already exists
= 5
> POST /1.0/auth/identities/tls {"name":"jane","groups":null,"certificate":"CERTIFICATE\n"}
$ lxc auth identity create tls/jane $DIR/nosuch.crt
! Error: open $DIR/nosuch.crt: no such file or directory
= 1
$ lxc auth identity create jane
! Error: invalid identity "jane": use method/name, for example tls/jane
= 2
$ lxc auth identity create
| (help)
$ lxc auth identity create oidc/jane
| Identity jane created
> POST /1.0/auth/identities/oidc {"name":"jane","groups":null}
answer GET /1.0/auth/identities?recursion=1 200 [{"authentication_method":"tls","type":"Client certificate","id":"f00","name":"jane","groups":["g1","g2"]},{"authentication_method":"oidc","type":"OIDC client","id":"jane@example.com","name":"Jane","groups":null}]
$ lxc auth identity list
| +-----------------------+--------------------+------+------------------+--------+
| | AUTHENTICATION METHOD |        TYPE        | NAME |    IDENTIFIER    | GROUPS |
| +-----------------------+--------------------+------+------------------+--------+
| | oidc                  | OIDC client        | Jane | jane@example.com |        |
| +-----------------------+--------------------+------+------------------+--------+
| | tls                   | Client certificate | jane | f00              | g1     |
| |                       |                    |      |                  | g2     |
| +-----------------------+--------------------+------+------------------+--------+
> GET /1.0/auth/identities?recursion=1
answer GET /1.0/auth/identities?recursion=1 200 [{"authentication_method":"tls","type":"Client certificate","id":"f00","name":"jane","groups":["g1","g2"]}]
$ lxc auth identity list -f csv,header
| AUTHENTICATION METHOD,TYPE,NAME,IDENTIFIER,GROUPS
| tls,Client certificate,jane,f00,"g1
| g2"
> GET /1.0/auth/identities?recursion=1
answer GET /1.0/auth/identities?recursion=1 403 not authorized
$ lxc auth identity list
! Error: not authorized
= 4
> GET /1.0/auth/identities?recursion=1
answer GET /1.0/auth/identities/current 200 {"authentication_method":"tls","type":"Client certificate","id":"f00","name":"me","groups":["g1"],"effective_groups":["g1"],"effective_permissions":[]}
$ lxc auth identity info
| groups:
| - g1
| authentication_method: tls
| type: Client certificate
| id: f00
| name: me
| effective_groups:
| - g1
| effective_permissions: []
> GET /1.0/auth/identities/current
answer GET /1.0/auth/identities/current 403 not authorized
$ lxc auth identity info
! Error: not authorized
= 4
> GET /1.0/auth/identities/current
$ lxc auth identity show jane
! Error: invalid identity "jane": use method/name, for example tls/jane
= 2
$ lxc auth identity delete nosuch/jane
! Error: not found
= 3
> DELETE /1.0/auth/identities/nosuch/jane
$ lxc auth identity group add tls/nosuch g1
! Error: not found: nosuch
= 3
> GET /1.0/auth/identities/tls/nosuch
$ lxc auth identity group add jane g1
! Error: invalid identity "jane": use method/name, for example tls/jane
= 2
$ lxc auth identity group add tls/jane
! Error: missing argument: <group>
= 2
$ lxc auth identity edit tls/nosuch
< groups: [g1]
! Error: not found: nosuch
= 3
> PUT /1.0/auth/identities/tls/nosuch {"groups":["g1"]}
`)
}

// TestAuthExtension names the extension that Incus servers lack.
func TestAuthExtension(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Family: "incus"}, `
$ lxc auth identity list
! Error: the server (incus 6.0.4) lacks the API extension "access_management"
= 6
$ lxc auth group list
! Error: the server (incus 6.0.4) lacks the API extension "access_management"
= 6
$ lxc auth group permission add g1 server viewer
! Error: group "g1" on remote "local": the server (incus 6.0.4) lacks the API extension "access_management"
= 6
$ lxc auth permission list
! Error: the server (incus 6.0.4) lacks the API extension "access_management"
= 6
$ lxc auth identity-provider-group list
! Error: the server (incus 6.0.4) lacks the API extension "access_management"
= 6
$ lxc auth identity create tls/jane
! Error: identity "tls/jane" on remote "local": the server (incus 6.0.4) lacks the API extension "access_management_tls"
= 6
`)
}
