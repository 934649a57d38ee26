package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestConsole covers the log and error cases; attaching needs a terminal.
func TestConsole(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given image import $IMAGE --alias bb
given init bb c1
$ lxc console c1
! Error: instance "c1" on remote "local": standard input must be a terminal (use --show-log to print the log)
= 1
given start c1
$ lxc console c1 --show-log
| minilxd: c1 started\r
|
> GET /1.0/instances/c1/console
$ lxc console c1 --type nosuch
! Error: unknown console type "nosuch" (must be one of: console, vga)
= 2
$ lxc console c1 --type vga --show-log
| minilxd: c1 started\r
|
> GET /1.0/instances/c1/console
$ lxc console nosuch --show-log
! Error: Instance not found
= 3
> GET /1.0/instances/nosuch/console
$ lxc console nosuch
! Error: instance "nosuch" on remote "local": standard input must be a terminal (use --show-log to print the log)
= 1
$ lxc console
| (help)
answer GET /1.0/instances/c1/console 403 not authorized
$ lxc console c1 --show-log
! Error: not authorized
= 4
> GET /1.0/instances/c1/console
`)
}
