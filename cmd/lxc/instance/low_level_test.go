package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestLowLevel covers memory dumps of virtual machines, repairs and bitmaps.
func TestLowLevel(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Family: "incus", Extra: []string{"instance_debug_memory", "instances_debug_repair", "instance_nbd"}}, `
given init --empty vm1 --vm
file memory
< ELF
answer GET /1.0/instances/vm1/debug/memory?format=elf 200 @$DIR/memory
$ lxc low-level dump-memory vm1 $DIR/vm1.elf
> GET /1.0/instances/vm1/debug/memory?format=elf
cat vm1.elf
| ELF
answer GET /1.0/instances/vm1/debug/memory?format=win-dmp 200 @$DIR/memory
$ lxc low-level dump-memory vm1 - --format win-dmp
| ELF
> GET /1.0/instances/vm1/debug/memory?format=win-dmp
$ lxc low-level dump-memory nosuch $DIR/none
! Error: not found
= 3
> GET /1.0/instances/nosuch/debug/memory?format=elf
answer GET /1.0/instances/vm1/debug/memory?format=elf 200 @$DIR/memory
$ lxc low-level dump-memory vm1 $DIR/nosuch/none
! Error: instance "vm1" on remote "local": open $DIR/nosuch/none: no such file or directory
= 1
> GET /1.0/instances/vm1/debug/memory?format=elf
$ lxc low-level dump-memory vm1
! Error: missing argument: <file>
= 2
answer POST /1.0/instances/vm1/debug/repair 200 {}
$ lxc low-level repair vm1 rebuild-config-volume
> POST /1.0/instances/vm1/debug/repair {"action":"rebuild-config-volume"}
answer POST /1.0/instances/vm1/debug/repair 400 Instance is running
$ lxc low-level repair vm1 rebuild-config-volume
! Error: Instance is running
= 1
> POST /1.0/instances/vm1/debug/repair {"action":"rebuild-config-volume"}
$ lxc low-level repair vm1
! Error: missing argument: <action>
= 2
answer POST /1.0/instances/vm1/bitmaps 200 {}
$ lxc low-level bitmaps create vm1 b0 --persistent --disabled --granularity 65536
> POST /1.0/instances/vm1/bitmaps {"name":"b0","granularity":65536,"persistent":true,"disabled":true}
$ lxc low-level bitmaps create vm1 b0
! Error: not found
= 3
> POST /1.0/instances/vm1/bitmaps {"name":"b0","persistent":false,"disabled":false}
$ lxc low-level nbd vm1 --address nonsense
! Error: invalid address "nonsense": use address:port, for example 127.0.0.1:8080
= 2
$ lxc low-level nbd vm1 --address 192.0.2.1:0
! Error: "192.0.2.1" is not a loopback address: use 127.0.0.1 or [::1]
= 2
`)
}

// TestLowLevelWithout checks that the missing extension is reported.
func TestLowLevelWithout(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty vm1 --vm
$ lxc low-level dump-memory vm1 $DIR/vm1.elf
! Error: instance "vm1" on remote "local": the server (lxd 5.0.2) lacks the API extension "instance_debug_memory"
= 6
$ lxc low-level repair vm1 rebuild-config-volume
! Error: instance "vm1" on remote "local": the server (lxd 5.0.2) lacks the API extension "instances_debug_repair"
= 6
$ lxc low-level bitmaps create vm1 b0
! Error: instance "vm1" on remote "local": the server (lxd 5.0.2) lacks the API extension "instance_nbd"
= 6
$ lxc low-level nvram list vm1
! Error: instance "vm1" on remote "local": the server (lxd 5.0.2) lacks the API extension "instance_nvram"
= 6
$ lxc low-level nvram get vm1 g/V
! Error: instance "vm1" on remote "local": the server (lxd 5.0.2) lacks the API extension "instance_nvram"
= 6
$ lxc low-level nvram unset vm1 g/V
! Error: instance "vm1" on remote "local": the server (lxd 5.0.2) lacks the API extension "instance_nvram"
= 6
$ lxc port-forward vm1 80
! Error: instance "vm1" on remote "local": the server (lxd 5.0.2) lacks the API extension "instance_port_forward"
= 6
`)
}
