package root_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestManpage writes pages to a temporary directory.
func TestManpage(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc manpage $DIR/man --all
cat man/lxc.alias.remove.1
| .TH LXC.ALIAS.REMOVE 1 2026-11-30 lxc "User Commands"
| .SH NAME
| lxc.alias.remove \- Remove an alias
| .SH SYNOPSIS
| .nf
| lxc alias remove <alias>
| .fi
| .SH GLOBAL OPTIONS
| .TP
| .B "\-\-color <color>"
| Use colors: auto, always or never (default auto)
| .TP
| .B "\-\-debug"
| Show debug messages (without secrets)
| .TP
| .B "\-\-explain"
| Show how the command line is parsed, and do nothing
| .TP
| .B "\-\-force-local"
| Use the local server, ignoring the default remote
| .TP
| .B "\-h, \-\-help"
| Show help
| .TP
| .B "\-\-no-pager"
| Do not show long texts with a pager
| .TP
| .B "\-\-project <project>"
| Project to work in
| .TP
| .B "\-q, \-\-quiet"
| Suppress progress and notices
| .TP
| .B "\-\-show-secrets"
| Show secret values on a terminal
| .TP
| .B "\-\-sub-commands"
| With \-\-help, also show hidden commands
| .TP
| .B "\-v, \-\-verbose"
| Show more details
| .TP
| .B "\-\-version"
| Show the version of the client
| .SH EXAMPLES
| .nf
| lxc alias remove login
| .fi
| .SH EXIT STATUS
| 0 on success.
| .BR lxc-formats (7)
| explains the others.
| .SH SEE ALSO
| .BR lxc.alias (1)
$ lxc manpage
| (help)
`)
}
