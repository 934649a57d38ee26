package image

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func aliasCreate(app *cli.App) *cobra.Command {
	var ref config.Ref
	var fingerprint, description string
	cmd := app.Command(cli.Spec{
		Name: "create", Aliases: []string{"add"}, Short: i18n.G("Create an image alias"), Example: "lxc image alias create web-base 3f2a9c1b77aa",
		Args: []cli.Arg{cli.Completed(cli.Object("alias", &ref), cli.Remotes), cli.Completed(cli.Word("fingerprint", &fingerprint), cli.Below("image-fingerprint"))},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			post := api.ImageAliasesPost{}
			post.Name, post.Target, post.Description = ref.Name, fingerprint, description
			return cli.WithObject("alias", ref, srv.CreateImageAlias(post))
		},
	})
	cmd.Flags().StringVar(&description, "description", "", i18n.G("Description"))
	return cmd
}
