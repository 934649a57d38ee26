package profile_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestProfileAssignEmpty removes all profiles only on explicit request.
func TestProfileAssignEmpty(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
given profile create p1
given profile create p2
$ lxc profile assign c1
! Error: missing profiles: use a comma-separated list, or --no-profiles
= 2
$ lxc profile assign c1 p1 --no-profiles
! Error: missing profiles: use a comma-separated list, or --no-profiles
= 2
$ lxc profile assign c1 --no-profiles
| Profiles applied to c1:
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{},"devices":{},"ephemeral":false,"profiles":[],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc profile assign c1 p1 p2
| Profiles applied to c1: p1, p2
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{},"devices":{},"ephemeral":false,"profiles":["p1","p2"],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc profile assign c1 ,p1,,
| Profiles applied to c1: p1
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{},"devices":{},"ephemeral":false,"profiles":["p1"],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc profile apply c1 ''
| Profiles applied to c1:
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{},"devices":{},"ephemeral":false,"profiles":[],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc profile assign
| (help)
answer PUT /1.0/instances/c1 400 Profile not found
$ lxc profile assign c1 nosuch
! Error: Profile not found
= 1
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{},"devices":{},"ephemeral":false,"profiles":["nosuch"],"stateful":false,"description":""}
$ lxc profile remove c1 nosuch
! Error: profile "nosuch" is not applied to the instance (applied profiles: )
= 3
> GET /1.0/instances/c1
$ lxc profile remove c1
! Error: missing argument: <profile>
= 2
answer PUT /1.0/instances/c1 202 {"id":"11111111-1111-4111-8111-111111111111","class":"task","status":"Failure","status_code":400,"err":"Root device cannot be removed"}
$ lxc profile add c1 p2
! Error: Root device cannot be removed
= 1
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{},"devices":{},"ephemeral":false,"profiles":["p2"],"stateful":false,"description":""}
$ lxc profile add c1 p1
| Profile p1 added to c1
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{},"devices":{},"ephemeral":false,"profiles":["p1"],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc profile add c1 p1
! Error: Duplicate profile found in request
= 5
> GET /1.0/instances/c1
$ lxc profile remove c1 p1
| Profile p1 removed from c1
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{},"devices":{},"ephemeral":false,"profiles":[],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
`)
}
