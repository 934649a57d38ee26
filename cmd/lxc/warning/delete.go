package warning

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// warningArg takes warnings, or remotes to select all of their warnings.
func warningArg(words *[]string) cli.Arg {
	a := cli.Completed(cli.Words("warning", words), cli.Names("warning"))
	a.Form.Remote = true
	return a
}

func remove(app *cli.App) *cobra.Command {
	var words []string
	all := false
	cmd := app.Command(cli.Spec{
		Name: "delete", Aliases: []string{"remove", "rm"}, Short: i18n.G("Delete warnings"), Example: "lxc warning delete --all",
		Args: []cli.Arg{cli.Opt(warningArg(&words))},
		Run: func(ctx context.Context) error {
			refs, err := targets(ctx, app, words, all)
			if err != nil {
				return err
			}
			return app.Each(ctx, refs, "warning", func(ctx context.Context, ref config.Ref) error {
				srv, err := app.Server(ctx, ref.Remote)
				if err != nil {
					return err
				}
				return srv.Warnings().Delete(ref.Name)
			})
		},
	})
	cmd.Flags().BoolVarP(&all, "all", "a", false, i18n.G("Delete all"))
	return cmd
}
