package instance

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/term"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

type execOptions struct {
	instance    config.Ref
	command     []string
	environment []string
	mode        string
	tty, noTTY  bool
	noStdin     bool
	user, group string // an ID, or a name that exists in the instance
	cwd         string
	noWait      bool
}

// execCommand is `lxc exec`.
func execCommand(app *cli.App) *cobra.Command {
	var o execOptions
	cmd := app.Command(cli.Spec{
		Name: "exec", Short: i18n.G("Run a command in an instance"),
		Long:        i18n.G("The command runs directly, without a shell; for a pipe or a variable, run a shell: lxc exec web -- sh -c 'ls /srv | wc -l'. It gets a terminal when standard input and standard output are terminals. The exit status is that of the command; 126 and 127 when it could not be run, 125 when the session could not be made, 255 when the connection was lost. Signals are passed to the command; the third interrupt leaves the session, which ends the command."),
		Example:     "lxc exec web -- bash\nlxc exec web --user www-data --env DEBUG=1 -- ./run\nlxc exec web --no-wait -- ./backup\ntar c . | lxc exec web -- tar x -C /srv",
		Args:        []cli.Arg{cli.Instance(&o.instance), cli.Completed(cli.Words("command line", &o.command), cli.PathsInside)},
		RunsProgram: true,
		Run:         func(ctx context.Context) error { return o.run(ctx, app) },
	})
	f := cmd.Flags()
	f.StringArrayVar(&o.environment, "env", nil, i18n.G("Environment variable, as NAME=value"))
	f.StringVar(&o.mode, "mode", "auto", i18n.G("Terminal: auto, interactive or non-interactive"))
	f.BoolVarP(&o.tty, "force-interactive", "t", false, i18n.G("Allocate a terminal"))
	f.BoolVarP(&o.noTTY, "force-noninteractive", "T", false, i18n.G("Do not allocate a terminal"))
	f.BoolVarP(&o.noStdin, "disable-stdin", "n", false, i18n.G("Disable standard input"))
	f.StringVar(&o.user, "user", "", i18n.G("User to run as (ID or name)"))
	f.StringVar(&o.group, "group", "", i18n.G("Group to run as (ID or name)"))
	f.BoolVar(&o.noWait, "no-wait", false, i18n.G("Run in the background and print the operation ID"))
	f.StringVar(&o.cwd, "cwd", "", i18n.G("Working directory"))
	return cmd
}

// interactive decides whether the command gets a terminal.
func (o *execOptions) interactive(app *cli.App) (bool, error) {
	if o.tty && o.noTTY || (o.tty || o.noTTY) && o.mode != "auto" {
		return false, cli.Usagef("%s", i18n.G("choose one of -t, -T and --mode"))
	}
	switch {
	case o.tty || o.mode == "interactive":
		return true, nil
	case o.noTTY || o.mode == "non-interactive":
		return false, nil
	case o.mode != "auto":
		return false, cli.Usagef(i18n.G("unknown mode %q (must be one of: auto, interactive, non-interactive)"), o.mode)
	}
	return app.Streams.InputIsTerminal() && app.Streams.OutputIsTerminal() && !o.noStdin, nil
}

func (o *execOptions) run(ctx context.Context, app *cli.App) error {
	interactive, err := o.interactive(app)
	if err != nil {
		return err
	}
	environment, err := o.variables(interactive)
	if err != nil {
		return err
	}
	srv, err := app.Server(ctx, o.instance.Remote)
	if err != nil {
		return clientFailure(err)
	}
	post := api.InstanceExecPost{
		Command: o.command, WaitForWS: true, Interactive: interactive, Environment: environment,
		Cwd: o.cwd,
	}
	if err := o.resolveUser(ctx, srv, &post); err != nil {
		return clientFailure(cli.WithObject("instance", o.instance, err))
	}
	if o.noWait {
		return o.runDetached(app, srv, post)
	}
	if interactive {
		post.Width, post.Height = app.Streams.Size()
	}
	var code int
	work := func(ctx context.Context) error {
		code, err = o.session(ctx, app, srv, post)
		return err
	}
	if interactive {
		err = app.Streams.Raw(ctx, work)
	} else {
		err = work(ctx)
	}
	return o.outcome(ctx, code, err)
}

func (o *execOptions) runDetached(app *cli.App, srv lxd.InstanceServer, post api.InstanceExecPost) error {
	id, recorded, err := o.detach(srv, post)
	if err != nil {
		return clientFailure(cli.WithObject("instance", o.instance, err))
	}
	if !recorded {
		app.Warn("%s", i18n.G("this server does not record command output"))
	}
	app.Print("%s\n", id)
	return nil
}

// variables parses --env and, for a terminal, adds TERM of the local one.
func (o *execOptions) variables(interactive bool) (map[string]string, error) {
	out := map[string]string{}
	for _, e := range o.environment {
		key, value, found := strings.Cut(e, "=")
		if key == "" {
			return nil, cli.Usagef(i18n.G("invalid environment variable %q: use NAME=value"), e)
		}
		if !found {
			value = os.Getenv(key)
		}
		out[key] = value
	}
	if _, set := out["TERM"]; !set && interactive {
		out["TERM"] = knownTerminal(os.Getenv("TERM"))
	} else if name := os.Getenv("TERM"); !set && name != "" {
		out["TERM"] = name
	}
	return out, nil
}

// knownTerminal maps terminal types that instances rarely know to one that all know.
func knownTerminal(name string) string {
	switch {
	case name == "":
		return "xterm"
	case strings.Contains(name, "kitty"), strings.Contains(name, "alacritty"), strings.Contains(name, "ghostty"),
		strings.Contains(name, "wezterm"), strings.HasPrefix(name, "foot"), strings.HasPrefix(name, "konsole"):
		return "xterm-256color"
	}
	return name
}

// session runs the command and returns its exit status.
func (o *execOptions) session(ctx context.Context, app *cli.App, srv lxd.InstanceServer, post api.InstanceExecPost) (int, error) {
	// The session continues while signals are forwarded to the command; it ends only with the connection or the command.
	var resizing sync.WaitGroup
	defer resizing.Wait() // nothing uses the terminal afterwards
	life, leave := context.WithCancelCause(context.WithoutCancel(ctx))
	defer leave(nil)
	args := lxd.InstanceExecArgs{Stdout: keepOpen{app.Streams.Out}, Stderr: keepOpen{app.Streams.Err}}
	if !o.noStdin {
		args.Stdin = io.NopCloser(app.Streams.In)
	}
	s, err := srv.StartExec(o.instance.Name, post, args)
	if err != nil {
		return -1, err
	}
	defer s.Close()
	if app.Signals != nil {
		release := app.Signals.Claim(forwardSignals(s, leave), term.Forwarded...)
		defer release()
	}
	if post.Interactive {
		resizing.Go(func() { followSize(life, app, s) })
	}
	return s.Wait(life)
}

// patience is how long a command may take to end after its terminal has gone.
const patience = 2 * time.Second

// forwardSignals sends signals to the command. When the terminal is gone, or at the third interrupt, the session is closed and
// the server kills the command.
func forwardSignals(s *lxd.Session, leave func(error)) func(os.Signal) {
	interrupts := 0
	return func(sig os.Signal) {
		_ = s.Signal(term.Number(sig))
		left := &cli.InterruptError{Code: term.ExitCode(sig)}
		switch {
		case sig == os.Interrupt:
			if interrupts++; interrupts == 3 {
				leave(left)
			}
		case term.IsHangup(sig):
			time.AfterFunc(patience, func() { leave(left) })
		}
	}
}

// keepOpen keeps a session from closing a stream that it does not own.
type keepOpen struct{ io.Writer }

func (keepOpen) Close() error { return nil }

// outcome converts the end of the session to the exit code of the program.
func (o *execOptions) outcome(ctx context.Context, code int, err error) error {
	var failed *lxd.OperationError
	var interrupted *cli.InterruptError
	switch {
	case err == nil && code == 0:
		return nil
	case err == nil:
		return &cli.ExitError{Code: code}
	case code >= 0 && code != 126 && code != 127: // the command ran; only its output could not be written
		if isClosedPipe(err) {
			return &cli.ExitError{Code: code}
		}
		return &cli.ExitError{Code: max(code, 1), Err: err}
	case code == 126 || code == 127:
		return &cli.ExitError{Code: code, Err: cli.WithObject("instance", o.instance, err)}
	case errors.Is(err, lxd.ErrSessionLost):
		return &cli.ExitError{Code: cli.ExitLost, Err: cli.WithObject("instance", o.instance, err)}
	case errors.As(err, &failed):
		return &cli.ExitError{Code: exitCodeOf(failed), Err: cli.WithObject("instance", o.instance, err)}
	case errors.As(err, &interrupted):
		return err
	case ctx.Err() != nil:
		return context.Cause(ctx)
	}
	return clientFailure(cli.WithObject("instance", o.instance, err))
}

// exitCodeOf tells "not found" from "not executable". Some servers end such an operation without an exit status; its message is
// all they send.
func exitCodeOf(failed *lxd.OperationError) int {
	switch {
	case strings.Contains(failed.Message, "not found"):
		return 127
	case strings.Contains(failed.Message, "not executable"):
		return 126
	}
	return cli.ExitClient
}

func clientFailure(err error) error {
	var usage *cli.UsageError
	if errors.As(err, &usage) || cli.ExitCode(err) != cli.ExitFailure {
		return err
	}
	return &cli.ExitError{Code: cli.ExitClient, Err: err}
}
