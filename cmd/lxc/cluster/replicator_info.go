package cluster

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func replicatorInfo(app *cli.App) *cobra.Command {
	var ref config.Ref
	return app.Command(cli.Spec{
		Name: "info", Shows: true, Short: i18n.G("Show details of a replicator"), Args: []cli.Arg{cli.Object("replicator", &ref)},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			return cli.WithObject("replicator", ref, showReplicator(app, srv, ref.Name))
		},
	})
}

// lastRun formats the time of the last run, "" if there was none.
func lastRun(at time.Time) string {
	if output.Never(at) {
		return ""
	}
	return output.Time(at)
}

func showReplicator(app *cli.App, srv lxd.InstanceServer, name string) error {
	r, _, err := srv.Replicators().Get(name)
	if err != nil {
		return err
	}
	state, err := srv.GetReplicatorState(name)
	if err != nil {
		return err
	}
	if app.Result.Asked() {
		return app.ShowWith(r, "state", state, nil)
	}
	instances, err := srv.GetInstances(api.InstanceTypeAny)
	if err != nil {
		return err
	}
	var b strings.Builder
	line := func(label, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\n", label, value)
		}
	}
	status, _ := state["status"].(string)
	line("Name", r.Name)
	line("Description", r.Description)
	line("Project", r.Project)
	line("Status", status)
	line("Schedule", r.Config["schedule"])
	if at, found := nextRun(r.Config["schedule"], app.Now().UTC()); found {
		line("Next run", output.Time(at))
	}
	line("Last run", lastRun(r.LastRunAt))
	b.WriteString("Instances:\n")
	app.Print("%s", app.Shown(b.String(), true))
	return output.List(app.Streams.Out, output.Format{Name: "table", Header: true, Terminal: app.Streams.OutputIsTerminal()}, output.Columns[api.Instance]{
		output.Col('n', i18n.G("NAME"), func(i api.Instance) string { return i.Name }),
	}, instances)
}
