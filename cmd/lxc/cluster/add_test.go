package cluster_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestClusterAdd prints the join token of a new member.
func TestClusterAdd(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Extra: []string{"clustering_join_token"}}, `
answer POST /1.0/cluster/members 202 {"id":"22222222-2222-4222-8222-222222222222","class":"token","status":"Running","status_code":103,"metadata":{"serverName":"m2","secret":"abc","fingerprint":"f00","addresses":["192.0.2.1:8443"],"expiresAt":"2026-12-01T10:00:00Z"}}
$ lxc cluster add m2
| Member m2 join token:
| eyJzZXJ2ZXJfbmFtZSI6Im0yIiwiZmluZ2VycHJpbnQiOiJmMDAiLCJhZGRyZXNzZXMiOlsiMTkyLjAuMi4xOjg0NDMiXSwic2VjcmV0IjoiYWJjIiwiZXhwaXJlc19hdCI6IjIwMjYtMTItMDFUMTA6MDA6MDBaIn0=
> POST /1.0/cluster/members {"server_name":"m2"}
answer POST /1.0/cluster/members 202 {"id":"22222222-2222-4222-8222-222222222222","class":"token","status":"Running","status_code":103,"metadata":{"serverName":"m2","secret":"abc","fingerprint":"f00","addresses":["192.0.2.1:8443"],"expiresAt":"2026-12-01T10:00:00Z"}}
$ lxc cluster add local: --name m2
| Member m2 join token:
| eyJzZXJ2ZXJfbmFtZSI6Im0yIiwiZmluZ2VycHJpbnQiOiJmMDAiLCJhZGRyZXNzZXMiOlsiMTkyLjAuMi4xOjg0NDMiXSwic2VjcmV0IjoiYWJjIiwiZXhwaXJlc19hdCI6IjIwMjYtMTItMDFUMTA6MDA6MDBaIn0=
> POST /1.0/cluster/members {"server_name":"m2"}
answer POST /1.0/cluster/members 202 {"id":"22222222-2222-4222-8222-222222222222","class":"token","status":"Running","status_code":103,"metadata":{"serverName":"m2","secret":"abc","fingerprint":"f00","addresses":["192.0.2.1:8443"],"expiresAt":"2026-12-01T10:00:00Z"}}
$ lxc cluster add m2 --quiet
| eyJzZXJ2ZXJfbmFtZSI6Im0yIiwiZmluZ2VycHJpbnQiOiJmMDAiLCJhZGRyZXNzZXMiOlsiMTkyLjAuMi4xOjg0NDMiXSwic2VjcmV0IjoiYWJjIiwiZXhwaXJlc19hdCI6IjIwMjYtMTItMDFUMTA6MDA6MDBaIn0=
> POST /1.0/cluster/members {"server_name":"m2"}
answer POST /1.0/cluster/members 202 {"id":"22222222-2222-4222-8222-222222222222","class":"token","status":"Running","status_code":103,"metadata":{"serverName":"m2","secret":"abc","fingerprint":"f00","addresses":["192.0.2.1:8443"],"expiresAt":"2026-12-01T10:00:00Z"}}
$ lxc cluster add ''
< m2
| Name of the new member: Member m2 join token:
| eyJzZXJ2ZXJfbmFtZSI6Im0yIiwiZmluZ2VycHJpbnQiOiJmMDAiLCJhZGRyZXNzZXMiOlsiMTkyLjAuMi4xOjg0NDMiXSwic2VjcmV0IjoiYWJjIiwiZXhwaXJlc19hdCI6IjIwMjYtMTItMDFUMTA6MDA6MDBaIn0=
> POST /1.0/cluster/members {"server_name":"m2"}
$ lxc cluster add ''
| Name of the new member: \c
! Error: standard input ended without an answer: use --name
= 1
$ incus cluster add ''
! Error: missing member name
= 2
answer POST /1.0/cluster/members 202 {"id":"22222222-2222-4222-8222-222222222222","class":"task","status":"Success","status_code":200}
$ lxc cluster add m2
! Error: the server sent no join token
= 1
> POST /1.0/cluster/members {"server_name":"m2"}
answer POST /1.0/cluster/members 409 Cluster member "m2" already exists
$ lxc cluster add m2
! Error: Cluster member "m2" already exists
= 5
> POST /1.0/cluster/members {"server_name":"m2"}
answer POST /1.0/cluster/members 403 not authorized
$ lxc cluster add m2
! Error: not authorized
= 4
> POST /1.0/cluster/members {"server_name":"m2"}
$ lxc cluster add
| (help)
$ lxc cluster add m2 m3
! Error: unexpected argument "m3"
= 2
$ lxc cluster add nosuch:m2
! Error: remote "nosuch" does not exist
= 3
`)
}

// TestClusterAddExtension names the extension that tokens need.
func TestClusterAddExtension(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc cluster add m2
! Error: member "m2" on remote "local": the server (lxd 5.0.2) lacks the API extension "clustering_join_token"
= 6
`)
}
