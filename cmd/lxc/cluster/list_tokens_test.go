package cluster_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestListTokens lists the join tokens among the operations, and revokes them.
func TestListTokens(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Extra: []string{"clustering_join_token"}}, `
answer GET /1.0/cluster 200 {"server_name":"m1","enabled":true}
answer GET /1.0/operations?recursion=1 200 {"running":[{"id":"22222222-2222-4222-8222-222222222222","class":"token","status":"Running","status_code":103,"metadata":{"serverName":"m2","secret":"abc","fingerprint":"f00","addresses":["192.0.2.1:8443"],"expiresAt":"2026-12-01T10:00:00Z"}},{"id":"33333333-3333-4333-8333-333333333333","class":"token","status":"Running","status_code":103,"metadata":{"secret":"x"}},{"id":"44444444-4444-4444-8444-444444444444","class":"task","status":"Running","status_code":103,"metadata":{}}]}
$ lxc cluster list-tokens
| +------+----------------------------------------------------------------------------------------------------------------------------------------------------------------------+----------------------+
| | NAME |                                                                                TOKEN                                                                                 |      EXPIRES AT      |
| +------+----------------------------------------------------------------------------------------------------------------------------------------------------------------------+----------------------+
| | m2   | eyJzZXJ2ZXJfbmFtZSI6Im0yIiwiZmluZ2VycHJpbnQiOiJmMDAiLCJhZGRyZXNzZXMiOlsiMTkyLjAuMi4xOjg0NDMiXSwic2VjcmV0IjoiYWJjIiwiZXhwaXJlc19hdCI6IjIwMjYtMTItMDFUMTA6MDA6MDBaIn0= | DATE |
| +------+----------------------------------------------------------------------------------------------------------------------------------------------------------------------+----------------------+
> GET /1.0/cluster
> GET /1.0/operations?recursion=1
answer GET /1.0/cluster 200 {"server_name":"m1","enabled":true}
answer GET /1.0/operations?recursion=1 200 {"running":[{"id":"22222222-2222-4222-8222-222222222222","class":"token","status":"Running","status_code":103,"metadata":{"serverName":"m2","secret":"abc","fingerprint":"f00","addresses":["192.0.2.1:8443"],"expiresAt":"2026-12-01T10:00:00Z"}}]}
$ lxc cluster list-tokens -f json
| [{"ServerName":"m2","Token":"eyJzZXJ2ZXJfbmFtZSI6Im0yIiwiZmluZ2VycHJpbnQiOiJmMDAiLCJhZGRyZXNzZXMiOlsiMTkyLjAuMi4xOjg0NDMiXSwic2VjcmV0IjoiYWJjIiwiZXhwaXJlc19hdCI6IjIwMjYtMTItMDFUMTA6MDA6MDBaIn0=","ExpiresAt":"DATE"}]
> GET /1.0/cluster
> GET /1.0/operations?recursion=1
answer GET /1.0/cluster 200 {"server_name":"m1","enabled":true}
answer GET /1.0/operations?recursion=1 200 {"running":[{"id":"22222222-2222-4222-8222-222222222222","class":"token","status":"Running","status_code":103,"metadata":{"serverName":"m2","secret":"abc","fingerprint":"f00","addresses":["192.0.2.1:8443"],"expiresAt":"2026-12-01T10:00:00Z"}}]}
$ lxc cluster list-tokens -f yaml
| - servername: m2
|   token: eyJzZXJ2ZXJfbmFtZSI6Im0yIiwiZmluZ2VycHJpbnQiOiJmMDAiLCJhZGRyZXNzZXMiOlsiMTkyLjAuMi4xOjg0NDMiXSwic2VjcmV0IjoiYWJjIiwiZXhwaXJlc19hdCI6IjIwMjYtMTItMDFUMTA6MDA6MDBaIn0=
|   expiresat: DATE
> GET /1.0/cluster
> GET /1.0/operations?recursion=1
answer GET /1.0/cluster 200 {"server_name":"m1","enabled":true}
answer GET /1.0/operations?recursion=1 200 {"running":[{"id":"22222222-2222-4222-8222-222222222222","class":"token","status":"Running","status_code":103,"metadata":{"serverName":"m2","secret":"abc","fingerprint":"f00","addresses":["192.0.2.1:8443"],"expiresAt":"2026-12-01T10:00:00Z"}}]}
$ incus cluster list-tokens -f json
| [{"server_name":"m2","fingerprint":"f00","addresses":["192.0.2.1:8443"],"secret":"abc","expires_at":"DATE"}]
> GET /1.0/cluster
> GET /1.0/operations?recursion=1
answer GET /1.0/cluster 200 {"server_name":"m1","enabled":true}
answer GET /1.0/operations?recursion=1 200 {"running":[{"id":"22222222-2222-4222-8222-222222222222","class":"token","status":"Running","status_code":103,"metadata":{"serverName":"m2","secret":"abc","fingerprint":"f00","addresses":["192.0.2.1:8443"],"expiresAt":"2026-12-01T10:00:00Z"}}]}
$ incus cluster list-tokens -f csv -c nE
| m2,DATE
> GET /1.0/cluster
> GET /1.0/operations?recursion=1
answer GET /1.0/cluster 200 {"server_name":"","enabled":false}
$ lxc cluster list-tokens
! Error: the server is not part of a cluster
= 1
> GET /1.0/cluster
answer GET /1.0/cluster 403 not authorized
$ lxc cluster list-tokens
! Error: not authorized
= 4
> GET /1.0/cluster
$ lxc cluster list-tokens -c x
! Error: unknown column "x" (available: ntE)
= 2
answer GET /1.0/cluster 200 {"server_name":"m1","enabled":true}
answer GET /1.0/operations?recursion=1 200 {"running":[{"id":"22222222-2222-4222-8222-222222222222","class":"token","status":"Running","status_code":103,"metadata":{"serverName":"m2","secret":"abc","fingerprint":"f00","addresses":["192.0.2.1:8443"],"expiresAt":"2026-12-01T10:00:00Z"}}]}
answer DELETE /1.0/operations/22222222-2222-4222-8222-222222222222 200 {}
$ lxc cluster revoke-token m2
| Join token for local:m2 deleted
> GET /1.0/cluster
> GET /1.0/operations?recursion=1
> DELETE /1.0/operations/ID
answer GET /1.0/cluster 200 {"server_name":"m1","enabled":true}
answer GET /1.0/operations?recursion=1 200 {"running":[{"id":"22222222-2222-4222-8222-222222222222","class":"token","status":"Running","status_code":103,"metadata":{"serverName":"m2","secret":"abc","fingerprint":"f00","addresses":["192.0.2.1:8443"],"expiresAt":"2026-12-01T10:00:00Z"}}]}
answer DELETE /1.0/operations/22222222-2222-4222-8222-222222222222 403 not authorized
$ lxc cluster revoke-token m2
! Error: not authorized
= 4
> GET /1.0/cluster
> GET /1.0/operations?recursion=1
> DELETE /1.0/operations/ID
answer GET /1.0/cluster 200 {"server_name":"m1","enabled":true}
answer GET /1.0/operations?recursion=1 200 {"running":[]}
$ lxc cluster revoke-token m2
! Error: no join token found
= 3
> GET /1.0/cluster
> GET /1.0/operations?recursion=1
$ lxc cluster revoke-token
| (help)
`)
}
