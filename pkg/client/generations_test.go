package lxd_test

import (
	"errors"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/openlxc/lxc/internal/replay"
	"github.com/openlxc/lxc/pkg/api"
	lxd "github.com/openlxc/lxc/pkg/client"
)

// recorded connects to recorded responses of a real server of one generation.
type recorded struct {
	*testing.T
	replay *replay.Server
	srv    lxd.InstanceServer
}

// eachGeneration runs a test against every recorded server.
func eachGeneration(t *testing.T, test func(r recorded)) {
	t.Helper()
	files, err := filepath.Glob("testdata/recorded/*.json")
	if err != nil || len(files) < 14 {
		t.Fatalf("%d recordings: %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
			t.Parallel()
			s, err := replay.Load(file)
			if err != nil {
				t.Fatal(err)
			}
			h := httptest.NewServer(s)
			t.Cleanup(h.Close)
			srv, err := lxd.Connect(t.Context(), h.URL, nil)
			if err != nil {
				t.Fatal(err)
			}
			test(recorded{t, s, srv})
		})
	}
}

func TestGenerationsRead(t *testing.T) {
	t.Parallel()
	eachGeneration(t, func(r recorded) {
		server, _, err := r.srv.GetServer()
		if err != nil {
			r.Fatal(err)
		}
		family, version, _ := strings.Cut(filepath.Base(r.Name()), "-")
		if lxd.Family(server) != family || server.Environment.ServerVersion != version {
			r.Errorf("%s %s is taken for %s %s", family, version, lxd.Family(server), server.Environment.ServerVersion)
		}
		names, err := r.srv.GetInstanceNames(api.InstanceTypeAny)
		if err != nil || !slices.Contains(names, "r1") {
			r.Errorf("names: %v %v", names, err)
		}
		inst, _, err := r.srv.GetInstance("r1")
		if err != nil || inst.Name != "r1" || inst.Architecture == "" {
			r.Errorf("instance: %+v %v", inst, err)
		}
		state, _, err := r.srv.GetInstanceState("r1")
		if err != nil || state.StatusCode == 0 {
			r.Errorf("state: %+v %v", state, err)
		}
		list, err := r.srv.GetInstances(api.InstanceTypeAny)
		if err != nil || len(list) == 0 || list[0].Name != "r1" {
			r.Errorf("instances: %v %v", list, err)
		}
		containers, err := r.srv.GetContainers()
		if err != nil && !r.srv.HasExtension("instances") {
			r.Errorf("containers: %v %v", containers, err)
		}
		snaps, err := r.srv.GetInstanceSnapshots("r1")
		if err != nil || len(snaps) == 0 || strings.Contains(snaps[0].Name, "/") {
			r.Errorf("snapshots: %v %v", snaps, err)
		}
		profiles, err := r.srv.GetProfiles()
		if err != nil || len(profiles) == 0 || profiles[0].Name == "" {
			r.Errorf("profiles: %v %v", profiles, err)
		}
		images, err := r.srv.GetImages()
		if err != nil || len(images) == 0 || len(images[0].Fingerprint) != 64 {
			r.Errorf("images: %v %v", images, err)
		}
		if _, err := r.srv.GetOperations(); err != nil {
			r.Errorf("operations: %v", err)
		}
		networks, err := r.srv.GetNetworks()
		if err != nil || len(networks) == 0 {
			r.Errorf("networks: %v %v", networks, err)
		}
		r.storage()
		r.roundTrips()
	})
}

// storage is listed if the server has it; otherwise nothing is sent.
func (r recorded) storage() {
	r.Helper()
	pools, err := r.srv.GetStoragePools()
	var lacks *lxd.MissingExtensionError
	if !r.srv.HasExtension("storage") {
		if !errors.As(err, &lacks) || lacks.Extension != "storage" {
			r.Errorf("pools of a server without: %v", err)
		}
		return
	}
	if err != nil || len(pools) == 0 {
		r.Errorf("pools: %v %v", pools, err)
	}
	volumes, err := r.srv.GetStoragePoolVolumes("default")
	if err != nil || len(volumes) == 0 {
		r.Errorf("volumes: %v %v", volumes, err)
	}
	if r.replay.Has("get-volume-snapshots-recursion1") {
		snaps, err := r.srv.StoragePoolVolumeSnapshots("default", "custom", "v1").List()
		if r.srv.HasExtension("storage_api_volume_snapshots") && (err != nil || len(snaps) == 0) {
			r.Errorf("snapshots of a volume: %v %v", snaps, err)
		}
	}
}

// roundTrips checks that GET /1.0 was read only once besides GetServer, whichever path the instances have.
func (r recorded) roundTrips() {
	r.Helper()
	reads, path := 0, ""
	for _, request := range r.replay.Requests() {
		if request == "GET /1.0" {
			reads++
		}
		if strings.HasSuffix(request, "/r1") {
			path = request
		}
	}
	if reads > 1 {
		r.Errorf("GET /1.0 was read %d times", reads)
	}
	want := "GET /1.0/containers/r1"
	if r.srv.HasExtension("instances") {
		want = "GET /1.0/instances/r1"
	}
	if path != want {
		r.Errorf("the instance was read at %q, not %q", path, want)
	}
}

func TestGenerationsErrors(t *testing.T) {
	t.Parallel()
	eachGeneration(t, func(r recorded) {
		if _, _, err := r.srv.GetInstance("nosuch"); !errors.Is(err, api.ErrNotFound) {
			r.Errorf("missing instance: %v", err)
		}
		if _, _, err := r.srv.GetImageAlias("nosuch"); !errors.Is(err, api.ErrNotFound) {
			r.Errorf("missing alias: %v", err)
		}
		if _, _, err := r.srv.GetOperation("00000000-0000-0000-0000-000000000000"); !errors.Is(err, api.ErrNotFound) {
			r.Errorf("missing operation: %v", err)
		}
		if err := r.srv.CheckExtension("nosuch"); err == nil || !strings.Contains(err.Error(), "nosuch") {
			r.Errorf("missing extension: %v", err)
		}
	})
}

// TestGenerationsOperations replays successful and failed changes with the wait response of each generation: the state, or an
// error under HTTP 200.
func TestGenerationsOperations(t *testing.T) {
	t.Parallel()
	eachGeneration(t, func(r recorded) {
		expect := func(names ...string) bool {
			r.Helper()
			for _, name := range names {
				if !r.replay.Has(name) {
					return false
				}
			}
			if err := r.replay.Expect(names...); err != nil {
				r.Fatal(err)
			}
			return true
		}
		if expect("put-state-start", "put-state-start-wait") {
			op, err := r.srv.UpdateInstanceState("r1", api.InstanceStatePut{Action: "start", Timeout: -1}, "")
			if err == nil {
				err = op.Wait()
			}
			if err != nil {
				r.Errorf("start: %v", err)
			}
		} else {
			r.Error("no start was recorded")
		}
		if expect("error-put-state-start-again", "error-put-state-start-again-wait") {
			op, err := r.srv.UpdateInstanceState("r1", api.InstanceStatePut{Action: "start", Timeout: -1}, "")
			if err == nil {
				err = op.Wait()
			}
			var failed *lxd.OperationError
			if !errors.As(err, &failed) || failed.Message == "" {
				r.Errorf("start of one that runs: %v", err)
			}
		}
		if expect("post-snapshot", "post-snapshot-wait") {
			op, err := r.srv.CreateInstanceSnapshot("r1", api.InstanceSnapshotsPost{Name: "s1"})
			if err == nil {
				err = op.Wait()
			}
			if err != nil {
				r.Errorf("snapshot: %v", err)
			}
		}
		if expect("exec-not-found-post", "exec-not-found-wait") {
			r.notFound()
		}
		r.asynchronous(expect)
	})
}

// notFound checks that a missing command is told from one that ran, whatever the wait response: by its exit status or by the
// failure of the operation.
func (r recorded) notFound() {
	r.Helper()
	op, err := r.srv.ExecInstance("r1", api.InstanceExecPost{Command: []string{"/nosuch"}}, nil)
	if err != nil {
		r.Errorf("exec: %v", err)
		return
	}
	err = op.Wait()
	var failed *lxd.OperationError
	state := op.Get()
	status, told := state.Metadata["return"].(float64)
	if (!told || status == 0) && !errors.As(err, &failed) {
		r.Errorf("a command that is not there: status %v, %v", status, err)
	}
}

// asynchronous checks a change that became asynchronous in LXD 6.
func (r recorded) asynchronous(expect func(...string) bool) {
	r.Helper()
	if !r.srv.HasExtension("storage") {
		return
	}
	names := []string{"post-volume"}
	if r.replay.Has("post-volume-wait") {
		names = append(names, "post-volume-wait")
	}
	if !expect(names...) {
		return
	}
	post := api.StorageVolumesPost{Name: "v1", Type: "custom"}
	if err := r.srv.CreateStoragePoolVolume("default", post); err != nil {
		r.Errorf("volume: %v", err)
	}
}
