package network_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestForward has forwards and their ports.
func TestForward(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given network create n1
$ lxc network forward create n1 192.0.2.1 target_address=10.1.2.3
| Created listen-address 192.0.2.1
> POST /1.0/networks/n1/forwards {"description":"","config":{"target_address":"10.1.2.3"},"ports":null,"listen_address":"192.0.2.1"}
$ lxc network forward create n1 192.0.2.1
! Error: 192.0.2.1 already exists
= 5
> POST /1.0/networks/n1/forwards {"description":"","config":{},"ports":null,"listen_address":"192.0.2.1"}
$ lxc network forward port add n1 192.0.2.1 tcp 80 10.1.2.3 8080
> GET /1.0/networks/n1/forwards/192.0.2.1
> PUT /1.0/networks/n1/forwards/192.0.2.1 [if-match] {"description":"","config":{"target_address":"10.1.2.3"},"ports":[{"description":"","protocol":"tcp","listen_port":"80","target_port":"8080","target_address":"10.1.2.3"}],"project":"default"}
$ lxc network forward port add n1 192.0.2.1 nosuch 80 10.1.2.3
> GET /1.0/networks/n1/forwards/192.0.2.1
> PUT /1.0/networks/n1/forwards/192.0.2.1 [if-match] {"description":"","config":{"target_address":"10.1.2.3"},"ports":[{"description":"","protocol":"tcp","listen_port":"80","target_port":"8080","target_address":"10.1.2.3"},{"description":"","protocol":"nosuch","listen_port":"80","target_port":"","target_address":"10.1.2.3"}],"project":"default"}
$ lxc network forward list n1
| +----------------+-------------+------------------------+-------+
| | LISTEN ADDRESS | DESCRIPTION | DEFAULT TARGET ADDRESS | PORTS |
| +----------------+-------------+------------------------+-------+
| | 192.0.2.1      |             | 10.1.2.3               | 2     |
| +----------------+-------------+------------------------+-------+
> GET /1.0/networks/n1/forwards?recursion=1
$ lxc network forward show n1 192.0.2.1
| description: ""
| config:
|   target_address: 10.1.2.3
| ports:
| - description: ""
|   protocol: tcp
|   listen_port: "80"
|   target_port: "8080"
|   target_address: 10.1.2.3
| - description: ""
|   protocol: nosuch
|   listen_port: "80"
|   target_port: ""
|   target_address: 10.1.2.3
| listen_address: 192.0.2.1
| location: ""
| project: default
> GET /1.0/networks/n1/forwards/192.0.2.1
$ lxc network forward port remove n1 192.0.2.1 tcp 80
> GET /1.0/networks/n1/forwards/192.0.2.1
> PUT /1.0/networks/n1/forwards/192.0.2.1 [if-match] {"description":"","config":{"target_address":"10.1.2.3"},"ports":[{"description":"","protocol":"nosuch","listen_port":"80","target_port":"","target_address":"10.1.2.3"}],"project":"default"}
$ lxc network forward port remove n1 192.0.2.1 tcp 80
! Error: no matching entry
= 3
> GET /1.0/networks/n1/forwards/192.0.2.1
$ lxc network forward set n1 192.0.2.1 user.a=1
> GET /1.0/networks/n1/forwards/192.0.2.1
> PUT /1.0/networks/n1/forwards/192.0.2.1 [if-match] {"description":"","config":{"target_address":"10.1.2.3","user.a":"1"},"ports":[{"description":"","protocol":"nosuch","listen_port":"80","target_port":"","target_address":"10.1.2.3"}],"project":"default"}
$ lxc network forward get n1 192.0.2.1 user.a
| 1
> GET /1.0/networks/n1/forwards/192.0.2.1
$ lxc network forward delete n1 192.0.2.1
| Deleted listen-address 192.0.2.1
> DELETE /1.0/networks/n1/forwards/192.0.2.1
$ lxc network forward delete n1 192.0.2.1
! Error: not found: 192.0.2.1
= 3
> DELETE /1.0/networks/n1/forwards/192.0.2.1
$ lxc network forward list nosuch
! Error: not found: nosuch
= 3
> GET /1.0/networks/nosuch/forwards?recursion=1
`)
}
