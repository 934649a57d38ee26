package lxd_test

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"

	"github.com/openlxc/lxc/pkg/api"
	lxd "github.com/openlxc/lxc/pkg/client"
)

// incusListCalls are the calls for lists that Incus 7 publishes: filtered, of all projects, or with everything in them.
func incusListCalls() []call {
	filters := []string{"name=n"}
	none := `{}`
	return []call{
		{want: `GET /1.0/certificates?filter=name+eq+n&recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetCertificatesWithFilter(filters)) }},
		{want: `GET /1.0/cluster/members?filter=name+eq+n&recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetClusterMembersWithFilter(filters)) }},
		{want: `GET /1.0/images?all-projects=true&recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetImagesAllProjects()) }},
		{want: `GET /1.0/images?all-projects=true&filter=name+eq+n&recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetImagesAllProjectsWithFilter(filters)) }},
		{want: `GET /1.0/network-acls?all-projects=true&recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetNetworkACLsAllProjects()) }},
		{want: `GET /1.0/network-address-sets?all-projects=true&recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetNetworkAddressSetsAllProjects()) }},
		{want: `GET /1.0/network-allocations?all-projects=true&recursion=1`, answer: `[{"addresses":"10.0.0.2/24"}]`, do: func(s lxd.InstanceServer) error {
			all, err := s.GetNetworkAllocationsAllProjects()
			return wanted(err, func() any { return all[0].Address }, "10.0.0.2/24")
		}},
		{want: `GET /1.0/network-zones?all-projects=true&recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetNetworkZonesAllProjects()) }},
		{want: `GET /1.0/networks?all-projects=true&recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetNetworksAllProjects()) }},
		{want: `GET /1.0/networks?all-projects=true&filter=name+eq+n&recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetNetworksAllProjectsWithFilter(filters)) }},
		{want: `GET /1.0/networks?filter=name+eq+n&recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetNetworksWithFilter(filters)) }},
		{want: `GET /1.0/operations?all-projects=true&recursion=1`, answer: none, do: func(s lxd.InstanceServer) error { return second(s.GetOperationsAllProjects()) }},
		{want: `GET /1.0/profiles?all-projects=true&recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetProfilesAllProjects()) }},
		{want: `GET /1.0/profiles?all-projects=true&filter=name+eq+n&recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetProfilesAllProjectsWithFilter(filters)) }},
		{want: `GET /1.0/profiles?filter=name+eq+n&recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetProfilesWithFilter(filters)) }},
		{want: `GET /1.0/projects?filter=name+eq+n&recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetProjectsWithFilter(filters)) }},
		{want: `GET /1.0/storage-pools?filter=name+eq+n&recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetStoragePoolsWithFilter(filters)) }},
		{want: `GET /1.0/storage-pools/p/buckets?filter=name+eq+n&recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetStoragePoolBucketsWithFilter("p", filters)) }},
		{want: `GET /1.0/storage-pools/p/buckets?all-projects=true&recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetStoragePoolBucketsAllProjects("p")) }},
		{want: `GET /1.0/storage-pools/p/buckets?all-projects=true&filter=name+eq+n&recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error {
			return second(s.GetStoragePoolBucketsWithFilterAllProjects("p", filters))
		}},
		{want: `GET /1.0/storage-pools/p/buckets/b?recursion=1`, answer: `{"name":"b","keys":[{"name":"k"}],"backups":[{"name":"b0"}]}`, do: func(s lxd.InstanceServer) error {
			b, _, err := s.GetStoragePoolBucketFull("p", "b")
			return wanted(err, func() any { return []string{b.Name, b.Keys[0].Name, b.Backups[0].Name} }, []string{"b", "k", "b0"})
		}},
		{want: `GET /1.0/storage-pools/p/buckets?recursion=2`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetStoragePoolBucketsFull("p")) }},
		{want: `GET /1.0/storage-pools/p/buckets?filter=name+eq+n&recursion=2`, answer: "[]", do: func(s lxd.InstanceServer) error {
			return second(s.GetStoragePoolBucketsFullWithFilter("p", filters))
		}},
		{want: `GET /1.0/storage-pools/p/buckets?all-projects=true&recursion=2`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetStoragePoolBucketsFullAllProjects("p")) }},
		{want: `GET /1.0/storage-pools/p/buckets?all-projects=true&filter=name+eq+n&recursion=2`, answer: "[]", do: func(s lxd.InstanceServer) error {
			return second(s.GetStoragePoolBucketsFullWithFilterAllProjects("p", filters))
		}},
		{want: `GET /1.0/storage-pools/p/volumes/custom/v?recursion=1`, answer: `{"name":"v","state":{"usage":{"used":7,"total":-1}},"snapshots":[{"name":"s"}],"backups":[{"name":"b"}]}`, do: func(s lxd.InstanceServer) error {
			v, _, err := s.GetStoragePoolVolumeFull("p", "custom", "v")
			return wanted(err, func() any { return []any{v.Name, v.State.Usage.Used, v.Snapshots[0].Name, v.Backups[0].Name} }, []any{"v", uint64(7), "s", "b"})
		}},
		{want: `GET /1.0/storage-pools/p/volumes?recursion=2`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetStoragePoolVolumesFull("p")) }},
		{want: `GET /1.0/storage-pools/p/volumes?filter=name+eq+n&recursion=2`, answer: "[]", do: func(s lxd.InstanceServer) error {
			return second(s.GetStoragePoolVolumesFullWithFilter("p", filters))
		}},
		{want: `GET /1.0/storage-pools/p/volumes?all-projects=true&recursion=2`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetStoragePoolVolumesFullAllProjects("p")) }},
		{want: `GET /1.0/storage-pools/p/volumes?all-projects=true&filter=name+eq+n&recursion=2`, answer: "[]", do: func(s lxd.InstanceServer) error {
			return second(s.GetStoragePoolVolumesFullWithFilterAllProjects("p", filters))
		}},
		{want: `GET /1.0/storage-pools/p/volumes?all-projects=true`, answer: `["/1.0/storage-pools/p/volumes/custom/v%201","/1.0/storage-pools/p/volumes/image/f?project=q"]`, do: func(s lxd.InstanceServer) error {
			names, err := s.GetStoragePoolVolumeNamesAllProjects("p")
			return wanted(err, names, map[string][]string{"default": {"custom/v 1"}, "q": {"image/f"}})
		}},
	}
}

// wanted returns an error unless err is nil and an answer is the wanted one; have may be a function that returns it.
func wanted(err error, have, want any) error {
	if err != nil {
		return err
	}
	if f, lazy := have.(func() any); lazy {
		have = f()
	}
	if plain, same := fmt.Sprintf("%+v", have), reflect.TypeOf(have) == reflect.TypeOf(want); !same || plain != fmt.Sprintf("%+v", want) {
		return fmt.Errorf("answer %T %s, not %T %+v", have, plain, want, want)
	}
	return nil
}

// incusObjectCalls are the calls for objects that Incus 7 publishes.
func incusObjectCalls() []call {
	file := func() *lxd.BackupFileRequest { return &lxd.BackupFileRequest{BackupFile: discardSeeker{}} }
	const stream = "Accept: application/octet-stream"
	const backup = `{"name":"b","expires_at":"0001-01-01T00:00:00Z"}`
	return []call{
		{want: `DELETE /1.0/cluster/members/m?pending=1`, do: func(s lxd.InstanceServer) error { return s.DeletePendingClusterMember("m", false) }},
		{want: `DELETE /1.0/cluster/members/m?force=1&pending=1`, do: func(s lxd.InstanceServer) error { return s.DeletePendingClusterMember("m", true) }},
		{want: `POST /1.0/instances/c/backups ` + backup, answer: "raw:tar", header: stream, do: func(s lxd.InstanceServer) error {
			return s.CreateInstanceBackupStream("c", api.InstanceBackupsPost{Name: "b"}, file())
		}},
		{want: `POST /1.0/storage-pools/p/volumes/custom/v/backups ` + backup, answer: "raw:tar", header: stream, do: func(s lxd.InstanceServer) error {
			return s.CreateStorageVolumeBackupStream("p", "v", api.StorageVolumeBackupsPost{Name: "b"}, file())
		}},
		{want: `POST /1.0/storage-pools/p/buckets/v/backups ` + backup, answer: "raw:tar", header: stream, do: func(s lxd.InstanceServer) error {
			return s.CreateStoragePoolBucketBackupStream("p", "v", api.StorageBucketBackupsPost{Name: "b"}, file())
		}},
		{want: `POST /1.0/storage-pools/p/buckets/v/backups ` + backup, answer: "async", do: func(s lxd.InstanceServer) error {
			return waited(s.CreateStoragePoolBucketBackup("p", "v", api.StorageBucketBackupsPost{Name: "b"}))
		}},
		{want: `GET /1.0/storage-pools/p/buckets/v/backups/b/export`, answer: "raw:tar", do: func(s lxd.InstanceServer) error {
			return second(s.GetStoragePoolBucketBackupFile("p", "v", "b", file()))
		}},
		{want: `DELETE /1.0/storage-pools/p/buckets/v/backups/b`, answer: "async", do: func(s lxd.InstanceServer) error { return waited(s.DeleteStoragePoolBucketBackup("p", "v", "b")) }},
		{want: `POST /1.0/storage-pools/p/buckets tar`, answer: "async", header: "X-Incus-Name: n", do: func(s lxd.InstanceServer) error {
			return waited(s.CreateStoragePoolBucketFromBackup("p", lxd.StoragePoolBucketBackupArgs{BackupFile: strings.NewReader("tar"), Name: "n"}))
		}},
		{want: `POST /1.0/storage-pools/p/volumes/custom {"config":null,"description":"","name":"v","type":"custom","source":{"name":"","type":"migration","pool":"","mode":"push","volume_only":false}}`, answer: "async", do: func(s lxd.InstanceServer) error {
			return waited(s.CreateStoragePoolVolumeFromMigration("p", api.StorageVolumesPost{Name: "v", Type: "custom", Source: api.StorageVolumeSource{Mode: "push"}}))
		}},
		{want: `GET /1.0/storage-pools/p/volumes/custom/v/bitmaps`, answer: `["/1.0/storage-pools/p/volumes/custom/v/bitmaps/b"]`, do: func(s lxd.InstanceServer) error {
			names, err := s.GetStorageVolumeBitmapNames("p", "custom", "v")
			return wanted(err, names, []string{"b"})
		}},
		{want: `GET /1.0/storage-pools/p/volumes/custom/v/bitmaps?recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetStorageVolumeBitmaps("p", "custom", "v")) }},
		{want: `GET /1.0/storage-pools/p/volumes/custom/v/bitmaps/b`, do: func(s lxd.InstanceServer) error { return second(s.GetStorageVolumeBitmap("p", "custom", "v", "b")) }},
		{want: `POST /1.0/storage-pools/p/volumes/custom/v/bitmaps {"name":"b","persistent":true,"disabled":false}`, do: func(s lxd.InstanceServer) error {
			return s.CreateStorageVolumeBitmap("p", "custom", "v", api.StorageVolumeBitmapsPost{Name: "b", Persistent: true})
		}},
		{want: `DELETE /1.0/storage-pools/p/volumes/custom/v/bitmaps/b`, do: func(s lxd.InstanceServer) error { return s.DeleteStorageVolumeBitmap("p", "custom", "v", "b") }},
		{want: `GET /1.0/storage-pools/p/volumes/custom/v/files?path=%2Fa`, answer: "raw:text", do: func(s lxd.InstanceServer) error {
			content, info, err := s.GetStorageVolumeFile("p", "custom", "v", "/a")
			return errors.Join(closed(content, err), wanted(err, func() any { return info.Type }, "file"))
		}},
		{want: `POST /1.0/storage-pools/p/volumes/custom/v/files?path=%2Fa text`, header: "X-Incus-Mode: 0640", do: func(s lxd.InstanceServer) error {
			return s.CreateStorageVolumeFile("p", "custom", "v", "/a", lxd.InstanceFileArgs{Content: strings.NewReader("text"), Mode: 0o640})
		}},
		{want: `DELETE /1.0/storage-pools/p/volumes/custom/v/files?path=%2Fa`, do: func(s lxd.InstanceServer) error { return s.DeleteStorageVolumeFile("p", "custom", "v", "/a") }},
		{want: `GET /1.0/instances/c/debug/memory?format=elf`, answer: "raw:elf", do: func(s lxd.InstanceServer) error { return closed(s.GetInstanceDebugMemory("c", "elf")) }},
		{want: `GET /1.0/instances/c/nvram/g?recursion=1`, answer: `{"Boot":{"binary":"AQI=","attributes":["NV"]}}`, do: func(s lxd.InstanceServer) error {
			all, err := s.GetInstanceNVRAMGUID("c", "g")
			return wanted(err, func() any { return all["Boot"].Binary }, []byte{1, 2})
		}},
		{want: `GET /1.0/instances/c/nvram/g/Boot`, answer: `{"data":"x"}`, header: "Accept: application/json", do: func(s lxd.InstanceServer) error {
			v, _, err := s.GetInstanceNVRAMGUIDVar("c", "g", "Boot")
			return wanted(err, func() any { return v.Data }, "x")
		}},
		{want: `PUT /1.0/instances/c/nvram/g/Boot {"data":"x","attributes":["NV"]}`, header: "If-Match: e", do: func(s lxd.InstanceServer) error {
			return s.UpdateInstanceNVRAMGUIDVar("c", "g", "Boot", api.InstanceNVRAMVariablePut{Data: "x", Attributes: []string{"NV"}}, "e")
		}},
		{want: `DELETE /1.0/instances/c/nvram/g/Boot`, do: func(s lxd.InstanceServer) error { return s.DeleteInstanceNVRAMGUIDVar("c", "g", "Boot") }},
		{want: `GET /1.0/instances/c/nvram/g/Boot`, answer: "raw:xy", header: stream, do: func(s lxd.InstanceServer) error {
			data, attributes, err := s.GetRawInstanceNVRAMGUIDVar("c", "g", "Boot")
			return wanted(err, []any{string(data), attributes}, []any{"xy", uint32(0)})
		}},
		{want: `PUT /1.0/instances/c/nvram/g/Boot xy`, header: "X-Incus-Attributes: 7", do: func(s lxd.InstanceServer) error {
			return s.UpdateRawInstanceNVRAMGUIDVar("c", "g", "Boot", []byte("xy"), 7, 1)
		}},
		{want: `PUT /1.0/instances/c/nvram/g/Boot xy`, header: "X-Incus-Timestamp: 1", do: func(s lxd.InstanceServer) error {
			return s.UpdateRawInstanceNVRAMGUIDVar("c", "g", "Boot", []byte("xy"), 0, 1)
		}},
		{want: `POST /1.0/instances/c/rebuild {"source":{"type":"image","fingerprint":"f"}}`, answer: "async", do: func(s lxd.InstanceServer) error {
			op, err := s.RebuildInstanceFromImage(s, api.Image{Fingerprint: "f"}, "c", api.InstanceRebuildPost{})
			if err != nil {
				return err
			}
			return op.Wait()
		}},
	}
}

// TestRawStreams checks the requests that ask for a raw stream, of which a scripted server opens none.
func TestRawStreams(t *testing.T) {
	t.Parallel()
	for want, open := range map[string]func(s lxd.InstanceServer) (io.Closer, error){
		`GET /1.0/storage-pools/p/volumes/custom/v/sftp`: func(s lxd.InstanceServer) (io.Closer, error) {
			return s.GetStoragePoolVolumeFileSFTPConn("p", "custom", "v")
		},
		`GET /1.0/storage-pools/p/volumes/custom/w/sftp`: func(s lxd.InstanceServer) (io.Closer, error) {
			return s.GetStoragePoolVolumeFileSFTP("p", "custom", "w")
		},
		`GET /1.0/storage-pools/p/volumes/custom/v/nbd`: func(s lxd.InstanceServer) (io.Closer, error) {
			return s.GetStoragePoolVolumeBlockNBDConn("p", "custom", "v", lxd.StorageVolumeNBDPost{})
		},
		`GET /1.0/storage-pools/p/volumes/custom/v/nbd?writable=1`: func(s lxd.InstanceServer) (io.Closer, error) {
			return s.GetStoragePoolVolumeBlockNBDConn("p", "custom", "v", lxd.StorageVolumeNBDPost{Writable: true})
		},
		`POST /1.0/instances/c/port-forward {"address":"::1","port":80}`: func(s lxd.InstanceServer) (io.Closer, error) {
			return s.GetInstancePortForwardConn("c", api.InstancePortForwardPost{Address: "::1", Port: 80})
		},
	} {
		srv, s := scripted(t, "incus", nil, nil)
		if _, err := open(srv); !errors.As(err, new(*api.StatusError)) {
			t.Errorf("%s: %v", want, err)
		}
		if len(s.seen) != 1 || s.seen[0] != want {
			t.Errorf("sent %q, not %q", s.seen, want)
		}
		old, asked := scripted(t, "lxd", []string{}, nil)
		if _, err := open(old); !errors.As(err, new(*lxd.MissingExtensionError)) || len(asked.seen) != 0 {
			t.Errorf("%s of a server without extensions: %v, sent %q", want, err, asked.seen)
		}
	}
}
