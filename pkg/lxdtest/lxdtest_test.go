package lxdtest_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/openlxc/lxc/pkg/api"
	lxd "github.com/openlxc/lxc/pkg/client"
	"github.com/openlxc/lxc/pkg/lxdtest"
)

// run creates and starts an instance.
func run(t *testing.T, srv lxd.InstanceServer, name string) {
	t.Helper()
	op, err := srv.CreateInstance(api.InstancesPost{Name: name, Source: api.InstanceSource{Type: "none"}})
	if err == nil {
		err = op.Wait()
	}
	if err == nil {
		op, err = srv.UpdateInstanceState(name, api.InstanceStatePut{Action: "start", Timeout: -1}, "")
	}
	if err == nil {
		err = op.Wait()
	}
	if err != nil {
		t.Fatal(err)
	}
}

type out struct{ bytes.Buffer }

func (*out) Close() error { return nil }

func TestServer(t *testing.T) {
	t.Parallel()
	srv := lxdtest.NewServer(t).Client()
	run(t, srv, "c1")
	var text out
	session, err := srv.StartExec("c1", api.InstanceExecPost{Command: []string{"sh", "-c", "echo hi; exit 4"}, WaitForWS: true},
		lxd.InstanceExecArgs{Stdout: &text, Stdin: io.NopCloser(&bytes.Buffer{})})
	if err != nil {
		t.Fatal(err)
	}
	status, err := session.Wait(t.Context())
	if err != nil || status != 4 || text.String() != "hi\n" {
		t.Errorf("exec: %d %q %v", status, text.String(), err)
	}
}

func TestGenerations(t *testing.T) {
	t.Parallel()
	old := lxdtest.NewServer(t, lxdtest.Without("instances"))
	run(t, old.Client(), "c1")
	if requests := old.Requests(); !slices.Contains(requests, "POST /1.0/containers") {
		t.Errorf("requests to an old server: %v", requests)
	}
	if !lxdtest.NewServer(t, lxdtest.Incus()).Client().IsIncus() {
		t.Error("Incus is not one")
	}
	newer := lxdtest.NewServer(t, lxdtest.With("storage_and_network_operations"), lxdtest.Version("6.9")).Client()
	if err := newer.CreateNetwork(api.NetworksPost{Name: "n1"}); err != nil {
		t.Errorf("asynchronous change: %v", err)
	}
}

func TestFaults(t *testing.T) {
	t.Parallel()
	s := lxdtest.NewServer(t)
	srv := s.Client()
	s.Answer("/1.0/profiles", http.StatusInsufficientStorage, `{"type":"error","error_code":507,"error":"disk full"}`)
	_, err := srv.GetProfiles()
	var refused *api.StatusError
	if !errors.As(err, &refused) || refused.Code != 507 || refused.Message != "disk full" {
		t.Errorf("answer: %v", err)
	}
	s.Heal()
	s.Drop("/1.0/profiles")
	var lost *lxd.ConnectError
	if _, err := srv.GetProfiles(); !errors.As(err, &lost) {
		t.Errorf("drop: %v", err)
	}
	s.Heal()
	s.Delay("/1.0/profiles", time.Hour)
	ctx, cancel := context.WithCancelCause(t.Context())
	stop := errors.New("enough")
	go cancel(stop)
	if _, err := srv.WithContext(ctx).GetProfiles(); !errors.Is(err, stop) {
		t.Errorf("delay: %v", err)
	}
	s.Heal()
	if _, err := srv.GetProfiles(); err != nil {
		t.Errorf("healed: %v", err)
	}
}
