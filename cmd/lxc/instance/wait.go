package instance

import (
	"context"
	"errors"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// errWait means that a condition was not met in time.
var errWait = errors.New("timed out")

type waitOptions struct {
	instance          config.Ref
	words             []string
	interval, timeout int
}

// waitCommand is `lxc wait`.
func waitCommand(app *cli.App) *cobra.Command {
	var o waitOptions
	cmd := app.Command(cli.Spec{
		Name: "wait", Short: i18n.G("Wait until an instance meets conditions"),
		Long:    i18n.G("Conditions: running, agent (the agent of a virtual machine is running), ready (commands can be run: agent or running), ip, ipv4, ipv6 (a global address is set), status=STATUS, cloud-init (it is done), file=PATH (the file exists), cmd=COMMAND (the shell command succeeds in the instance). Several are waited for one after the other. The exit status is 124 when the time is over."),
		Example: "lxc wait web ipv4 --timeout 60\nlxc wait web status=stopped\nlxc wait web cloud-init file=/run/ready cmd='curl -sf localhost'",
		Args:    []cli.Arg{cli.Instance(&o.instance), cli.Completed(cli.Words("condition", &o.words), cli.Fixed(cli.WaitConditions()...))},
		Run:     func(ctx context.Context) error { return cli.WithObject("instance", o.instance, o.run(ctx, app)) },
	})
	cmd.Flags().IntVar(&o.interval, "interval", 1, i18n.G("Refresh interval in seconds"))
	o.timeoutFlag(cmd.Flags())
	return cmd
}

func (o *waitOptions) timeoutFlag(f *pflag.FlagSet) {
	f.IntVar(&o.timeout, "timeout", -1, i18n.G("Seconds to wait (-1 waits forever)"))
}

// parse parses the conditions before anything is sent.
func (o *waitOptions) parse() ([]condition, error) {
	var out []condition
	for _, word := range o.words {
		c, err := parseCondition(word)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

func (o *waitOptions) run(ctx context.Context, app *cli.App) error {
	conditions, err := o.parse()
	if err != nil {
		return err
	}
	srv, err := app.Server(ctx, o.instance.Remote)
	if err != nil {
		return err
	}
	return o.await(ctx, app, srv, conditions)
}

// await waits for the conditions one after another.
func (o *waitOptions) await(ctx context.Context, app *cli.App, srv lxd.InstanceServer, conditions []condition) error {
	limited := ctx
	if o.timeout >= 0 {
		var cancel context.CancelFunc
		limited, cancel = context.WithTimeoutCause(ctx, time.Duration(o.timeout)*time.Second, errWait)
		defer cancel()
	}
	for _, c := range conditions {
		err := c.suits(srv, o.instance.Name)
		if err == nil {
			err = o.one(ctx, limited, app, srv, c)
		}
		if errors.Is(err, errWait) {
			app.Aside(i18n.G("timed out waiting for %s: %q"), o.instance.Name, c.text)
			return &cli.ExitError{Code: cli.ExitTimeout}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// one waits for one condition. With --timeout 0 it checks once, without a time limit. It checks again after an event of the
// server and after the interval, since there are no events for addresses or files.
func (o *waitOptions) one(unlimited, ctx context.Context, app *cli.App, srv lxd.InstanceServer, c condition) error {
	first := ctx
	if o.timeout == 0 {
		first = unlimited
	}
	met, err := c.met(first, srv.WithContext(first), o.instance.Name)
	if met || err != nil && first.Err() == nil {
		return err
	}
	line := app.Progress(i18n.F("Waiting for %s", o.instance.Name))
	line.Work()
	line.Text(c.text)
	defer line.Done()
	srv = srv.WithContext(ctx)
	var happened <-chan struct{}
	if ctx.Err() == nil {
		listener, stirred := changes(srv)
		if happened = stirred; listener != nil {
			defer listener.Disconnect()
		}
	}
	for timer := time.NewTicker(time.Duration(max(o.interval, 1)) * time.Second); ; {
		select {
		case <-ctx.Done():
			timer.Stop()
			return context.Cause(ctx)
		case <-happened:
		case <-timer.C:
		}
		if met, err = c.met(ctx, srv, o.instance.Name); met || err != nil && ctx.Err() == nil {
			timer.Stop()
			return err
		}
	}
}

// changes notifies of events about instances of the server. Without events only the interval is used.
func changes(srv lxd.InstanceServer) (*lxd.EventListener, <-chan struct{}) {
	happened := make(chan struct{}, 1)
	listener, err := srv.GetEventsByType([]string{"lifecycle"})
	if err != nil {
		return nil, nil
	}
	_, _ = listener.AddEventHandler([]string{"lifecycle"}, func(api.Event) {
		select {
		case happened <- struct{}{}:
		default: // a check is already due
		}
	})
	return listener, happened
}
