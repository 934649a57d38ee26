package cli

import (
	"bytes"
	"context"
	"errors"
	"strings"

	"github.com/spf13/pflag"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Watch calls show now and after each change on a server, until the command is interrupted. On a terminal the screen is cleared
// each time; with lines only new lines are printed.
func (a *App) Watch(ctx context.Context, srv lxd.InstanceServer, lines bool, show func() error) error {
	if !lines && !a.Streams.OutputIsTerminal() {
		return Usagef("%s", i18n.G("--watch requires a terminal or the format jsonl"))
	}
	listener, err := srv.GetEvents()
	if err != nil {
		return err
	}
	defer listener.Disconnect()
	changed := make(chan struct{}, 1)
	if _, err := listener.AddEventHandler([]string{"lifecycle", "operation"}, func(api.Event) {
		select {
		case changed <- struct{}{}:
		default: // a refresh is already pending
		}
	}); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- listener.Wait() }()
	a.Flags.NoPager = true
	var seen map[string]bool
	for {
		if lines {
			seen, err = a.newLines(seen, show)
		} else {
			a.Draw("\x1b[H\x1b[2J")
			err = show()
		}
		if err != nil {
			listener.Disconnect()
			return errors.Join(err, <-ended)
		}
		select {
		case <-changed:
		case err := <-ended:
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			return err
		}
	}
}

// newLines prints the lines of show that were not printed the last time.
func (a *App) newLines(seen map[string]bool, show func() error) (map[string]bool, error) {
	var text bytes.Buffer
	out := a.Streams.Out
	a.Streams.Out = &text
	err := show()
	a.Streams.Out = out
	now := map[string]bool{}
	for line := range strings.Lines(text.String()) {
		if now[line] = true; !seen[line] {
			a.Print("%s", line)
		}
	}
	return now, err
}

// WatchFlag adds --watch to a command.
func WatchFlag(flags *pflag.FlagSet, into *bool) {
	flags.BoolVarP(into, "watch", "w", false, i18n.G("Show changes as they happen"))
}
