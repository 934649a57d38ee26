package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestNVRAM reads and writes firmware variables in four formats.
func TestNVRAM(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Family: "incus", Extra: []string{"instance_nvram"}}, `
given init --empty vm1 --vm
file data
< AB
answer GET /1.0/instances/vm1/nvram?recursion=1 200 {"g-1":{"BootOrder":{"data":"0000"},"Boot0000":{"data":"01"}},"g-0":{"X":{"data":""}}}
$ lxc low-level nvram list vm1
| +------+-----------+----------------+
| | GUID |   NAME    |      DATA      |
| +------+-----------+----------------+
| | g-0  | X         | map[data:]     |
| +------+-----------+----------------+
| | g-1  | Boot0000  | map[data:01]   |
| +------+-----------+----------------+
| | g-1  | BootOrder | map[data:0000] |
| +------+-----------+----------------+
> GET /1.0/instances/vm1/nvram?recursion=1
answer GET /1.0/instances/vm1/nvram/g-1?recursion=1 200 {"BootOrder":{"data":"0000"}}
$ lxc debug nvram ls vm1 g-1 -f csv
| g-1,BootOrder,map[data:0000]
> GET /1.0/instances/vm1/nvram/g-1?recursion=1
answer GET /1.0/instances/vm1/nvram/8be4df61-93ca-11d2-aa0d-00e098032b8c/BootOrder 200 @$DIR/data
$ lxc low-level nvram get vm1 8be4df61-93ca-11d2-aa0d-00e098032b8c/BootOrder
| data: 41420a
| attributes: 0
> GET /1.0/instances/vm1/nvram/8be4df61-93ca-11d2-aa0d-00e098032b8c/BootOrder
answer GET /1.0/instances/vm1/nvram/8be4df61-93ca-11d2-aa0d-00e098032b8c/BootOrder 200 @$DIR/data
$ lxc low-level nvram get vm1 BootOrder-8be4df61-93ca-11d2-aa0d-00e098032b8c --format hex
| 41420a
> GET /1.0/instances/vm1/nvram/8be4df61-93ca-11d2-aa0d-00e098032b8c/BootOrder
answer GET /1.0/instances/vm1/nvram/g/V 200 @$DIR/data
$ lxc low-level nvram get vm1 g/V -f base64
| QUIK
> GET /1.0/instances/vm1/nvram/g/V
answer GET /1.0/instances/vm1/nvram/g/V 200 @$DIR/data
$ lxc low-level nvram get vm1 g/V -f raw
| AB
> GET /1.0/instances/vm1/nvram/g/V
$ lxc low-level nvram get vm1 g/V -f nosuch
! Error: unknown format "nosuch" (must be one of: yaml, raw, hex, base64)
= 2
$ lxc low-level nvram get vm1 V
! Error: invalid variable "V": use GUID/NAME
= 2
$ lxc low-level nvram get vm1 g/V
! Error: not found
= 3
> GET /1.0/instances/vm1/nvram/g/V
answer PUT /1.0/instances/vm1/nvram/g/V 200 {}
$ lxc low-level nvram set vm1 g/V=0102
> PUT /1.0/instances/vm1/nvram/g/V [x-incus-attributes: 7] [x-lxd-attributes: 7] "\x01\x02"
answer PUT /1.0/instances/vm1/nvram/g/V 200 {}
$ lxc low-level nvram set vm1 g/V='{data: "01 02", attributes: 7, timestamp: 9}'
> PUT /1.0/instances/vm1/nvram/g/V [x-incus-attributes: 7] [x-incus-timestamp: 9] [x-lxd-attributes: 7] [x-lxd-timestamp: 9] "\x01\x02"
answer PUT /1.0/instances/vm1/nvram/g/V 200 {}
$ lxc low-level nvram set vm1 g/V=AAE= --format base64 --attributes 3
> PUT /1.0/instances/vm1/nvram/g/V [x-incus-attributes: 3] [x-lxd-attributes: 3] (data)
answer PUT /1.0/instances/vm1/nvram/g/V 200 {}
$ lxc low-level nvram set vm1 g/V=text --format raw
> PUT /1.0/instances/vm1/nvram/g/V [x-incus-attributes: 7] [x-lxd-attributes: 7] "text"
answer PUT /1.0/instances/vm1/nvram/g/V 403 not authorized
$ lxc low-level nvram set vm1 g/V="01 ff" --format hex
! Error: not authorized
= 4
> PUT /1.0/instances/vm1/nvram/g/V [x-incus-attributes: 7] [x-lxd-attributes: 7] (data)
$ lxc low-level nvram set vm1 g/V=xyz --format hex
! Error: encoding/hex: invalid byte: U+0078 'x'
= 2
$ lxc low-level nvram set vm1 g/V=xyz
! Error: invalid variable data (must be hexadecimal): encoding/hex: invalid byte: U+0078 'x'
= 2
$ lxc low-level nvram set vm1 g/V=01 --format nosuch
! Error: unknown format "nosuch" (must be one of: yaml, raw, hex, base64)
= 2
$ lxc low-level nvram set vm1 V=01
! Error: invalid variable "V": use GUID/NAME
= 2
$ lxc low-level nvram set vm1 g/V
! Error: invalid value "g/V": use key=value
= 2
answer DELETE /1.0/instances/vm1/nvram/g/V 200 {}
$ lxc low-level nvram unset vm1 g/V
> DELETE /1.0/instances/vm1/nvram/g/V
$ lxc low-level nvram unset vm1 V
! Error: invalid variable "V": use GUID/NAME
= 2
answer GET /1.0/instances/vm1/nvram/g/V 200 @$DIR/data
answer PUT /1.0/instances/vm1/nvram/g/V 200 {}
$ lxc low-level nvram edit vm1 g/V
< data: "0a"
< attributes: 5
> GET /1.0/instances/vm1/nvram/g/V
> PUT /1.0/instances/vm1/nvram/g/V [x-incus-attributes: 5] [x-lxd-attributes: 5] "\n"
answer GET /1.0/instances/vm1/nvram/g/V 200 @$DIR/data
$ lxc low-level nvram edit vm1 g/V
< data: [
! Error: instance "vm1" on remote "local": invalid YAML: line 1: did not find expected node content
= 1
> GET /1.0/instances/vm1/nvram/g/V
answer GET /1.0/instances/vm1/nvram/g/V 200 @$DIR/data
$ lxc low-level nvram edit vm1 g/V
< data: "0a"
< attributes: []
! Error: instance "vm1" on remote "local": invalid YAML: line 2: cannot unmarshal !!seq into uint32
= 1
> GET /1.0/instances/vm1/nvram/g/V
answer GET /1.0/instances/vm1/nvram/g/V 200 @$DIR/data
$ lxc low-level nvram edit vm1 g/V
< date: "0a"
! Error: instance "vm1" on remote "local": unknown key "date"
= 1
> GET /1.0/instances/vm1/nvram/g/V
$ lxc low-level nvram edit vm1 V
! Error: invalid variable "V": use GUID/NAME
= 2
$ lxc low-level nvram
! (help)
`)
}
