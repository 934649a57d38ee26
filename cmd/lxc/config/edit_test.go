package config_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestEdit covers YAML from standard input.
func TestEdit(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
$ lxc config edit c1
< description: edited
< config:
<   user.a: "1"
> PUT /1.0/instances/c1 {"architecture":"","config":{"user.a":"1"},"devices":null,"ephemeral":false,"profiles":null,"stateful":false,"description":"edited"}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc config get c1 user.a
| 1
> GET /1.0/instances/c1
$ lxc config edit
< config:
<   user.s: "1"
> PUT /1.0 {"config":{"user.s":"1"}}
$ lxc config edit c1
< config: [
! Error: instance "c1" on remote "local": invalid YAML: line 1: did not find expected node content
= 1
$ lxc config edit nosuch
< config: {}
! Error: Instance not found
= 3
> PUT /1.0/instances/nosuch {"architecture":"","config":{},"devices":null,"ephemeral":false,"profiles":null,"stateful":false,"description":""}
answer PUT /1.0/instances/c1 400 Invalid config
$ lxc config edit c1
< config: {}
! Error: Invalid config
= 1
> PUT /1.0/instances/c1 {"architecture":"","config":{},"devices":null,"ephemeral":false,"profiles":null,"stateful":false,"description":""}
`)
}

// TestEditMore covers snapshots, servers and the editor on a terminal.
func TestEditMore(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
given snapshot c1 s0
$t lxc config edit c1
< s/^description: .*/description: edited/
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"edited"}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc config get c1 description -p
| edited
> GET /1.0/instances/c1
$t lxc config edit c1
< s/nothing/else/
> GET /1.0/instances/c1
$ lxc config edit c1/s0
< expires_at: 2010-01-02T03:04:05Z
> PUT /1.0/instances/c1/snapshots/s0 {"expires_at":"2010-01-02T03:04:05Z"}
$ lxc config show c1/s0
| expires_at: 2010-01-02T03:04:05Z
| architecture: x86_64
| config: {}
| created_at: DATE
| devices: {}
| ephemeral: false
| expanded_config: {}
| expanded_devices:
|   root:
|     path: /
|     pool: default
|     type: disk
| last_used_at: 0001-01-01T00:00:00Z
| name: s0
| profiles:
| - default
| stateful: false
| size: -1
> GET /1.0/instances/c1/snapshots/s0
$ lxc config edit c1/nosuch
< expires_at: 2010-01-02T03:04:05Z
! Error: Instance snapshot not found
= 3
> PUT /1.0/instances/c1/snapshots/nosuch {"expires_at":"2010-01-02T03:04:05Z"}
$ lxc config edit two:
< config:
<   user.x: "1"
> two: PUT /1.0 {"config":{"user.x":"1"}}
$t lxc config edit
< s/config: {}/config: {user.y: "2"}/
> PUT /1.0 [if-match] {"config":{"user.y":"2"}}
$ lxc config edit --target m1
< config: {}
> PUT /1.0?target=m1 {"config":{}}
$ lxc config edit c1 --target m1
< config: {}
! Error: --target applies to server configuration only, not to instances
= 2
$ lxc config edit c1 c2
< config: {}
! Error: unexpected argument "c2"
= 2
answer PUT /1.0/instances/c1 412 Precondition failed
$ lxc config edit c1
< description: x
! Error: Precondition failed
= 5
> PUT /1.0/instances/c1 {"architecture":"","config":null,"devices":null,"ephemeral":false,"profiles":null,"stateful":false,"description":"x"}
`)
}

// TestEditIncusServer sends values exactly as written.
func TestEditIncusServer(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Family: "incus"}, `
$ lxc config edit
< config:
<   user.n: 0123
> PUT /1.0 {"config":{"user.n":"0123"}}
$ lxc config get user.n
| 0123
$ lxc config set user.n=
> PUT /1.0 [if-match] {"config":{"user.n":""}}
$ lxc config unset user.n
> PUT /1.0 [if-match] {"config":{"user.n":""}}
$ lxc config get nosuch
|
$ lxc config set nosuch=1
! Error: Cannot set 'nosuch' to '1': unknown key
= 1
> PUT /1.0 [if-match] {"config":{"nosuch":"1"}}
`)
}
