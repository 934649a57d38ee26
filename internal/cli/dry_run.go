package cli

import (
	"errors"
	"fmt"

	"github.com/spf13/pflag"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// DryRunFlag declares --dry-run, which prints requests that would change something instead of sending them. Reads are sent.
func (a *App) DryRunFlag(f *pflag.FlagSet) {
	f.BoolVar(&a.Flags.DryRun, "dry-run", false, i18n.G("Print the requests that would be sent, and change nothing"))
}

// rehearse makes connections to a remote print write requests: the remote, the request and its body.
func (a *App) rehearse(c *config.Config, remote string) {
	c.Rehearse = nil
	if !a.Flags.DryRun {
		return
	}
	c.Rehearse = func(method, path string, body []byte) {
		text := fmt.Sprintf("%s: %s %s", remote, method, path)
		if len(body) > 0 {
			text += " " + string(body)
		}
		a.rehearsed.Store(true)
		fmt.Fprintln(a.Streams.Out, output.Escape(text, false))
	}
}

// Rehearsed returns the result of a command. With --dry-run, later requests may depend on the response to one that was only
// printed: errors caused by that are reported as a note and dropped.
func (a *App) Rehearsed(err error) error {
	if err == nil || !a.rehearsed.Load() {
		return err
	}
	if errors.Is(err, lxd.ErrRehearsed) || ExitCode(err) == ExitNotFound {
		a.Aside("%s", i18n.G("The requests that follow depend on the answers to these."))
		return nil
	}
	return err
}
