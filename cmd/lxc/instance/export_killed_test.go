//go:build unix

package instance_test

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// stuckBackups serves backups whose download stops in the middle while stuck is set.
type stuckBackups struct {
	stuck     atomic.Bool
	begun     chan struct{}
	kept      atomic.Int32 // backups on the server
	discarded atomic.Int32
}

func (b *stuckBackups) middleware(next http.Handler) http.Handler {
	const operation = "/1.0/operations/8f2b1c1e-0000-4000-8000-000000000001"
	finished := func(w http.ResponseWriter, kind string) {
		fmt.Fprintf(w, `{"type":%q,"status_code":200,"operation":%q,"metadata":{"id":%q,"class":"task","status":"Success","status_code":200,"resources":{"backups":["/1.0/instances/c1/backups/b0"]}}}`,
			kind, operation, filepath.Base(operation))
	}
	mux := http.NewServeMux()
	mux.Handle("/", next)
	mux.HandleFunc("POST /1.0/instances/c1/backups", func(w http.ResponseWriter, _ *http.Request) {
		b.kept.Add(1)
		w.WriteHeader(http.StatusAccepted)
		finished(w, "async")
	})
	mux.HandleFunc("GET "+operation, func(w http.ResponseWriter, _ *http.Request) { finished(w, "sync") })
	mux.HandleFunc("GET "+operation+"/wait", func(w http.ResponseWriter, _ *http.Request) { finished(w, "sync") })
	mux.HandleFunc("DELETE /1.0/instances/c1/backups/b0", func(w http.ResponseWriter, _ *http.Request) {
		b.discarded.Add(1)
		w.WriteHeader(http.StatusAccepted)
		finished(w, "async")
	})
	mux.HandleFunc("GET /1.0/instances/c1/backups/b0/export", func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, strings.Repeat("half", 64<<10))
		w.(http.Flusher).Flush()
		if b.stuck.Load() {
			b.begun <- struct{}{}
			<-r.Context().Done()
		}
	})
	return mux
}

// TestExportKilled checks that an export that is killed or interrupted in the middle leaves the old file whole, with nothing but
// a part file beside it, that an interrupt deletes the backup on the server, and that the next export works.
func TestExportKilled(t *testing.T) {
	t.Parallel()
	b := &stuckBackups{begun: make(chan struct{}, 1)}
	env := clitest.New(t, root.New, minilxd.Options{Extra: []string{"container_backup"}, Middleware: b.middleware})
	env.Must("init", "--empty", "c1")
	dir := t.TempDir()
	target := filepath.Join(dir, "c1.tar")
	if err := os.WriteFile(target, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	b.stuck.Store(true)
	for n, c := range []struct {
		signal syscall.Signal
		parts  int // part files afterwards
	}{{syscall.SIGINT, 0}, {syscall.SIGTERM, 0}, {syscall.SIGKILL, 1}} {
		p := env.Program(t, "export", "c1", target)
		<-b.begun
		p.Signal(c.signal)
		if code := p.Ends(); code == 0 {
			t.Errorf("%v: exit code 0: %q", c.signal, p.Screen())
		}
		if data, err := os.ReadFile(target); err != nil || string(data) != "old" {
			t.Errorf("%v: the old file is %d bytes, %v", c.signal, len(data), err)
		}
		parts, err := filepath.Glob(filepath.Join(dir, ".c1.tar.*.part"))
		all, readErr := os.ReadDir(dir)
		if err != nil || readErr != nil || len(parts) != c.parts || len(all) != c.parts+1 {
			t.Errorf("%v: %v %v %v", c.signal, all, err, readErr)
		}
		if want := int32(min(n+1, 2)); b.discarded.Load() != want {
			t.Errorf("%v: %d backups were deleted on the server, want %d", c.signal, b.discarded.Load(), want)
		}
	}
	b.stuck.Store(false)
	env.Must("export", "c1", target)
	if data, err := os.ReadFile(target); err != nil || len(data) != 256<<10 {
		t.Errorf("%d bytes, %v", len(data), err)
	}
}
