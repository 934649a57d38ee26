package instance

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/progress"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

// adapt makes a configuration fit for a target of the other family, LXD or Incus. What was renamed is told; what the target
// does not know is left out only with consent.
func (o *transferOptions) adapt(ctx context.Context, app *cli.App, source, target lxd.InstanceServer, config map[string]string) (map[string]string, error) {
	if o.sameServer() {
		return config, nil
	}
	adapted, err := target.AdaptInstanceConfig(source, config)
	if err != nil {
		return nil, err
	}
	for _, old := range slices.Sorted(maps.Keys(adapted.Renamed)) {
		app.Aside(i18n.G("%s is called %s on the target"), old, adapted.Renamed[old])
	}
	if len(adapted.Unknown) == 0 {
		return adapted.Config, nil
	}
	names := strings.Join(adapted.Unknown, ", ")
	if !o.dropUnknown {
		sure, err := app.Confirm(ctx, i18n.F("The target does not support: %s. Continue without it?", names), "--drop-unknown")
		if err != nil || !sure {
			return nil, errors.Join(err, cli.Failed(i18n.F("the target does not support: %s", names)))
		}
	}
	app.Warn(i18n.G("omitted, not supported by the target: %s"), names)
	for _, key := range adapted.Unknown {
		delete(adapted.Config, key)
	}
	return adapted.Config, nil
}

// snapshotsRefused reports whether the target would refuse the keys of the snapshots: those travel inside the stream of a
// migration, where they cannot be changed.
func (o *transferOptions) snapshotsRefused(source, target lxd.InstanceServer, inst *api.Instance) (bool, error) {
	if o.sameServer() || source.IsIncus() == target.IsIncus() {
		return false, nil
	}
	if running(inst.StatusCode) {
		return false, cli.Failed(i18n.G("cannot move a running instance between LXD and Incus: stop it first"))
	}
	if o.instanceOnly {
		return false, nil
	}
	snapshots, err := source.GetInstanceSnapshots(o.from.Name)
	if err != nil {
		return false, err
	}
	keys := map[string]string{}
	for _, s := range snapshots {
		maps.Copy(keys, s.Config)
	}
	known, err := target.KnowsInstanceKeys(slices.Sorted(maps.Keys(keys)))
	return !known, err
}

// throughBackup copies an instance with its snapshots as a backup that streams through this client, which changes the keys
// on the way.
func (o *transferOptions) throughBackup(ctx context.Context, app *cli.App, source, target lxd.InstanceServer) error {
	owner := lxd.InstanceOwner(o.from.Name)
	post := api.BackupsPost{Name: "copy-" + strconv.FormatInt(app.Now().UnixNano(), 36), ExpiresAt: app.Now().Add(24 * time.Hour), CompressionAlgorithm: "none"}
	op, err := source.CreateBackup(owner, post)
	if err != nil {
		return err
	}
	defer func() {
		_ = source.WithContext(context.WithoutCancel(ctx)).DeleteBackup(owner, op.BackupName(post.Name))
	}()
	if err := app.Wait(ctx, op, i18n.F("Copying %s", o.from.Name)); err != nil {
		return err
	}
	file, size, _, err := source.GetBackupFile(owner, op.BackupName(post.Name), 0)
	if err != nil {
		return err
	}
	defer file.Close()
	line := app.Progress(i18n.F("Copying %s", o.from.Name))
	defer line.Done()
	adapted := adaptBackup(progress.NewReader(file, line, size), func(config map[string]string) (map[string]string, error) {
		adapted, err := target.AdaptInstanceConfig(source, config)
		for _, key := range adapted.Unknown {
			delete(adapted.Config, key)
		}
		return adapted.Config, err
	})
	defer adapted.Close()
	imported, err := target.ImportInstance(adapted, lxd.BackupImportArgs{Name: o.to.Name, Pool: o.keys.storage})
	if err != nil {
		return err
	}
	return app.Wait(ctx, imported, i18n.F("Copying %s", o.from.Name))
}
