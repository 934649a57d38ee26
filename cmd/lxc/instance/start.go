package instance

import (
	"context"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

// startCommand is `lxc start`.
func startCommand(app *cli.App) *cobra.Command {
	return verb{
		name: "start", action: "start", short: i18n.G("Start instances"),
		eligible: func(c api.StatusCode) bool { return !running(c) },
		flags: func(cmd *cobra.Command, o *stateOptions) {
			cmd.Flags().BoolVar(&o.stateless, "stateless", false, i18n.G("Ignore the saved running state"))
			consoleFlag(cmd, o)
		},
	}.command(app)
}

// startOne starts an instance depending on its state: a frozen one is resumed, and one that was stopped with its running state
// is restored, unless stateless is requested.
func startOne(ctx context.Context, app *cli.App, srv lxd.InstanceServer, name string, restore bool) error {
	inst, _, err := srv.GetInstance(name)
	if err != nil {
		return err
	}
	put := api.InstanceStatePut{Action: "start", Stateful: inst.Stateful && restore}
	if inst.StatusCode == api.Frozen {
		put = api.InstanceStatePut{Action: "unfreeze"}
	}
	return changeState(ctx, app, srv, name, put)
}
