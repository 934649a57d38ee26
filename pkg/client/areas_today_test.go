package lxd_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/pkg/api"
	lxd "github.com/openlxc/lxc/pkg/client"
)

// steps returns a function that reports the error of a step.
func steps(t *testing.T) func(step string, err error) {
	t.Helper()
	return func(step string, err error) {
		t.Helper()
		if err != nil {
			t.Errorf("%s: %v", step, err)
		}
	}
}

// TestVolumeFiles writes, lists, reads and deletes files of a volume, over HTTP and SFTP.
func TestVolumeFiles(t *testing.T) {
	t.Parallel()
	srv, _ := local(t, minilxd.Options{Family: "incus", SFTP: true, Extra: []string{"file_storage_volume", "custom_volume_sftp"}})
	must := steps(t)
	must("volume", srv.CreateStoragePoolVolume("default", api.StorageVolumesPost{Name: "v", Type: "custom"}))
	args := lxd.InstanceFileArgs{UID: -1, GID: -1, Mode: 0o755, Type: "directory"}
	must("directory", srv.CreateStorageVolumeFile("default", "custom", "v", "/d", args))
	args = lxd.InstanceFileArgs{UID: -1, GID: -1, Mode: 0o640, Content: strings.NewReader("text")}
	must("file", srv.CreateStorageVolumeFile("default", "custom", "v", "/d/f", args))
	_, info, err := srv.GetStorageVolumeFile("default", "custom", "v", "/d")
	must("list", err)
	if info == nil || !slices.Equal(info.Entries, []string{"f"}) {
		t.Errorf("directory: %+v", info)
	}
	content, info, err := srv.GetStorageVolumeFile("default", "custom", "v", "/d/f")
	must("read", err)
	text, err := io.ReadAll(content)
	if must("content", errors.Join(err, content.Close())); string(text) != "text" || info.Mode != 0o640 {
		t.Errorf("%q %+v", text, info)
	}
	files, err := srv.GetStoragePoolVolumeFileSFTP("default", "custom", "v")
	must("SFTP", err)
	if stat, err := files.Stat("/d/f"); err != nil || stat.Size() != 4 {
		t.Errorf("over SFTP: %v %v", stat, err)
	}
	must("end of SFTP", files.Close())
	must("delete", srv.DeleteStorageVolumeFile("default", "custom", "v", "/d/f"))
	if _, _, err := srv.GetStorageVolumeFile("default", "custom", "v", "/d/f"); !errors.Is(err, api.ErrNotFound) {
		t.Errorf("after it was deleted: %v", err)
	}
}

// TestBucketBackups makes a bucket again from its backup.
func TestBucketBackups(t *testing.T) {
	t.Parallel()
	srv, _ := local(t, minilxd.Options{Family: "incus", Extra: []string{"storage_bucket_backup"}})
	must := steps(t)
	_, err := srv.CreateStoragePoolBucket("default", api.StorageBucketsPost{Name: "b", StorageBucketPut: api.StorageBucketPut{Description: "kept"}})
	must("bucket", err)
	op, err := srv.CreateStoragePoolBucketBackup("default", "b", api.StorageBucketBackupsPost{Name: "b0"})
	name := wait(t, op, err).BackupName("?")
	file, err := os.Create(filepath.Join(t.TempDir(), "backup"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	resp, err := srv.GetStoragePoolBucketBackupFile("default", "b", name, &lxd.BackupFileRequest{BackupFile: file})
	if must("download", err); resp == nil || resp.Size == 0 {
		t.Errorf("%+v", resp)
	}
	must("delete backup", waited(srv.DeleteStoragePoolBucketBackup("default", "b", name)))
	_, err = file.Seek(0, io.SeekStart)
	must("rewind", err)
	must("import", waited(srv.CreateStoragePoolBucketFromBackup("default", lxd.StoragePoolBucketBackupArgs{BackupFile: file, Name: "again"})))
	bucket, _, err := srv.GetStoragePoolBucket("default", "again")
	if must("get", err); bucket == nil || bucket.Description != "kept" {
		t.Errorf("%+v", bucket)
	}
}

// TestRebuildFromImage rebuilds an instance from an image of its server, and of another one.
func TestRebuildFromImage(t *testing.T) {
	t.Parallel()
	srv, _ := local(t, minilxd.Options{Family: "incus"})
	_, far := local(t, minilxd.Options{Family: "incus"})
	other := overTLS(t, far)
	op, err := srv.CreateInstance(api.InstancesPost{Name: "c1", Source: api.InstanceSource{Type: "none"}})
	wait(t, op, err)
	for text, source := range map[string]lxd.InstanceServer{"mine": srv, "theirs": other} {
		image, _, err := source.GetImage(upload(t, source, map[string]string{"note": text}, text))
		if err != nil {
			t.Fatal(err)
		}
		remote, err := srv.RebuildInstanceFromImage(source, *image, "c1", api.InstanceRebuildPost{})
		if err != nil {
			t.Fatal(err)
		}
		if err := remote.Wait(); err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		content, _, err := srv.GetInstanceFile("c1", "/note")
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got, err := io.ReadAll(content); err != nil || string(got) != text {
			t.Errorf("%s: %q %v", text, got, err)
		}
		_ = content.Close()
	}
}

// TestObjectsOfToday creates, lists, changes and deletes objects that only LXD 6 has, with the methods that it publishes.
func TestObjectsOfToday(t *testing.T) {
	t.Parallel()
	srv, _ := local(t, minilxd.Options{})
	must := steps(t)
	must("group", srv.CreateAuthGroup(api.AuthGroupsPost{AuthGroupPost: api.AuthGroupPost{Name: "g"}}))
	_, etag, err := srv.GetAuthGroup("g")
	must("get group", err)
	must("update group", srv.UpdateAuthGroup("g", api.AuthGroupPut{Description: "d"}, etag))
	if err := srv.UpdateAuthGroup("g", api.AuthGroupPut{}, etag); !errors.Is(err, api.ErrPrecondition) {
		t.Errorf("update with an old ETag: %v", err)
	}
	must("rename group", srv.RenameAuthGroup("g", api.AuthGroupPost{Name: "h"}))
	names, err := srv.GetAuthGroupNames()
	if must("groups", err); !slices.Contains(names, "h") {
		t.Errorf("groups: %v", names)
	}
	must("delete group", srv.DeleteAuthGroup("h"))
	must("identity", srv.CreateIdentityTLS(api.IdentitiesTLSPost{Name: "i"}))
	ids, err := srv.GetIdentityIdentifiersByAuthenticationMethod("tls")
	if must("identities", err); !slices.Contains(ids, "i") {
		t.Errorf("identities: %v", ids)
	}
	must("delete identity", srv.DeleteIdentity("tls", "i"))
	must("network", srv.CreateNetwork(api.NetworksPost{Name: "n"}))
	must("pool", waited(srv.CreateNetworkLoadBalancerPool("n", api.NetworkLoadBalancerPoolsPost{Name: "p"})))
	must("update pool", waited(srv.UpdateNetworkLoadBalancerPool("n", "p", api.NetworkLoadBalancerPoolPut{Description: "d"}, "")))
	pools, err := srv.GetNetworkLoadBalancerPools("n")
	if must("pools", err); len(pools) != 1 || pools[0].Description != "d" {
		t.Errorf("pools: %+v", pools)
	}
	must("delete pool", waited(srv.DeleteNetworkLoadBalancerPool("n", "p")))
	must("project", srv.CreateProject(api.ProjectsPost{Name: "q"}))
	must("replicator", srv.CreateReplicator("q", api.ReplicatorsPost{Name: "r"}))
	replicators, err := srv.GetReplicators("q")
	if must("replicators", err); len(replicators) != 1 || replicators[0].Name != "r" {
		t.Errorf("replicators: %+v", replicators)
	}
	must("delete replicator", srv.DeleteReplicator("q", "r"))
	uuids, err := srv.GetOIDCSessionUUIDsByEmail("jane@example.com")
	if must("sessions", err); len(uuids) != 1 {
		t.Fatalf("sessions: %v", uuids)
	}
	must("end session", srv.DeleteOIDCSession(uuids[0]))
	if _, err := srv.GetOIDCSession(uuids[0]); !errors.Is(err, api.ErrNotFound) {
		t.Errorf("a session that ended: %v", err)
	}
}
