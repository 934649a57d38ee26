// Package defaults implements `lxc default`, which sets defaults for flags.
package defaults

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// keys lists the defaults.
var keys = []string{"console_spice_command", "console_type", "list.columns", "list.hide_interfaces", "list_format", "no_color"}

// Area is `lxc default`.
var Area = cli.Area{Name: "default", Short: summary, Build: build}

func summary() string { return i18n.G("Manage default settings") }

func build(app *cli.App) *cobra.Command {
	return app.Group("default", summary(), []*cobra.Command{set(app), show(app), unset(app)})
}

func known(key string) error {
	if !slices.Contains(keys, key) {
		return cli.Usagef(i18n.G("unknown default %q (must be one of: %s)"), key, strings.Join(keys, ", "))
	}
	return nil
}

func change(ctx context.Context, app *cli.App, edit func(map[string]any)) error {
	c, err := app.Config()
	if err != nil {
		return err
	}
	return c.Update(ctx, func(c *config.Config) error {
		if c.Defaults == nil {
			c.Defaults = map[string]any{}
		}
		edit(c.Defaults)
		return nil
	})
}
