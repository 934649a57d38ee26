package alias

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

func add(app *cli.App) *cobra.Command {
	var e entry
	return app.Command(cli.Spec{
		Name: "add", Aliases: []string{"create"}, Short: i18n.G("Add an alias"),
		Long:    i18n.G("An alias replaces the first words of a command line. @ARGS@ expands to all arguments, @ARG1@ to the first."),
		Example: `lxc alias add list "list -c ns46S"` + "\n" + `lxc alias add login "exec @ARGS@ -- su -l"`,
		Args:    []cli.Arg{cli.Word("alias", &e.Alias), cli.Word("target", &e.Target)},
		Run: func(ctx context.Context) error {
			err := change(ctx, app, func(aliases map[string]string) error {
				if _, found := aliases[e.Alias]; found {
					return taken(e.Alias)
				}
				aliases[e.Alias] = e.Target
				return nil
			})
			if err == nil {
				app.NoteShadow(e.Alias, e.Target)
			}
			return err
		},
	})
}
