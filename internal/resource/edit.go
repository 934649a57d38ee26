package resource

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

func (k *Kind) editCommand(app *cli.App) *cobra.Command {
	var at location
	cmd := app.Command(cli.Spec{
		Name: "edit", Short: i18n.F("Edit %s as YAML", k.singular()), Args: k.args(&at.Key, true),
		Run: func(ctx context.Context) error {
			return k.on(ctx, app, at, func(s Server) error {
				return Edit(ctx, app, Editing{
					Name: strings.NewReplacer(" ", "-", "/", "-").Replace(k.Noun), Help: k.Help,
					Strict: k.Strict, Text: k.Text, Of: k.Verbs.record(s, at.Key),
				})
			})
		},
	})
	return k.flags(cmd, &at)
}
