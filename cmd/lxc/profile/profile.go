// Package profile implements `lxc profile`.
package profile

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Area is `lxc profile`.
var Area = cli.Area{Name: "profile", Short: summary, Build: build}

func summary() string { return i18n.G("Manage profiles") }

func build(app *cli.App) *cobra.Command {
	return app.Group("profile", summary(),
		profiles().Commands(app),
		[]*cobra.Command{add(app), assign(app), remove(app), copyProfile(app), devices().Command(app)},
	)
}

// onInstance changes the profiles of an instance.
func onInstance(ctx context.Context, app *cli.App, ref config.Ref, change func([]string) ([]string, error)) error {
	srv, err := app.Server(ctx, ref.Remote)
	if err != nil {
		return err
	}
	return cli.WithObject("instance", ref, resource.ChangeInstance(ctx, app, srv, ref.Name, func(p *api.InstancePut) error {
		list, err := change(p.Profiles)
		p.Profiles = list
		return err
	}))
}
