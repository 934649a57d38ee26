package network_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestForward covers forwards and their ports.
func TestForward(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given network create n1
$ lxc network forward create n1 192.0.2.1 target_address=10.1.2.3
| Network forward 192.0.2.1 created
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
| Network forward 192.0.2.1 deleted
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

// TestForwardFlags creates forwards on addresses that the server chooses, and manages their ports.
func TestForwardFlags(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Extra: []string{"network_allocate_external_ips"}}, `
given network create n1
$ lxc network forward create n1 --allocate ipv4
| Network forward 203.0.113.1 created
> POST /1.0/networks/n1/forwards {"description":"","config":{},"ports":null,"listen_address":"0.0.0.0"}
$ lxc network forward create n1 --allocate ipv6 target_address=10.0.0.2
| Network forward 2001:db8::1 created
> POST /1.0/networks/n1/forwards {"description":"","config":{"target_address":"10.0.0.2"},"ports":null,"listen_address":"::"}
$ lxc network forward create n1 --allocate ipv5
! Error: missing listen address (or use --allocate ipv4 or --allocate ipv6)
= 2
$ lxc network forward create n1 192.0.2.1 --allocate ipv4
! Error: a listen address and --allocate cannot be used together
= 2
$ lxc network forward create n1
! Error: missing listen address (or use --allocate ipv4 or --allocate ipv6)
= 2
$ lxc network forward create
| (help)
$ lxc network forward create n1 192.0.2.1 --target m1 --description words
< ports:
< - protocol: tcp
<   listen_port: "80"
<   target_address: 10.0.0.2
| Network forward 192.0.2.1 created
> POST /1.0/networks/n1/forwards?target=m1 {"description":"words","config":{},"ports":[{"description":"","protocol":"tcp","listen_port":"80","target_port":"","target_address":"10.0.0.2"}],"listen_address":"192.0.2.1"}
$ lxc network forward create n1 192.0.2.2
< prots: []
! Error: unknown key "prots"
= 2
$ lxc network forward list n1
| +----------------+-------------+------------------------+-------+
| | LISTEN ADDRESS | DESCRIPTION | DEFAULT TARGET ADDRESS | PORTS |
| +----------------+-------------+------------------------+-------+
| | 192.0.2.1      | words       |                        | 1     |
| +----------------+-------------+------------------------+-------+
| | 203.0.113.1    |             |                        | 0     |
| +----------------+-------------+------------------------+-------+
| | 2001:db8::1    |             | 10.0.0.2               | 0     |
| +----------------+-------------+------------------------+-------+
> GET /1.0/networks/n1/forwards?recursion=1
$ lxc network forward list n1 -c lDpL -f csv
| 192.0.2.1,,1,
| 203.0.113.1,,0,
| 2001:db8::1,10.0.0.2,0,
> GET /1.0/networks/n1/forwards?recursion=1
$ lxc network forward list n1 -f json
| [{"description":"words","config":{},"ports":[{"description":"","protocol":"tcp","listen_port":"80","target_port":"","target_address":"10.0.0.2"}],"listen_address":"192.0.2.1","location":"","project":"default"},{"description":"","config":{"target_address":"10.0.0.2"},"ports":null,"listen_address":"2001:db8::1","location":"","project":"default"},{"description":"","config":{},"ports":null,"listen_address":"203.0.113.1","location":"","project":"default"}]
> GET /1.0/networks/n1/forwards?recursion=1
$ lxc network forward list
| (help)
$ lxc network forward port add n1 192.0.2.1 udp 53 10.0.0.3 --description dns --target m1
> GET /1.0/networks/n1/forwards/192.0.2.1?target=m1
> PUT /1.0/networks/n1/forwards/192.0.2.1?target=m1 [if-match] {"description":"words","config":{},"ports":[{"description":"","protocol":"tcp","listen_port":"80","target_port":"","target_address":"10.0.0.2"},{"description":"dns","protocol":"udp","listen_port":"53","target_port":"","target_address":"10.0.0.3"}],"project":"default"}
$ lxc network forward port add n1 192.0.2.1 tcp 443,8443 10.0.0.3 444
> GET /1.0/networks/n1/forwards/192.0.2.1
> PUT /1.0/networks/n1/forwards/192.0.2.1 [if-match] {"description":"words","config":{},"ports":[{"description":"","protocol":"tcp","listen_port":"80","target_port":"","target_address":"10.0.0.2"},{"description":"dns","protocol":"udp","listen_port":"53","target_port":"","target_address":"10.0.0.3"},{"description":"","protocol":"tcp","listen_port":"443,8443","target_port":"444","target_address":"10.0.0.3"}],"project":"default"}
$ lxc network forward port add n1 192.0.2.1 tcp 80
! Error: missing argument: <target-address>
= 2
$ lxc network forward port add n1 nosuch tcp 80 10.0.0.3
! Error: not found: nosuch
= 3
> GET /1.0/networks/n1/forwards/nosuch
$ lxc network forward port add nosuch 192.0.2.1 tcp 80 10.0.0.3
! Error: not found: nosuch
= 3
> GET /1.0/networks/nosuch/forwards/192.0.2.1
$ lxc network forward port remove n1 192.0.2.1 tcp
! Error: 2 entries match: be more specific, or remove all of them with --force
= 5
> GET /1.0/networks/n1/forwards/192.0.2.1
$ lxc network forward port remove n1 192.0.2.1 udp 53
> GET /1.0/networks/n1/forwards/192.0.2.1
> PUT /1.0/networks/n1/forwards/192.0.2.1 [if-match] {"description":"words","config":{},"ports":[{"description":"","protocol":"tcp","listen_port":"80","target_port":"","target_address":"10.0.0.2"},{"description":"","protocol":"tcp","listen_port":"443,8443","target_port":"444","target_address":"10.0.0.3"}],"project":"default"}
$ lxc network forward port remove n1 192.0.2.1 udp
! Error: no matching entry
= 3
> GET /1.0/networks/n1/forwards/192.0.2.1
$ lxc network forward port remove n1 192.0.2.1 --force --target m1
> GET /1.0/networks/n1/forwards/192.0.2.1?target=m1
> PUT /1.0/networks/n1/forwards/192.0.2.1?target=m1 [if-match] {"description":"words","config":{},"ports":[],"project":"default"}
$ lxc network forward port remove n1
! Error: missing argument: <listen-address>
= 2
answer PUT /1.0/networks/n1/forwards/192.0.2.1 400 Duplicate listen port 80 for protocol "tcp"
$ lxc network forward port add n1 192.0.2.1 tcp 80 10.0.0.3
! Error: Duplicate listen port 80 for protocol "tcp"
= 1
> GET /1.0/networks/n1/forwards/192.0.2.1
> PUT /1.0/networks/n1/forwards/192.0.2.1 [if-match] {"description":"words","config":{},"ports":[{"description":"","protocol":"tcp","listen_port":"80","target_port":"","target_address":"10.0.0.3"}],"project":"default"}
$ lxc network forward get n1 192.0.2.1 description --property
| words
> GET /1.0/networks/n1/forwards/192.0.2.1
$ lxc network forward unset n1 :: target_address
! Error: not found: ::
= 3
> GET /1.0/networks/n1/forwards/::
$ lxc network forward edit n1 192.0.2.1
< config: {target_address: 10.0.0.9}
< description: edited
> PUT /1.0/networks/n1/forwards/192.0.2.1 {"description":"edited","config":{"target_address":"10.0.0.9"},"ports":null}
$ lxc network forward edit n1 192.0.2.1
< nosuch: 1
! Error: unknown key "nosuch"
= 2
> GET /1.0/networks/n1/forwards/192.0.2.1
$ lxc network forward show n1 192.0.2.9
! Error: not found: 192.0.2.9
= 3
> GET /1.0/networks/n1/forwards/192.0.2.9
$ lxc network forward delete n1 192.0.2.1 --target m1
| Network forward 192.0.2.1 deleted
> DELETE /1.0/networks/n1/forwards/192.0.2.1?target=m1
$ lxc network forward delete n1
! Error: missing argument: <listen-address>
= 2
`)
}

// TestForwardExtension names the extension that forwards need.
func TestForwardExtension(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Without: []string{"network_forward"}}, `
$ lxc network forward list n1
! Error: network "n1" on remote "local": the server (lxd 5.0.2) lacks the API extension "network_forward"
= 6
$ lxc network forward create n1 192.0.2.1
! Error: network forward "n1/192.0.2.1" on remote "local": the server (lxd 5.0.2) lacks the API extension "network_forward"
= 6
$ lxc network forward port add n1 192.0.2.1 tcp 80 10.0.0.3
! Error: network "n1/192.0.2.1" on remote "local": the server (lxd 5.0.2) lacks the API extension "network_forward"
= 6
`)
}

// TestForwardAllocateOld checks that a server that cannot choose an address gets no forward on the wildcard address.
func TestForwardAllocateOld(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given network create n1
$ lxc network forward create n1 --allocate ipv4
! Error: network forward "n1/" on remote "local": the server (lxd 5.0.2) lacks the API extension "network_allocate_external_ips"
= 6
$ lxc network load-balancer create n1 --allocate ipv6
! Error: network load balancer "n1/" on remote "local": the server (lxd 5.0.2) lacks the API extension "network_allocate_external_ips"
= 6
$ lxc network forward list n1 -f csv
> GET /1.0/networks/n1/forwards?recursion=1
`)
}
