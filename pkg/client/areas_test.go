package lxd_test

import (
	"errors"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/pkg/api"
	lxd "github.com/openlxc/lxc/pkg/client"
)

// life runs all methods of a collection on one object.
func life[T, C, P any](t *testing.T, what string, all lxd.Collection[T, C, P], post C, name string, put P, renames bool) {
	t.Helper()
	must := func(step string, err error) {
		t.Helper()
		if err != nil {
			t.Errorf("%s: %s: %v", what, step, err)
		}
	}
	must("create", all.Create(post))
	if err := all.Create(post); !errors.Is(err, api.ErrConflict) {
		t.Errorf("%s: create again: %v", what, err)
	}
	names, err := all.Names()
	must("names", err)
	if !strings.Contains(strings.Join(names, " "), name) {
		t.Errorf("%s: names: %v", what, names)
	}
	list, err := all.List()
	must("list", err)
	if len(list) == 0 {
		t.Errorf("%s: the list is empty", what)
	}
	_, etag, err := all.Get(name)
	must("get", err)
	must("update", all.Update(name, put, etag))
	if _, fresh, _ := all.Get(name); fresh != etag {
		if err := all.Update(name, put, etag); !errors.Is(err, api.ErrPrecondition) {
			t.Errorf("%s: update with an old ETag: %v", what, err)
		}
	}
	if renames {
		must("rename", all.Rename(name, "renamed"))
		name = "renamed"
	}
	must("delete", all.Delete(name))
	if _, _, err := all.Get(name); !errors.Is(err, api.ErrNotFound) {
		t.Errorf("%s: get after delete: %v", what, err)
	}
}

func TestCollections(t *testing.T) {
	t.Parallel()
	srv, _ := local(t, minilxd.Options{})
	if err := srv.CreateNetwork(api.NetworksPost{Name: "n1"}); err != nil {
		t.Fatal(err)
	}
	life(t, "acl", srv.NetworkACLs(), api.NetworkACLsPost{NetworkACLPost: api.NetworkACLPost{Name: "a"}}, "a", api.NetworkACLPut{Description: "x"}, true)
	life(t, "forward", srv.NetworkForwards("n1"), api.NetworkForwardsPost{ListenAddress: "192.0.2.1"}, "192.0.2.1", api.NetworkForwardPut{Description: "x"}, false)
	life(t, "load balancer", srv.NetworkLoadBalancers("n1"), api.NetworkLoadBalancersPost{ListenAddress: "2001:db8::1"}, "2001:db8::1", api.NetworkLoadBalancerPut{Description: "x"}, false)
	life(t, "pool", srv.NetworkLoadBalancerPools("n1"), api.NetworkLoadBalancerPoolsPost{Name: "p"}, "p", api.NetworkLoadBalancerPoolPut{Description: "x"}, false)
	life(t, "peer", srv.NetworkPeers("n1"), api.NetworkPeersPost{Name: "p"}, "p", api.NetworkPeerPut{Description: "x"}, false)
	life(t, "zone", srv.NetworkZones(), api.NetworkZonesPost{Name: "z"}, "z", api.NetworkZonePut{Description: "x"}, false)
	if err := srv.NetworkZones().Create(api.NetworkZonesPost{Name: "z"}); err != nil {
		t.Fatal(err)
	}
	life(t, "record", srv.NetworkZoneRecords("z"), api.NetworkZoneRecordsPost{Name: "www"}, "www", api.NetworkZoneRecordPut{Description: "x"}, false)
	life(t, "bucket", srv.StoragePoolBuckets("default"), api.StorageBucketsPost{Name: "b"}, "b", api.StorageBucketPut{Description: "x"}, false)
	life(t, "group", srv.ClusterGroups(), api.ClusterGroupsPost{Name: "g"}, "g", api.ClusterGroupPut{Description: "x"}, true)
	life(t, "link", srv.ClusterLinks(), api.ClusterLinksPost{Name: "l"}, "l", api.ClusterLinkPut{Description: "x"}, true)
	life(t, "placement group", srv.PlacementGroups(), api.PlacementGroupsPost{Name: "g"}, "g", api.PlacementGroupPut{Description: "x"}, true)
	life(t, "replicator", srv.Replicators(), api.ReplicatorsPost{Name: "r"}, "r", api.ReplicatorPut{Description: "x"}, true)
	life(t, "auth group", srv.AuthGroups(), api.AuthGroupsPost{AuthGroupPost: api.AuthGroupPost{Name: "g"}}, "g", api.AuthGroupPut{Description: "x"}, true)
	life(t, "identity", srv.Identities("tls"), api.IdentitiesPost{Name: "i"}, "i", api.IdentityPut{Groups: []string{"x"}}, true)
	life(t, "mapping", srv.IdentityProviderGroups(), api.IdentityProviderGroupsPost{Name: "g"}, "g", api.IdentityProviderGroupPut{Groups: []string{"x"}}, true)
	incus, _ := local(t, minilxd.Options{Family: "incus"})
	life(t, "address set", incus.NetworkAddressSets(), api.NetworkAddressSetsPost{Name: "s"}, "s", api.NetworkAddressSetPut{Addresses: []string{"192.0.2.0/24"}}, true)
	life(t, "integration", incus.NetworkIntegrations(), api.NetworkIntegrationsPost{Name: "i", Type: "ovn"}, "i", api.NetworkIntegrationPut{Description: "x"}, true)
}

// TestStorageAndProjects covers methods that are not part of a collection.
func TestStorageAndProjects(t *testing.T) {
	t.Parallel()
	srv, _ := local(t, minilxd.Options{})
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Error(err)
		}
	}
	must(srv.CreateStoragePool(api.StoragePoolsPost{Name: "p2", Driver: "dir"}))
	must(srv.CreateStoragePoolVolume("p2", api.StorageVolumesPost{Name: "v1", Type: "custom"}))
	op, err := srv.PostStoragePoolVolume("p2", "custom", "v1", api.StorageVolumePost{Name: "v2"})
	must(err)
	must(op.Wait())
	life(t, "volume snapshot", srv.StoragePoolVolumeSnapshots("p2", "custom", "v2"), api.StorageVolumeSnapshotsPost{Name: "s"}, "s", api.StorageVolumeSnapshotPut{Description: "x"}, true)
	state, err := srv.GetStoragePoolVolumeState("p2", "custom", "v2")
	must(err)
	if state.Usage == nil || state.Usage.Used == 0 {
		t.Errorf("state: %+v", state)
	}
	room, err := srv.GetStoragePoolResources("p2")
	must(err)
	if room.Space.Total == 0 {
		t.Errorf("room: %+v", room)
	}
	key, err := srv.CreateStoragePoolBucket("p2", api.StorageBucketsPost{Name: "b"})
	must(err)
	if key == nil || key.SecretKey == "" {
		t.Errorf("first key: %+v", key)
	}
	key, err = srv.CreateStoragePoolBucketKey("p2", "b", api.StorageBucketKeysPost{Name: "k"})
	must(err)
	if key == nil || key.AccessKey == "" {
		t.Errorf("key: %+v", key)
	}
	must(srv.StoragePoolBucketKeys("p2", "b").Delete("k"))
	must(srv.DeleteStoragePoolVolume("p2", "custom", "v2"))
	must(srv.CreateProject(api.ProjectsPost{Name: "j"}))
	must(srv.UpdateProject("j", api.ProjectPut{Description: "x", Config: map[string]string{"user.a": "b"}}, ""))
	must(waited(srv.RenameProject("j", api.ProjectPost{Name: "k"})))
	usage, err := srv.GetProjectState("k")
	must(err)
	if usage.Resources["instances"].Limit != -1 {
		t.Errorf("usage: %+v", usage)
	}
	must(srv.DeleteProject("k"))
	warnings, err := srv.Warnings().List()
	must(err)
	if len(warnings) == 0 {
		t.Error("no warning")
	}
	must(srv.Warnings().Update(warnings[0].UUID, api.WarningPut{Status: "acknowledged"}, ""))
	cluster, _, err := srv.GetCluster()
	must(err)
	if !cluster.Enabled {
		t.Error("no cluster")
	}
	members, err := srv.ClusterMembers().List()
	must(err)
	must(srv.RenameClusterMember(members[0].ServerName, api.ClusterMemberPost{ServerName: "other"}))
	must(srv.DeleteClusterMember("other", true))
	if _, err := srv.GetPermissions("", "server"); err != nil {
		t.Error(err)
	}
}

// TestMissingExtensions calls methods on a server without extensions: the error names the extension, and nothing is sent.
func TestMissingExtensions(t *testing.T) {
	t.Parallel()
	var sent atomic.Int64
	srv, _ := local(t, minilxd.Options{Bare: true, Middleware: func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			sent.Add(1)
			next.ServeHTTP(w, r)
		})
	}})
	if _, _, err := srv.GetServer(); err != nil {
		t.Fatal(err)
	}
	before := sent.Load()
	second := func(_ any, err error) error { return err }
	third := func(_, _ any, err error) error { return err }
	none := strings.NewReader("")
	for name, err := range map[string]error{
		"acls": second(srv.NetworkACLs().List()), "acl log": second(srv.GetNetworkACLLogfile("a")), "zones": second(srv.NetworkZones().Names()),
		"state": second(srv.GetNetworkState("n")), "leases": second(srv.GetNetworkLeases("n")), "allocations": second(srv.GetNetworkAllocations()),
		"balancer state": second(srv.GetNetworkLoadBalancerState("n", "a")), "pools": second(srv.GetStoragePools()),
		"volume copy":    second(srv.CreateStoragePoolVolumeOp("p", api.StorageVolumesPost{Type: "custom"})),
		"volume move":    second(srv.PostStoragePoolVolume("p", "custom", "v", api.StorageVolumePost{Name: "w"})),
		"volume migrate": second(srv.PostStoragePoolVolume("p", "custom", "v", api.StorageVolumePost{Migration: true})),
		"volume project": second(srv.PostStoragePoolVolume("p", "custom", "v", api.StorageVolumePost{Project: "x"})),
		"volume pool":    second(srv.PostStoragePoolVolume("p", "custom", "v", api.StorageVolumePost{Pool: "x"})),
		"volume sftp":    second(srv.GetStoragePoolVolumeSFTPConn("p", "custom", "v")),
		"volume nbd":     second(srv.GetStoragePoolVolumeNBDConn("p", "custom", "v", true)), "rebuild volume": srv.RebuildStoragePoolVolume("p", "custom", "v"),
		"bucket": second(srv.CreateStoragePoolBucket("p", api.StorageBucketsPost{})), "backup": second(srv.CreateBackup(lxd.InstanceOwner("c"), api.BackupsPost{})),
		"backups": second(srv.GetInstanceBackups("c")), "backup names": second(srv.GetBackupNames(lxd.BucketOwner("p", "b"))),
		"backup stream": second(srv.StreamBackup(lxd.VolumeOwner("p", "v"), api.BackupsPost{})),
		"import":        second(srv.ImportInstance(none, lxd.BackupImportArgs{Name: "c"})), "import volume": second(srv.ImportVolume("p", none, lxd.BackupImportArgs{Type: "iso"})),
		"import bucket": second(srv.ImportBucket("p", none, lxd.BackupImportArgs{})), "metadata": third(srv.GetInstanceMetadata("c")),
		"metadata put": srv.UpdateInstanceMetadata("c", api.ImageMetadata{}, ""), "templates": second(srv.GetInstanceTemplateFiles("c")),
		"template": second(srv.GetInstanceTemplateFile("c", "t")), "template put": srv.CreateInstanceTemplateFile("c", "t", none),
		"template delete": srv.DeleteInstanceTemplateFile("c", "t"), "console log": second(srv.GetInstanceConsoleLog("c", nil)),
		"console clear": srv.DeleteInstanceConsoleLog("c", nil), "screenshot": second(srv.GetInstanceScreenshot("c")), "uefi": third(srv.GetInstanceUEFIVars("c")),
		"uefi put": srv.UpdateInstanceUEFIVars("c", api.InstanceUEFIVars{}, ""), "nvram": second(srv.GetInstanceNVRAM("c", "g")),
		"nvram put": srv.UpdateInstanceNVRAMVariable("c", "g", "v", none, "", ""), "nvram delete": srv.DeleteInstanceNVRAMVariable("c", "g", "v"),
		"memory": second(srv.GetInstanceMemory("c", "elf")), "repair": srv.RepairInstance("c", "x"), "bitmap": srv.CreateInstanceBitmap("c", api.StorageVolumeBitmapsPost{}),
		"nbd": second(srv.GetInstanceNBDConn("c")), "forward": second(srv.ForwardInstancePort("c", "", 80)), "bulk": second(srv.UpdateInstances(api.InstancesPut{State: &api.InstanceStatePut{}}, "")),
		"vga": second(srv.StartVGA("c", false)), "project state": second(srv.GetProjectState("p")), "project access": second(srv.GetProjectAccess("p")),
		"project force": srv.DeleteProjectForce("p"), "replica": srv.UpdateProjectReplica("p", "leader", true), "cluster": third(srv.GetCluster()),
		"cluster put": second(srv.UpdateCluster(api.ClusterPut{}, "")), "cluster certificate": srv.UpdateClusterCertificate(api.ClusterCertificatePut{}, ""),
		"join token": second(srv.CreateClusterMember(api.ClusterMembersPost{})), "member state": third(srv.GetClusterMemberState("m")),
		"evacuate": second(srv.UpdateClusterMemberState("m", api.ClusterMemberStatePost{Mode: "stop"})), "link": second(srv.CreateClusterLink(api.ClusterLinksPost{})),
		"link state": second(srv.GetClusterLinkState("l")), "replicator": second(srv.GetReplicatorState("r")), "run": second(srv.RunReplicator("r", true)),
		"identity": second(srv.CreateIdentity("tls", api.IdentitiesPost{})), "bearer": second(srv.CreateIdentity("bearer", api.IdentitiesPost{})),
		"current": second(srv.GetCurrentIdentity()), "issue": second(srv.IssueIdentityToken("i", "")), "revoke": srv.RevokeIdentityToken("i"),
		"permissions": second(srv.GetPermissions("", "")), "sessions": second(srv.OIDCSessions().List()), "keys": second(srv.GetMetadataConfiguration()),
		"metrics": second(srv.GetMetrics()), "access": second(srv.GetInstanceAccess("c")), "project": second(srv.UseProject("x").GetProfiles()),
		"target": second(srv.UseTarget("m").GetProfiles()), "copy volume": second(srv.CopyStoragePoolVolume("p", srv, "p", api.StorageVolume{Name: "v"}, &lxd.StoragePoolVolumeCopyArgs{Refresh: true})),
	} {
		var lacks *lxd.MissingExtensionError
		if !errors.As(err, &lacks) || lacks.Extension == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if n := sent.Load() - before; n > 0 {
		t.Errorf("%d requests were sent nevertheless", n)
	}
}

// TestCreateNamed checks that the name that a server chose is read from the location of the object, or from the operation that
// made it.
func TestCreateNamed(t *testing.T) {
	t.Parallel()
	wildcard := api.NetworkForwardsPost{ListenAddress: "::"}
	srv, _ := local(t, minilxd.Options{Extra: []string{"network_allocate_external_ips"}})
	if err := srv.CreateNetwork(api.NetworksPost{Name: "n1"}); err != nil {
		t.Fatal(err)
	}
	if name, err := lxd.CreateNamed(srv.NetworkForwards("n1"), wildcard); err != nil || name != "2001:db8::1" {
		t.Errorf("%q %v", name, err)
	}
	for answer, want := range map[string]string{
		`{"entity_url":"/1.0/networks/n1/forwards/192.0.2.7?project=default"}`: "192.0.2.7",
		`{"entity_url":"/1.0/networks/n1"}`:                                    "",
		`null`:                                                                 "",
	} {
		later, _ := scripted(t, "lxd", nil, map[string]string{
			"POST /1.0/networks/n1/forwards": "async",
			"GET /1.0/operations/op1/wait":   `{"id":"op1","class":"task","status":"Success","status_code":200,"metadata":` + answer + `}`,
		})
		if name, err := lxd.CreateNamed(later.NetworkForwards("n1"), wildcard); err != nil || name != want {
			t.Errorf("%s: %q %v", answer, name, err)
		}
	}
	old, _ := scripted(t, "lxd", []string{}, nil)
	if _, err := lxd.CreateNamed(old.NetworkForwards("n1"), wildcard); err == nil {
		t.Error("accepted by a server without forwards")
	}
}
