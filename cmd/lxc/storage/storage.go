// Package storage holds `lxc storage`.
package storage

import (
	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Summary is what the list of all commands says of these.
func Summary() string { return i18n.G("Manage storage pools, volumes and buckets") }

// New is `lxc storage`. files is the group of commands for the files of volumes.
func New(app *cli.App, files *cobra.Command) *cobra.Command {
	return app.Group("storage", Summary(),
		pools().Commands(app), []*cobra.Command{
			info(app), show(app),
			app.Group("volume", i18n.G("Manage storage volumes"), rewordedCommands(volumes().Commands(app)), attachment().Commands(app), []*cobra.Command{
				list(app), volumeInfo(app), rename(app), duplicate(app), move(app), rebuild(app), snapshotCommand(app), restore(app),
				exportVolume(app), importVolume(app), nbd(app), files,
				app.Group("bitmap", i18n.G("Manage changed block bitmaps"), bitmaps().Commands(app)),
			}),
			app.Group("bucket", i18n.G("Manage buckets"), buckets().Commands(app), []*cobra.Command{
				exportBucket(app), importBucket(app),
				app.Group("key", i18n.G("Manage the keys of a bucket"), keys().Commands(app)),
			}),
		},
	)
}
