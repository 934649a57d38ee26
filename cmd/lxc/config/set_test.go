package config_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestSet sets keys of instances and of the server.
func TestSet(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
$ lxc config set c1 user.a=1 user.b=2
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{"user.a":"1","user.b":"2"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc config set c1 user.c 3
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{"user.a":"1","user.b":"2","user.c":"3"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc config set c1 user.d -
< from a pipe
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{"user.a":"1","user.b":"2","user.c":"3","user.d":"from a pipe\n"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc config set user.s=1
> PUT /1.0 [if-match] {"config":{"user.s":"1"}}
$ lxc config get user.s
| 1
$ lxc config set core.nosuch.key 1
> PUT /1.0 [if-match] {"config":{"core.nosuch.key":"1","user.s":"1"}}
$ lxc config set nosuch.key=1
! Error: Cannot set 'nosuch.key' to '1': unknown key
= 1
> PUT /1.0 [if-match] {"config":{"core.nosuch.key":"1","nosuch.key":"1","user.s":"1"}}
$ lxc config set nosuch user.a=1
! Error: Instance not found
= 3
> GET /1.0/instances/nosuch
$ lxc config set c1 --property description=words
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{"user.a":"1","user.b":"2","user.c":"3","user.d":"from a pipe\n"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"words"}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc config set c1 --property nosuch=1
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{"user.a":"1","user.b":"2","user.c":"3","user.d":"from a pipe\n"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"words"}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc config set c1 user.a
! Error: invalid value "user.a": use key=value
= 2
$ lxc config set
| (help)
$ lxc config show c1
| architecture: x86_64
| config:
|   user.a: "1"
|   user.b: "2"
|   user.c: "3"
|   user.d: |
|     from a pipe
| devices: {}
| ephemeral: false
| profiles:
| - default
| stateful: false
| description: words
> GET /1.0/instances/c1
answer PUT /1.0/instances/c1 412 ETag doesn't match
$ lxc config set c1 user.a=9
! Error: ETag doesn't match
= 5
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{"user.a":"9","user.b":"2","user.c":"3","user.d":"from a pipe\n"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"words"}
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{"user.a":"9","user.b":"2","user.c":"3","user.d":"from a pipe\n"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"words"}
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{"user.a":"9","user.b":"2","user.c":"3","user.d":"from a pipe\n"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"words"}
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{"user.a":"9","user.b":"2","user.c":"3","user.d":"from a pipe\n"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"words"}
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{"user.a":"9","user.b":"2","user.c":"3","user.d":"from a pipe\n"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"words"}
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{"user.a":"9","user.b":"2","user.c":"3","user.d":"from a pipe\n"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"words"}
answer PUT /1.0/instances/c1 403 not authorized
$ lxc config set c1 user.a=9
! Error: not authorized
= 4
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{"user.a":"9","user.b":"2","user.c":"3","user.d":"from a pipe\n"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"words"}
`)
}

// TestSetMore covers snapshots, properties and unset keys.
func TestSetMore(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
given snapshot c1 s0
$ lxc config set c1 description=words -p
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"words"}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc config set c1 nosuch=words -p
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"words"}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc config set c1/s0 expires_at=2010-01-02T03:04:05Z --property
> GET /1.0/instances/c1/snapshots/s0
> PUT /1.0/instances/c1/snapshots/s0 [if-match] {"expires_at":"2010-01-02T03:04:05Z"}
$ lxc config set c1/s0 user.a=1
! Error: only expires_at of a snapshot can be changed (use --property)
= 2
> GET /1.0/instances/c1/snapshots/s0
$ lxc config set c1/nosuch user.a=1
! Error: Instance snapshot not found
= 3
> GET /1.0/instances/c1/snapshots/nosuch
$ lxc config set description=x -p
! Error: servers have no properties
= 2
$ lxc config set c1 user.a=1 --target m1
! Error: --target applies to server configuration only, not to instances
= 2
$ lxc config set user.a=1 --target m1
> GET /1.0?target=m1
> PUT /1.0?target=m1 [if-match] {"config":{"user.a":"1"}}
$ lxc config set c1 user.a - 
< from stdin
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{"user.a":"from stdin\n"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"words"}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc config get c1 user.a
| from stdin
|
> GET /1.0/instances/c1
$ lxc config get c1/s0 expires_at -p
| 2010-01-02 03:04:05 +0000 UTC
> GET /1.0/instances/c1/snapshots/s0
$ lxc config get c1/s0 user.a
|
> GET /1.0/instances/c1/snapshots/s0
$ lxc config get c1 nosuch -p
! Error: property "nosuch" not found
= 3
> GET /1.0/instances/c1
$ lxc config get --expanded c1 user.a
| from stdin
|
> GET /1.0/instances/c1
$ lxc config unset c1 user.b
! Error: key "user.b" is not set
= 3
> GET /1.0/instances/c1
$ lxc config unset c1 user.a
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{"user.a":""},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"words"}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc config unset c1 description -p
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{"user.a":""},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc config unset user.never
> PUT /1.0 [if-match] {"config":{"user.a":"1","user.never":""}}
$ lxc config unset c1
> PUT /1.0 [if-match] {"config":{"c1":"","user.a":"1"}}
$ lxc config set c1 user.a
! Error: invalid value "user.a": use key=value
= 2
`)
}
