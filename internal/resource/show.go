package resource

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

// lookup finds a property or a configuration key, with or without the prefix "config.".
func lookup(fields map[string]any, key string) any {
	if value, found := fields[key]; found {
		return value
	}
	settings, _ := fields["config"].(map[any]any)
	if value, found := settings[strings.TrimPrefix(key, "config.")]; found {
		return value
	}
	return ""
}

func (k *Kind) showCommand(app *cli.App) *cobra.Command {
	var at location
	watch := false
	cmd := app.Command(cli.Spec{
		Name: "show", Shows: true, Short: i18n.F("Show %s as YAML", k.singular()), Args: k.args(&at.Key, true),
		Run: func(ctx context.Context) error {
			return k.on(ctx, app, at, func(s Server) error {
				show := func() error {
					item, _, err := k.Verbs.record(s, at.Key).get()
					if err != nil {
						return err
					}
					shown := item
					if k.Shown != nil {
						shown = k.Shown(item)
					}
					return app.PrintYAML(shown)
				}
				return app.WatchOr(ctx, watch, app.Result.Output, show, s)
			})
		},
	})
	if k.Watched {
		cli.WatchFlag(cmd.Flags(), &watch)
	}
	return k.flags(cmd, &at)
}
