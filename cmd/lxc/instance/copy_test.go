package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestCopy covers copies within one server and between two.
func TestCopy(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given image import $IMAGE --alias bb
given init bb c1 -c user.k=v
given snapshot c1 s0
$ lxc copy c1 c2
> GET /1.0/instances/c1
> POST /1.0/instances {"architecture":"x86_64","config":{"image.description":"A test","image.os":"Test","user.k":"v","volatile.base_image":"$HASH"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"","name":"c2","source":{"type":"copy","base-image":"$HASH","source":"c1"},"type":"container"}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc copy c1 c3 --instance-only -c user.k=w -d root,size=1GiB
> GET /1.0/instances/c1
> POST /1.0/instances {"architecture":"x86_64","config":{"image.description":"A test","image.os":"Test","user.k":"w","volatile.base_image":"$HASH"},"devices":{"root":{"path":"/","pool":"default","size":"1GiB","type":"disk"}},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"","name":"c3","source":{"type":"copy","base-image":"$HASH","source":"c1","instance_only":true,"container_only":true},"type":"container"}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc copy c1/s0 c4 --ephemeral
> GET /1.0/instances/c1/snapshots/s0
> POST /1.0/instances {"architecture":"x86_64","config":{"image.description":"A test","image.os":"Test","user.k":"v","volatile.base_image":"$HASH"},"devices":{},"ephemeral":true,"profiles":["default"],"stateful":false,"description":"","name":"c4","source":{"type":"copy","base-image":"$HASH","source":"c1/s0"}}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc copy c1 c2
! Error: Instance "c2" already exists
= 5
> GET /1.0/instances/c1
> POST /1.0/instances {"architecture":"x86_64","config":{"image.description":"A test","image.os":"Test","user.k":"v","volatile.base_image":"$HASH"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"","name":"c2","source":{"type":"copy","base-image":"$HASH","source":"c1"},"type":"container"}
$ lxc copy nosuch c5
! Error: Instance not found
= 3
> GET /1.0/instances/nosuch
$ lxc copy c1/nosuch c5
! Error: Instance snapshot not found
= 3
> GET /1.0/instances/c1/snapshots/nosuch
$ lxc copy c1
! Error: missing argument: <new-name>
= 2
$ lxc copy c1 c2 --refresh
> GET /1.0/instances/c1
> POST /1.0/instances {"architecture":"x86_64","config":{"image.description":"A test","image.os":"Test","user.k":"v","volatile.base_image":"$HASH"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"","name":"c2","source":{"type":"copy","base-image":"$HASH","source":"c1","refresh":true},"type":"container"}
> GET /1.0/instances/c2
> GET /1.0/operations/ID/wait?timeout=-1
> PUT /1.0/instances/c2 [if-match] {"architecture":"x86_64","config":{"image.description":"A test","image.os":"Test","user.k":"v","volatile.base_image":"$HASH"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc copy c1 c6 --stateless -s default --no-profiles
> GET /1.0/instances/c1
> POST /1.0/instances {"architecture":"x86_64","config":{"image.description":"A test","image.os":"Test","user.k":"v","volatile.base_image":"$HASH"},"devices":{"root":{"path":"/","pool":"default","type":"disk"}},"ephemeral":false,"profiles":[],"stateful":false,"description":"","name":"c6","source":{"type":"copy","base-image":"$HASH","source":"c1"},"type":"container"}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc copy c1 c7 --project nosuch
! Error: Project not found
= 3
> GET /1.0/instances/c1?project=nosuch
given project create p1
$ lxc copy c1 c7 --target-project p1
> GET /1.0/instances/c1
> POST /1.0/instances?project=p1 {"architecture":"x86_64","config":{"image.description":"A test","image.os":"Test","user.k":"v","volatile.base_image":"$HASH"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"","name":"c7","source":{"type":"copy","base-image":"$HASH","source":"c1","project":"default"},"type":"container"}
> GET /1.0/operations/ID/wait?project=p1&timeout=-1
$ lxc list --all-projects -c enS,user.k -f csv
| default,c1,1,v
| default,c2,1,v
| default,c3,0,w
| default,c4,0,v
| default,c6,1,v
| p1,c7,1,v
> GET /1.0/instances/c1/snapshots
> GET /1.0/instances/c2/snapshots
> GET /1.0/instances/c3/snapshots
> GET /1.0/instances/c4/snapshots
> GET /1.0/instances/c6/snapshots
> GET /1.0/instances/c7/snapshots?project=p1
> GET /1.0/instances?all-projects=true&recursion=1
answer POST /1.0/instances 403 not authorized
$ lxc copy c1 c8
! Error: not authorized
= 4
> GET /1.0/instances/c1
> POST /1.0/instances {"architecture":"x86_64","config":{"image.description":"A test","image.os":"Test","user.k":"v","volatile.base_image":"$HASH"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"","name":"c8","source":{"type":"copy","base-image":"$HASH","source":"c1"},"type":"container"}
answer POST /1.0/instances 409 Instance "c8" already exists
$ lxc copy c1 c8
! Error: Instance "c8" already exists
= 5
> GET /1.0/instances/c1
> POST /1.0/instances {"architecture":"x86_64","config":{"image.description":"A test","image.os":"Test","user.k":"v","volatile.base_image":"$HASH"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"","name":"c8","source":{"type":"copy","base-image":"$HASH","source":"c1"},"type":"container"}
`)
}

// TestCopyBetween covers copies to a second server through the client.
func TestCopyBetween(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given image import $IMAGE --alias bb
given init bb c1 -c user.k=v
given snapshot c1 s0
$ lxc copy c1 two:c1 --mode relay
> GET /1.0/instances/c1
> two: POST /1.0/instances {"architecture":"x86_64","config":{"image.description":"A test","image.os":"Test","user.k":"v","volatile.base_image":"$HASH"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"","name":"c1","source":{"type":"migration","base-image":"$HASH","mode":"push"},"type":"container"}
> POST /1.0/instances/c1 {"name":"","migration":true,"live":false,"target":null,"profiles":null}
> GET /1.0/operations/ID/wait?timeout=-1
> GET /1.0/operations/ID/websocket?secret=SECRET x2
> two: GET /1.0/operations/ID/wait?timeout=-1
> two: GET /1.0/operations/ID/websocket?secret=SECRET x2
$ lxc list two: -c nS,user.k -f csv
| c1,1,v
> two: GET /1.0/instances/c1/snapshots
> two: GET /1.0/instances?recursion=1
$ lxc copy c1 two: --mode relay --refresh
> GET /1.0/instances/c1
> two: POST /1.0/instances {"architecture":"x86_64","config":{"image.description":"A test","image.os":"Test","user.k":"v","volatile.base_image":"$HASH"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"","name":"c1","source":{"type":"migration","base-image":"$HASH","mode":"push","refresh":true},"type":"container"}
> POST /1.0/instances/c1 {"name":"","migration":true,"live":false,"target":null,"profiles":null}
> GET /1.0/operations/ID/wait?timeout=-1
> GET /1.0/operations/ID/websocket?secret=SECRET x2
> two: GET /1.0/instances/c1
> two: GET /1.0/operations/ID/wait?timeout=-1
> two: GET /1.0/operations/ID/websocket?secret=SECRET x2
> two: PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{"image.description":"A test","image.os":"Test","user.k":"v","volatile.base_image":"$HASH"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":""}
> two: GET /1.0/operations/ID/wait?timeout=-1
$t lxc copy c1 two:c1 --mode nosuch
| (help)
= 2
$ lxc copy c1 two:c1 --mode nosuch
! Error: instance "c1" on remote "local": the source server does not listen on the network: use mode relay
= 1
> GET /1.0/instances/c1
$ lxc copy c1 two:c1 --mode relay
! Error: Instance "c1" already exists
= 5
> GET /1.0/instances/c1
> two: POST /1.0/instances {"architecture":"x86_64","config":{"image.description":"A test","image.os":"Test","user.k":"v","volatile.base_image":"$HASH"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"","name":"c1","source":{"type":"migration","base-image":"$HASH","mode":"push"},"type":"container"}
`)
}

// TestCopyFlags covers flags that change requests, and invalid combinations.
func TestCopyFlags(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Extra: []string{"instance_allow_inconsistent_copy"}}, `
given image import $IMAGE --alias bb
given init bb c1 -c user.k=v
given snapshot c1 s0
given profile create p1
$ lxc copy c1 c2 --start
> GET /1.0/instances/c1
> POST /1.0/instances {"architecture":"x86_64","config":{"image.description":"A test","image.os":"Test","user.k":"v","volatile.base_image":"$HASH"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"","name":"c2","source":{"type":"copy","base-image":"$HASH","source":"c1"},"type":"container"}
> GET /1.0/operations/ID/wait?timeout=-1
> PUT /1.0/instances/c2/state {"action":"start","timeout":-1,"force":false,"stateful":false}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc copy c1 c3 -p p1 -p default --allow-inconsistent
> GET /1.0/instances/c1
> POST /1.0/instances {"architecture":"x86_64","config":{"image.description":"A test","image.os":"Test","user.k":"v","volatile.base_image":"$HASH"},"devices":{},"ephemeral":false,"profiles":["p1","default"],"stateful":false,"description":"","name":"c3","source":{"type":"copy","base-image":"$HASH","source":"c1","allow_inconsistent":true},"type":"container"}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc copy c1 c40 --profile p1 --no-profiles
> GET /1.0/instances/c1
> POST /1.0/instances {"architecture":"x86_64","config":{"image.description":"A test","image.os":"Test","user.k":"v","volatile.base_image":"$HASH"},"devices":{},"ephemeral":false,"profiles":["p1"],"stateful":false,"description":"","name":"c40","source":{"type":"copy","base-image":"$HASH","source":"c1"},"type":"container"}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc copy c1 c4 --refresh-exclude-older
! Error: --refresh-exclude-older requires --refresh
= 2
$ lxc copy c1 c4 --refresh --no-profiles
! Error: --no-profiles cannot be used with --refresh
= 2
$ lxc copy c1/s0 c4 --refresh
! Error: --refresh accepts only instances, not snapshots
= 2
$ lxc copy c1 c4/s1
! Error: the target cannot be a snapshot
= 2
$ lxc copy c1/s0 c4 -c user.k=w -s default --target m1
> GET /1.0/instances/c1/snapshots/s0
> POST /1.0/instances?target=m1 {"architecture":"x86_64","config":{"image.description":"A test","image.os":"Test","user.k":"w","volatile.base_image":"$HASH"},"devices":{"root":{"path":"/","pool":"default","type":"disk"}},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"","name":"c4","source":{"type":"copy","base-image":"$HASH","source":"c1/s0"}}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc copy c1 c5 -d eth0,type=nic,network=lan -d root,path
! Error: invalid device "root,path": use name,key=value
= 2
> GET /1.0/instances/c1
$ lxc copy c1 c5 -c user.k
! Error: invalid value "user.k": use key=value
= 2
> GET /1.0/instances/c1
$ lxc copy c1 c5 c6
! Error: unexpected argument "c6"
= 2
$ lxc copy c1 nowhere:
! Error: remote "nowhere" does not exist
= 3
$ lxc copy c1 two:
! Error: instance "c1" on remote "local": the source server does not listen on the network: use mode relay
= 1
> GET /1.0/instances/c1
answer POST /1.0/instances 202 {"status_code":400,"status":"Failure","err":"no space left on device"}
$ lxc copy c1 c7
! Error: no space left on device
= 1
> GET /1.0/instances/c1
> POST /1.0/instances {"architecture":"x86_64","config":{"image.description":"A test","image.os":"Test","user.k":"v","volatile.base_image":"$HASH"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"","name":"c7","source":{"type":"copy","base-image":"$HASH","source":"c1"},"type":"container"}
$ lxc copy c1 c2 --refresh --refresh-exclude-older
! Error: instance "c1" on remote "local": the server (lxd 5.0.2) lacks the API extension "custom_volume_refresh_exclude_older_snapshots"
= 6
> GET /1.0/instances/c1
$ lxc copy c1 fresh --refresh --start
> GET /1.0/instances/c1
> POST /1.0/instances {"architecture":"x86_64","config":{"image.description":"A test","image.os":"Test","user.k":"v","volatile.base_image":"$HASH"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"","name":"fresh","source":{"type":"copy","base-image":"$HASH","source":"c1","refresh":true},"type":"container"}
> GET /1.0/instances/fresh
> GET /1.0/operations/ID/wait?timeout=-1
> PUT /1.0/instances/fresh [if-match] {"architecture":"x86_64","config":{"image.description":"A test","image.os":"Test","user.k":"v","volatile.base_image":"$HASH"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
> PUT /1.0/instances/fresh/state {"action":"start","timeout":-1,"force":false,"stateful":false}
> GET /1.0/operations/ID/wait?timeout=-1
`)
}

// TestCopyModeBackup copies an instance as a backup file, which leaves out the running state, and checks what that cannot do.
func TestCopyModeBackup(t *testing.T) {
	t.Parallel()
	opts := minilxd.Options{Extra: []string{"container_backup", "backup_override_name"}}
	clitest.Between(t, root.New, opts, opts, `
given init --empty c1 -c user.a=b
given snapshot c1 s0
$ lxc copy c1 two:c2 --mode backup -c user.a=c
> GET /1.0/instances/c1
> POST /1.0/instances/c1/backups {"name":"copy-TIME","expires_at":"DATE"}
> GET /1.0/instances/c1/backups/copy-TIME/export
> GET /1.0/operations/ID/wait?timeout=-1
> two: POST /1.0/instances [x-incus-name: c2] [x-lxd-name: c2] (data)
> two: GET /1.0/operations/ID/wait?timeout=-1
> DELETE /1.0/instances/c1/backups/copy-TIME
> two: GET /1.0/instances/c2
> two: PUT /1.0/instances/c2 [if-match] {"architecture":"x86_64","config":{"user.a":"c"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":""}
> two: GET /1.0/operations/ID/wait?timeout=-1
$ lxc list two: -c nS -f csv
| c2,1
> two: GET /1.0/instances/c2/snapshots
> two: GET /1.0/instances?recursion=1
$ lxc config get two:c2 user.a
| c
> two: GET /1.0/instances/c2
$ lxc copy c1 two:c2 --mode backup --refresh
! Error: --mode backup and --refresh cannot be used together
= 2
$ lxc copy c1/s0 two:c3 --mode backup
! Error: --mode backup accepts only instances, not snapshots
= 2
$ lxc move c1 two:c4 --mode backup
> GET /1.0/instances/c1 x2
> POST /1.0/instances/c1/backups {"name":"copy-TIME","expires_at":"DATE"}
> GET /1.0/instances/c1/backups/copy-TIME/export
> GET /1.0/operations/ID/wait?timeout=-1
> two: POST /1.0/instances [x-incus-name: c4] [x-lxd-name: c4] (data)
> two: GET /1.0/operations/ID/wait?timeout=-1
> DELETE /1.0/instances/c1/backups/copy-TIME
> two: GET /1.0/instances/c4
> two: PUT /1.0/instances/c4 [if-match] {"architecture":"x86_64","config":{"user.a":"b"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":""}
> two: GET /1.0/operations/ID/wait?timeout=-1
> DELETE /1.0/instances/c1
> GET /1.0/operations/ID/wait?timeout=-1
given init --empty two:c5
given start two:c5
$ lxc move two:c5 local: --mode backup
! Error: --mode backup leaves out the running state: use --stateless, or stop the instance first
= 2
> two: GET /1.0/instances/c5
$ lxc copy --help
| (help)
`)
}
