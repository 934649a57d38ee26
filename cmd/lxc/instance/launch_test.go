package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestLaunch creates and starts instances.
func TestLaunch(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given image import $IMAGE --alias bb
$ lxc launch bb c1
| Creating c1
| Starting c1
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> POST /1.0/instances {"architecture":"","config":{},"devices":{},"ephemeral":false,"profiles":null,"stateful":false,"description":"","name":"c1","source":{"type":"image","fingerprint":"$HASH"},"type":"container"}
> GET /1.0/operations/ID/wait?timeout=-1
> PUT /1.0/instances/c1/state {"action":"start","timeout":-1,"force":false,"stateful":false}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc launch bb c1
| Creating c1
! Error: Instance "c1" already exists
= 5
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> POST /1.0/instances {"architecture":"","config":{},"devices":{},"ephemeral":false,"profiles":null,"stateful":false,"description":"","name":"c1","source":{"type":"image","fingerprint":"$HASH"},"type":"container"}
$ lxc launch nosuch c2
| Creating c2
! Error: Image not found
= 3
> GET /1.0/images/aliases/nosuch
> GET /1.0/images/nosuch
$ lxc launch
| (help)
$ lxc list -c ns -f csv
| c1,RUNNING
> GET /1.0/instances?recursion=1
`)
}

// TestLaunchIncus starts with the same request if the server supports that.
func TestLaunchIncus(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Family: "incus"}, `
given image import $IMAGE --alias bb
$ lxc launch bb c1
| Launching c1
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> POST /1.0/instances {"architecture":"","config":{},"devices":{},"ephemeral":false,"profiles":null,"stateful":false,"description":"","name":"c1","source":{"type":"image","fingerprint":"$HASH"},"type":"container","start":true}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc list -c ns -f csv
| c1,RUNNING
> GET /1.0/instances?recursion=1
`)
}
