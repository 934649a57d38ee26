package network_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestLoadBalancer covers load balancers, their backends and ports.
func TestLoadBalancer(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given network create n1
$ lxc network load-balancer create n1 192.0.2.1
| Network load balancer 192.0.2.1 created
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
| Network load balancer 192.0.2.1 deleted
> DELETE /1.0/networks/n1/load-balancers/192.0.2.1
$ lxc network load-balancer show n1 192.0.2.1
! Error: not found: 192.0.2.1
= 3
> GET /1.0/networks/n1/load-balancers/192.0.2.1
`)
}

// TestLoadBalancerFlags creates load balancers on addresses that the server chooses, with the flags of their verbs.
func TestLoadBalancerFlags(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Extra: []string{"network_load_balancer_state", "network_allocate_external_ips"}}, `
given network create n1
$ lxc network load-balancer create n1 --allocate ipv4 --description words
| Network load balancer 203.0.113.1 created
> POST /1.0/networks/n1/load-balancers {"description":"words","config":{},"backends":[],"ports":[],"listen_address":"0.0.0.0"}
$ lxc network load-balancer create n1 --allocate nosuch
! Error: missing listen address (or use --allocate ipv4 or --allocate ipv6)
= 2
$ lxc network load-balancer create n1 192.0.2.1 user.a=1
< backends:
< - name: b0
<   target_address: 10.0.0.2
| Network load balancer 192.0.2.1 created
> POST /1.0/networks/n1/load-balancers {"description":"","config":{"user.a":"1"},"backends":[{"name":"b0","description":"","target_port":"","target_address":"10.0.0.2"}],"ports":null,"listen_address":"192.0.2.1"}
$ lxc network load-balancer create n1 192.0.2.2
< backend: []
! Error: unknown key "backend"
= 2
$ lxc network load-balancer list n1 -f csv
| 192.0.2.1,,0
| 203.0.113.1,words,0
> GET /1.0/networks/n1/load-balancers?recursion=1
$ lxc network load-balancer list nosuch
! Error: not found: nosuch
= 3
> GET /1.0/networks/nosuch/load-balancers?recursion=1
$ lxc network load-balancer get n1 192.0.2.1 user.a
| 1
> GET /1.0/networks/n1/load-balancers/192.0.2.1
$ lxc network load-balancer set n1 192.0.2.1 user.a=2
> GET /1.0/networks/n1/load-balancers/192.0.2.1
> PUT /1.0/networks/n1/load-balancers/192.0.2.1 [if-match] {"description":"","config":{"user.a":"2"},"backends":[{"name":"b0","description":"","target_port":"","target_address":"10.0.0.2"}],"ports":null,"project":"default"}
$ lxc network load-balancer unset n1 192.0.2.1 user.a
> GET /1.0/networks/n1/load-balancers/192.0.2.1
> PUT /1.0/networks/n1/load-balancers/192.0.2.1 [if-match] {"description":"","config":{"user.a":""},"backends":[{"name":"b0","description":"","target_port":"","target_address":"10.0.0.2"}],"ports":null,"project":"default"}
$ lxc network load-balancer edit n1 192.0.2.1
< description: edited
< backends: []
> PUT /1.0/networks/n1/load-balancers/192.0.2.1 {"description":"edited","config":null,"backends":[],"ports":null}
$ lxc network load-balancer backend add n1 192.0.2.1 b1 10.0.0.3 --description one --target m1
> GET /1.0/networks/n1/load-balancers/192.0.2.1?target=m1
> PUT /1.0/networks/n1/load-balancers/192.0.2.1?target=m1 [if-match] {"description":"edited","config":{},"backends":[{"name":"b1","description":"one","target_port":"","target_address":"10.0.0.3"}],"ports":null,"project":"default"}
$ lxc network load-balancer backend add n1 192.0.2.1 b1
! Error: missing argument: <target-address>
= 2
$ lxc network load-balancer backend add n1 nosuch b1 10.0.0.3
! Error: not found: nosuch
= 3
> GET /1.0/networks/n1/load-balancers/nosuch
$ lxc network load-balancer backend remove n1 192.0.2.1
! Error: missing argument: <backend>
= 2
$ lxc network load-balancer port add n1 192.0.2.1 tcp 80,443 b1,b2 --description web
> GET /1.0/networks/n1/load-balancers/192.0.2.1
> PUT /1.0/networks/n1/load-balancers/192.0.2.1 [if-match] {"description":"edited","config":{},"backends":[{"name":"b1","description":"one","target_port":"","target_address":"10.0.0.3"}],"ports":[{"description":"web","protocol":"tcp","listen_port":"80,443","target_backend":["b1","b2"]}],"project":"default"}
$ lxc network load-balancer port add n1 192.0.2.1 udp 53 b1
> GET /1.0/networks/n1/load-balancers/192.0.2.1
> PUT /1.0/networks/n1/load-balancers/192.0.2.1 [if-match] {"description":"edited","config":{},"backends":[{"name":"b1","description":"one","target_port":"","target_address":"10.0.0.3"}],"ports":[{"description":"web","protocol":"tcp","listen_port":"80,443","target_backend":["b1","b2"]},{"description":"","protocol":"udp","listen_port":"53","target_backend":["b1"]}],"project":"default"}
$ lxc network load-balancer port add n1 192.0.2.1 sctp 53 b1
> GET /1.0/networks/n1/load-balancers/192.0.2.1
> PUT /1.0/networks/n1/load-balancers/192.0.2.1 [if-match] {"description":"edited","config":{},"backends":[{"name":"b1","description":"one","target_port":"","target_address":"10.0.0.3"}],"ports":[{"description":"web","protocol":"tcp","listen_port":"80,443","target_backend":["b1","b2"]},{"description":"","protocol":"udp","listen_port":"53","target_backend":["b1"]},{"description":"","protocol":"sctp","listen_port":"53","target_backend":["b1"]}],"project":"default"}
$ lxc network load-balancer port add n1 192.0.2.1 tcp 53
! Error: missing argument: <backends>
= 2
$ lxc network load-balancer port remove n1 192.0.2.1
! Error: 3 entries match: be more specific, or remove all of them with --force
= 5
> GET /1.0/networks/n1/load-balancers/192.0.2.1
$ lxc network load-balancer port remove n1 192.0.2.1 --force
> GET /1.0/networks/n1/load-balancers/192.0.2.1
> PUT /1.0/networks/n1/load-balancers/192.0.2.1 [if-match] {"description":"edited","config":{},"backends":[{"name":"b1","description":"one","target_port":"","target_address":"10.0.0.3"}],"ports":[],"project":"default"}
$ lxc network load-balancer port remove n1 192.0.2.1 tcp
! Error: no matching entry
= 3
> GET /1.0/networks/n1/load-balancers/192.0.2.1
answer GET /1.0/networks/n1/load-balancers/192.0.2.1/state 200 {"backend_health":{"b1":{"address":"10.0.0.3","ports":[{"protocol":"tcp","port":80,"status":"online"}]}}}
$ lxc network load-balancer info n1 192.0.2.1
| backend_health:
|   b1:
|     address: 10.0.0.3
|     ports:
|     - protocol: tcp
|       port: 80
|       status: online
> GET /1.0/networks/n1/load-balancers/192.0.2.1/state
answer GET /1.0/networks/n1/load-balancers/192.0.2.9/state 404 Network load balancer not found
$ lxc network load-balancer info n1 192.0.2.9
! Error: Network load balancer not found
= 3
> GET /1.0/networks/n1/load-balancers/192.0.2.9/state
$ lxc network load-balancer info n1
! Error: missing argument: <listen-address>
= 2
`)
}

// TestLoadBalancerExtension names the extensions that are missing.
func TestLoadBalancerExtension(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Without: []string{"network_load_balancer", "network_load_balancer_pool"}}, `
$ lxc network load-balancer list n1
! Error: network "n1" on remote "local": the server (lxd 5.0.2) lacks the API extension "network_load_balancer"
= 6
$ lxc network load-balancer info n1 192.0.2.1
! Error: network "n1/192.0.2.1" on remote "local": the server (lxd 5.0.2) lacks the API extension "network_load_balancer_state"
= 6
$ lxc network load-balancer backend add n1 192.0.2.1 b1 10.0.0.3
! Error: network "n1/192.0.2.1" on remote "local": the server (lxd 5.0.2) lacks the API extension "network_load_balancer"
= 6
$ lxc network load-balancer pool list n1
! Error: network "n1" on remote "local": the server (lxd 5.0.2) lacks the API extension "network_load_balancer_pool"
= 6
$ lxc network load-balancer pool instance add n1 web c1
! Error: pool "n1/web" on remote "local": the server (lxd 5.0.2) lacks the API extension "network_load_balancer_pool"
= 6
`)
}
