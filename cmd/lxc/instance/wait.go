package instance

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/pause"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// errWait means that a condition was not met in time.
var errWait = errors.New("timed out")

type waitOptions struct {
	instance          config.Ref
	condition         string
	interval, timeout int
}

func (o *waitOptions) run(ctx context.Context, app *cli.App) error {
	met, err := condition(o.condition)
	if err != nil {
		return err
	}
	srv, err := app.Server(ctx, o.instance.Remote)
	if err != nil {
		return err
	}
	if o.condition == "agent" {
		inst, _, err := srv.GetInstance(o.instance.Name)
		if err != nil {
			return err
		}
		if inst.Type != string(api.InstanceTypeVM) {
			return cli.Failed(i18n.G("containers have no agent: use ip, ipv4, ipv6 or status=STATUS"))
		}
	}
	look := srv.WithContext(ctx) // the first look has no limit: --timeout 0 asks once
	if o.timeout >= 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, time.Duration(o.timeout)*time.Second, errWait)
		defer cancel()
	}
	for {
		state, _, err := look.GetInstanceState(o.instance.Name)
		look = srv.WithContext(ctx)
		if err != nil && !errors.Is(err, errWait) {
			return err
		}
		if err == nil && met(state) {
			return nil
		}
		if err := pause.For(ctx, time.Duration(max(o.interval, 1))*time.Second); err != nil {
			if errors.Is(err, errWait) {
				app.Aside(i18n.G("timed out waiting for %s: %q"), o.instance.Name, o.condition)
				return &cli.ExitError{Code: 124}
			}
			return err
		}
	}
}

// waitCommand is `lxc wait`.
func waitCommand(app *cli.App) *cobra.Command {
	var o waitOptions
	cmd := app.Command(cli.Spec{
		Name: "wait", Short: i18n.G("Wait until an instance meets a condition"),
		Long:    i18n.G("Conditions: agent (the agent is running), ip, ipv4, ipv6 (a global address is set), status=STATUS."),
		Example: "lxc wait web ipv4 --timeout 60\nlxc wait web status=stopped",
		Args:    []cli.Arg{cli.Instance(&o.instance), cli.Choice("condition", &o.condition, "agent", "ip", "ipv4", "ipv6", "status=running", "status=stopped")},
		Run:     func(ctx context.Context) error { return cli.WithObject("instance", o.instance, o.run(ctx, app)) },
	})
	cmd.Flags().IntVar(&o.interval, "interval", 1, i18n.G("Refresh interval in seconds"))
	cmd.Flags().IntVar(&o.timeout, "timeout", -1, i18n.G("Seconds to wait (-1 waits forever)"))
	return cmd
}

// condition reads what to wait for.
func condition(text string) (func(*api.InstanceState) bool, error) {
	address := func(family string) func(*api.InstanceState) bool {
		return func(s *api.InstanceState) bool {
			for _, n := range s.Network {
				for _, a := range n.Addresses {
					if a.Scope == "global" && (family == "" || a.Family == family) {
						return true
					}
				}
			}
			return false
		}
	}
	if status, found := strings.CutPrefix(text, "status="); found {
		return func(s *api.InstanceState) bool { return strings.EqualFold(s.Status, status) }, nil
	}
	switch text {
	case "agent":
		return func(s *api.InstanceState) bool { return s.Processes > 0 }, nil
	case "ip":
		return address(""), nil
	case "ipv4":
		return address("inet"), nil
	case "ipv6":
		return address("inet6"), nil
	}
	return nil, cli.Usagef(i18n.G("unknown condition %q (must be one of: agent, ip, ipv4, ipv6, status=STATUS)"), text)
}
