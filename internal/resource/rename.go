package resource

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

func (k *Kind) renameCommand(app *cli.App) *cobra.Command {
	var at location
	var to string
	return app.Command(cli.Spec{
		Name: "rename", Aliases: []string{"mv"}, Short: i18n.F("Rename %s", k.singular()),
		Args: append(k.args(&at.Key, true), cli.Completed(cli.Word("new-name", &to), cli.Nothing)),
		Run: func(ctx context.Context) error {
			err := k.on(ctx, app, at, func(s Server) error { return k.Verbs.rename(s, at.Key, to) })
			if err == nil {
				k.note(app, i18n.G("%s %s renamed to %s"), k.title(), at.Name, to)
			}
			return err
		},
	})
}
