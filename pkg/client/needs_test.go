package lxd_test

import (
	"errors"
	"net/http"
	"sync"
	"testing"

	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/pkg/api"
	lxd "github.com/openlxc/lxc/pkg/client"
)

// TestFirstMissingExtension checks that, of several missing extensions, always the same one is named, and nothing is sent.
func TestFirstMissingExtension(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	var sent []string
	srv, _ := local(t, minilxd.Options{
		Without: []string{
			"projects", "clustering", "instance_all_projects", "container_full", "api_filtering", "console", "console_vga_type",
			"container_backup", "backup_override_name", "container_backup_override_pool", "instance_create_start", "virtual-machines",
			"backup_compression_algorithm", "storage_volumes_all_projects", "container_exec_user_group_cwd", "container_exec_recording",
		},
		Middleware: func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				mu.Lock()
				sent = append(sent, r.Method+" "+r.URL.Path)
				mu.Unlock()
				next.ServeHTTP(w, r)
			})
		},
	})
	filters := []string{"name=web"}
	for what, c := range map[string]struct {
		ask  func(s lxd.InstanceServer) error
		want string
	}{
		"all of it": {func(s lxd.InstanceServer) error {
			_, err := s.GetInstancesFullAllProjectsWithFilter(api.InstanceTypeAny, filters)
			return err
		}, "instance_all_projects"},
		"whole and filtered": {func(s lxd.InstanceServer) error {
			_, err := s.GetInstancesFullWithFilter(api.InstanceTypeAny, filters)
			return err
		}, "container_full"},
		"own before project": {func(s lxd.InstanceServer) error {
			_, err := s.UseProject("p").UseTarget("m").GetInstancesWithFilter(api.InstanceTypeAny, filters)
			return err
		}, "api_filtering"},
		"project before member": {func(s lxd.InstanceServer) error {
			_, _, err := s.UseProject("p").UseTarget("m").GetProfile("default")
			return err
		}, "projects"},
		"member": {func(s lxd.InstanceServer) error {
			_, _, err := s.UseTarget("m").GetProfile("default")
			return err
		}, "clustering"},
		"machine": {func(s lxd.InstanceServer) error {
			_, err := s.CreateInstance(api.InstancesPost{Type: api.InstanceTypeVM, InstancePut: api.InstancePut{}, Start: true})
			return err
		}, "virtual-machines"},
		"console": {func(s lxd.InstanceServer) error {
			_, err := s.StartVGA("v1", false)
			return err
		}, "console"},
		"exec": {func(s lxd.InstanceServer) error {
			_, err := s.ExecInstance("c1", api.InstanceExecPost{User: 1, RecordOutput: true}, nil)
			return err
		}, "container_exec_user_group_cwd"},
		"backup": {func(s lxd.InstanceServer) error {
			_, err := s.CreateBackup(lxd.InstanceOwner("c1"), api.BackupsPost{CompressionAlgorithm: "none"})
			return err
		}, "container_backup"},
		"import": {func(s lxd.InstanceServer) error {
			_, err := s.ImportInstance(http.NoBody, lxd.BackupImportArgs{Name: "n", Pool: "p"})
			return err
		}, "backup_override_name"},
		"volumes": {func(s lxd.InstanceServer) error {
			_, err := s.GetStoragePoolVolumesWithFilterAllProjects("p", filters)
			return err
		}, "storage_volumes_all_projects"},
		"whole volumes of all projects": {func(s lxd.InstanceServer) error {
			_, err := s.GetStoragePoolVolumesFullWithFilterAllProjects("p", filters)
			return err
		}, "storage_volume_full"},
		"volumes by project": {func(s lxd.InstanceServer) error {
			_, err := s.GetStoragePoolVolumeNamesAllProjects("p")
			return err
		}, "storage_volumes_all_projects"},
		"profiles of all projects": {func(s lxd.InstanceServer) error {
			_, err := s.GetProfilesAllProjectsWithFilter(filters)
			return err
		}, "profiles_all_projects"},
		"events": {func(s lxd.InstanceServer) error {
			_, err := s.GetEventsAllProjects()
			return err
		}, "projects"},
	} {
		for range 3 {
			var missing *lxd.MissingExtensionError
			if err := c.ask(srv); !errors.As(err, &missing) || missing.Extension != c.want {
				t.Errorf("%s: %v, not %s", what, err, c.want)
			}
		}
	}
	if len(sent) != 1 || sent[0] != "GET /1.0" {
		t.Errorf("sent: %q", sent)
	}
}

// registry is an OCI registry, as far as a server is told about it.
type registry struct{ lxd.ImageServer }

func (registry) GetConnectionInfo() (*lxd.ConnectionInfo, error) {
	return &lxd.ConnectionInfo{Protocol: "oci", Addresses: []string{"https://registry.example"}}, nil
}

// TestCopiesCheckBeforeTheyBegin checks that a copy names the first extension that one of its servers lacks, and changes
// nothing on either of them.
func TestCopiesCheckBeforeTheyBegin(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	var sent []string
	lacking := func(extensions ...string) lxd.InstanceServer {
		srv, _ := local(t, minilxd.Options{
			Without: extensions,
			Middleware: func(next http.Handler) http.Handler {
				return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if r.Method != http.MethodGet {
						mu.Lock()
						sent = append(sent, r.Method+" "+r.URL.Path)
						mu.Unlock()
					}
					next.ServeHTTP(w, r)
				})
			},
		})
		return srv
	}
	full := lacking()
	old := lacking("container_push", "container_push_target", "container_incremental_copy", "container_only_migration",
		"container_copy_project", "container_backup", "custom_volume_backup", "backup_override_name", "instance_allow_inconsistent_copy",
		"custom_volume_refresh", "storage_api_remote_volume_handling", "storage_api_project", "instance_oci")
	instance := func(to, from lxd.InstanceServer, args lxd.InstanceCopyArgs) func() (*lxd.RemoteOperation, error) {
		return func() (*lxd.RemoteOperation, error) { return to.CopyInstance(from, api.Instance{Name: "c1"}, &args) }
	}
	volume := func(to, from lxd.InstanceServer, args lxd.StoragePoolVolumeCopyArgs) func() (*lxd.RemoteOperation, error) {
		return func() (*lxd.RemoteOperation, error) {
			return to.CopyStoragePoolVolume("default", from, "default", api.StorageVolume{Name: "v1", Type: "custom"}, &args)
		}
	}
	for what, c := range map[string]struct {
		begin func() (*lxd.RemoteOperation, error)
		want  string
	}{
		"push to it":        {instance(old, full, lxd.InstanceCopyArgs{Mode: "push"}), "container_push"},
		"push from it":      {instance(full, old, lxd.InstanceCopyArgs{Mode: "push"}), "container_push_target"},
		"relay":             {instance(old, full, lxd.InstanceCopyArgs{Mode: "relay", InstanceOnly: true}), "container_only_migration"},
		"refresh":           {instance(old, full, lxd.InstanceCopyArgs{Refresh: true, InstanceOnly: true}), "container_incremental_copy"},
		"changing files":    {instance(old, full, lxd.InstanceCopyArgs{AllowInconsistent: true}), "instance_allow_inconsistent_copy"},
		"to a project":      {instance(old.UseProject("p"), old, lxd.InstanceCopyArgs{}), "container_copy_project"},
		"backup from it":    {instance(full, old, lxd.InstanceCopyArgs{Mode: "backup"}), "container_backup"},
		"volume":            {volume(old, full, lxd.StoragePoolVolumeCopyArgs{}), "storage_api_remote_volume_handling"},
		"volume refresh":    {volume(old, old, lxd.StoragePoolVolumeCopyArgs{Refresh: true}), "custom_volume_refresh"},
		"volume to project": {volume(old.UseProject("p"), old, lxd.StoragePoolVolumeCopyArgs{}), "storage_api_project"},
		"volume backup":     {volume(full, old, lxd.StoragePoolVolumeCopyArgs{Mode: "backup"}), "custom_volume_backup"},
		"image of a registry": {func() (*lxd.RemoteOperation, error) {
			return old.CreateInstanceFromImage(registry{}, api.Image{}, api.InstancesPost{Name: "c1", Source: api.InstanceSource{Alias: "a"}})
		}, "instance_oci"},
	} {
		remote, err := c.begin()
		if err == nil {
			err = remote.Wait()
		}
		var missing *lxd.MissingExtensionError
		if !errors.As(err, &missing) || missing.Extension != c.want {
			t.Errorf("%s: %v, not %s", what, err, c.want)
		}
	}
	if len(sent) != 0 {
		t.Errorf("sent: %q", sent)
	}
}
