package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestDryRun checks the printed requests. Read requests are sent, so that errors of the command are reported.
func TestDryRun(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given image import $IMAGE --alias bb
given init bb c1
given init bb c2
given snapshot c1 s1
given init --empty two:d1
given snapshot two:d1 s1
$ lxc delete --dry-run c1 c2
| local: DELETE /1.0/instances/c1
| local: DELETE /1.0/instances/c2
> GET /1.0/instances
> GET /1.0/instances/c1
> GET /1.0/instances/c2
$ lxc delete --dry-run c1/s1
| local: DELETE /1.0/instances/c1/snapshots/s1
$ lxc delete --dry-run c1 nosuch
! Error: Failed checking instance exists "local:nosuch": Instance not found
= 3
> GET /1.0/instances
> GET /1.0/instances/c1/snapshots
> GET /1.0/instances/nosuch
$ lxc delete --dry-run nosuch
! Error: Failed checking instance exists "local:nosuch": Instance not found
= 3
> GET /1.0/instances/nosuch x2
$t lxc delete --dry-run c1 c2
| local: DELETE /1.0/instances/c1
| local: DELETE /1.0/instances/c2
> GET /1.0/instances
> GET /1.0/instances/c1
> GET /1.0/instances/c2
$ lxc move --dry-run c1 c3
| local: POST /1.0/instances/c1 {"name":"c3","migration":false,"live":false,"target":null,"profiles":null}
> GET /1.0/instances/c1
$ lxc move --dry-run two:d1 local:
| two: POST /1.0/instances/d1 {"name":"","migration":true,"live":false,"target":null,"profiles":null}
| local: POST /1.0/instances {"architecture":"x86_64","config":{},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"","name":"d1","source":{"type":"migration","certificate":"CERTIFICATE","mode":"pull","operation":"$TWO/1.0/operations/rehearsal","secrets":{"control":"SECRET","fs":"SECRET"}},"type":"container"}
| two: DELETE /1.0/instances/d1
> two: GET /1.0/instances/d1 x2
$ lxc move --dry-run nosuch c3
! Error: Instance not found
= 3
> GET /1.0/instances/nosuch
$ lxc copy --dry-run c1 c3 --start
| local: POST /1.0/instances {"architecture":"x86_64","config":{"image.description":"A test","image.os":"Test","volatile.base_image":"$HASH"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"","name":"c3","source":{"type":"copy","base-image":"$HASH","source":"c1"},"type":"container"}
| local: PUT /1.0/instances/c3/state {"action":"start","timeout":-1,"force":false,"stateful":false}
> GET /1.0/instances/c1
$ lxc copy --dry-run two:d1/s1 local:d2
| two: POST /1.0/instances/d1/snapshots/s1 {"name":"d2","migration":true,"target":null}
| local: POST /1.0/instances {"architecture":"x86_64","config":{},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"","name":"d2","source":{"type":"migration","certificate":"CERTIFICATE","mode":"pull","operation":"$TWO/1.0/operations/rehearsal","secrets":{"control":"SECRET","fs":"SECRET"}}}
> two: GET /1.0/instances/d1/snapshots/s1
$ lxc copy --dry-run c1 two: --mode relay
| two: POST /1.0/instances {"architecture":"x86_64","config":{"image.description":"A test","image.os":"Test","volatile.base_image":"$HASH"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"","name":"c1","source":{"type":"migration","base-image":"$HASH","mode":"push"},"type":"container"}
| local: POST /1.0/instances/c1 {"name":"","migration":true,"live":false,"target":null,"profiles":null}
! The requests that follow depend on the answers to these.
> GET /1.0/instances/c1
$ lxc copy --dry-run c1 two: --mode push
| two: POST /1.0/instances {"architecture":"x86_64","config":{"image.description":"A test","image.os":"Test","volatile.base_image":"$HASH"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"","name":"c1","source":{"type":"migration","base-image":"$HASH","mode":"push"},"type":"container"}
| local: POST /1.0/instances/c1 {"name":"","migration":true,"live":false,"target":{"certificate":"CERTIFICATE","operation":"$TWO/1.0/operations/rehearsal","secrets":{"control":"SECRET","fs":"SECRET"}},"profiles":null}
> GET /1.0/instances/c1
$ lxc restore --dry-run c1 s1
| local: PUT /1.0/instances/c1 {"architecture":"","config":null,"devices":null,"ephemeral":false,"profiles":null,"restore":"c1/s1","stateful":false,"description":""}
$ lxc snapshot restore --dry-run c1 s1
| local: PUT /1.0/instances/c1 {"architecture":"","config":null,"devices":null,"ephemeral":false,"profiles":null,"restore":"c1/s1","stateful":false,"description":""}
$ lxc publish --dry-run c1 --alias x
| local: POST /1.0/images {"auto_update":false,"properties":null,"public":false,"expires_at":"0001-01-01T00:00:00Z","profiles":null,"source":{"alias":"","certificate":"","protocol":"","server":"","type":"instance","name":"c1"}}
| local: POST /1.0/images/aliases {"description":"","target":"FINGERPRINT","name":"x"}
> GET /1.0/images/aliases?recursion=1
> GET /1.0/instances/c1
$ lxc publish --dry-run c1 two:
| local: POST /1.0/images {"auto_update":false,"properties":null,"public":false,"expires_at":"0001-01-01T00:00:00Z","profiles":null,"source":{"alias":"","certificate":"","protocol":"","server":"","type":"instance","name":"c1"}}
! The requests that follow depend on the answers to these.
> GET /1.0/images/FINGERPRINT
> GET /1.0/instances/c1
given start c1
$ lxc delete --dry-run c1
! Error: the instance is running: stop it first, or use --force
= 1
> GET /1.0/instances/c1
$ lxc delete --dry-run --force c1
| local: DELETE /1.0/instances/c1
$ lxc publish --dry-run --force c1
| local: PUT /1.0/instances/c1/state {"action":"stop","timeout":-1,"force":true,"stateful":false}
| local: POST /1.0/images {"auto_update":false,"properties":null,"public":false,"expires_at":"0001-01-01T00:00:00Z","profiles":null,"source":{"alias":"","certificate":"","protocol":"","server":"","type":"instance","name":"c1"}}
| local: PUT /1.0/instances/c1/state {"action":"start","timeout":-1,"force":true,"stateful":false}
> GET /1.0/instances/c1
$ lxc list -c ns -f csv
| c1,RUNNING
| c2,STOPPED
> GET /1.0/instances?recursion=1
`)
}

// TestDryRunRebuild checks that nothing is stopped or started.
func TestDryRunRebuild(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Family: "incus"}, `
given image import $IMAGE --alias bb
given init bb c1
given start c1
$ lxc rebuild --dry-run bb c1 --force
| local: PUT /1.0/instances/c1/state {"action":"stop","timeout":-1,"force":true,"stateful":false}
| local: POST /1.0/instances/c1/rebuild {"source":{"type":"image","fingerprint":"$HASH"}}
| local: PUT /1.0/instances/c1/state {"action":"start","timeout":-1,"force":false,"stateful":false}
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> GET /1.0/instances/c1
$ lxc list -c ns -f csv
| c1,RUNNING
> GET /1.0/instances?recursion=1
`)
}

// TestDeleteAsks checks the questions on a terminal before several objects, or a running instance, are deleted.
func TestDeleteAsks(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
given init --empty c2
given init --empty c3
given init --empty c4
given init --empty c5
given init --empty c6
given init --empty c7
given start c3
given start c4
given start c5
$t lxc delete c1
> GET /1.0/instances/c1 x2
> DELETE /1.0/instances/c1
> GET /1.0/operations/ID/wait?timeout=-1
$t lxc delete c2 c3
< no
| Delete local:c2, local:c3 (running)? (yes/no) [no]: Error: canceled: nothing was deleted
= 1
> GET /1.0/instances
> GET /1.0/instances/c2
> GET /1.0/instances/c3
$~t lxc delete c2 c3
< yes
| Delete local:c2, local:c3 (running)? (yes/no) [no]: \c
> DELETE /1.0/instances/c2
> DELETE /1.0/instances/c3 x2
> GET /1.0/instances
> GET /1.0/instances/c2
> GET /1.0/instances/c3 x2
> GET /1.0/operations/ID/wait?timeout=-1 x3
> PUT /1.0/instances/c3/state {"action":"stop","timeout":-1,"force":true,"stateful":false}
$t lxc delete c4
| Delete local:c4 (running)? (yes/no) [no]: Error: standard input ended without an answer: use --yes
= 1
> GET /1.0/instances/c4
$t lxc delete c4 --yes
| Error: the instance is running: stop it first, or use --force
|   instance "c4" on remote "local"
= 1
> GET /1.0/instances/c4
$t lxc delete c4
< y
| Delete local:c4 (running)? (yes/no) [no]: \c
> GET /1.0/instances/c4
> DELETE /1.0/instances/c4
> GET /1.0/instances/c4
> PUT /1.0/instances/c4/state {"action":"stop","timeout":-1,"force":true,"stateful":false}
> GET /1.0/operations/ID/wait?timeout=-1
> DELETE /1.0/instances/c4
> GET /1.0/operations/ID/wait?timeout=-1
$t lxc delete c5 --force
> DELETE /1.0/instances/c5
> GET /1.0/instances/c5
> PUT /1.0/instances/c5/state {"action":"stop","timeout":-1,"force":true,"stateful":false}
> GET /1.0/operations/ID/wait?timeout=-1
> DELETE /1.0/instances/c5
> GET /1.0/operations/ID/wait?timeout=-1
$~t lxc delete c6 c7 --yes
> DELETE /1.0/instances/c6
> DELETE /1.0/instances/c7
> GET /1.0/instances
> GET /1.0/instances/c6
> GET /1.0/instances/c7
> GET /1.0/operations/ID/wait?timeout=-1 x2
$t lxc delete nosuch
| Error: Failed checking instance exists "local:nosuch": Instance not found
|   instance "nosuch" on remote "local"
| Hint: list the existing ones with: lxc list local:
= 3
> GET /1.0/instances/nosuch x3
`)
}
