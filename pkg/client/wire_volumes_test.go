package lxd_test

import (
	"io"
	"net/http"
	"strings"

	"github.com/openlxc/lxc/pkg/api"
	lxd "github.com/openlxc/lxc/pkg/client"
)

// publishedVolumeCalls are the calls for snapshots, volumes and backups.
func publishedVolumeCalls() []call {
	return []call{
		{want: `GET /1.0/storage-pools/p/volumes/custom/v/backups`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetStoragePoolVolumeBackupNames("p", "v")) }},
		{want: `GET /1.0/storage-pools/p/volumes/custom/v/backups?recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetStoragePoolVolumeBackups("p", "v")) }},
		{want: `GET /1.0/storage-pools/p/volumes/custom/v/backups/b`, do: func(s lxd.InstanceServer) error { return third(s.GetStoragePoolVolumeBackup("p", "v", "b")) }},
		{want: `POST /1.0/storage-pools/p/volumes/custom/v/backups {"name":"b","expires_at":"0001-01-01T00:00:00Z","volume_only":true}`, answer: "async", do: func(s lxd.InstanceServer) error {
			return waited(s.CreateStoragePoolVolumeBackup("p", "v", api.StoragePoolVolumeBackupsPost{Name: "b", VolumeOnly: true}))
		}},
		{want: `POST /1.0/storage-pools/p/volumes/custom/v/backups/b {"name":"n2"}`, answer: "async", do: func(s lxd.InstanceServer) error {
			return waited(s.RenameStoragePoolVolumeBackup("p", "v", "b", api.StoragePoolVolumeBackupPost{Name: "n2"}))
		}},
		{want: `DELETE /1.0/storage-pools/p/volumes/custom/v/backups/b`, answer: "async", do: func(s lxd.InstanceServer) error { return waited(s.DeleteStoragePoolVolumeBackup("p", "v", "b")) }},
		{want: `GET /1.0/storage-pools/p/volumes/custom/v/backups/b/export`, answer: "raw:tar", do: func(s lxd.InstanceServer) error {
			return second(s.GetStoragePoolVolumeBackupFile("p", "v", "b", &lxd.BackupFileRequest{BackupFile: discardSeeker{}}))
		}},
		{want: `GET /1.0/storage-pools/p/volumes/custom/v/backups`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetStorageVolumeBackupNames("p", "v")) }},
		{want: `GET /1.0/storage-pools/p/volumes/custom/v/backups?recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetStorageVolumeBackups("p", "v")) }},
		{want: `GET /1.0/storage-pools/p/volumes/custom/v/backups/b`, do: func(s lxd.InstanceServer) error { return third(s.GetStorageVolumeBackup("p", "v", "b")) }},
		{want: `POST /1.0/storage-pools/p/volumes/custom/v/backups {"name":"b","expires_at":"0001-01-01T00:00:00Z","volume_only":true}`, answer: "async", do: func(s lxd.InstanceServer) error {
			return waited(s.CreateStorageVolumeBackup("p", "v", api.StorageVolumeBackupsPost{Name: "b", VolumeOnly: true}))
		}},
		{want: `POST /1.0/storage-pools/p/volumes/custom/v/backups/b {"name":"n2"}`, answer: "async", do: func(s lxd.InstanceServer) error {
			return waited(s.RenameStorageVolumeBackup("p", "v", "b", api.StorageVolumeBackupPost{Name: "n2"}))
		}},
		{want: `DELETE /1.0/storage-pools/p/volumes/custom/v/backups/b`, answer: "async", do: func(s lxd.InstanceServer) error { return waited(s.DeleteStorageVolumeBackup("p", "v", "b")) }},
		{want: `GET /1.0/storage-pools/p/volumes/custom/v/backups/b/export`, answer: "raw:tar", do: func(s lxd.InstanceServer) error {
			return second(s.GetStorageVolumeBackupFile("p", "v", "b", &lxd.BackupFileRequest{BackupFile: discardSeeker{}}))
		}},
		{want: `POST /1.0/storage-pools/p/volumes/custom tar`, answer: "async", header: "X-LXD-Name: n", do: func(s lxd.InstanceServer) error {
			return waited(s.CreateStoragePoolVolumeFromBackup("p", lxd.StoragePoolVolumeBackupArgs{BackupFile: strings.NewReader("tar"), Name: "n"}))
		}},
		{want: `POST /1.0/storage-pools/p/volumes/custom iso`, answer: "async", header: "X-Incus-Type: iso", do: func(s lxd.InstanceServer) error {
			return waited(s.CreateStoragePoolVolumeFromISO("p", lxd.StorageVolumeBackupArgs{BackupFile: strings.NewReader("iso"), Name: "n"}))
		}},
		{want: `GET /1.0/storage-pools/p/volumes/custom/v/snapshots`, answer: "[]", do: func(s lxd.InstanceServer) error {
			return second(s.GetStoragePoolVolumeSnapshotNames("p", "custom", "v"))
		}},
		{want: `GET /1.0/storage-pools/p/volumes/custom/v/snapshots?recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetStoragePoolVolumeSnapshots("p", "custom", "v")) }},
		{want: `GET /1.0/storage-pools/p/volumes/custom/v/snapshots/s`, do: func(s lxd.InstanceServer) error {
			return third(s.GetStoragePoolVolumeSnapshot("p", "custom", "v", "s"))
		}},
		{want: `POST /1.0/storage-pools/p/volumes/custom/v/snapshots {"name":"s"}`, answer: "async", do: func(s lxd.InstanceServer) error {
			return waited(s.CreateStoragePoolVolumeSnapshot("p", "custom", "v", api.StorageVolumeSnapshotsPost{Name: "s"}))
		}},
		{want: `PUT /1.0/storage-pools/p/volumes/custom/v/snapshots/s {"description":"d"}`, header: "If-Match: e", do: func(s lxd.InstanceServer) error {
			return s.UpdateStoragePoolVolumeSnapshot("p", "custom", "v", "s", api.StorageVolumeSnapshotPut{Description: "d"}, "e")
		}},
		{want: `POST /1.0/storage-pools/p/volumes/custom/v/snapshots/s {"name":"n2"}`, answer: "async", do: func(s lxd.InstanceServer) error {
			return waited(s.RenameStoragePoolVolumeSnapshot("p", "custom", "v", "s", api.StorageVolumeSnapshotPost{Name: "n2"}))
		}},
		{want: `DELETE /1.0/storage-pools/p/volumes/custom/v/snapshots/s`, answer: "async", do: func(s lxd.InstanceServer) error {
			return waited(s.DeleteStoragePoolVolumeSnapshot("p", "custom", "v", "s"))
		}},
		{want: `POST /1.0/storage-pools/p/volumes/custom/v {"name":"w"}`, do: func(s lxd.InstanceServer) error {
			return s.RenameStoragePoolVolume("p", "custom", "v", api.StorageVolumePost{Name: "w"})
		}},
		{want: `POST /1.0/storage-pools/p/volumes/custom/v {"name":"v","migration":true}`, answer: "async", do: func(s lxd.InstanceServer) error {
			return waited(s.MigrateStoragePoolVolume("p", api.StorageVolumePost{Name: "v", Migration: true}))
		}},
		{want: `GET /1.0/storage-pools/p/volumes?filter=name+eq+v&recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error {
			return second(s.GetStoragePoolVolumesWithFilter("p", []string{"name=v"}))
		}},
		{want: `GET /1.0/storage-pools/p/volumes?all-projects=true&recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetStoragePoolVolumesAllProjects("p")) }},
		{want: `GET /1.0/storage-pools/p/volumes?all-projects=true&filter=name+eq+v+and+config.size+eq+%221+GiB%22&recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error {
			return second(s.GetStoragePoolVolumesWithFilterAllProjects("p", []string{"name=v", "config.size=1 GiB"}))
		}},
		{want: `GET /1.0/instances/c/backups`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetInstanceBackupNames("c")) }},
		{want: `GET /1.0/instances/c/backups/b`, do: func(s lxd.InstanceServer) error { return third(s.GetInstanceBackup("c", "b")) }},
		{want: `POST /1.0/instances/c/backups {"name":"b","expires_at":"0001-01-01T00:00:00Z"}`, answer: "async", do: func(s lxd.InstanceServer) error {
			return waited(s.CreateInstanceBackup("c", api.InstanceBackupsPost{Name: "b"}))
		}},
		{want: `POST /1.0/instances/c/backups/b {"name":"n2"}`, answer: "async", do: func(s lxd.InstanceServer) error {
			return waited(s.RenameInstanceBackup("c", "b", api.InstanceBackupPost{Name: "n2"}))
		}},
		{want: `DELETE /1.0/instances/c/backups/b`, answer: "async", do: func(s lxd.InstanceServer) error { return waited(s.DeleteInstanceBackup("c", "b")) }},
		{want: `GET /1.0/instances/c/backups/b/export`, answer: "raw:tar", do: func(s lxd.InstanceServer) error {
			return second(s.GetInstanceBackupFile("c", "b", &lxd.BackupFileRequest{BackupFile: discardSeeker{}}))
		}},
		{want: `POST /1.0/instances tar`, answer: "async", header: "X-LXD-Pool: p", do: func(s lxd.InstanceServer) error {
			return waited(s.CreateInstanceFromBackup(lxd.InstanceBackupArgs{BackupFile: strings.NewReader("tar"), PoolName: "p", Name: "n"}))
		}},
		{want: `POST /1.0/instances tar2`, answer: "async", header: "X-Incus-Devices: root,size=1GiB", do: func(s lxd.InstanceServer) error {
			return waited(s.CreateInstanceFromBackup(lxd.InstanceBackupArgs{BackupFile: strings.NewReader("tar2"), Devices: []string{"root,size=1GiB"}}))
		}},
	}
}

// publishedInstanceCalls are lists with filters, and raw calls.
func publishedInstanceCalls() []call {
	return []call{
		{want: `GET /1.0/instances?instance-type=container&recursion=1`, answer: "[]", always: true, do: func(s lxd.InstanceServer) error { return second(s.GetInstances(api.InstanceTypeContainer)) }},
		{want: `GET /1.0/instances?filter=status+eq+Running&instance-type=virtual-machine&recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error {
			return second(s.GetInstancesWithFilter(api.InstanceTypeVM, []string{"status=Running"}))
		}},
		{want: `GET /1.0/instances?all-projects=true&instance-type=container&recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetInstancesAllProjects(api.InstanceTypeContainer)) }},
		{want: `GET /1.0/instances?all-projects=true&filter=name+eq+c&recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error {
			return second(s.GetInstancesAllProjectsWithFilter(api.InstanceTypeAny, []string{"name eq c"}))
		}},
		{want: `GET /1.0/instances?instance-type=container&recursion=2`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetInstancesFull(api.InstanceTypeContainer)) }},
		{want: `GET /1.0/instances?filter=status+eq+Running&instance-type=virtual-machine&recursion=2`, answer: "[]", do: func(s lxd.InstanceServer) error {
			return second(s.GetInstancesFullWithFilter(api.InstanceTypeVM, []string{"status=Running"}))
		}},
		{want: `GET /1.0/instances?all-projects=true&instance-type=container&recursion=2`, answer: "[]", do: func(s lxd.InstanceServer) error {
			return second(s.GetInstancesFullAllProjects(api.InstanceTypeContainer))
		}},
		{want: `GET /1.0/instances?all-projects=true&filter=name+eq+c&recursion=2`, answer: "[]", do: func(s lxd.InstanceServer) error {
			return second(s.GetInstancesFullAllProjectsWithFilter(api.InstanceTypeAny, []string{"name eq c"}))
		}},
		{want: `GET /1.0/instances?all-projects=true`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetInstanceNamesAllProjects(api.InstanceTypeAny)) }},
		{want: `GET /1.0/instances/c?recursion=1`, do: func(s lxd.InstanceServer) error { return third(s.GetInstanceFull("c")) }},
		{want: `GET /1.0/images?filter=public+eq+true&recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetImagesWithFilter([]string{"public=true"})) }},
		{want: `PUT /1.0/instances {"state":{"action":"stop","timeout":5,"force":false,"stateful":false}}`, answer: "async", header: "If-Match: e", do: func(s lxd.InstanceServer) error {
			return waited(s.UpdateInstances(api.InstancesPut{State: &api.InstanceStatePut{Action: "stop", Timeout: 5}}, "e"))
		}},
		{want: `POST /1.0/projects/p {"name":"n2"}`, answer: "async", do: func(s lxd.InstanceServer) error { return waited(s.RenameProject("p", api.ProjectPost{Name: "n2"})) }},
		{want: `PUT /1.0/instances/c/state {"action":"start"}`, answer: "async", header: "If-Match: e", always: true, do: func(s lxd.InstanceServer) error {
			return raw(s.RawOperation("PUT", "/1.0/instances/c/state", map[string]string{"action": "start"}, "e"))
		}},
		{want: `GET /1.0/profiles?x=1`, header: "User-Agent: own", always: true, do: func(s lxd.InstanceServer) error { return sentOwn(s) }},
	}
}

// discardSeeker is a file that discards what is written.
type discardSeeker struct{}

func (discardSeeker) Write(p []byte) (int, error)    { return len(p), nil }
func (discardSeeker) Seek(int64, int) (int64, error) { return 0, nil }

func raw(op *lxd.Operation, _ string, err error) error { return waited(op, err) }

// sentOwn sends an arbitrary request.
func sentOwn(s lxd.InstanceServer) error {
	info, err := s.GetConnectionInfo()
	if err != nil {
		return err
	}
	req, err := http.NewRequest(http.MethodGet, info.URL+"/1.0/profiles?x=1", nil)
	if err != nil {
		return err
	}
	req.Header.Set("User-Agent", "own")
	resp, err := s.DoHTTP(req)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, resp.Body)
	return closed(resp.Body, err)
}
