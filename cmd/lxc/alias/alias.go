// Package alias implements `lxc alias`.
package alias

import (
	"context"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

type entry struct{ Alias, Target string }

// Area is `lxc alias`.
var Area = cli.Area{Name: "alias", Short: summary, Build: build}

func summary() string { return i18n.G("Manage command aliases") }

func build(app *cli.App) *cobra.Command {
	return app.Group("alias", summary(), []*cobra.Command{
		add(app), edit(app), list(app), remove(app), rename(app), show(app),
	})
}

func change(ctx context.Context, app *cli.App, work func(map[string]string) error) error {
	c, err := app.Config()
	if err != nil {
		return err
	}
	return c.Update(ctx, func(c *config.Config) error { return work(c.Aliases) })
}

func taken(name string) error {
	return cli.Conflict("alias", i18n.F("alias %q already exists", name))
}

func need(aliases map[string]string, name string) error {
	if _, found := aliases[name]; !found {
		return cli.NotFound("alias", i18n.F("alias %q not found", name))
	}
	return nil
}

// names completes the aliases of this client.
func names(ctx context.Context, app *cli.App, at cli.Cursor) []string {
	c, err := app.Config()
	if err != nil {
		return nil
	}
	return cli.Fixed(slices.Collect(maps.Keys(c.Aliases))...)(ctx, app, at)
}
