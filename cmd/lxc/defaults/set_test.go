package defaults_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestDefaults sets defaults for flags.
func TestDefaults(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc default show
| {}
$ lxc default set nosuch 1
! Error: unknown default "nosuch" (must be one of: console_spice_command, console_type, list.columns, list.hide_interfaces, list_format, no_color)
= 2
$ lxc default unset nosuch
! Error: unknown default "nosuch" (must be one of: console_spice_command, console_type, list.columns, list.hide_interfaces, list_format, no_color)
= 2
$ lxc default set
| (help)
`)
}
