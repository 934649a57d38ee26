package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestCopyRefreshConfig checks that the copy keeps its own keys if the server replaces the whole configuration.
func TestCopyRefreshConfig(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Extra: []string{"instance_refresh_config"}}, `
given init --empty c1 -c user.k=v -d root,size=1GiB -s default
given init --empty c2 -c user.k=w -c volatile.own=1
answer GET /1.0/instances/c2 200 {"name":"c2","status":"Stopped","status_code":102,"type":"container","config":{"volatile.idmap.current":"[]","volatile.eth0.hwaddr":"00:16:3e:00:00:02"},"expanded_devices":{"root":{"type":"disk","path":"/","pool":"fast"}}}
$ lxc copy c1 c2 --refresh
> GET /1.0/instances/c1
> GET /1.0/instances/c2
> POST /1.0/instances {"architecture":"x86_64","config":{"user.k":"v"},"devices":{"root":{"path":"/","pool":"fast","size":"1GiB","type":"disk"}},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"","name":"c2","source":{"type":"copy","source":"c1","refresh":true},"type":"container"}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc copy c1 c3 --refresh
> GET /1.0/instances/c1
> GET /1.0/instances/c3
> POST /1.0/instances {"architecture":"x86_64","config":{"user.k":"v"},"devices":{"root":{"path":"/","pool":"default","size":"1GiB","type":"disk"}},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"","name":"c3","source":{"type":"copy","source":"c1","refresh":true},"type":"container"}
> GET /1.0/operations/ID/wait?timeout=-1
answer GET /1.0/instances/c2 403 not authorized
$ lxc copy c1 c2 --refresh
! Error: not authorized
= 4
> GET /1.0/instances/c2
`)
}
