package config_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestUnset covers keys and properties.
func TestUnset(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
given config set c1 user.a=1
given config set user.s=1
$ lxc config unset c1 user.a
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{"user.a":""},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc config unset c1 user.a
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{"user.a":""},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc config unset user.s
> PUT /1.0 [if-match] {"config":{"user.s":""}}
$ lxc config get user.s
|
$ lxc config unset --property c1 description
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{"user.a":""},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc config unset nosuch user.a
! Error: Instance not found
= 3
> GET /1.0/instances/nosuch
$ lxc config unset c1 user.a user.b
! Error: unexpected argument "user.b"
= 2
$ lxc config unset
| (help)
`)
}
