package network_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestLoadBalancerPool covers pools of instances.
func TestLoadBalancerPool(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given network create n1
$ lxc network load-balancer pool create n1 web user.a=1 --description words
| Load balancer pool web created
> POST /1.0/networks/n1/load-balancer-pools {"description":"words","config":{"user.a":"1"},"instances":[],"name":"web"}
$ lxc network load-balancer pool create n1 web
! Error: web already exists
= 5
> POST /1.0/networks/n1/load-balancer-pools {"description":"","config":{},"instances":null,"name":"web"}
$ lxc network load-balancer pool create n1
! Error: missing argument: <pool>
= 2
$ lxc network load-balancer pool list n1
| +------+-------------+---------+
| | NAME | DESCRIPTION | USED BY |
| +------+-------------+---------+
| | web  | words       | 0       |
| +------+-------------+---------+
> GET /1.0/networks/n1/load-balancer-pools?recursion=1
$ lxc network load-balancer pool list n1 -f yaml
| - description: words
|   config:
|     user.a: "1"
|   instances: []
|   name: web
|   project: default
> GET /1.0/networks/n1/load-balancer-pools?recursion=1
$ lxc network load-balancer pool instance add n1 web c1 80
> GET /1.0/networks/n1/load-balancer-pools/web
> PUT /1.0/networks/n1/load-balancer-pools/web [if-match] {"description":"words","config":{"user.a":"1"},"instances":[{"name":"c1","target_port":"80"}],"project":"default"}
$ lxc network load-balancer pool instance add n1 web c2
> GET /1.0/networks/n1/load-balancer-pools/web
> PUT /1.0/networks/n1/load-balancer-pools/web [if-match] {"description":"words","config":{"user.a":"1"},"instances":[{"name":"c1","target_port":"80"},{"name":"c2"}],"project":"default"}
$ lxc network load-balancer pool instance add n1 nosuch c2
! Error: not found: nosuch
= 3
> GET /1.0/networks/n1/load-balancer-pools/nosuch
$ lxc network load-balancer pool instance add n1 web
! Error: missing argument: <instance>
= 2
$ lxc network load-balancer pool show n1 web
| description: words
| config:
|   user.a: "1"
| instances:
| - name: c1
|   target_port: "80"
| - name: c2
| name: web
| project: default
> GET /1.0/networks/n1/load-balancer-pools/web
$ lxc network load-balancer pool instance remove n1 web c1
> GET /1.0/networks/n1/load-balancer-pools/web
> PUT /1.0/networks/n1/load-balancer-pools/web [if-match] {"description":"words","config":{"user.a":"1"},"instances":[{"name":"c2"}],"project":"default"}
$ lxc network load-balancer pool instance remove n1 web c1
! Error: instance "c1" not found in the pool
= 3
> GET /1.0/networks/n1/load-balancer-pools/web
$ lxc network load-balancer pool instance remove n1 nosuch c1
! Error: not found: nosuch
= 3
> GET /1.0/networks/n1/load-balancer-pools/nosuch
$ lxc network load-balancer pool set n1 web user.a=2
> GET /1.0/networks/n1/load-balancer-pools/web
> PUT /1.0/networks/n1/load-balancer-pools/web [if-match] {"description":"words","config":{"user.a":"2"},"instances":[{"name":"c2"}],"project":"default"}
$ lxc network load-balancer pool get n1 web user.a
| 2
> GET /1.0/networks/n1/load-balancer-pools/web
$ lxc network load-balancer pool get n1 web user.none
|
> GET /1.0/networks/n1/load-balancer-pools/web
$ lxc network load-balancer pool unset n1 web user.a
> GET /1.0/networks/n1/load-balancer-pools/web
> PUT /1.0/networks/n1/load-balancer-pools/web [if-match] {"description":"words","config":{"user.a":""},"instances":[{"name":"c2"}],"project":"default"}
$ lxc network load-balancer pool edit n1 web
< description: edited
< instances: []
> PUT /1.0/networks/n1/load-balancer-pools/web {"description":"edited","config":null,"instances":[]}
$ lxc network load-balancer pool delete n1 web
| Load balancer pool web deleted
> DELETE /1.0/networks/n1/load-balancer-pools/web
$ lxc network load-balancer pool delete n1 web
! Error: not found: web
= 3
> DELETE /1.0/networks/n1/load-balancer-pools/web
`)
}
