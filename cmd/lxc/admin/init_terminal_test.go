package admin_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestInitOnTerminal hides passwords and asks for them twice.
func TestInitOnTerminal(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
answer GET /1.0 200 {"config":{},"api_extensions":["storage","network","projects","clustering","clustering_join_token","instances","resources","etag"],"api_status":"stable","api_version":"1.0","auth":"trusted","public":false,"environment":{"server":"lxd","server_version":"5.0.2","server_name":"box","addresses":["192.0.2.1:8443"],"storage_supported_drivers":[{"Name":"dir","Remote":false},{"Name":"zfs","Remote":false},{"Name":"lvm","Remote":false},{"Name":"ceph","Remote":true},{"Name":"cephfs","Remote":true},{"Name":"lvmcluster","Remote":true}]}}
$t lxc admin init
< no
< no
< no
< no
< no
< yes
< 192.0.2.7
<
< secret
< other
< secret
< secret
< yes
< no
| Use clustering? (yes/no) [default=no]: Set up a new storage pool? (yes/no) [default=yes]: Connect to a MAAS server? (yes/no) [default=no]: Create a new local network bridge? (yes/no) [default=yes]: Use an existing bridge or network interface? (yes/no) [default=no]: Make the server available over the network? (yes/no) [default=no]: Address to listen on, without a port [default=all]: Port to listen on [default=8443]: Trust password for new clients:
| Again:
| Invalid answer: passwords do not match
|
| Trust password for new clients:
| Again:
| Update cached images automatically? (yes/no) [default=yes]: Print the answers as YAML for --preseed? (yes/no) [default=no]: \c
> GET /1.0/networks?recursion=1
> PUT /1.0 {"config":{"core.https_address":"192.0.2.7:8443","core.trust_password":"secret"}}
> GET /1.0/profiles/default x2
> GET /1.0/storage-pools
> PUT /1.0/profiles/default [if-match] {"config":{},"description":"Default profile","devices":{"root":{"path":"/","pool":"default","type":"disk"}}}
`)
}
