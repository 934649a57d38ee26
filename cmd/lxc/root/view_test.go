package root_test

import (
	"strings"
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestScreen has what lists and errors look like on a terminal, and that they stay as they are off one.
func TestScreen(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given image import $IMAGE --alias bb
given init bb web -c user.owner=ann --description "A description that is much too long for the width of a terminal of eighty columns"
given start web
given init bb c2

# Tables fit.
$t lxc list -c nsd46
| +------+---------+---------------------+------------------+--------------------+
| | NAME |  STATE  |     DESCRIPTION     |       IPV4       |        IPV6        |
| +------+---------+---------------------+------------------+--------------------+
| | c2   | STOPPED |                     |                  |                    |
| +------+---------+---------------------+------------------+--------------------+
| | web  | RUNNING | A description that… | 192.0.2.7 (eth0) | 2001:db8::7 (eth0) |
| +------+---------+---------------------+------------------+--------------------+
> GET /1.0/instances/web/state
> GET /1.0/instances?recursion=1
$t lxc list -c nsd -f compact
|   NAME   STATE                           DESCRIPTION
|   c2    STOPPED
|   web   RUNNING  A description that is much too long for the width of a ter…
> GET /1.0/instances?recursion=1
$t lxc list -c nsd -f csv
| c2,STOPPED,
| web,RUNNING,A description that is much too long for the width of a terminal of eighty columns
> GET /1.0/instances?recursion=1
$ lxc list -c nsd -f compact
|   NAME   STATE                                      DESCRIPTION
|   c2    STOPPED
|   web   RUNNING  A description that is much too long for the width of a terminal of eighty columns
> GET /1.0/instances?recursion=1

# The list remembers a view, on a terminal.
given default set list.columns=ns4 list.hide_interfaces=eth*,docker?
$t lxc list
| +------+---------+------+
| | NAME |  STATE  | IPV4 |
| +------+---------+------+
| | c2   | STOPPED |      |
| +------+---------+------+
| | web  | RUNNING |      |
| +------+---------+------+
> GET /1.0/instances/web/state
> GET /1.0/instances?recursion=1
$t lxc list -c n4
| +------+------+
| | NAME | IPV4 |
| +------+------+
| | c2   |      |
| +------+------+
| | web  |      |
| +------+------+
> GET /1.0/instances/web/state
> GET /1.0/instances?recursion=1
$ lxc list -f csv
| c2,STOPPED,,,CONTAINER,0
| web,RUNNING,192.0.2.7 (eth0),2001:db8::7 (eth0),CONTAINER,0
> GET /1.0/instances/c2/snapshots
> GET /1.0/instances/web/snapshots
> GET /1.0/instances/web/state
> GET /1.0/instances?recursion=1
$ lxc default show
| list.columns: ns4
| list.hide_interfaces: eth*,docker?
$ lxc default set list.nosuch=1
! Error: unknown default "list.nosuch" (must be one of: console_spice_command, console_type, list.columns, list.hide_interfaces, list_format, no_color)
= 2
given default set list.columns=%
$t lxc list
| (help)
= 2
$ lxc default unset list.columns

# Colors.
$t lxc list -c ns -f compact --color always
|   NAME   STATE
|   c2    STOPPED
|   web   \e[32mRUNNING\e[0m
> GET /1.0/instances?recursion=1
$t lxc list -c ns -f compact --color never
|   NAME   STATE
|   c2    STOPPED
|   web   RUNNING
> GET /1.0/instances?recursion=1
$t lxc list -c ns -f compact
|   NAME   STATE
|   c2    STOPPED
|   web   RUNNING
> GET /1.0/instances?recursion=1
$ lxc list -c ns -f compact --color always
|   NAME   STATE
|   c2    STOPPED
|   web   \e[32mRUNNING\e[0m
> GET /1.0/instances?recursion=1
$ lxc list -c ns -f csv --color always
| c2,STOPPED
| web,RUNNING
> GET /1.0/instances?recursion=1
$t lxc start web --color always
| \e[31mError:\e[0m The instance is already running
|   instance "web" on remote "local"
= 1
> GET /1.0/instances/web
> PUT /1.0/instances/web/state {"action":"start","timeout":0,"force":false,"stateful":false}
> GET /1.0/operations/ID/wait?timeout=-1
$t lxc info nosuch --color auto
| Error: Instance not found
|   instance "nosuch" on remote "local"
| Hint: list the existing ones with: lxc list local:
= 3
> GET /1.0/instances/nosuch
$ lxc list --color nosuch
! Error: invalid value "nosuch" for --color (must be one of: auto, always, never)
= 2
`)
}

// TestPager: a long text goes through the pager on a terminal, and only there.
func TestPager(t *testing.T) {
	env := clitest.New(t, root.New, minilxd.Options{})
	t.Setenv("PAGER", "sed 's/^/paged: /'")
	t.Setenv("TERM", "xterm")
	for _, c := range []struct {
		words string
		paged bool
	}{
		{"launch --help", true}, {"launch --help --no-pager", false}, {"alias --help", false}, {"info", true}, {"info --no-pager", false}, {"profile show default", false},
	} {
		p := env.OnTerminal(t, strings.Fields(c.words)...)
		if code := p.Ends(); code != 0 || strings.HasPrefix(p.Screen(), "paged: ") != c.paged {
			t.Errorf("%s: %d\n%s", c.words, code, p.Screen())
		}
	}
	if r := env.Run("", "launch", "--help"); strings.Contains(r.Out, "paged: ") {
		t.Error(r.Out)
	}
	t.Setenv("PAGER", "")
	p := env.OnTerminal(t, "launch", "--help")
	if p.Ends(); strings.Contains(p.Screen(), "paged: ") {
		t.Error(p.Screen())
	}
}
