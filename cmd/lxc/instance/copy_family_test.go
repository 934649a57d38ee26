package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestCopyToIncus checks that keys are renamed, and that a running instance is refused.
func TestCopyToIncus(t *testing.T) {
	t.Parallel()
	clitest.Between(t, root.New, minilxd.Options{}, minilxd.Options{Family: "incus", Without: []string{"metadata_configuration"}}, `
given init --empty c1 -c user.k=v -c security.devlxd.images=true -c limits.cpu=2
$ lxc copy c1 two:c1 --mode relay
! security.devlxd.images is called security.guestapi.images on the target
> GET /1.0/instances/c1
> GET /1.0/instances/c1/snapshots?recursion=1
> two: POST /1.0/instances {"architecture":"x86_64","config":{"limits.cpu":"2","security.guestapi.images":"true","user.k":"v"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"","name":"c1","source":{"type":"migration","mode":"push"},"type":"container"}
> POST /1.0/instances/c1 {"name":"","migration":true,"live":false,"target":null,"profiles":null}
> GET /1.0/operations/ID/wait?timeout=-1
> GET /1.0/operations/ID/websocket?secret=SECRET x2
> two: GET /1.0/operations/ID/wait?timeout=-1
> two: GET /1.0/operations/ID/websocket?secret=SECRET x2
given init --empty c2 -c security.devlxd=true -c security.csm=true
$ lxc copy c2 two:c2 --mode relay
! security.devlxd is called security.guestapi on the target
> GET /1.0/instances/c2
> GET /1.0/instances/c2/snapshots?recursion=1
> two: POST /1.0/instances {"architecture":"x86_64","config":{"security.csm":"true","security.guestapi":"true"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"","name":"c2","source":{"type":"migration","mode":"push"},"type":"container"}
> POST /1.0/instances/c2 {"name":"","migration":true,"live":false,"target":null,"profiles":null}
> GET /1.0/operations/ID/wait?timeout=-1
> GET /1.0/operations/ID/websocket?secret=SECRET x2
> two: GET /1.0/operations/ID/wait?timeout=-1
> two: GET /1.0/operations/ID/websocket?secret=SECRET x2
$ lxc list two: -c n -f csv
| c1
| c2
> two: GET /1.0/instances?recursion=1
given start c1
$ lxc copy c1 two:c4 --mode relay
! security.devlxd.images is called security.guestapi.images on the target
! Error: instance "c1" on remote "local": cannot move a running instance between LXD and Incus: stop it first
= 1
> GET /1.0/instances/c1
$ lxc move c1 two:c4 --mode relay
! security.devlxd.images is called security.guestapi.images on the target
! Error: instance "c1" on remote "local": cannot move a running instance between LXD and Incus: stop it first
= 1
> GET /1.0/instances/c1 x2
`)
}

// TestCopyToLXD checks that keys unknown to LXD are dropped only with consent.
func TestCopyToLXD(t *testing.T) {
	t.Parallel()
	clitest.Between(t, root.New, minilxd.Options{Family: "incus"}, minilxd.Options{}, `
given init --empty c1 -c security.guestapi=false -c security.csm=true -c limits.disk.priority=3 -c oci.cwd=/
$ lxc copy c1 two:c1 --mode relay
| The target does not support: oci.cwd. Continue without it? (yes/no) [no]: \c
! security.guestapi is called security.devlxd on the target
! Error: instance "c1" on remote "local": standard input ended without an answer: use --drop-unknown
! the target does not support: oci.cwd
= 1
> GET /1.0/instances/c1
$t lxc copy c1 two:c1 --mode relay
< n
| security.guestapi is called security.devlxd on the target
| The target does not support: oci.cwd. Continue without it? (yes/no) [no]: Error: instance "c1" on remote "local": the target does not support: oci.cwd
= 1
> GET /1.0/instances/c1
$ lxc copy c1 two:c2 --mode relay --drop-unknown
! security.guestapi is called security.devlxd on the target
! Warning: omitted, not supported by the target: oci.cwd
> GET /1.0/instances/c1
> GET /1.0/instances/c1/snapshots?recursion=1
> two: POST /1.0/instances {"architecture":"x86_64","config":{"limits.disk.priority":"3","security.csm":"true","security.devlxd":"false"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"","name":"c2","source":{"type":"migration","mode":"push"},"type":"container"}
> POST /1.0/instances/c1 {"name":"","migration":true,"live":false,"target":null,"profiles":null}
> GET /1.0/operations/ID/wait?timeout=-1
> GET /1.0/operations/ID/websocket?secret=SECRET x2
> two: GET /1.0/operations/ID/wait?timeout=-1
> two: GET /1.0/operations/ID/websocket?secret=SECRET x2
$ lxc move c1 two:c3 --mode relay --drop-unknown --quiet
! Warning: omitted, not supported by the target: oci.cwd
> GET /1.0/instances/c1 x2
> GET /1.0/instances/c1/snapshots?recursion=1
> two: POST /1.0/instances {"architecture":"x86_64","config":{"limits.disk.priority":"3","security.csm":"true","security.devlxd":"false"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"","name":"c3","source":{"type":"migration","mode":"push"},"type":"container"}
> POST /1.0/instances/c1 {"name":"","migration":true,"live":false,"target":null,"profiles":null}
> GET /1.0/operations/ID/wait?timeout=-1
> GET /1.0/operations/ID/websocket?secret=SECRET x2
> two: GET /1.0/operations/ID/wait?timeout=-1
> two: GET /1.0/operations/ID/websocket?secret=SECRET x2
> DELETE /1.0/instances/c1
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc list -c n -f csv
> GET /1.0/instances?recursion=1
$ lxc list two: -c n -f csv
| c2
| c3
> two: GET /1.0/instances?recursion=1
`)
}

// TestCopyAsBackup copies instances whose snapshots the target would refuse.
func TestCopyAsBackup(t *testing.T) {
	t.Parallel()
	clitest.Between(t, root.New, minilxd.Options{Family: "incus", Extra: []string{"container_backup", "backup_compression_algorithm"}}, minilxd.Options{Extra: []string{"container_backup", "backup_override_name", "container_backup_override_pool", "metadata_configuration"}}, `
given init --empty c1 -c security.guestapi=false
given snapshot c1 s0
given init --empty two:c1
answer POST /1.0/instances/c1/backups 202 {"resources":{"backups":["/1.0/instances/c1/backups/b0"]}}
answer GET /1.0/instances/c1/backups/b0/export 200 @/dev/null
answer DELETE /1.0/instances/c1/backups/b0 202 {}
answer two: GET /1.0/metadata/configuration 200 {"configs":{"instance":{"security":{"keys":[{"security.devlxd":{}}]}}}}
answer two: POST /1.0/instances 202 {}
$ lxc copy c1 two:c1 -s fast
! security.guestapi is called security.devlxd on the target
> GET /1.0/instances/c1
> GET /1.0/instances/c1/snapshots?recursion=1
> two: GET /1.0/metadata/configuration
> POST /1.0/instances/c1/backups {"name":"copy-TIME","expires_at":"DATE","compression_algorithm":"none"}
> GET /1.0/instances/c1/backups/b0/export
> two: POST /1.0/instances [x-incus-name: c1] [x-incus-pool: fast] [x-lxd-name: c1] [x-lxd-pool: fast] (data)
> DELETE /1.0/instances/c1/backups/b0
> two: GET /1.0/instances/c1
> two: PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{"security.devlxd":"false"},"devices":{"root":{"path":"/","pool":"default","type":"disk"}},"ephemeral":false,"profiles":["default"],"stateful":false,"description":""}
> two: GET /1.0/operations/ID/wait?timeout=-1
answer POST /1.0/instances/c1/backups 202 {"resources":{"backups":["/1.0/instances/c1/backups/b0"]}}
answer GET /1.0/instances/c1/backups/b0/export 500 disk is gone
answer DELETE /1.0/instances/c1/backups/b0 202 {}
answer two: GET /1.0/metadata/configuration 200 {"configs":{"instance":{"security":{"keys":[{"security.devlxd":{}}]}}}}
$ lxc copy c1 two:c1
! security.guestapi is called security.devlxd on the target
! Error: disk is gone
= 1
> GET /1.0/instances/c1
> GET /1.0/instances/c1/snapshots?recursion=1
> two: GET /1.0/metadata/configuration
> POST /1.0/instances/c1/backups {"name":"copy-TIME","expires_at":"DATE","compression_algorithm":"none"}
> GET /1.0/instances/c1/backups/b0/export
> DELETE /1.0/instances/c1/backups/b0
answer POST /1.0/instances/c1/backups 202 {"status_code":400,"status":"Failure","err":"no space left on device"}
answer two: GET /1.0/metadata/configuration 200 {"configs":{"instance":{"security":{"keys":[{"security.devlxd":{}}]}}}}
$ lxc copy c1 two:c1
! security.guestapi is called security.devlxd on the target
! Error: no space left on device
= 1
> GET /1.0/instances/c1
> GET /1.0/instances/c1/snapshots?recursion=1
> two: GET /1.0/metadata/configuration
> POST /1.0/instances/c1/backups {"name":"copy-TIME","expires_at":"DATE","compression_algorithm":"none"}
> DELETE /1.0/instances/c1/backups/copy-TIME
answer POST /1.0/instances/c1/backups 403 not authorized
answer two: GET /1.0/metadata/configuration 200 {"configs":{"instance":{"security":{"keys":[{"security.devlxd":{}}]}}}}
$ lxc copy c1 two:c1
! security.guestapi is called security.devlxd on the target
! Error: not authorized
= 4
> GET /1.0/instances/c1
> GET /1.0/instances/c1/snapshots?recursion=1
> two: GET /1.0/metadata/configuration
> POST /1.0/instances/c1/backups {"name":"copy-TIME","expires_at":"DATE","compression_algorithm":"none"}
answer GET /1.0/instances/c1/snapshots?recursion=1 500 disk is gone
answer two: GET /1.0/metadata/configuration 200 {"configs":{"instance":{"security":{"keys":[{"security.devlxd":{}}]}}}}
$ lxc copy c1 two:c1
! security.guestapi is called security.devlxd on the target
! Error: disk is gone
= 1
> GET /1.0/instances/c1
> GET /1.0/instances/c1/snapshots?recursion=1
> two: GET /1.0/metadata/configuration
answer two: GET /1.0/metadata/configuration 403 not authorized
$ lxc copy c1 two:c1
! Error: not authorized
= 4
> GET /1.0/instances/c1
> two: GET /1.0/metadata/configuration
`)
}
