package lxd_test

import (
	"errors"
	"maps"
	"slices"
	"testing"

	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/pkg/api"
	lxd "github.com/openlxc/lxc/pkg/client"
)

// TestPreparedCopyChangesFamily copies an Incus instance whose snapshots have keys that LXD does not know: the copy is made as
// a backup, in which they are renamed to LXD's keys.
func TestPreparedCopyChangesFamily(t *testing.T) {
	t.Parallel()
	opts := minilxd.Options{Extra: []string{"container_backup", "backup_override_name"}}
	target, _ := local(t, opts)
	opts.Family, opts.Extra = "incus", append(opts.Extra, "backup_compression_algorithm")
	source, _ := local(t, opts)
	post := api.InstancesPost{Name: "c1", Source: api.InstanceSource{Type: "none"}}
	post.Config = map[string]string{"oci.cwd": "/", "security.guestapi": "false", "volatile.uuid": "1", "user.a": "b"}
	op, err := source.CreateInstance(post)
	wait(t, op, err)
	op, err = source.CreateInstanceSnapshot("c1", api.InstanceSnapshotsPost{Name: "s0"})
	wait(t, op, err)
	plan, err := target.PrepareInstanceCopy(source, "c1", lxd.InstanceCopyOptions{InstanceCopyArgs: lxd.InstanceCopyArgs{Name: "c2", Mode: "relay"}})
	if err != nil {
		t.Fatal(err)
	}
	if plan.Renamed["security.guestapi"] != "security.devlxd" || !slices.Equal(plan.Unknown, []string{"oci.cwd"}) || plan.Mode() != "" {
		t.Errorf("%+v", plan)
	}
	plan.DropUnknown()
	plan.Config["user.a"] = "c"
	remote, err := plan.Start()
	if err != nil {
		t.Fatal(err)
	}
	if err := remote.Wait(); err != nil || plan.Mode() != "backup" {
		t.Fatal(err, plan.Mode())
	}
	inst, _, err := target.GetInstance("c2")
	if want := map[string]string{"security.devlxd": "false", "user.a": "c"}; err != nil || !maps.Equal(inst.Config, want) {
		t.Errorf("%+v %v", inst, err)
	}
	snap, _, err := target.GetInstanceSnapshot("c2", "s0")
	if want := map[string]string{"security.devlxd": "false", "user.a": "b"}; err != nil || !maps.Equal(snap.Config, want) {
		t.Errorf("%+v %v", snap, err)
	}
	if names, err := source.GetInstanceBackupNames("c1"); err != nil || len(names) != 0 {
		t.Error(names, err)
	}
}

// TestPreparedRefresh updates the configuration of a copy, even of one that has lost all of it.
func TestPreparedRefresh(t *testing.T) {
	t.Parallel()
	srv, _ := local(t, minilxd.Options{})
	post := api.InstancesPost{Name: "c1", Source: api.InstanceSource{Type: "none"}}
	post.Config = map[string]string{"user.a": "b"}
	op, err := srv.CreateInstance(post)
	wait(t, op, err)
	for _, config := range []map[string]string{{"user.a": "c"}, nil} {
		plan, err := srv.PrepareInstanceCopy(srv, "c1", lxd.InstanceCopyOptions{InstanceCopyArgs: lxd.InstanceCopyArgs{Name: "c2", Refresh: true}})
		if err != nil {
			t.Fatal(err)
		}
		plan.Config = config
		remote, err := plan.Start()
		if err == nil {
			err = remote.Wait()
		}
		if err != nil {
			t.Fatal(err)
		}
		inst, _, err := srv.GetInstance("c2")
		if err != nil || !maps.Equal(inst.Config, config) {
			t.Errorf("%+v %v", inst, err)
		}
	}
	broken, _ := scripted(t, "lxd", nil, map[string]string{"GET /1.0/instances/c2": "raw:not what was asked for"})
	var failed *lxd.CopyError
	if _, err := broken.PrepareInstanceCopy(srv, "c1", lxd.InstanceCopyOptions{InstanceCopyArgs: lxd.InstanceCopyArgs{Name: "c2", Refresh: true}}); !errors.As(err, &failed) || failed.Config == nil {
		t.Error(err)
	}
}

// TestPreparedCopyRefuses checks that impossible copies are refused before anything is sent.
func TestPreparedCopyRefuses(t *testing.T) {
	t.Parallel()
	target, _ := local(t, minilxd.Options{Extra: []string{"container_backup"}})
	source, _ := local(t, minilxd.Options{Family: "incus", Extra: []string{"container_backup"}})
	running(t, source, "c1")
	plan, err := target.PrepareInstanceCopy(source, "c1", lxd.InstanceCopyOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := plan.Start(); !errors.Is(err, lxd.ErrRunningBetweenFamilies) {
		t.Error(err)
	}
	if _, err := target.PrepareInstanceCopy(source, "none", lxd.InstanceCopyOptions{}); !errors.Is(err, api.ErrNotFound) {
		t.Error(err)
	}
	for what, args := range map[string]lxd.InstanceCopyArgs{"refresh": {Mode: "backup", Refresh: true}, "mode": {Mode: "x"}} {
		if _, err := target.CopyInstance(source, api.Instance{Name: "c1"}, &args); err == nil {
			t.Error(what)
		}
	}
	if _, err := target.CopyInstanceSnapshot(source, "c1", api.InstanceSnapshot{Name: "s"}, &lxd.InstanceCopyArgs{Mode: "backup"}); err == nil {
		t.Error("a snapshot travels as a backup")
	}
}

// TestVolumeKeysOfIncus checks that volume keys unknown to LXD are listed and can be dropped, even from a backup.
func TestVolumeKeysOfIncus(t *testing.T) {
	t.Parallel()
	target, _ := local(t, minilxd.Options{Extra: []string{"custom_volume_backup"}})
	source, _ := local(t, minilxd.Options{Family: "incus", Extra: []string{"custom_volume_backup", "backup_compression_algorithm"}})
	post := api.StorageVolumesPost{Name: "v1", Type: "custom"}
	post.Config = map[string]string{"initial.uid": "5", "user.a": "b"}
	if err := source.CreateStoragePoolVolume("default", post); err != nil {
		t.Fatal(err)
	}
	adapted, err := target.AdaptVolumeConfig(source, post.Config)
	if err != nil || !slices.Equal(adapted.Unknown, []string{"initial.uid"}) {
		t.Error(adapted, err)
	}
	if back, err := source.AdaptVolumeConfig(target, post.Config); err != nil || len(back.Unknown) != 0 {
		t.Error(back, err)
	}
	volume := api.StorageVolume{Name: "v1", Type: "custom", ContentType: "filesystem"}
	remote, err := target.CopyStoragePoolVolume("default", source, "default", volume, &lxd.StoragePoolVolumeCopyArgs{Mode: "backup"})
	if err == nil {
		err = remote.Wait()
	}
	if err != nil {
		t.Fatal(err)
	}
	got, _, err := target.GetStoragePoolVolume("default", "custom", "v1")
	if want := map[string]string{"user.a": "b"}; err != nil || !maps.Equal(got.Config, want) {
		t.Error(got, err)
	}
}
