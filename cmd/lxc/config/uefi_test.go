package config_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestUefi covers the firmware variables of virtual machines.
func TestUefi(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1 --vm
$ lxc config uefi show c1
! Error: instance "c1" on remote "local": the server (lxd 5.0.2) lacks the API extension "instances_uefi_vars"
= 6
$ lxc config uefi get c1 SecureBoot
! Error: instance "c1" on remote "local": the server (lxd 5.0.2) lacks the API extension "instances_uefi_vars"
= 6
$ lxc config uefi set c1 SecureBoot=1
! Error: instance "c1" on remote "local": the server (lxd 5.0.2) lacks the API extension "instances_uefi_vars"
= 6
$ lxc config uefi unset c1 SecureBoot
! Error: instance "c1" on remote "local": the server (lxd 5.0.2) lacks the API extension "instances_uefi_vars"
= 6
`)
}

// TestUefiVariables reads variables and writes them with their ETag.
func TestUefiVariables(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Extra: []string{"instances_uefi_vars"}}, `
given init --empty c1 --vm
answer GET /1.0/instances/c1/uefi-vars 200 {"variables":{"B-1":{"data":"00","attr":7},"A-1":{"data":"01ff","attr":3,"digest":"d","timestamp":"t"}}}
$ lxc config uefi show c1
| variables:
|   A-1:
|     data: 01ff
|     attr: 3
|     timestamp: t
|     digest: d
|   B-1:
|     data: "00"
|     attr: 7
|     timestamp: ""
|     digest: ""
> GET /1.0/instances/c1/uefi-vars
answer GET /1.0/instances/c1/uefi-vars 200 {"variables":{"B-1":{"data":"00","attr":7}}}
$ lxc config uefi get c1 B-1
| 00
> GET /1.0/instances/c1/uefi-vars
answer GET /1.0/instances/c1/uefi-vars 200 {"variables":{"B-1":{"data":"00","attr":7},"A-1":{"data":"01"}}}
$ lxc config uefi get c1 nosuch
! Error: variable "nosuch" not found; existing variables: A-1, B-1
= 3
> GET /1.0/instances/c1/uefi-vars
answer GET /1.0/instances/c1/uefi-vars 200 {"variables":{"B-1":{"data":"00","attr":3,"digest":"d"}}}
answer PUT /1.0/instances/c1/uefi-vars 200 {}
$ lxc config uefi set c1 B-1=01 C-1=ff
> GET /1.0/instances/c1/uefi-vars
> PUT /1.0/instances/c1/uefi-vars {"variables":{"B-1":{"data":"01","attr":3,"timestamp":"","digest":""},"C-1":{"data":"ff","attr":7,"timestamp":"","digest":""}}}
answer GET /1.0/instances/c1/uefi-vars 200 {"variables":{"B-1":{"data":"00","attr":3}}}
answer PUT /1.0/instances/c1/uefi-vars 200 {}
$ lxc config uefi set c1 B-1 02
> GET /1.0/instances/c1/uefi-vars
> PUT /1.0/instances/c1/uefi-vars {"variables":{"B-1":{"data":"02","attr":3,"timestamp":"","digest":""}}}
answer GET /1.0/instances/c1/uefi-vars 200 {"variables":{"B-1":{"data":"00","attr":3}}}
answer PUT /1.0/instances/c1/uefi-vars 200 {}
$ lxc config uefi unset c1 B-1
> GET /1.0/instances/c1/uefi-vars
> PUT /1.0/instances/c1/uefi-vars {"variables":{}}
answer GET /1.0/instances/c1/uefi-vars 200 {"variables":{}}
$ lxc config uefi unset c1 B-1
! Error: variable "B-1" not found; existing variables:
= 3
> GET /1.0/instances/c1/uefi-vars
answer GET /1.0/instances/c1/uefi-vars 200 {"variables":{"B-1":{"data":"00","attr":3}}}
answer PUT /1.0/instances/c1/uefi-vars 400 Instance is running
$ lxc config uefi set c1 B-1=02
! Error: Instance is running
= 1
> GET /1.0/instances/c1/uefi-vars
> PUT /1.0/instances/c1/uefi-vars {"variables":{"B-1":{"data":"02","attr":3,"timestamp":"","digest":""}}}
answer GET /1.0/instances/c1/uefi-vars 200 {"variables":{"B-1":{"data":"00","attr":3}}}
answer PUT /1.0/instances/c1/uefi-vars 200 {}
$ lxc config uefi edit c1
< variables:
<   D-1: {data: "07", attr: 7}
> PUT /1.0/instances/c1/uefi-vars {"variables":{"D-1":{"data":"07","attr":7,"timestamp":"","digest":""}}}
answer GET /1.0/instances/c1/uefi-vars 200 {"variables":{"B-1":{"data":"00","attr":3}}}
answer PUT /1.0/instances/c1/uefi-vars 200 {}
$t lxc config uefi edit c1
< s/00/0a/
> GET /1.0/instances/c1/uefi-vars
> PUT /1.0/instances/c1/uefi-vars {"variables":{"B-1":{"data":"0a","attr":3,"timestamp":"","digest":""}}}
answer GET /1.0/instances/c1/uefi-vars 403 not authorized
$ lxc config uefi show c1
! Error: not authorized
= 4
> GET /1.0/instances/c1/uefi-vars
$ lxc config uefi show nosuch
! Error: not found
= 3
> GET /1.0/instances/nosuch/uefi-vars
$ lxc config uefi set c1 B-1
! Error: invalid value "B-1": use key=value
= 2
$ lxc config uefi set c1
! Error: missing argument: <key>=<value>
= 2
`)
}
