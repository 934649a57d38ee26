//go:build linux

package instance_test

import (
	"encoding/json"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// holding stops downloads of backups in the middle while on is set.
type holding struct {
	on      atomic.Bool
	begun   chan struct{} // a download has come to the middle
	goes    chan struct{} // it goes on
	already atomic.Int64
}

const half = 512 << 10

func (h *holding) wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if h.on.Load() && strings.HasSuffix(r.URL.Path, "/export") {
			h.already.Store(0)
			w = held{w, h, r}
		}
		next.ServeHTTP(w, r)
	})
}

type held struct {
	http.ResponseWriter
	h *holding
	r *http.Request
}

func (w held) Write(p []byte) (int, error) {
	n, err := w.ResponseWriter.Write(p)
	if now := w.h.already.Add(int64(n)); now >= half && now-int64(n) < half {
		w.ResponseWriter.(http.Flusher).Flush()
		w.h.begun <- struct{}{}
		select {
		case <-w.h.goes:
		case <-w.r.Context().Done():
		}
	}
	return n, err
}

// backups lists the backups that the server has, as a person would.
func backups(t *testing.T, env *clitest.Env, owner string) []string {
	t.Helper()
	var urls []string
	if err := json.Unmarshal([]byte(env.Must("query", owner+"/backups")), &urls); err != nil {
		t.Fatal(err)
	}
	return urls
}

// TestExportAgain ends exports in the middle, by a disk that is full, ^C and kill -9: the old file stays whole, the same command
// works afterwards, and what is left is listed and can be removed.
func TestExportAgain(t *testing.T) {
	t.Parallel()
	for owner, words := range map[string][]string{
		"/1.0/instances/c1":                            {"export", "c1"},
		"/1.0/storage-pools/default/volumes/custom/v1": {"storage", "volume", "export", "default", "v1"},
	} {
		t.Run(path.Base(owner), func(t *testing.T) {
			t.Parallel()
			h := &holding{begun: make(chan struct{}), goes: make(chan struct{})}
			env := clitest.New(t, root.New, minilxd.Options{Middleware: h.wrap, Extra: []string{"container_backup", "custom_volume_backup", "custom_volume_sftp"}})
			env.Must("init", "--empty", "c1")
			env.Must("storage", "volume", "create", "default", "v1")
			data := strings.Repeat("0123456789abcdef", 128<<10)
			for _, push := range [][]string{{"file", "push", "-", "c1/data"}, {"storage", "volume", "file", "push", "-", "default", "v1/data"}} {
				if r := env.Run(data, push...); r.Code != 0 {
					t.Fatal(r)
				}
			}
			dir := t.TempDir()
			target := filepath.Join(dir, "b.tar")
			words = append(words, target)
			for _, c := range []struct {
				name        string
				end         func(p *clitest.Terminal)
				parts, kept int // what stays here, and on the server
			}{
				{"full", func(p *clitest.Terminal) {
					limit := unix.Rlimit{Cur: half + 4096, Max: half + 4096}
					if err := unix.Prlimit(p.PID(), unix.RLIMIT_FSIZE, &limit, nil); err != nil {
						t.Error(err)
					}
					h.goes <- struct{}{}
				}, 0, 0},
				{"^C", func(p *clitest.Terminal) { p.Types("\x03") }, 0, 0},
				{"killed", func(p *clitest.Terminal) { p.Signal(syscall.SIGKILL) }, 1, 1},
			} {
				if err := os.WriteFile(target, []byte("old"), 0o600); err != nil {
					t.Fatal(err)
				}
				h.on.Store(true)
				p := env.Program(t, words...)
				<-h.begun
				c.end(p)
				if code := p.Ends(); code == 0 || c.name == "full" && !strings.Contains(p.Screen(), "file too large") {
					t.Errorf("%s: exit code %d: %q", c.name, code, p.Screen())
				}
				h.on.Store(false)
				if old, err := os.ReadFile(target); err != nil || string(old) != "old" {
					t.Errorf("%s: the old file is %d bytes, %v", c.name, len(old), err)
				}
				parts, err := filepath.Glob(filepath.Join(dir, ".*.part"))
				if left := backups(t, env, owner); err != nil || len(parts) != c.parts || len(left) != c.kept {
					t.Errorf("%s: left here %q, on the server %q, %v", c.name, parts, left, err)
				}
				env.Must(words...)
				if made, err := os.Stat(target); err != nil || made.Size() < int64(len(data)) {
					t.Errorf("%s, then again: %v %v", c.name, made, err)
				}
			}
			for _, left := range backups(t, env, owner) {
				env.Must("query", "-X", "DELETE", "--wait", left)
			}
			if left := backups(t, env, owner); len(left) != 0 {
				t.Errorf("not removed: %q", left)
			}
		})
	}
}
