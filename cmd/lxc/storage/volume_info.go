package storage

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// volumeInfo is `lxc storage volume info`.
func volumeInfo(app *cli.App) *cobra.Command {
	var v volume
	return v.flag(app.Command(cli.Spec{
		Name: "info", Shows: true, Short: i18n.G("Show details of a volume"), Example: "lxc storage volume info default data",
		Args: v.args(),
		Run: func(ctx context.Context) error {
			return v.on(ctx, app, func(s resource.Server, n volumeName) error {
				if n.snapshot != "" || n.kind == "image" {
					return cli.Usagef("%s", i18n.G("only custom and instance volumes have a state"))
				}
				return reworded(app, "info", v.word, printVolume(app, s, v.pool.Name, n))
			})
		},
	}))
}

func printVolume(app *cli.App, s resource.Server, pool string, n volumeName) error {
	item, _, err := getVolume(s, pool, n)
	if err != nil {
		return err
	}
	state, err := s.GetStoragePoolVolumeState(pool, n.kind, n.name)
	if err != nil {
		return err
	}
	if app.Result.Asked() {
		return app.ShowWith(item, "state", state, nil)
	}
	app.Print("Name: %s\n", item.Name)
	if item.Description != "" {
		app.Print("Description: %s\n", item.Description)
	}
	app.Print("Type: %s\nContent type: %s\n", item.Type, item.ContentType)
	if item.Location != "" && item.Location != "none" {
		app.Print("Location: %s\n", item.Location)
	}
	if state.Usage != nil {
		if state.Usage.Used > 0 || state.Usage.Total == 0 && cli.Newest(s) && s.IsIncus() {
			app.Print("Usage: %s\n", output.Bytes(int64(state.Usage.Used)))
		}
		if state.Usage.Total > 0 {
			app.Print("Total: %s\n", output.Bytes(state.Usage.Total))
		}
	}
	if item.CreatedAt.Year() > 1 {
		app.Print("Created: %s\n", output.Time(item.CreatedAt))
	}
	return printParts(app, s, pool, n)
}

// printParts prints the snapshots and backups of a volume as tables.
func printParts(app *cli.App, s resource.Server, pool string, n volumeName) error {
	table := output.Format{Name: "table", Header: true, Terminal: app.Streams.OutputIsTerminal()}
	head := app.InfoHead(s)
	if list, err := s.StoragePoolVolumeSnapshots(pool, n.kind, n.name).List(); err == nil && len(list) > 0 {
		app.Print("\nSnapshots:\n")
		columns := output.Columns[api.StorageVolumeSnapshot]{
			snapshotColumns(app)[0],
			output.Col('d', i18n.G("DESCRIPTION"), func(s api.StorageVolumeSnapshot) string { return s.Description }),
			snapshotColumns(app)[2],
		}
		if err := output.List(app.Streams.Out, table, columns.Renamed(head), list); err != nil {
			return err
		}
	}
	if n.kind != "custom" {
		return nil
	}
	list, err := s.GetStoragePoolVolumeBackups(pool, n.name)
	if err != nil || len(list) == 0 {
		return nil //nolint:nilerr // older servers do not support volume backups
	}
	app.Print("\nBackups:\n")
	return output.List(app.Streams.Out, table, backupColumns().Renamed(head), list)
}

func backupColumns() output.Columns[api.StorageVolumeBackup] {
	yes := func(b bool) string { return strings.ToUpper(output.YesNo(b)) }
	return output.Columns[api.StorageVolumeBackup]{
		output.Col('n', i18n.G("NAME"), func(b api.StorageVolumeBackup) string { return config.LastName(b.Name) }),
		output.Col('T', i18n.G("TAKEN AT"), func(b api.StorageVolumeBackup) string { return output.Time(b.CreatedAt) }),
		output.Col('E', i18n.G("EXPIRES AT"), func(b api.StorageVolumeBackup) string { return output.Time(b.ExpiresAt) }),
		output.Col('v', i18n.G("VOLUME ONLY"), func(b api.StorageVolumeBackup) string { return yes(b.VolumeOnly) }),
		output.Col('o', i18n.G("OPTIMIZED STORAGE"), func(b api.StorageVolumeBackup) string { return yes(b.OptimizedStorage) }),
	}
}
