// Package defaults holds `lxc default`: what commands do when no flag says otherwise.
package defaults

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// keys are the defaults that there are.
var keys = []string{"console_spice_command", "console_type", "list_format", "no_color"}

// New is `lxc default`.
func New(app *cli.App) *cobra.Command {
	return app.Group("default", i18n.G("Manage what commands do when no flag says otherwise"), []*cobra.Command{set(app), show(app), unset(app)})
}

func known(key string) error {
	if !slices.Contains(keys, key) {
		return cli.Usagef(i18n.G("there is no default %q; there are: %s"), key, strings.Join(keys, ", "))
	}
	return nil
}

func set(app *cli.App) *cobra.Command {
	var words []string
	return app.Command(cli.Spec{
		Name: "set", Short: i18n.G("Set defaults"), Example: "lxc default set list_format=compact",
		Args: []cli.Arg{cli.Words("<key>=<value>...", &words)},
		Run: func(ctx context.Context) error {
			values, err := app.KeyValuesOrPair(words)
			if err != nil {
				return err
			}
			for key, value := range values {
				if err := known(key); err != nil {
					return err
				}
				if _, err := output.ParseFormat(value); key == "list_format" && err != nil {
					return cli.Usagef("%s", err)
				}
			}
			return change(ctx, app, func(defaults map[string]any) {
				for key, value := range values {
					defaults[key] = value
				}
			})
		},
	})
}

func unset(app *cli.App) *cobra.Command {
	var words []string
	return app.Command(cli.Spec{
		Name: "unset", Short: i18n.G("Remove defaults"), Example: "lxc default unset list_format",
		Args: []cli.Arg{cli.Words("<key>...", &words)},
		Run: func(ctx context.Context) error {
			for _, key := range words {
				if err := known(key); err != nil {
					return err
				}
			}
			return change(ctx, app, func(defaults map[string]any) {
				for _, key := range words {
					delete(defaults, key)
				}
			})
		},
	})
}

func show(app *cli.App) *cobra.Command {
	return app.Command(cli.Spec{
		Name: "show", Short: i18n.G("Show the defaults as YAML"),
		Run: func(context.Context) error {
			c, err := app.Config()
			if err != nil {
				return err
			}
			if len(c.Defaults) == 0 {
				app.Print("{}\n")
				return nil
			}
			return output.YAML(app.Streams.Out, c.Defaults)
		},
	})
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
