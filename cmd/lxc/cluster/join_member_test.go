package cluster_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestClusterJoin joins a server with a new token.
func TestClusterJoin(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Extra: []string{"clustering_join_token"}}, `
answer GET /1.0/cluster 200 {"server_name":"m1","enabled":true,"member_config":[{"entity":"storage-pool","name":"default","key":"source","value":"","description":"x"},{"entity":"network","name":"br0","key":"bridge.external_interfaces","value":""}]}
answer POST /1.0/cluster/members 202 {"id":"22222222-2222-4222-8222-222222222222","class":"token","status":"Running","status_code":103,"metadata":{"serverName":"m2","secret":"abc","fingerprint":"f00","addresses":["192.0.2.1:8443"],"expiresAt":"2026-12-01T10:00:00Z"}}
answer PUT /1.0/cluster 202 {"id":"55555555-5555-4555-8555-555555555555","class":"task","status":"Success","status_code":200}
$ lxc cluster join two: local: --name m2 --address 192.0.2.2:8443 --member-config storage-pool/default/source=/dev/sdb
| m2 joined the cluster
> two: GET /1.0/cluster
> two: POST /1.0/cluster/members {"server_name":"m2"}
> PUT /1.0/cluster {"server_name":"m2","enabled":true,"member_config":[{"entity":"storage-pool","name":"default","key":"source","value":"/dev/sdb","description":"x"},{"entity":"network","name":"br0","key":"bridge.external_interfaces","value":"","description":""}],"cluster_address":"192.0.2.1:8443","cluster_certificate":"CERTIFICATE","server_address":"192.0.2.2:8443","cluster_password":"eyJzZXJ2ZXJfbmFtZSI6Im0yIiwiZmluZ2VycHJpbnQiOiJmMDAiLCJhZGRyZXNzZXMiOlsiMTkyLjAuMi4xOjg0NDMiXSwic2VjcmV0IjoiYWJjIiwiZXhwaXJlc19hdCI6IjIwMjYtMTItMDFUMTA6MDA6MDBaIn0="}
answer GET /1.0/cluster 200 {"server_name":"m1","enabled":true,"member_config":[{"entity":"storage-pool","name":"default","key":"source","value":"","description":"x"},{"entity":"network","name":"br0","key":"bridge.external_interfaces","value":""}]}
answer POST /1.0/cluster/members 202 {"id":"22222222-2222-4222-8222-222222222222","class":"token","status":"Running","status_code":103,"metadata":{"serverName":"m2","secret":"abc","fingerprint":"f00","addresses":["192.0.2.1:8443"],"expiresAt":"2026-12-01T10:00:00Z"}}
answer PUT /1.0/cluster 202 {"id":"55555555-5555-4555-8555-555555555555","class":"task","status":"Failure","status_code":400,"err":"Failed to join cluster: wrong certificate"}
$ lxc cluster join two: local: --address 192.0.2.2:8443
! Error: Failed to join cluster: wrong certificate
= 1
> two: GET /1.0/cluster
> two: POST /1.0/cluster/members {"server_name":"minilxd"}
> PUT /1.0/cluster {"server_name":"minilxd","enabled":true,"member_config":[{"entity":"storage-pool","name":"default","key":"source","value":"","description":"x"},{"entity":"network","name":"br0","key":"bridge.external_interfaces","value":"","description":""}],"cluster_address":"192.0.2.1:8443","cluster_certificate":"CERTIFICATE","server_address":"192.0.2.2:8443","cluster_password":"eyJzZXJ2ZXJfbmFtZSI6Im0yIiwiZmluZ2VycHJpbnQiOiJmMDAiLCJhZGRyZXNzZXMiOlsiMTkyLjAuMi4xOjg0NDMiXSwic2VjcmV0IjoiYWJjIiwiZXhwaXJlc19hdCI6IjIwMjYtMTItMDFUMTA6MDA6MDBaIn0="}
answer GET /1.0/cluster 200 {"server_name":"m1","enabled":true,"member_config":[{"entity":"storage-pool","name":"default","key":"source","value":"","description":"x"},{"entity":"network","name":"br0","key":"bridge.external_interfaces","value":""}]}
answer POST /1.0/cluster/members 202 {"id":"22222222-2222-4222-8222-222222222222","class":"token","status":"Running","status_code":103,"metadata":{"serverName":"m2","secret":"abc","fingerprint":"f00","addresses":["192.0.2.1:8443"],"expiresAt":"2026-12-01T10:00:00Z"}}
$ lxc cluster join two: local: --address 192.0.2.2:8443 --member-config nosuch/a/b=1
! Error: unknown member key "nosuch/a/b"
= 3
> two: GET /1.0/cluster
answer GET /1.0/cluster 200 {"server_name":"m1","enabled":true,"member_config":[{"entity":"storage-pool","name":"default","key":"source","value":"","description":"x"},{"entity":"network","name":"br0","key":"bridge.external_interfaces","value":""}]}
answer POST /1.0/cluster/members 202 {"id":"22222222-2222-4222-8222-222222222222","class":"token","status":"Running","status_code":103,"metadata":{"serverName":"m2","secret":"abc","fingerprint":"f00","addresses":["192.0.2.1:8443"],"expiresAt":"2026-12-01T10:00:00Z"}}
$ lxc cluster join two: local: --address 192.0.2.2:8443 --member-config nosuch
! Error: invalid value "nosuch": use key=value
= 2
> two: GET /1.0/cluster
answer GET /1.0/cluster 403 not authorized
$ lxc cluster join two: local: --address 192.0.2.2:8443
! Error: not authorized
= 4
> two: GET /1.0/cluster
answer GET /1.0/cluster 200 {"server_name":"m1","enabled":true,"member_config":[{"entity":"storage-pool","name":"default","key":"source","value":"","description":"x"},{"entity":"network","name":"br0","key":"bridge.external_interfaces","value":""}]}
answer POST /1.0/cluster/members 409 already a member
$ lxc cluster join two: local: --address 192.0.2.2:8443
! Error: already a member
= 5
> two: GET /1.0/cluster
> two: POST /1.0/cluster/members {"server_name":"minilxd"}
$ lxc cluster join two: local: --address 0.0.0.0:8443
! Error: missing --address, where the other members can reach this server
= 2
$ lxc cluster join two: local: --address 192.0.2.2
! Error: missing --address, where the other members can reach this server
= 2
$ lxc cluster join two:
! Error: missing --address, where the other members can reach this server
= 2
$ lxc cluster join nosuch: local:
! Error: remote "nosuch" does not exist
= 3
$ lxc cluster join two: nosuch:
! Error: remote "nosuch" does not exist
= 3
$ lxc cluster join
! Error: missing argument: <cluster>:
= 2
`)
}

// TestClusterJoinIncus sends the token in Incus's field.
func TestClusterJoinIncus(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Family: "incus", Extra: []string{"clustering_join_token"}}, `
answer GET /1.0/cluster 200 {"server_name":"m1","enabled":true}
answer POST /1.0/cluster/members 202 {"id":"22222222-2222-4222-8222-222222222222","class":"token","status":"Running","status_code":103,"metadata":{"serverName":"m2","secret":"abc","fingerprint":"f00","addresses":["192.0.2.1:8443"],"expiresAt":"2026-12-01T10:00:00Z"}}
answer PUT /1.0/cluster 202 {"id":"55555555-5555-4555-8555-555555555555","class":"task","status":"Success","status_code":200}
$ incus cluster join two: local: --name m2 --address 192.0.2.2:8443
| m2 joined the cluster
> two: GET /1.0/cluster
> two: POST /1.0/cluster/members {"server_name":"m2"}
> PUT /1.0/cluster {"server_name":"m2","enabled":true,"member_config":null,"cluster_address":"192.0.2.1:8443","cluster_certificate":"CERTIFICATE","server_address":"192.0.2.2:8443","cluster_token":"eyJzZXJ2ZXJfbmFtZSI6Im0yIiwiZmluZ2VycHJpbnQiOiJmMDAiLCJhZGRyZXNzZXMiOlsiMTkyLjAuMi4xOjg0NDMiXSwic2VjcmV0IjoiYWJjIiwiZXhwaXJlc19hdCI6IjIwMjYtMTItMDFUMTA6MDA6MDBaIn0="}
`)
}
