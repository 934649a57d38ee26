package network_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestNetworkList lists networks in all formats, with all columns.
func TestNetworkList(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given network create n1 ipv4.address=10.1.2.1/24 ipv6.address=none --description words
given network create n2 --type macvlan parent=eth0
$ lxc network list -f json -c n
| [{"config":{"ipv4.address":"10.1.2.1/24","ipv6.address":"none"},"description":"words","name":"n1","type":"","used_by":[],"managed":true,"status":"Created","locations":["none"],"project":"default"},{"config":{"parent":"eth0"},"description":"","name":"n2","type":"macvlan","used_by":[],"managed":true,"status":"Created","locations":["none"],"project":"default"}]
> GET /1.0/networks?recursion=1
$ lxc network list -f yaml
| - config:
|     ipv4.address: 10.1.2.1/24
|     ipv6.address: none
|   description: words
|   name: n1
|   type: ""
|   used_by: []
|   managed: true
|   status: Created
|   locations:
|   - none
|   project: default
| - config:
|     parent: eth0
|   description: ""
|   name: n2
|   type: macvlan
|   used_by: []
|   managed: true
|   status: Created
|   locations:
|   - none
|   project: default
> GET /1.0/networks?recursion=1
$ lxc network list -f compact -c nt4
|   NAME   TYPE       IPV4
|   n1             10.1.2.1/24
|   n2    macvlan
> GET /1.0/networks?recursion=1
$ lxc network list -f csv,header -c n,u,s
| NAME,USED BY,STATE
| n1,0,CREATED
| n2,0,CREATED
> GET /1.0/networks?recursion=1
$ lxc network list -f table,noheader -c nt
| +----+---------+
| | n1 |         |
| +----+---------+
| | n2 | macvlan |
| +----+---------+
> GET /1.0/networks?recursion=1
$ lxc network list -f markdown -c nd
| | NAME | DESCRIPTION |
| |------|-------------|
| | n1   | words       |
| | n2   |             |
> GET /1.0/networks?recursion=1
$ lxc network list -f nosuch
! Error: unknown format "nosuch" (must be one of: table, wide, compact, csv, json, yaml, markdown, jsonl, name, template)
= 2
$ lxc network list -c nZ
! Error: unknown column "Z" (available: ntm46duse)
= 2
$ lxc network list -c n,,t
! Error: empty column in "n,,t"
= 2
$ lxc network list nosuch:
! Error: remote "nosuch" does not exist
= 3
$ lxc network list local: -f csv -c n
| n1
| n2
> GET /1.0/networks?recursion=1
$ lxc network list n1 -f csv
! Error: unexpected filter "n1"
= 2
$ lxc network list --all-projects -f csv
| default,n1,,YES,10.1.2.1/24,none,words,0,CREATED
| default,n2,macvlan,YES,,,,0,CREATED
> GET /1.0/networks?all-projects=true&recursion=1
$ lxc network list --all-projects -c ne -f csv
| n1,default
| n2,default
> GET /1.0/networks?all-projects=true&recursion=1
$ lxc network list --target m1 -f csv -c n
| n1
| n2
> GET /1.0/networks?recursion=1&target=m1
$ lxc network ls -f csv -c n
| n1
| n2
> GET /1.0/networks?recursion=1
answer GET /1.0/networks?recursion=1 200 [{"name":"lo","type":"loopback"},{"name":"br0","type":"bridge","managed":false,"used_by":["/1.0/instances/c1","/1.0/profiles/default"]},{"name":"x1","type":"unknown"}]
$ lxc network list
| +------+--------+---------+------+------+-------------+---------+-------+
| | NAME |  TYPE  | MANAGED | IPV4 | IPV6 | DESCRIPTION | USED BY | STATE |
| +------+--------+---------+------+------+-------------+---------+-------+
| | br0  | bridge | NO      |      |      |             | 2       |       |
| +------+--------+---------+------+------+-------------+---------+-------+
> GET /1.0/networks?recursion=1
answer GET /1.0/networks?recursion=1 200 [{"name":"lo","type":"loopback"},{"name":"br0","type":"bridge"}]
$ lxc network list -f json
| [{"name":"lo","type":"loopback"},{"name":"br0","type":"bridge"}]
> GET /1.0/networks?recursion=1
answer GET /1.0/networks?recursion=1 200 []
$ lxc network list
| +------+------+---------+------+------+-------------+---------+-------+
| | NAME | TYPE | MANAGED | IPV4 | IPV6 | DESCRIPTION | USED BY | STATE |
| +------+------+---------+------+------+-------------+---------+-------+
> GET /1.0/networks?recursion=1
answer GET /1.0/networks?recursion=1 200 []
$ lxc network list -f csv
> GET /1.0/networks?recursion=1
answer GET /1.0/networks?recursion=1 200 []
$ lxc network list -f json
| []
> GET /1.0/networks?recursion=1
answer GET /1.0/networks?recursion=1 200 []
$ lxc network list -f yaml
| []
> GET /1.0/networks?recursion=1
`)
}

// TestNetworkVerbs runs all verbs with their flags and errors.
func TestNetworkVerbs(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc network create
| (help)
$ lxc network create n1 ipv4.address
! Error: invalid value "ipv4.address": use key=value
= 2
$ lxc network create n1 -c user.a=1 -c user.b=2 user.c=3 --type bridge -d words
| Network n1 created
> POST /1.0/networks {"config":{"user.a":"1","user.b":"2","user.c":"3"},"description":"words","name":"n1","type":"bridge"}
$ lxc network create n2
< description: from input
< config:
<   user.x: "1"
| Network n2 created
> POST /1.0/networks {"config":{"user.x":"1"},"description":"from input","name":"n2","type":""}
$ lxc network create n3 user.x=2
< config: {user.x: "1", user.y: "3"}
| Network n3 created
> POST /1.0/networks {"config":{"user.x":"2","user.y":"3"},"description":"","name":"n3","type":""}
$ lxc network create n4
< [not a network
! Error: invalid YAML: line 1: did not find expected ',' or ']'
= 2
$ lxc network create n4
< descriptoin: wrong
| Network n4 created
> POST /1.0/networks {"config":{},"description":"","name":"n4","type":""}
$ lxc network create ''
! Error: the name must not be empty
= 2
$ lxc network create local:n5 --target m1
| Network n5 created
> POST /1.0/networks?target=m1 {"config":{},"description":"","name":"n5","type":""}
$ lxc network show n2
| config:
|   user.x: "1"
| description: from input
| name: n2
| type: ""
| used_by: []
| managed: true
| status: Created
| locations:
| - none
| project: default
> GET /1.0/networks/n2
$ lxc network show local:n5 --target m1
| config: {}
| description: ""
| name: n5
| type: ""
| used_by: []
| managed: true
| status: Created
| locations:
| - none
| project: default
> GET /1.0/networks/n5?target=m1
$ lxc network show
| (help)
$ lxc network show n1 n2
! Error: unexpected argument "n2"
= 2
$ lxc network get n1 user.a
| 1
> GET /1.0/networks/n1
$ lxc network get n1 nosuch
> GET /1.0/networks/n1
$ lxc network get n1 description --property
| words
> GET /1.0/networks/n1
$ lxc network get n1 nosuch --property
! Error: property "nosuch" not found
= 3
> GET /1.0/networks/n1
$ lxc network get n1
! Error: missing argument: <key>
= 2
$ lxc network get nosuch user.a
! Error: not found: nosuch
= 3
> GET /1.0/networks/nosuch
$ lxc network set n1 user.a=2 user.b=3
> GET /1.0/networks/n1
> PUT /1.0/networks/n1 [if-match] {"config":{"user.a":"2","user.b":"3","user.c":"3"},"description":"words"}
$ lxc network set n1 user.a 4
> GET /1.0/networks/n1
> PUT /1.0/networks/n1 [if-match] {"config":{"user.a":"4","user.b":"3","user.c":"3"},"description":"words"}
$ lxc network set n1 user.a
! Error: invalid value "user.a": use key=value
= 2
$ lxc network set n1 user.a=
> GET /1.0/networks/n1
> PUT /1.0/networks/n1 [if-match] {"config":{"user.a":"","user.b":"3","user.c":"3"},"description":"words"}
$ lxc network set n1 description=edited --property
> GET /1.0/networks/n1
> PUT /1.0/networks/n1 [if-match] {"config":{"user.a":"","user.b":"3","user.c":"3"},"description":"edited"}
$ lxc network set n1 nosuch=edited --property
> GET /1.0/networks/n1
> PUT /1.0/networks/n1 [if-match] {"config":{"user.a":"","user.b":"3","user.c":"3"},"description":"edited"}
$ lxc network set n1 --target m1 user.m=1
> GET /1.0/networks/n1?target=m1
> PUT /1.0/networks/n1?target=m1 [if-match] {"config":{"user.a":"","user.b":"3","user.c":"3","user.m":"1"},"description":"edited"}
$ lxc network set nosuch user.a=1
! Error: not found: nosuch
= 3
> GET /1.0/networks/nosuch
answer PUT /1.0/networks/n1 412 ETag does not match
$ lxc network set n1 user.a=9
! Error: ETag does not match
= 5
> GET /1.0/networks/n1
> PUT /1.0/networks/n1 [if-match] {"config":{"user.a":"9","user.b":"3","user.c":"3","user.m":"1"},"description":"edited"}
> GET /1.0/networks/n1
> PUT /1.0/networks/n1 [if-match] {"config":{"user.a":"9","user.b":"3","user.c":"3","user.m":"1"},"description":"edited"}
> GET /1.0/networks/n1
> PUT /1.0/networks/n1 [if-match] {"config":{"user.a":"9","user.b":"3","user.c":"3","user.m":"1"},"description":"edited"}
> GET /1.0/networks/n1
> PUT /1.0/networks/n1 [if-match] {"config":{"user.a":"9","user.b":"3","user.c":"3","user.m":"1"},"description":"edited"}
> GET /1.0/networks/n1
> PUT /1.0/networks/n1 [if-match] {"config":{"user.a":"9","user.b":"3","user.c":"3","user.m":"1"},"description":"edited"}
> GET /1.0/networks/n1
> PUT /1.0/networks/n1 [if-match] {"config":{"user.a":"9","user.b":"3","user.c":"3","user.m":"1"},"description":"edited"}
answer PUT /1.0/networks/n1 400 Invalid option for network "n1" option "nosuch"
$ lxc network set n1 nosuch=9
! Error: Invalid option for network "n1" option "nosuch"
= 1
> GET /1.0/networks/n1
> PUT /1.0/networks/n1 [if-match] {"config":{"nosuch":"9","user.a":"","user.b":"3","user.c":"3","user.m":"1"},"description":"edited"}
$ lxc network unset n1 user.b
> GET /1.0/networks/n1
> PUT /1.0/networks/n1 [if-match] {"config":{"user.a":"","user.b":"","user.c":"3","user.m":"1"},"description":"edited"}
$ lxc network unset n1 nosuch
> GET /1.0/networks/n1
> PUT /1.0/networks/n1 [if-match] {"config":{"nosuch":"","user.a":"","user.b":"","user.c":"3","user.m":"1"},"description":"edited"}
$ lxc network unset n1 description --property
> GET /1.0/networks/n1
> PUT /1.0/networks/n1 [if-match] {"config":{"nosuch":"","user.a":"","user.b":"","user.c":"3","user.m":"1"},"description":""}
$ lxc network unset n1 nosuch --property
! Error: no editable property "nosuch"
= 2
> GET /1.0/networks/n1
$ lxc network unset n1
! Error: missing argument: <key>
= 2
$ lxc network edit n1
< config:
<   user.z: "1"
< description: text
< name: n1
< type: bridge
> PUT /1.0/networks/n1 {"config":{"user.z":"1"},"description":"text"}
$ lxc network edit n1
< [no yaml
! Error: network "n1" on remote "local": invalid YAML: line 1: did not find expected ',' or ']'
= 1
$ lxc network edit n1
> PUT /1.0/networks/n1 {"config":null,"description":""}
$ lxc network edit nosuch
< description: x
! Error: not found: nosuch
= 3
> PUT /1.0/networks/nosuch {"config":null,"description":"x"}
$ lxc network rename n1 m1
| Network n1 renamed to m1
> POST /1.0/networks/n1 {"name":"m1"}
$ lxc network rename n1 m2
! Error: not found: n1
= 3
> POST /1.0/networks/n1 {"name":"m2"}
$ lxc network rename m1
! Error: missing argument: <new-name>
= 2
$ lxc network rename m1 n2
! Error: Name "n2" is empty or taken
= 5
> POST /1.0/networks/m1 {"name":"n2"}
answer POST /1.0/networks/m1 400 Network is currently in use
$ lxc network rename m1 m2
! Error: Network is currently in use
= 5
> POST /1.0/networks/m1 {"name":"m2"}
$~ lxc network delete m1 nosuch
| Network m1 deleted
! Error: nosuch: not found: nosuch
= 7
> DELETE /1.0/networks/m1
> DELETE /1.0/networks/nosuch
$ lxc network delete local:n2 --target m1
| Network n2 deleted
> DELETE /1.0/networks/n2?target=m1
$ lxc network delete
| (help)
answer DELETE /1.0/networks/n4 400 The network is currently in use
$ lxc network delete n4
! Error: The network is currently in use
= 5
> DELETE /1.0/networks/n4
$ lxc network delete local:nosuch other:n1
! Error: remote "other" does not exist
= 3
`)
}
