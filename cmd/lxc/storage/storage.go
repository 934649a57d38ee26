// Package storage implements `lxc storage`.
package storage

import (
	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Area returns `lxc storage`. files is the command group for files in volumes.
func Area(files func(*cli.App) *cobra.Command) cli.Area {
	return cli.Area{Name: "storage", Short: summary, Build: func(app *cli.App) *cobra.Command { return build(app, files(app)) }}
}

func summary() string { return i18n.G("Manage storage pools, volumes and buckets") }

func build(app *cli.App, files *cobra.Command) *cobra.Command {
	return app.Group("storage", summary(),
		pools(app).Commands(app), []*cobra.Command{
			info(app), show(app),
			app.Group("volume", i18n.G("Manage storage volumes"), rewordedCommands(app, volumes().Commands(app)), attachment().Commands(app), []*cobra.Command{
				list(app), volumeInfo(app), rename(app), copyVolume(app), move(app), rebuild(app), snapshotCommand(app), restore(app),
				exportVolume(app), importVolume(app), nbd(app), files,
				app.Group("bitmap", i18n.G("Manage changed block bitmaps"), bitmaps().Commands(app)),
			}),
			app.Group("bucket", i18n.G("Manage storage buckets"), buckets().Commands(app), []*cobra.Command{
				exportBucket(app), importBucket(app),
				app.Group("key", i18n.G("Manage storage bucket keys"), keys().Commands(app)),
			}),
		},
	)
}
