package network_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestZone covers zones, records and entries.
func TestZone(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc network zone create example.net
| Network zone example.net created
> POST /1.0/network-zones {"description":"","config":{},"name":"example.net"}
$ lxc network zone create example.net
! Error: example.net already exists
= 5
> POST /1.0/network-zones {"description":"","config":{},"name":"example.net"}
$ lxc network zone record create example.net www
| Network zone record www created
> POST /1.0/network-zones/example.net/records {"description":"","entries":null,"config":{},"name":"www"}
$ lxc network zone record entry add example.net www A 192.0.2.1 --ttl 300
> GET /1.0/network-zones/example.net/records/www
> PUT /1.0/network-zones/example.net/records/www [if-match] {"description":"","entries":[{"type":"A","ttl":300,"value":"192.0.2.1"}],"config":{},"project":"default"}
$ lxc network zone record entry add example.net www A 192.0.2.1
> GET /1.0/network-zones/example.net/records/www
> PUT /1.0/network-zones/example.net/records/www [if-match] {"description":"","entries":[{"type":"A","ttl":300,"value":"192.0.2.1"},{"type":"A","value":"192.0.2.1"}],"config":{},"project":"default"}
$ lxc network zone record show example.net www
| description: ""
| entries:
| - type: A
|   ttl: 300
|   value: 192.0.2.1
| - type: A
|   value: 192.0.2.1
| config: {}
| name: www
| project: default
> GET /1.0/network-zones/example.net/records/www
$ lxc network zone record list example.net
| +------+-------------+-------------+
| | NAME | DESCRIPTION |   ENTRIES   |
| +------+-------------+-------------+
| | www  |             | A 192.0.2.1 |
| |      |             | A 192.0.2.1 |
| +------+-------------+-------------+
> GET /1.0/network-zones/example.net/records?recursion=1
$ lxc network zone record entry remove example.net www A 192.0.2.1
> GET /1.0/network-zones/example.net/records/www
> PUT /1.0/network-zones/example.net/records/www [if-match] {"description":"","entries":[],"config":{},"project":"default"}
$ lxc network zone record entry remove example.net www A 192.0.2.1
! Error: entry A 192.0.2.1 not found in the record (number of entries: 0)
= 3
> GET /1.0/network-zones/example.net/records/www
$ lxc network zone record delete example.net www
| Network zone record www deleted
> DELETE /1.0/network-zones/example.net/records/www
$ lxc network zone list -f csv
| example.net,,0
> GET /1.0/network-zones?recursion=1
$ lxc network zone delete example.net
| Network zone example.net deleted
> DELETE /1.0/network-zones/example.net
$ lxc network zone show example.net
! Error: not found: example.net
= 3
> GET /1.0/network-zones/example.net
`)
}

// TestZoneRecordEntryErrors covers invalid entries.
func TestZoneRecordEntryErrors(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given network zone create example.net
given network zone record create example.net www
$ lxc network zone record entry add example.net www TXT "v=spf1 -all"
> GET /1.0/network-zones/example.net/records/www
> PUT /1.0/network-zones/example.net/records/www [if-match] {"description":"","entries":[{"type":"TXT","value":"v=spf1 -all"}],"config":{},"project":"default"}
$ lxc network zone record entry add example.net www nosuch 192.0.2.1
> GET /1.0/network-zones/example.net/records/www
> PUT /1.0/network-zones/example.net/records/www [if-match] {"description":"","entries":[{"type":"TXT","value":"v=spf1 -all"},{"type":"nosuch","value":"192.0.2.1"}],"config":{},"project":"default"}
$ lxc network zone record entry add example.net www A
! Error: missing argument: <value>
= 2
$ lxc network zone record entry add example.net nosuch A 192.0.2.1
! Error: not found: nosuch
= 3
> GET /1.0/network-zones/example.net/records/nosuch
$ lxc network zone record entry add nosuch www A 192.0.2.1
! Error: not found: nosuch
= 3
> GET /1.0/network-zones/nosuch/records/www
$ lxc network zone record entry add example.net www A 192.0.2.1 --ttl never
! Error: invalid argument "never" for "--ttl" flag: must be a non-negative integer
= 2
$ lxc network zone record entry remove example.net www A 192.0.2.1
! Error: entry A 192.0.2.1 not found in the record (number of entries: 2)
= 3
> GET /1.0/network-zones/example.net/records/www
$ lxc network zone record entry remove example.net www TXT "v=spf1 -all"
> GET /1.0/network-zones/example.net/records/www
> PUT /1.0/network-zones/example.net/records/www [if-match] {"description":"","entries":[{"type":"nosuch","value":"192.0.2.1"}],"config":{},"project":"default"}
answer PUT /1.0/network-zones/example.net/records/www 400 Duplicate record
$ lxc network zone record entry add example.net www A 192.0.2.1
! Error: Duplicate record
= 1
> GET /1.0/network-zones/example.net/records/www
> PUT /1.0/network-zones/example.net/records/www [if-match] {"description":"","entries":[{"type":"nosuch","value":"192.0.2.1"},{"type":"A","value":"192.0.2.1"}],"config":{},"project":"default"}
`)
}

// TestZoneExtensions names the extensions that zones and records need.
func TestZoneExtensions(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Without: []string{"network_dns", "network_dns_records"}}, `
$ lxc network zone list
! Error: the server (lxd 5.0.2) lacks the API extension "network_dns"
= 6
$ lxc network zone record list example.net
! Error: zone "example.net" on remote "local": the server (lxd 5.0.2) lacks the API extension "network_dns_records"
= 6
$ lxc network zone record entry add example.net www A 192.0.2.1
! Error: record "example.net/www" on remote "local": the server (lxd 5.0.2) lacks the API extension "network_dns_records"
= 6
`)
}
