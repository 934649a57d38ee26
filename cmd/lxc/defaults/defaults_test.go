package defaults_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestDefaultsAreUsed checks that lists use the defaults until they are removed.
func TestDefaultsAreUsed(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
$ lxc default set list_format=csv no_color true
! Error: invalid value "no_color": use key=value
= 2
$ lxc default set list_format csv
$ lxc default set no_color=true console_type=vga
$ lxc default show
| console_type: vga
| list_format: csv
| no_color: "true"
$ lxc list -c n
| c1
> GET /1.0/instances?recursion=1
$ lxc list -c n -f compact
|   NAME
|   c1
> GET /1.0/instances?recursion=1
$ lxc default set list_format=nosuch
! Error: unknown format "nosuch" (must be one of: table, wide, compact, csv, json, yaml, markdown, jsonl, name, template)
= 2
$ lxc default unset list_format
$ lxc default unset list_format
$ lxc default unset no_color console_type
$ lxc default show
| {}
$ lxc default unset
| (help)
$ lxc default show x
! Error: unexpected argument "x"
= 2
`)
}
