package cluster_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestClusterEnable turns a server into the first member of a cluster.
func TestClusterEnable(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given config set core.https_address=127.0.0.1:8443
answer GET /1.0/cluster 200 {"server_name":"","enabled":false}
answer PUT /1.0/cluster 202 {"id":"22222222-2222-4222-8222-222222222222","class":"task","status":"Success","status_code":200}
$ lxc cluster enable server1
| Clustering enabled
> GET /1.0/cluster
> PUT /1.0/cluster {"server_name":"server1","enabled":true,"member_config":null,"cluster_address":"","cluster_certificate":"","server_address":""}
answer GET /1.0/cluster 200 {"server_name":"","enabled":false}
answer PUT /1.0/cluster 202 {"id":"22222222-2222-4222-8222-222222222222","class":"task","status":"Failure","status_code":400,"err":"Cannot use wildcard core.https_address"}
$ lxc cluster enable local: server1
! Error: Cannot use wildcard core.https_address
= 1
> GET /1.0/cluster
> PUT /1.0/cluster {"server_name":"server1","enabled":true,"member_config":null,"cluster_address":"","cluster_certificate":"","server_address":""}
answer GET /1.0/cluster 200 {"server_name":"","enabled":false}
answer PUT /1.0/cluster 403 not authorized
$ lxc cluster enable server1
! Error: not authorized
= 4
> GET /1.0/cluster
> PUT /1.0/cluster {"server_name":"server1","enabled":true,"member_config":null,"cluster_address":"","cluster_certificate":"","server_address":""}
answer GET /1.0/cluster 403 not authorized
$ lxc cluster enable server1
! Error: not authorized
= 4
> GET /1.0/cluster
$ lxc cluster enable
| (help)
$ lxc cluster enable a b
! Error: unexpected argument "b"
= 2
`)
}
