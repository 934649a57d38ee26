package network_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestLoadBalancer has load balancers, their backends and ports.
func TestLoadBalancer(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given network create n1
$ lxc network load-balancer create n1 192.0.2.1
| Created listen-address 192.0.2.1
> POST /1.0/networks/n1/load-balancers {"description":"","config":{},"backends":null,"ports":null,"listen_address":"192.0.2.1"}
$ lxc network load-balancer backend add n1 192.0.2.1 b1 10.1.2.3 80
> GET /1.0/networks/n1/load-balancers/192.0.2.1
> PUT /1.0/networks/n1/load-balancers/192.0.2.1 [if-match] {"description":"","config":{},"backends":[{"name":"b1","description":"","target_port":"80","target_address":"10.1.2.3"}],"ports":null,"project":"default"}
$ lxc network load-balancer backend add n1 192.0.2.1 b1 10.1.2.3 80
> GET /1.0/networks/n1/load-balancers/192.0.2.1
> PUT /1.0/networks/n1/load-balancers/192.0.2.1 [if-match] {"description":"","config":{},"backends":[{"name":"b1","description":"","target_port":"80","target_address":"10.1.2.3"},{"name":"b1","description":"","target_port":"80","target_address":"10.1.2.3"}],"ports":null,"project":"default"}
$ lxc network load-balancer port add n1 192.0.2.1 tcp 80 b1
> GET /1.0/networks/n1/load-balancers/192.0.2.1
> PUT /1.0/networks/n1/load-balancers/192.0.2.1 [if-match] {"description":"","config":{},"backends":[{"name":"b1","description":"","target_port":"80","target_address":"10.1.2.3"},{"name":"b1","description":"","target_port":"80","target_address":"10.1.2.3"}],"ports":[{"description":"","protocol":"tcp","listen_port":"80","target_backend":["b1"]}],"project":"default"}
$ lxc network load-balancer list n1
| +----------------+-------------+-------+
| | LISTEN ADDRESS | DESCRIPTION | PORTS |
| +----------------+-------------+-------+
| | 192.0.2.1      |             | 1     |
| +----------------+-------------+-------+
> GET /1.0/networks/n1/load-balancers?recursion=1
$ lxc network load-balancer show n1 192.0.2.1
| description: ""
| config: {}
| backends:
| - name: b1
|   description: ""
|   target_port: "80"
|   target_address: 10.1.2.3
| - name: b1
|   description: ""
|   target_port: "80"
|   target_address: 10.1.2.3
| ports:
| - description: ""
|   protocol: tcp
|   listen_port: "80"
|   target_backend:
|   - b1
| listen_address: 192.0.2.1
| location: ""
| project: default
> GET /1.0/networks/n1/load-balancers/192.0.2.1
$ lxc network load-balancer port remove n1 192.0.2.1 tcp 80
> GET /1.0/networks/n1/load-balancers/192.0.2.1
> PUT /1.0/networks/n1/load-balancers/192.0.2.1 [if-match] {"description":"","config":{},"backends":[{"name":"b1","description":"","target_port":"80","target_address":"10.1.2.3"},{"name":"b1","description":"","target_port":"80","target_address":"10.1.2.3"}],"ports":[],"project":"default"}
$ lxc network load-balancer backend remove n1 192.0.2.1 b1
> GET /1.0/networks/n1/load-balancers/192.0.2.1
> PUT /1.0/networks/n1/load-balancers/192.0.2.1 [if-match] {"description":"","config":{},"backends":[],"ports":[],"project":"default"}
$ lxc network load-balancer backend remove n1 192.0.2.1 b1
! Error: backend "b1" not found
= 3
> GET /1.0/networks/n1/load-balancers/192.0.2.1
$ lxc network load-balancer delete n1 192.0.2.1
| Deleted listen-address 192.0.2.1
> DELETE /1.0/networks/n1/load-balancers/192.0.2.1
$ lxc network load-balancer show n1 192.0.2.1
! Error: not found: 192.0.2.1
= 3
> GET /1.0/networks/n1/load-balancers/192.0.2.1
`)
}
