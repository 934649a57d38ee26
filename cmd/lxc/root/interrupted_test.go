package root_test

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// holder holds one request of those that come, until its client is gone.
type holder struct {
	mu   sync.Mutex
	left int // requests before the one that is held; negative for none
	held chan string
}

func (h *holder) wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.mu.Lock()
		h.left--
		hold := h.left == -1
		h.mu.Unlock()
		if hold {
			h.held <- r.Method
			<-r.Context().Done()
			return
		}
		next.ServeHTTP(w, r)
	})
}

// interrupt runs a command line, holds its request number n and interrupts it then. done means that it sent fewer requests, wrote
// that it was held at one that changes something.
func (h *holder) interrupt(t *testing.T, env *clitest.Env, n int, line string) (done, wrote bool) {
	t.Helper()
	h.mu.Lock()
	h.left = n
	h.mu.Unlock()
	ctx, cancel := context.WithCancelCause(t.Context())
	defer cancel(nil)
	ended := make(chan clitest.Result, 1)
	go func() { ended <- env.Until(ctx, strings.Fields(line)...) }()
	select {
	case r := <-ended:
		if r.Code != 0 {
			t.Errorf("lxc %s: %s", line, r.ErrOut)
		}
		return true, false
	case method := <-h.held:
		cancel(&cli.InterruptError{Code: 130})
		if r := <-ended; r.Code != 130 {
			t.Errorf("lxc %s: interrupted at request %d (%s): exit code %d, %q", line, n, method, r.Code, r.ErrOut)
		}
		return false, method != http.MethodGet && method != http.MethodHead
	}
}

// TestInterruptedCommands interrupts each command at each of its requests up to the first that changes something: it ends with 130
// at once, and what it was about to do was not done, so that it works afterwards.
func TestInterruptedCommands(t *testing.T) {
	t.Parallel()
	h := &holder{left: -1, held: make(chan string, 1)}
	env := clitest.New(t, root.New, minilxd.Options{Middleware: h.wrap})
	env.Must("image", "import", clitest.Image(t, map[string]string{"root/x": "x"}), "--alias", "alpine")
	dir := t.TempDir()
	lines := append([]string{}, learnedLines...)
	lines = append(lines,
		"list", "list -f json", "list -o name", "info c1", "info", "config show c1", "config get c1 user.b", "image list", "image info alpine", "network list",
		"profile list", "storage list", "storage volume list default", "operation list", "config trust list", "query /1.0",
		"file push "+clitest.Image(t, nil)+" c1/root/new", "file pull c1/root/x "+dir, "file pull -r c1/root "+dir, "file push -r "+dir+" c1/root/", "file delete c1/root/new",
		"image export alpine "+dir, "publish c1 --alias mine", "copy c1 c9", "rename c9 c8", "start c1", "pause c1", "start c1", "exec c1 -- true", "stop c1 --force", "delete c1 --force", "delete c8",
		"image delete alpine",
	)
	for _, line := range lines {
		finished := false
		for n := 0; !finished; n++ {
			var wrote bool
			if finished, wrote = h.interrupt(t, env, n, line); wrote {
				break
			}
		}
		if !finished {
			h.mu.Lock()
			h.left = -1
			h.mu.Unlock()
			env.Must(strings.Fields(line)...)
		}
	}
}
