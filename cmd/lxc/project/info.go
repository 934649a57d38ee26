package project

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// usage is the use of a resource in a project.
type usage struct {
	Resource     string
	Limit, Usage int64
}

func info(app *cli.App) *cobra.Command {
	var ref config.Ref
	var flags resource.ListFlags
	access := false
	cmd := app.Command(cli.Spec{
		Name: "info", Short: i18n.G("Show project usage and limits"), Example: "lxc project info web",
		Args: []cli.Arg{cli.Object("project", &ref)},
		Run: func(ctx context.Context) error {
			format, err := flags.ParseFormat(app)
			if err != nil {
				return err
			}
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			if access {
				list, err := srv.GetProjectAccess(ref.Name)
				if err != nil {
					return cli.WithObject("project", ref, err)
				}
				return app.Show(list)
			}
			state, err := srv.GetProjectState(ref.Name)
			if err != nil {
				return cli.WithObject("project", ref, err)
			}
			return printUsage(app, format, state)
		},
	})
	flags.Add(app, cmd, "")
	cmd.Flags().BoolVar(&access, "show-access", false, i18n.G("Show permissions"))
	return cmd
}

// printUsage prints a row per limit; JSON and YAML contain the state as in the API.
func printUsage(app *cli.App, format output.Format, state *api.ProjectState) error {
	if format.Objects() {
		return output.Object(app.Streams.Out, format, state)
	}
	var list []usage
	for _, name := range slices.Sorted(maps.Keys(state.Resources)) {
		list = append(list, usage{name, state.Resources[name].Limit, state.Resources[name].Usage})
	}
	return output.List(app.Streams.Out, format, usageColumns(), list)
}

func usageColumns() output.Columns[usage] {
	amount := func(name string, n int64) string {
		switch {
		case n < 0:
			return i18n.G("UNLIMITED")
		case strings.HasPrefix(name, "memory") || strings.HasPrefix(name, "disk"):
			return output.Bytes(n)
		}
		return strconv.FormatInt(n, 10)
	}
	return output.Columns[usage]{
		output.Col('r', i18n.G("RESOURCE"), func(u usage) string { return strings.ToUpper(u.Resource) }),
		output.Col('l', i18n.G("LIMIT"), func(u usage) string { return amount(u.Resource, u.Limit) }),
		output.Col('u', i18n.G("USAGE"), func(u usage) string { return amount(u.Resource, u.Usage) }),
	}
}
