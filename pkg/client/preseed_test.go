package lxd_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/pkg/api"
)

// preseed returns a preseed with an object of each kind.
func preseed() api.InitPreseed {
	config := map[string]string{"user.a": "b"}
	return api.InitPreseed{Node: api.InitLocalPreseed{
		ServerPut:    api.ServerPut{Config: map[string]any{"user.x": "y"}},
		StoragePools: []api.StoragePoolsPost{{Name: "p", Driver: "dir", StoragePoolPut: api.StoragePoolPut{Config: config}}},
		Projects:     []api.ProjectsPost{{Name: "j", ProjectPut: api.ProjectPut{Config: config}}},
		Networks: []api.InitNetworksProjectPost{
			{NetworksPost: api.NetworksPost{Name: "n", NetworkPut: api.NetworkPut{Config: config, Description: "given"}}},
		},
		StorageVolumes: []api.InitStorageVolumesProjectPost{
			{Pool: "p", Project: "j", StorageVolumesPost: api.StorageVolumesPost{Name: "v", StorageVolumePut: api.StorageVolumePut{Config: config}}},
		},
		Profiles: []api.InitProfileProjectPost{{ProfilesPost: api.ProfilesPost{
			Name: "f", ProfilePut: api.ProfilePut{Config: config, Devices: map[string]map[string]string{"root": {"pool": "p"}}},
		}}},
		ClusterGroups: []api.ClusterGroupsPost{{Name: "g", ClusterGroupPut: api.ClusterGroupPut{Description: "given"}}},
	}}
}

// TestApplyServerPreseed applies a preseed to an empty server, and then again after changes by others, which stay.
func TestApplyServerPreseed(t *testing.T) {
	t.Parallel()
	for _, family := range []string{"lxd", "incus"} {
		t.Run(family, func(t *testing.T) {
			t.Parallel()
			srv, _ := local(t, minilxd.Options{Family: family})
			must := steps(t)
			must("first", srv.ApplyServerPreseed(preseed()))
			network, etag, err := srv.GetNetwork("n")
			must("network", err)
			network.Config["user.other"] = "kept"
			must("change network", srv.UpdateNetwork("n", network.NetworkPut, etag))
			must("change profile", srv.UpdateProfile("f", api.ProfilePut{
				Config: map[string]string{"user.a": "else"}, Devices: map[string]map[string]string{"root": {"size": "1GiB"}, "eth0": {"type": "nic"}},
			}, ""))
			must("again", srv.ApplyServerPreseed(preseed()))
			network, _, err = srv.GetNetwork("n")
			if must("network", err); network.Config["user.other"] != "kept" || network.Config["user.a"] != "b" || network.Description != "given" {
				t.Errorf("network: %+v", network)
			}
			profile, _, err := srv.GetProfile("f")
			if must("profile", err); profile.Config["user.a"] != "b" || profile.Devices["eth0"] == nil ||
				profile.Devices["root"]["pool"] != "p" || profile.Devices["root"]["size"] != "1GiB" {
				t.Errorf("profile: %+v", profile)
			}
			server, _, err := srv.GetServer()
			if must("server", err); server.Config["user.x"] != "y" {
				t.Errorf("server: %v", server.Config)
			}
			volume, _, err := srv.UseProject("j").GetStoragePoolVolume("p", "custom", "v")
			if must("volume", err); volume.Config["user.a"] != "b" {
				t.Errorf("volume: %+v", volume)
			}
			group, _, err := srv.GetClusterGroup("g")
			if must("cluster group", err); group.Description != "given" {
				t.Errorf("cluster group: %+v", group)
			}
			wrong := api.InitPreseed{Node: api.InitLocalPreseed{StoragePools: []api.StoragePoolsPost{{Name: "p", Driver: "zfs"}}}}
			if err := srv.ApplyServerPreseed(wrong); err == nil || !strings.Contains(err.Error(), `storage pool "p": its driver is "dir"`) {
				t.Errorf("another driver: %v", err)
			}
			refused := api.InitPreseed{Node: api.InitLocalPreseed{Certificates: []api.CertificatesPost{
				{CertificatePut: api.CertificatePut{Name: "bad", Type: "client", Certificate: "no certificate"}},
			}}}
			if err := srv.ApplyServerPreseed(refused); !errors.As(err, new(*api.StatusError)) || !strings.Contains(err.Error(), `certificate "bad"`) {
				t.Errorf("a certificate that is none: %v", err)
			}
		})
	}
}

// TestPreseedOfClusters checks that a joining server only joins, and that the first member is configured before it clusters.
func TestPreseedOfClusters(t *testing.T) {
	t.Parallel()
	answers := map[string]string{"PUT /1.0/cluster": "async", "GET /1.0/storage-pools/p": `{"name":"p","driver":"dir"}`}
	for what, c := range map[string]struct {
		cluster api.ClusterPut
		want    []string
	}{
		"join":   {api.ClusterPut{Cluster: api.Cluster{Enabled: true}, ClusterAddress: "10.0.0.1:8443"}, []string{"PUT /1.0/cluster"}},
		"enable": {api.ClusterPut{Cluster: api.Cluster{Enabled: true}}, []string{"GET /1.0/storage-pools/p", "PUT /1.0/storage-pools/p", "PUT /1.0/cluster"}},
		"none":   {api.ClusterPut{}, []string{"GET /1.0/storage-pools/p", "PUT /1.0/storage-pools/p"}},
	} {
		srv, s := scripted(t, "incus", nil, answers)
		err := srv.ApplyServerPreseed(api.InitPreseed{
			Node:    api.InitLocalPreseed{StoragePools: []api.StoragePoolsPost{{Name: "p", Driver: "dir"}}},
			Cluster: &api.InitClusterPreseed{ClusterPut: c.cluster},
		})
		if err != nil {
			t.Errorf("%s: %v", what, err)
		}
		var sent []string
		for _, line := range s.seen {
			method, rest, _ := strings.Cut(line, " ")
			path, _, _ := strings.Cut(rest, " ")
			sent = append(sent, method+" "+path)
		}
		if strings.Join(sent, ", ") != strings.Join(c.want, ", ") {
			t.Errorf("%s: sent %q, not %q", what, sent, c.want)
		}
	}
	for _, put := range []api.InitClusterPreseed{
		{ClusterPut: api.ClusterPut{Cluster: api.Cluster{Enabled: true}, ClusterToken: "t"}},
		{ClusterPut: api.ClusterPut{ClusterAddress: "10.0.0.1:8443"}, ClusterCertificatePath: "/c.crt"},
	} {
		srv, s := scripted(t, "incus", nil, answers)
		if err := srv.ApplyServerPreseed(api.InitPreseed{Cluster: &put}); err == nil || len(s.seen) != 0 {
			t.Errorf("%+v: %v, sent %q", put, err, s.seen)
		}
	}
}
