package instance

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

type consoleOptions struct {
	instance config.Ref
	kind     string
	keys     string
	showLog  bool
	force    bool
}

// consoleCommand is `lxc console`.
func consoleCommand(app *cli.App) *cobra.Command {
	var o consoleOptions
	cmd := app.Command(cli.Spec{
		Name: "console", Short: i18n.G("Attach to the console of an instance"),
		Long:    i18n.G("Shows earlier console output first; detach with --detach-keys. The instance keeps running, and you can attach again."),
		Example: "lxc console web\nlxc console web --show-log\nlxc console vm1 --type=vga",
		Args:    []cli.Arg{cli.Instance(&o.instance)},
		Run:     func(ctx context.Context) error { return cli.WithObject("instance", o.instance, o.run(ctx, app)) },
	})
	f := cmd.Flags()
	f.BoolVar(&o.showLog, "show-log", false, i18n.G("Print the console log instead of attaching"))
	f.StringVarP(&o.kind, "type", "t", "", i18n.G("Console type: console or vga"))
	f.BoolVarP(&o.force, "force", "f", false, i18n.G("Take over the console from another client"))
	f.StringVar(&o.keys, "detach-keys", defaultKeys, i18n.G("Keys that detach from the console (comma-separated)"))
	return cmd
}

func (o *consoleOptions) run(ctx context.Context, app *cli.App) error {
	srv, err := app.Server(ctx, o.instance.Remote)
	if err != nil {
		return err
	}
	switch {
	case o.showLog:
		log, err := srv.GetInstanceConsoleLog(o.instance.Name, nil)
		if err != nil {
			return err
		}
		defer log.Close()
		if err := app.CopyText(log); err != nil {
			return err
		}
		app.Print("\n")
		return nil
	}
	return o.open(ctx, app, srv)
}

// open attaches to the console of the requested type, or of the user's default type.
func (o *consoleOptions) open(ctx context.Context, app *cli.App, srv lxd.InstanceServer) error {
	kind := o.kind
	if c, err := app.Config(); err == nil && kind == "" {
		kind = c.DefaultText("console_type")
	}
	switch kind {
	case "vga":
		return viewVGA(ctx, app, srv, o.instance.Name, o.force)
	case "", "console":
		return o.attach(ctx, app, srv)
	}
	return cli.Usagef(i18n.G("unknown console type %q (must be one of: console, vga)"), kind)
}

// attachConsole attaches for --console, with the default detach keys.
func attachConsole(ctx context.Context, app *cli.App, srv lxd.InstanceServer, name, kind string) error {
	o := consoleOptions{instance: config.Ref{Name: name}, kind: kind, keys: defaultKeys}
	return o.open(ctx, app, srv)
}

// attach connects the terminal to the console until the detach keys are typed or the instance stops.
func (o *consoleOptions) attach(ctx context.Context, app *cli.App, srv lxd.InstanceServer) error {
	keys, err := parseKeys(o.keys)
	if err != nil {
		return err
	}
	if !app.Streams.InputIsTerminal() {
		return cli.Failed(i18n.G("standard input must be a terminal (use --show-log to print the log)"))
	}
	if o.force {
		if err := srv.CheckExtension("console_force"); err != nil {
			return err
		}
	}
	if log, err := srv.GetInstanceConsoleLog(o.instance.Name, nil); err == nil {
		_ = app.CopyText(log)
		log.Close()
	}
	hint := i18n.F("To detach from the console, press: %s", strings.NewReplacer(",", " ", "ctrl-", "<ctrl>+").Replace(o.keys))
	if app.Family == "lxd" { // incus prints it once attached
		app.Note("%s", hint)
	}
	width, height := app.Streams.Size()
	return app.Streams.Raw(ctx, func(ctx context.Context) error {
		var resizing sync.WaitGroup
		defer resizing.Wait() // nothing uses the terminal afterwards
		ctx, leave := context.WithCancelCause(ctx)
		defer leave(nil)
		input := &detacher{src: app.Streams.In, keys: keys, detach: func() { leave(errDetached) }}
		s, err := srv.StartConsole(o.instance.Name, api.InstanceConsolePost{Width: width, Height: height, Type: "console", Force: o.force},
			lxd.InstanceExecArgs{Stdin: io.NopCloser(input), Stdout: keepOpen{app.Streams.Out}})
		if err != nil {
			return err
		}
		defer s.Close()
		if app.Family == "incus" && !app.Flags.Quiet {
			fmt.Fprintf(app.Streams.Out, "%s\r\n", hint)
		}
		resizing.Go(func() { followSize(ctx, app, s) })
		_, err = s.Wait(ctx)
		if errors.Is(err, errDetached) || errors.Is(err, lxd.ErrSessionLost) {
			fmt.Fprint(app.Streams.Err, "\r\n")
			return nil
		}
		return err
	})
}

// followSize sends each new size of the terminal to a session, until ctx ends.
func followSize(ctx context.Context, app *cli.App, s *lxd.Session) {
	for size := range app.Streams.Resizes(ctx) {
		_ = s.Resize(size.Width, size.Height)
	}
}
