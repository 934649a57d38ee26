package remote_test

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestProxy forwards requests from a private socket to the server until interrupted. It keeps no answer: each request sees what
// has changed.
func TestProxy(t *testing.T) {
	t.Parallel()
	env := clitest.New(t, root.New, minilxd.Options{})
	env.Must("init", "--empty", "c1")
	dir, err := os.MkdirTemp("", "s") // socket paths must be short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	socket := filepath.Join(dir, "p")
	said, stop := env.Start("remote", "proxy", "local:", socket)
	if line := said("Serving on "); line != "Serving on "+socket {
		t.Errorf("%q", line)
	}
	if info, err := os.Stat(socket); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	client := &http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "unix", socket)
	}}}
	for n, want := range []string{"/1.0/instances/c1", "/1.0/instances/c1 /1.0/instances/c2"} {
		if n == 1 {
			env.Must("init", "--empty", "c2")
		}
		resp, err := client.Get("http://lxd/1.0/instances")
		if err != nil {
			t.Fatal(err)
		}
		var reply struct{ Metadata []string }
		err = json.NewDecoder(resp.Body).Decode(&reply)
		_ = resp.Body.Close()
		if got := strings.Join(slices.Sorted(slices.Values(reply.Metadata)), " "); err != nil || got != want {
			t.Errorf("%q, %v", got, err)
		}
	}
	if r := env.Run("", "remote", "proxy", "local:", socket); r.Code != 2 || !strings.Contains(r.ErrOut, "already exists; choose another name") {
		t.Errorf("%d %q", r.Code, r.ErrOut)
	}
	if code := stop(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	if _, err := os.Lstat(socket); !os.IsNotExist(err) {
		t.Error(err)
	}
	if r := env.Run("", "remote", "proxy", "local:", filepath.Join(dir, "nosuch", "p")); r.Code != 1 {
		t.Errorf("%d %q", r.Code, r.ErrOut)
	}
}
