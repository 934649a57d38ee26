package network_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestZoneVerbs runs the generic verbs of zones and their records.
func TestZoneVerbs(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc network zone create example.net dns.nameservers=ns1.example.net --description words
| Network zone example.net created
> POST /1.0/network-zones {"description":"words","config":{"dns.nameservers":"ns1.example.net"},"name":"example.net"}
$ lxc network zone create strict.example.net
< recods: []
! Error: unknown key "recods"
= 2
$ lxc network zone list
| +-------------+-------------+---------+
| |    NAME     | DESCRIPTION | USED BY |
| +-------------+-------------+---------+
| | example.net | words       | 0       |
| +-------------+-------------+---------+
> GET /1.0/network-zones?recursion=1
$ lxc network zone list --all-projects -f csv
| default,example.net,words,0
> GET /1.0/network-zones?all-projects=true&recursion=1
$ lxc network zone show example.net
| description: words
| config:
|   dns.nameservers: ns1.example.net
| name: example.net
| used_by: []
| project: default
> GET /1.0/network-zones/example.net
$ lxc network zone set example.net network.nat=false
> GET /1.0/network-zones/example.net
> PUT /1.0/network-zones/example.net [if-match] {"description":"words","config":{"dns.nameservers":"ns1.example.net","network.nat":"false"}}
$ lxc network zone get example.net network.nat
| false
> GET /1.0/network-zones/example.net
$ lxc network zone unset example.net network.nat
> GET /1.0/network-zones/example.net
> PUT /1.0/network-zones/example.net [if-match] {"description":"words","config":{"dns.nameservers":"ns1.example.net","network.nat":""}}
$ lxc network zone edit example.net
< description: edited
< config: {user.a: "1"}
> PUT /1.0/network-zones/example.net {"description":"edited","config":{"user.a":"1"}}
$ lxc network zone edit example.net
< entries: []
! Error: unknown key "entries"
= 2
> GET /1.0/network-zones/example.net
$ lxc network zone record create example.net www user.a=1
< entries:
< - type: A
<   value: 192.0.2.1
<   ttl: 60
| Network zone record www created
> POST /1.0/network-zones/example.net/records {"description":"","entries":[{"type":"A","ttl":60,"value":"192.0.2.1"}],"config":{"user.a":"1"},"name":"www"}
$ lxc network zone record create example.net www
! Error: www already exists
= 5
> POST /1.0/network-zones/example.net/records {"description":"","entries":null,"config":{},"name":"www"}
$ lxc network zone record create nosuch www
! Error: not found: nosuch
= 3
> POST /1.0/network-zones/nosuch/records {"description":"","entries":null,"config":{},"name":"www"}
$ lxc network zone record create example.net
! Error: missing argument: <record>
= 2
$ lxc network zone record list example.net -f csv
| www,,A 192.0.2.1
> GET /1.0/network-zones/example.net/records?recursion=1
$ lxc network zone record list example.net -f yaml
| - description: ""
|   entries:
|   - type: A
|     ttl: 60
|     value: 192.0.2.1
|   config:
|     user.a: "1"
|   name: www
|   project: default
> GET /1.0/network-zones/example.net/records?recursion=1
$ lxc network zone record list
| (help)
$ lxc network zone record list nosuch
! Error: not found: nosuch
= 3
> GET /1.0/network-zones/nosuch/records?recursion=1
$ lxc network zone record show example.net www
| description: ""
| entries:
| - type: A
|   ttl: 60
|   value: 192.0.2.1
| config:
|   user.a: "1"
| name: www
| project: default
> GET /1.0/network-zones/example.net/records/www
$ lxc network zone record set example.net www user.a=2
> GET /1.0/network-zones/example.net/records/www
> PUT /1.0/network-zones/example.net/records/www [if-match] {"description":"","entries":[{"type":"A","ttl":60,"value":"192.0.2.1"}],"config":{"user.a":"2"},"project":"default"}
$ lxc network zone record get example.net www user.a
| 2
> GET /1.0/network-zones/example.net/records/www
$ lxc network zone record get example.net www description --property
|
> GET /1.0/network-zones/example.net/records/www
$ lxc network zone record unset example.net www user.a
> GET /1.0/network-zones/example.net/records/www
> PUT /1.0/network-zones/example.net/records/www [if-match] {"description":"","entries":[{"type":"A","ttl":60,"value":"192.0.2.1"}],"config":{"user.a":""},"project":"default"}
$ lxc network zone record edit example.net www
< entries:
< - type: TXT
<   value: words
< description: edited
> PUT /1.0/network-zones/example.net/records/www {"description":"edited","entries":[{"type":"TXT","value":"words"}],"config":null}
$ lxc network zone record edit example.net www
< entry: []
! Error: unknown key "entry"
= 2
> GET /1.0/network-zones/example.net/records/www
$ lxc network zone record delete example.net nosuch
! Error: not found: nosuch
= 3
> DELETE /1.0/network-zones/example.net/records/nosuch
$ lxc network zone record delete example.net www
| Network zone record www deleted
> DELETE /1.0/network-zones/example.net/records/www
$ lxc network zone delete nosuch
! Error: not found: nosuch
= 3
> DELETE /1.0/network-zones/nosuch
$ lxc network zone delete example.net
| Network zone example.net deleted
> DELETE /1.0/network-zones/example.net
`)
}
