//go:build unix

package root_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// stuck answers with the first bytes of a download, and then with nothing until the client is gone.
type stuck struct {
	http.ResponseWriter
	room  int
	begun chan<- struct{}
	gone  <-chan struct{}
}

func (s *stuck) Write(p []byte) (int, error) {
	if len(p) <= s.room {
		s.room -= len(p)
		return s.ResponseWriter.Write(p)
	}
	_, _ = s.ResponseWriter.Write(p[:s.room])
	_ = http.NewResponseController(s.ResponseWriter).Flush()
	select {
	case s.begun <- struct{}{}:
	case <-s.gone:
	}
	<-s.gone
	return 0, os.ErrDeadlineExceeded
}

// TestDownloadsKilled kills commands that write local files, after different parts of them: the old files are whole.
func TestDownloadsKilled(t *testing.T) {
	t.Parallel()
	begun := make(chan struct{}, 1)
	room := 0
	env := clitest.New(t, root.New, minilxd.Options{Middleware: func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if room > 0 && (strings.HasSuffix(r.URL.Path, "/export") || r.URL.Query().Get("path") == "/root/big") {
				w = &stuck{w, room, begun, r.Context().Done()}
			}
			next.ServeHTTP(w, r)
		})
	}})
	big := strings.Repeat("0123456789abcdef", 16<<10)
	env.Must("image", "import", clitest.Image(t, map[string]string{"root/big": big}), "--alias", "bb")
	env.Must("init", "bb", "c1")
	dir := t.TempDir()
	target := filepath.Join(dir, "target")
	if err := os.WriteFile(target, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, words := range [][]string{{"file", "pull", "c1/root/big", target}, {"image", "export", "bb", target}} {
		for _, room = range []int{1, 100, 500} {
			for _, sig := range []syscall.Signal{syscall.SIGKILL, syscall.SIGTERM, syscall.SIGHUP} {
				p := env.Program(t, words...)
				<-begun
				p.Signal(sig)
				if code := p.Ends(); code == 0 {
					t.Errorf("%q after %d bytes: %v: exit code 0: %q", words, room, sig, p.Screen())
				}
				if data, err := os.ReadFile(target); err != nil || string(data) != "old" {
					t.Errorf("%q after %d bytes: %v: the old file is %d bytes, %v", words, room, sig, len(data), err)
				}
				left, err := filepath.Glob(filepath.Join(dir, ".*"))
				if err != nil || len(left) > 0 && sig != syscall.SIGKILL {
					t.Errorf("%q after %d bytes: %v: %q is left, %v", words, room, sig, left, err)
				}
				for _, name := range left {
					if !strings.HasSuffix(name, ".part") {
						t.Errorf("%q is left, which does not look like a part", name)
					}
					_ = os.Remove(name)
				}
			}
		}
	}
	room = 0
	env.Must("file", "pull", "c1/root/big", target)
	if data, err := os.ReadFile(target); err != nil || string(data) != big {
		t.Errorf("the next one: %d bytes, %v", len(data), err)
	}
}
