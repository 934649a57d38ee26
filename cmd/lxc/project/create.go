package project

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

type createOptions struct {
	ref              config.Ref
	pairs            []string
	description      string
	network, storage string
}

func (o *createOptions) run(ctx context.Context, app *cli.App) error {
	made, err := projects(app).FromInput(ctx, app, o.pairs, o.description)
	if err != nil {
		return err
	}
	put, _ := made.(*api.ProjectPut)
	srv, err := app.Server(ctx, o.ref.Remote)
	if err != nil {
		return err
	}
	if err := srv.CreateProject(api.ProjectsPost{Name: o.ref.Name, ProjectPut: *put}); err != nil {
		return err
	}
	app.Note(i18n.G("Project %s created"), o.ref.Name)
	if err := o.furnish(srv); err != nil {
		return err
	}
	return cli.ShowCreated(app, func() (*api.Project, string, error) { return srv.GetProject(o.ref.Name) })
}

// furnish gives the default profile of the new project a disk and a network, if they are asked for.
func (o *createOptions) furnish(srv resource.Server) error {
	if o.network == "" && o.storage == "" {
		return nil
	}
	return resource.ChangeProfile(srv.UseProject(o.ref.Name), "default", func(p *api.ProfilePut) error {
		if o.storage != "" {
			p.Devices["root"] = map[string]string{"type": "disk", "path": "/", "pool": o.storage}
		}
		if o.network != "" {
			p.Devices["eth0"] = map[string]string{"type": "nic", "name": "eth0", "network": o.network}
		}
		return nil
	})
}

func create(app *cli.App) *cobra.Command {
	var o createOptions
	cmd := app.Command(cli.Spec{
		Name: "create", Shows: true, Aliases: []string{"add"}, Short: i18n.G("Create a project (reads YAML from stdin)"),
		Example: "lxc project create web -c limits.instances=10",
		Args:    []cli.Arg{cli.Completed(cli.Object("project", &o.ref), cli.Remotes)},
		Run:     func(ctx context.Context) error { return cli.WithObject("project", o.ref, o.run(ctx, app)) },
	})
	f := cmd.Flags()
	f.StringArrayVarP(&o.pairs, "config", "c", nil, i18n.G("Configuration key=value (can be repeated)"))
	f.StringVar(&o.description, "description", "", i18n.G("Description"))
	f.StringVarP(&o.network, "network", "n", "", i18n.G("Network of the project's default profile"))
	f.StringVarP(&o.storage, "storage", "s", "", i18n.G("Storage pool of the project's default profile"))
	return cmd
}
