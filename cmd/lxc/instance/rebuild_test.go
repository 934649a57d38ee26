package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestRebuild replaces the contents of an instance.
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

// TestRebuildWithout checks that the missing extension is reported.
func TestRebuildWithout(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
$ lxc rebuild --empty c1
! Error: instance "c1" on remote "local": the server (lxd 5.0.2) lacks the API extension "instances_rebuild"
= 6
`)
}

// TestRebuildSources uses images of other servers.
func TestRebuildSources(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Family: "incus"}, `
given image import $IMAGE two: --alias bb
given init --empty c1
$ lxc rebuild two:bb c1
> GET /1.0/instances/c1
> two: GET /1.0/images/aliases/bb
> two: GET /1.0/images/$HASH
> two: POST /1.0/images/$HASH/secret
> POST /1.0/instances/c1/rebuild {"source":{"type":"image","fingerprint":"$HASH","server":"$TWO","secret":"SECRET","protocol":"incus","certificate":"CERTIFICATE","mode":"pull"}}
> GET /1.0/operations/ID/wait?timeout=-1
> two: GET /1.0/images/$HASH/export?secret=SECRET
$ lxc rebuild two:nosuch c1
! Error: Image not found
= 3
> GET /1.0/instances/c1
> two: GET /1.0/images/aliases/nosuch
> two: GET /1.0/images/nosuch
$ lxc rebuild nowhere:bb c1
! Error: remote "nowhere" does not exist
= 3
$ lxc rebuild bb c1 --empty
! Error: unexpected argument "c1"
= 2
$ lxc rebuild c1
! Error: missing argument: [<remote>:]<instance>
= 2
$ lxc rebuild --empty c1 --target-project nosuch
! Error: Project not found
= 3
> GET /1.0/instances/c1?project=nosuch
answer POST /1.0/instances/c1/rebuild 202 {"status_code":400,"status":"Failure","err":"no space left on device"}
$ lxc rebuild --empty c1
! Error: no space left on device
= 1
> GET /1.0/instances/c1
> POST /1.0/instances/c1/rebuild {"source":{"type":"none"}}
answer POST /1.0/instances/c1/rebuild 403 not authorized
$ lxc rebuild --empty c1
! Error: not authorized
= 4
> GET /1.0/instances/c1
> POST /1.0/instances/c1/rebuild {"source":{"type":"none"}}
given start c1
answer POST /1.0/instances/c1/rebuild 403 not authorized
$ lxc rebuild --empty c1 --force
! Error: not authorized
= 4
> GET /1.0/instances/c1
> PUT /1.0/instances/c1/state {"action":"stop","timeout":-1,"force":true,"stateful":false}
> GET /1.0/operations/ID/wait?timeout=-1
> POST /1.0/instances/c1/rebuild {"source":{"type":"none"}}
`)
}
