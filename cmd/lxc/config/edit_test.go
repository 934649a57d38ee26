package config_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestEdit has YAML on standard input.
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
! Error: instance "c1" on remote "local": the text is not valid: line 1: did not find expected node content
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
