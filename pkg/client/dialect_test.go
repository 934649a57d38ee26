package lxd_test

import (
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/pkg/api"
	lxd "github.com/openlxc/lxc/pkg/client"
)

const keysOfServer = `{"configs":{"instance":{"boot":{"keys":[{"boot.autostart":{}},{"boot.autorestart":{}}]},
	"limits":{"keys":[{"limits.cpu":{}},{"limits.hugepages.[size]":{}},{"security.guestapi":{}}]}}}}`

func TestAdaptInstanceConfig(t *testing.T) {
	t.Parallel()
	config := map[string]string{
		"user.x": "1", "environment.A": "2", "image.os": "z", "boot.autostart": "true", "boot.autorestart": "true", "limits.cpu": "2",
		"limits.hugepages.64KB": "1", "limits.kernel.nofile": "9", "volatile.base_image": "f", "volatile.eth0.hwaddr": "00:16:3e:00:00:01",
		"volatile.uuid": "u", "volatile.uuid.generation": "u", "volatile.eth0.last_state.hwaddr": "x", "smbios11.a": "b",
	}
	old, _ := scripted(t, "lxd", []string{"instances"}, nil)
	incus, _ := scripted(t, "incus", nil, map[string]string{"GET /1.0/metadata/configuration": keysOfServer})
	from := maps.Clone(config)
	from["security.guestapi"] = "false"
	got, err := old.AdaptInstanceConfig(incus, from)
	if err != nil || got.Renamed["security.guestapi"] != "security.devlxd" || got.Config["security.devlxd"] != "false" {
		t.Errorf("to LXD: %+v %v", got, err)
	}
	if !slices.Equal(got.Unknown, []string{"boot.autorestart", "smbios11.a"}) {
		t.Errorf("an old LXD does not know: %q", got.Unknown)
	}
	for _, key := range []string{"volatile.uuid", "volatile.uuid.generation", "volatile.eth0.last_state.hwaddr", "security.guestapi"} {
		if _, found := got.Config[key]; found {
			t.Errorf("%s travels", key)
		}
	}
	if got.Config["volatile.eth0.hwaddr"] == "" || got.Config["volatile.base_image"] == "" {
		t.Errorf("lost: %v", got.Config)
	}
	from = maps.Clone(config)
	from["security.devlxd"], from["security.delegate_bpf"] = "true", "true"
	got, err = incus.AdaptInstanceConfig(old, from)
	if err != nil || got.Config["security.guestapi"] != "true" || !slices.Equal(got.Unknown, []string{"security.delegate_bpf", "smbios11.a"}) {
		t.Errorf("to Incus: %+v %v", got, err)
	}
	got, err = old.AdaptInstanceConfig(old, config)
	if err != nil || !maps.Equal(got.Config, config) || len(got.Unknown) > 0 {
		t.Errorf("inside a family: %+v %v", got, err)
	}
	if known, err := old.KnowsInstanceKeys([]string{"volatile.uuid.generation"}); known || err != nil {
		t.Errorf("LXD 5.0 refuses it: %v %v", known, err)
	}
	if known, err := incus.KnowsInstanceKeys([]string{"limits.cpu", "user.a", "volatile.cloud-init.instance-id"}); !known || err != nil {
		t.Errorf("Incus has listed it: %v %v", known, err)
	}
}

// TestVolumeCopies checks the requests of volume copies: within a server, by migration, and as a backup from LXD to Incus.
func TestVolumeCopies(t *testing.T) {
	t.Parallel()
	const create = "POST /1.0/storage-pools/fast/volumes/custom"
	volume := api.StorageVolume{Name: "v", Type: "custom"}
	one, asked := scripted(t, "lxd", nil, map[string]string{create: "async"})
	done := func(op *lxd.RemoteOperation, err error) error {
		if err == nil {
			err = op.Wait()
		}
		return err
	}
	err := done(one.UseProject("p").CopyStoragePoolVolume("fast", one.UseTarget("m1"), "slow", volume, &lxd.StoragePoolVolumeCopyArgs{Name: "w", VolumeOnly: true}))
	if err != nil || len(asked.seen) != 1 {
		t.Fatalf("%v %q", err, asked.seen)
	}
	for _, part := range []string{`"name":"w"`, `"type":"copy"`, `"pool":"slow"`, `"project":"default"`, `"location":"m1"`, `"volume_only":true`} {
		if !strings.Contains(asked.seen[0], part) {
			t.Errorf("%s is missing in %s", part, asked.seen[0])
		}
	}
	member := one.UseTarget("m1")
	if err := done(member.CopyStoragePoolVolume("fast", member, "slow", volume, nil)); err != nil || !strings.Contains(asked.seen[1], `"location":"m1"`) {
		t.Errorf("within a member: %v %q", err, asked.seen)
	}
	for what, args := range map[string]lxd.StoragePoolVolumeCopyArgs{"refresh": {Refresh: true}, "exclude": {RefreshExcludeOlder: true}, "mode": {Mode: "x"}} {
		bare, _ := scripted(t, "lxd", []string{"instances"}, nil)
		if err := done(bare.CopyStoragePoolVolume("fast", one, "slow", volume, &args)); err == nil {
			t.Errorf("%s: accepted by a server that lacks it", what)
		}
	}
	incus, got := scripted(t, "incus", nil, map[string]string{create: "async"})
	source, gave := scripted(t, "lxd", nil, map[string]string{
		"POST /1.0/storage-pools/slow/volumes/custom/v/backups": "async",
	})
	gave.export = "the backup"
	if err := done(incus.CopyStoragePoolVolume("fast", source, "slow", volume, nil)); err != nil {
		t.Fatal(err)
	}
	if len(got.seen) != 1 || !strings.HasSuffix(got.seen[0], "the backup") {
		t.Errorf("sent: %q", got.seen)
	}
	if last := gave.seen[len(gave.seen)-1]; !strings.HasPrefix(last, "DELETE /1.0/storage-pools/slow/volumes/custom/v/backups/copy-") {
		t.Errorf("the backup stays: %q", gave.seen)
	}
	if !slices.ContainsFunc(gave.seen, func(s string) bool { return strings.HasPrefix(s, "POST ") && strings.Contains(s, `"version":1`) }) {
		t.Errorf("Incus reads only the first layout of the index: %q", gave.seen)
	}
	volume.Name = "v/s0"
	if err := done(incus.CopyStoragePoolVolume("fast", source, "slow", volume, nil)); err == nil {
		t.Error("a snapshot cannot travel as a backup")
	}
}

// TestRemoteOperations checks handlers, the state on the target, and cancellation.
func TestRemoteOperations(t *testing.T) {
	t.Parallel()
	srv, _ := local(t, minilxd.Options{})
	upload(t, srv, map[string]string{"root/a": "1"}, "img")
	op, err := srv.CreateInstance(api.InstancesPost{Name: "c1", Source: api.InstanceSource{Type: "image", Alias: "img"}})
	wait(t, op, err)
	inst, _, err := srv.GetInstance("c1")
	if err != nil {
		t.Fatal(err)
	}
	remote, err := srv.CopyInstance(srv, *inst, &lxd.InstanceCopyArgs{Name: "c2"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := remote.AddHandler(func(api.Operation) {}); err != nil {
		t.Error(err)
	}
	if err := remote.Wait(); err != nil {
		t.Fatal(err)
	}
	state, err := remote.GetTarget()
	if err != nil || state.ResourceName("instances") != "c2" {
		t.Errorf("%+v %v", state, err)
	}
	if err := remote.CancelTarget(); err == nil {
		t.Error("it has ended")
	}
	final, err := lxd.WaitOperation(srv, state.ID)
	if err != nil || final.StatusCode != api.Success {
		t.Errorf("%+v %v", final, err)
	}
	op, err = srv.CreateInstance(api.InstancesPost{Name: "c1", Source: api.InstanceSource{Type: "none"}})
	var failed *lxd.OperationError
	if err == nil {
		err = op.Wait()
	}
	if !errors.As(err, &failed) && !errors.Is(err, api.ErrConflict) {
		t.Errorf("twice the same name: %v", err)
	}
	running(t, srv, "c3")
	sleeper, err := srv.StartExec("c3", api.InstanceExecPost{Command: []string{"sleep", "60"}}, lxd.InstanceExecArgs{})
	if err != nil {
		t.Fatal(err)
	}
	if sleeper.Operation().ID == "" || sleeper.Operation().Refresh() != nil || sleeper.Operation().StatusCode.IsFinal() {
		t.Errorf("%+v", sleeper.Operation())
	}
	ctx := t.Context()
	if err := sleeper.Operation().CancelContext(ctx); err == nil {
		t.Error("exec cannot be cancelled on such a server")
	}
	stop, err := srv.UpdateInstanceState("c3", api.InstanceStatePut{Action: "stop", Force: true, Timeout: int(time.Minute.Seconds())}, "")
	wait(t, stop, err)
}

// TestConsoleAndHandlers runs a console session, and handlers that follow an operation to its end.
func TestConsoleAndHandlers(t *testing.T) {
	t.Parallel()
	srv, _ := echoes(t, vgaSession)
	in, typed := io.Pipe()
	defer typed.Close() // its reader would wait forever
	shown := &lines{got: make(chan string, 10)}
	session, err := srv.StartConsole("c1", api.InstanceConsolePost{Type: "console"}, lxd.InstanceExecArgs{Stdin: in, Stdout: shown})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(typed, "login"); err != nil {
		t.Fatal(err)
	}
	if got := <-shown.got; got != "login" {
		t.Errorf("the console shows %q", got)
	}
	session.Close()
	quiet, _ := scripted(t, "lxd", nil, map[string]string{"PUT /1.0/instances": "async"}) // it refuses to send events
	begun, err := quiet.UpdateInstances(api.InstancesPut{State: &api.InstanceStatePut{Action: "stop"}}, "")
	if err != nil {
		t.Fatal(err)
	}
	var states []api.StatusCode // handlers are called one at a time
	if _, err := begun.AddHandler(func(o api.Operation) { states = append(states, o.StatusCode) }); err != nil {
		t.Fatal(err)
	}
	if err := begun.Wait(); err != nil {
		t.Error(err)
	}
	if !slices.Equal(states, []api.StatusCode{api.Success}) {
		t.Errorf("announced: %v", states)
	}
}

// A handler that is still processing the last state delays Wait, no matter who read that state.
func TestWaitEndsAfterTheHandlers(t *testing.T) {
	t.Parallel()
	quiet, _ := scripted(t, "lxd", nil, map[string]string{"PUT /1.0/instances": "async"})
	op, err := quiet.UpdateInstances(api.InstancesPut{State: &api.InstanceStatePut{Action: "stop"}}, "")
	if err != nil {
		t.Fatal(err)
	}
	entered, leave := make(chan bool), make(chan bool)
	told := false
	if _, err := op.AddHandler(func(api.Operation) { close(entered); <-leave; told = true }); err != nil {
		t.Fatal(err)
	}
	<-entered
	waited := make(chan error)
	go func() { waited <- op.Wait() }()
	select {
	case err := <-waited:
		t.Fatalf("Wait returned while the handler was at work: %v", err)
	case <-time.After(50 * time.Millisecond): // a correct Wait never returns; a faulty one may be missed
	}
	close(leave)
	if err := <-waited; err != nil || !told {
		t.Error(err, told)
	}
}

type lines struct{ got chan string }

func (l *lines) Write(p []byte) (int, error) { l.got <- string(p); return len(p), nil }
func (l *lines) Close() error                { return nil }
