package alias

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

func rename(app *cli.App) *cobra.Command {
	var from, to string
	return app.Command(cli.Spec{
		Name: "rename", Aliases: []string{"mv"}, Short: i18n.G("Rename an alias"),
		Args: []cli.Arg{cli.Completed(cli.Word("old alias", &from), names), cli.Word("new alias", &to)},
		Run: func(ctx context.Context) error {
			return change(ctx, app, func(aliases map[string]string) error {
				if err := need(aliases, from); err != nil {
					return err
				}
				if _, found := aliases[to]; found {
					return taken(to)
				}
				app.NoteShadow(to, aliases[from])
				aliases[to] = aliases[from]
				delete(aliases, from)
				return nil
			})
		},
	})
}
