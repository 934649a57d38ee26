package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"

	"github.com/spf13/pflag"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Watch calls show now and after each change on the servers, until the command is interrupted. On a terminal the screen is
// cleared each time; with lines only new lines are printed, and a line for each object that is gone.
func (a *App) Watch(ctx context.Context, lines bool, show func() error, servers ...lxd.InstanceServer) error {
	if !lines && !a.Streams.OutputIsTerminal() {
		return Usagef("%s", i18n.G("--watch requires a terminal or the format jsonl"))
	}
	changed, ended := make(chan struct{}, 1), make(chan error, len(servers))
	var listeners []*lxd.EventListener
	defer func() {
		for _, listener := range listeners {
			listener.Disconnect()
		}
	}()
	for _, srv := range servers {
		listener, err := listen(srv, changed)
		if err != nil {
			return err
		}
		listeners = append(listeners, listener)
		go func() { ended <- listener.Wait() }()
	}
	a.Flags.NoPager = true
	var seen watched
	for {
		var err error
		if lines {
			seen, err = a.newLines(seen, show)
		} else {
			a.Draw("\x1b[H\x1b[2J")
			err = show()
		}
		if err != nil {
			return err
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

// WatchOr watches if watch is set, and otherwise shows once.
func (a *App) WatchOr(ctx context.Context, watch bool, format string, show func() error, srv lxd.InstanceServer) error {
	if !watch {
		return show()
	}
	return a.Watch(ctx, format == "jsonl", show, srv)
}

// listen reports changes on a server.
func listen(srv lxd.InstanceServer, changed chan<- struct{}) (*lxd.EventListener, error) {
	listener, err := srv.GetEvents()
	if err != nil {
		return nil, err
	}
	if _, err := listener.AddEventHandler([]string{"lifecycle", "operation"}, func(api.Event) {
		select {
		case changed <- struct{}{}:
		default: // a refresh is already pending
		}
	}); err != nil {
		listener.Disconnect()
		return nil, err
	}
	return listener, nil
}

// watched are the lines printed last, and what identifies their objects, in order.
type watched struct {
	lines map[string]bool
	keys  []string
}

// newLines prints the lines of show that were not printed the last time, and a line for each object that is gone.
func (a *App) newLines(seen watched, show func() error) (watched, error) {
	var text bytes.Buffer
	out := a.Streams.Out
	a.Streams.Out = &text
	err := show()
	a.Streams.Out = out
	now, present := watched{lines: map[string]bool{}}, map[string]bool{}
	for line := range strings.Lines(text.String()) {
		key := keyOf(line)
		now.keys, present[key] = append(now.keys, key), true
		if now.lines[line] = true; !seen.lines[line] {
			a.Print("%s", line)
		}
	}
	for _, key := range seen.keys {
		if err == nil && key != "" && !present[key] {
			a.Print("{%s,\"deleted\":true}\n", key)
		}
	}
	return now, err
}

// keyOf returns the fields that identify the object of a line of JSON, or "" if it has neither a name nor an id.
func keyOf(line string) string {
	var fields map[string]json.RawMessage
	if json.Unmarshal([]byte(line), &fields) != nil || fields["name"] == nil && fields["id"] == nil {
		return ""
	}
	var parts []string
	for _, field := range []string{"remote", "project", "name", "id"} {
		if value := fields[field]; value != nil {
			parts = append(parts, `"`+field+`":`+string(value))
		}
	}
	return strings.Join(parts, ",")
}

// WatchFlag adds --watch to a command.
func WatchFlag(flags *pflag.FlagSet, into *bool) {
	flags.BoolVarP(into, "watch", "w", false, i18n.G("Show changes as they happen"))
}
