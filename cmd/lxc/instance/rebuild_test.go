package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestRebuild has new contents for an instance.
func TestRebuild(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Family: "incus"}, `
given image import $IMAGE --alias bb
given init bb c1
$ lxc rebuild bb c1
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> GET /1.0/instances/c1
> POST /1.0/instances/c1/rebuild {"source":{"type":"image","fingerprint":"$HASH"}}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc rebuild --empty c1
> GET /1.0/instances/c1
> POST /1.0/instances/c1/rebuild {"source":{"type":"none"}}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc rebuild nosuch c1
! Error: Image not found
= 3
> GET /1.0/images/aliases/nosuch
> GET /1.0/images/nosuch
> GET /1.0/instances/c1
$ lxc rebuild bb nosuch
! Error: Instance not found
= 3
> GET /1.0/instances/nosuch
given start c1
$ lxc rebuild bb c1
! Error: Instance must be stopped to be rebuilt
= 1
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> GET /1.0/instances/c1
> POST /1.0/instances/c1/rebuild {"source":{"type":"image","fingerprint":"$HASH"}}
$ lxc rebuild bb c1 --force
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> GET /1.0/instances/c1
> PUT /1.0/instances/c1/state {"action":"stop","timeout":-1,"force":true,"stateful":false}
> GET /1.0/operations/ID/wait?timeout=-1
> POST /1.0/instances/c1/rebuild {"source":{"type":"image","fingerprint":"$HASH"}}
> GET /1.0/operations/ID/wait?timeout=-1
> PUT /1.0/instances/c1/state {"action":"start","timeout":-1,"force":false,"stateful":false}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc rebuild
! (help)
`)
}

// TestRebuildWithout says which extension is missing.
func TestRebuildWithout(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
$ lxc rebuild --empty c1
! Error: instance "c1" on remote "local": the server (lxd 5.0.2) lacks the API extension "instances_rebuild"
= 6
`)
}
