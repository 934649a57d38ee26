package resource

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

func (k *Kind) unsetCommand(app *cli.App) *cobra.Command {
	var at location
	var keys []string
	property := false
	cmd := app.Command(cli.Spec{
		Name: "unset", Short: i18n.F("Unset configuration keys of %s", k.singular()),
		Args: append(k.args(&at.Key, true), cli.Completed(cli.Words("key", &keys), k.ownKeys())),
		Run: func(ctx context.Context) error {
			values := map[string]string{}
			for _, key := range keys {
				values[key] = ""
			}
			return k.on(ctx, app, at, func(s Server) error {
				return k.modify(s, at.Key, func(p any) error { return Apply(p, configOf(p), values, property, true) })
			})
		},
	})
	addProperty(cmd, &property)
	return k.flags(cmd, &at)
}
