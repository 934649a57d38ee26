package config_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestTrust covers certificates and tokens.
func TestTrust(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc config trust list
| +------+------+-------------+-------------+------------+-------------+
| | TYPE | NAME | COMMON NAME | FINGERPRINT | ISSUE DATE | EXPIRY DATE |
| +------+------+-------------+-------------+------------+-------------+
> GET /1.0/certificates?recursion=1
$ lxc config trust show nosuch
! Error: Certificate not found
= 3
> GET /1.0/certificates/nosuch
$ lxc config trust remove nosuch
! Error: Certificate not found
= 3
> DELETE /1.0/certificates/nosuch
$ lxc config trust add
| Name of the client: \c
! Error: standard input ended without an answer: use --name
= 1
$ lxc config trust add $DIR/nosuch.crt
! Error: open $DIR/nosuch.crt: no such file or directory
= 1
file bad.crt
< no certificate
$ lxc config trust add $DIR/bad.crt
! Error: $DIR/bad.crt: not a PEM certificate
= 2
$ lxc config trust list-tokens
| +------+-------+------------+
| | NAME | TOKEN | EXPIRES AT |
| +------+-------+------------+
> GET /1.0/operations?recursion=1
$ lxc config trust revoke-token nosuch
! Error: Not Found
= 3
> GET /1.0/operations?recursion=1
$ lxc config trust edit nosuch
< name: x
! Error: Certificate not found
= 3
> PUT /1.0/certificates/nosuch {"name":"x","type":"","restricted":false,"projects":null}
answer GET /1.0/certificates?recursion=1 403 not authorized
$ lxc config trust list
! Error: not authorized
= 4
> GET /1.0/certificates?recursion=1
`)
}

// TestTrustProjects checks that a client that would not be restricted is refused on a terminal, and added for scripts as the
// stock clients add it.
func TestTrustProjects(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given remote generate-certificate
given remote get-client-certificate $DIR/laptop.crt
$t lxc config trust add $DIR/laptop.crt --projects p1
| (help)
= 2
$ lxc config trust add $DIR/laptop.crt --projects p1
> POST /1.0/certificates {"name":"laptop.crt","type":"client","restricted":false,"projects":["p1"],"certificate":"CERTIFICATE"}
`)
}

// TestTrustCertificates lists, changes and removes certificates.
func TestTrustCertificates(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given remote generate-certificate
given remote get-client-certificate $DIR/laptop.crt
$ lxc config trust add $DIR/laptop.crt
> POST /1.0/certificates {"name":"laptop.crt","type":"client","restricted":false,"projects":null,"certificate":"CERTIFICATE"}
$ lxc config trust add $DIR/laptop.crt
! Error: Client is already trusted
= 1
> POST /1.0/certificates {"name":"laptop.crt","type":"client","restricted":false,"projects":null,"certificate":"CERTIFICATE"}
$ lxc config trust list -c tncdrp -f csv
| client,laptop.crt,root@vm,,NO,
> GET /1.0/certificates?recursion=1
answer GET /1.0/certificates?recursion=1 200 [{"fingerprint":"abcdef0123456789","name":"a","type":"client","restricted":true,"projects":["p1","p2"],"description":"words","certificate":"nonsense"}]
$ lxc config trust list -f csv -c tncdfFierp
| client,a,,words,abcdef012345,abcdef0123456789,,,YES,"p1, p2"
> GET /1.0/certificates?recursion=1
$ incus config trust list -f csv -c ntdrp
| laptop.crt,client,,no,
> GET /1.0/certificates?recursion=1
$ lxc config trust add $DIR/laptop.crt --name other --type metrics --restricted --projects a,b
! Error: Client is already trusted
= 1
> POST /1.0/certificates {"name":"other","type":"metrics","restricted":true,"projects":["a","b"],"certificate":"CERTIFICATE"}
$ lxc config trust add $DIR/laptop.crt --type nosuch
! Error: Client is already trusted
= 1
> POST /1.0/certificates {"name":"laptop.crt","type":"nosuch","restricted":false,"projects":null,"certificate":"CERTIFICATE"}
$ lxc config trust add $DIR/laptop.crt --type ''
! Error: unknown certificate type ""
= 2
$ lxc config trust add -
! Error: Can't issue token when server isn't listening on network
= 1
> POST /1.0/certificates {"name":"-","type":"client","restricted":false,"projects":null,"token":true}
$ lxc config trust add a b
! Error: unexpected argument "b"
= 2
$ incus config trust add
| (help)
$ incus config trust add-certificate $DIR/laptop.crt --name third
! Error: Client is already trusted
= 1
> POST /1.0/certificates {"name":"third","type":"client","restricted":false,"projects":null,"certificate":"CERTIFICATE"}
$ lxc config trust add-certificate $DIR/nosuch.crt
! Error: open $DIR/nosuch.crt: no such file or directory
= 1
$ lxc config trust add-certificate
| (help)
answer POST /1.0/certificates 403 not authorized
$ lxc config trust add $DIR/laptop.crt
! Error: not authorized
= 4
> POST /1.0/certificates {"name":"laptop.crt","type":"client","restricted":false,"projects":null,"certificate":"CERTIFICATE"}
`)
}

// TestTrustTokens lists and revokes pending tokens.
func TestTrustTokens(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Extra: []string{"certificate_token"}}, `
answer POST /1.0/certificates 202 {"class":"token","metadata":{"secret":"s","fingerprint":"f","addresses":["192.0.2.1:8443"],"request":{"name":"ci"}}}
$ lxc config trust add --name ci
| Client ci certificate add token:
| eyJjbGllbnRfbmFtZSI6ImNpIiwiZmluZ2VycHJpbnQiOiJmIiwiYWRkcmVzc2VzIjpbIjE5Mi4wLjIuMTo4NDQzIl0sInNlY3JldCI6InMiLCJleHBpcmVzX2F0IjoiMDAwMS0wMS0wMVQwMDowMDowMFoifQ==
> POST /1.0/certificates {"name":"ci","type":"client","restricted":false,"projects":null,"token":true}
answer POST /1.0/certificates 202 {"class":"token","metadata":{"secret":"s","fingerprint":"f","addresses":["192.0.2.1:8443"],"request":{"name":"ci"}}}
$ lxc config trust add ci --restricted --projects p1 -q
| eyJjbGllbnRfbmFtZSI6ImNpIiwiZmluZ2VycHJpbnQiOiJmIiwiYWRkcmVzc2VzIjpbIjE5Mi4wLjIuMTo4NDQzIl0sInNlY3JldCI6InMiLCJleHBpcmVzX2F0IjoiMDAwMS0wMS0wMVQwMDowMDowMFoifQ==
> POST /1.0/certificates {"name":"ci","type":"client","restricted":true,"projects":["p1"],"token":true}
answer POST /1.0/certificates 202 {"class":"token","metadata":{"secret":"s","fingerprint":"f","addresses":["192.0.2.1:8443"],"request":{"name":"asked"}}}
$t lxc config trust add
< asked
| Name of the client: Client asked certificate add token:
| eyJjbGllbnRfbmFtZSI6ImFza2VkIiwiZmluZ2VycHJpbnQiOiJmIiwiYWRkcmVzc2VzIjpbIjE5Mi4wLjIuMTo4NDQzIl0sInNlY3JldCI6InMiLCJleHBpcmVzX2F0IjoiMDAwMS0wMS0wMVQwMDowMDowMFoifQ==
> POST /1.0/certificates {"name":"asked","type":"client","restricted":false,"projects":null,"token":true}
answer GET /1.0/operations?recursion=1 200 {"running":[{"id":"00000000-0000-4000-8000-000000000001","class":"token","status_code":103,"metadata":{"secret":"s","fingerprint":"f","addresses":["192.0.2.1:8443"],"request":{"name":"ci"}}},{"id":"00000000-0000-4000-8000-000000000002","class":"token","status_code":103,"metadata":{"secret":"image"}},{"id":"00000000-0000-4000-8000-000000000003","class":"task","status_code":103}]}
$ lxc config trust list-tokens
| +------+------------------------------------------------------------------------------------------------------------------------------------------------------------------+------------+
| | NAME |                                                                              TOKEN                                                                               | EXPIRES AT |
| +------+------------------------------------------------------------------------------------------------------------------------------------------------------------------+------------+
| | ci   | eyJjbGllbnRfbmFtZSI6ImNpIiwiZmluZ2VycHJpbnQiOiJmIiwiYWRkcmVzc2VzIjpbIjE5Mi4wLjIuMTo4NDQzIl0sInNlY3JldCI6InMiLCJleHBpcmVzX2F0IjoiMDAwMS0wMS0wMVQwMDowMDowMFoifQ== |            |
| +------+------------------------------------------------------------------------------------------------------------------------------------------------------------------+------------+
> GET /1.0/operations?recursion=1
answer GET /1.0/operations?recursion=1 200 {"running":[{"id":"00000000-0000-4000-8000-000000000001","class":"token","status_code":103,"metadata":{"secret":"s","fingerprint":"f","addresses":["192.0.2.1:8443"],"expiresAt":"2010-01-02T03:04:05Z","request":{"name":"ci"}}}]}
$ lxc config trust list-tokens -f json
| [{"ClientName":"ci","Token":"eyJjbGllbnRfbmFtZSI6ImNpIiwiZmluZ2VycHJpbnQiOiJmIiwiYWRkcmVzc2VzIjpbIjE5Mi4wLjIuMTo4NDQzIl0sInNlY3JldCI6InMiLCJleHBpcmVzX2F0IjoiMjAxMC0wMS0wMlQwMzowNDowNVoifQ==","ExpiresAt":"2010/01/02 03:04 UTC"}]
> GET /1.0/operations?recursion=1
answer GET /1.0/operations?recursion=1 200 {"running":[{"id":"00000000-0000-4000-8000-000000000001","class":"token","status_code":103,"metadata":{"secret":"s","fingerprint":"f","addresses":["192.0.2.1:8443"],"expiresAt":"2010-01-02T03:04:05Z","request":{"name":"ci"}}}]}
$ incus config trust list-tokens -f yaml
| - client_name: ci
|   fingerprint: f
|   addresses:
|   - 192.0.2.1:8443
|   secret: s
|   expires_at: 2010-01-02T03:04:05Z
> GET /1.0/operations?recursion=1
answer GET /1.0/operations?recursion=1 200 {"running":[{"id":"00000000-0000-4000-8000-000000000001","class":"token","status_code":103,"metadata":{"secret":"s","fingerprint":"f","addresses":["192.0.2.1:8443"],"request":{"name":"ci"}}}]}
answer DELETE /1.0/operations/00000000-0000-4000-8000-000000000001 200 {}
$ lxc config trust revoke-token ci
| Token for ci revoked
> GET /1.0/operations?recursion=1
> DELETE /1.0/operations/ID
answer GET /1.0/operations?recursion=1 200 {"running":[{"id":"00000000-0000-4000-8000-000000000001","class":"token","status_code":103,"metadata":{"secret":"s","fingerprint":"f","addresses":["192.0.2.1:8443"],"request":{"name":"ci"}}}]}
answer DELETE /1.0/operations/00000000-0000-4000-8000-000000000001 403 not authorized
$ lxc config trust revoke-token ci
! Error: not authorized
= 4
> GET /1.0/operations?recursion=1
> DELETE /1.0/operations/ID
answer GET /1.0/operations?recursion=1 403 not authorized
$ lxc config trust list-tokens
! Error: not authorized
= 4
> GET /1.0/operations?recursion=1
answer GET /1.0/operations?recursion=1 403 not authorized
$ lxc config trust revoke-token ci
! Error: not authorized
= 4
> GET /1.0/operations?recursion=1
$ lxc config trust revoke-token
| (help)
`)
}
