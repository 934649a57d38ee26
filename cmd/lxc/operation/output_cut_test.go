package operation_test

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestOutputCut: a recording that does not arrive whole is an error, and it stays on the server.
func TestOutputCut(t *testing.T) {
	t.Parallel()
	var deleted atomic.Int32
	e := clitest.New(t, root.New, minilxd.Options{Middleware: func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			switch {
			case r.Method == http.MethodDelete:
				deleted.Add(1)
			case strings.HasSuffix(r.URL.Path, "/wait"):
				_, _ = w.Write([]byte(`{"type":"sync","metadata":{"id":"22222222-2222-4222-8222-222222222222","status_code":200,"metadata":{"return":0}}}`))
			case strings.Contains(r.URL.Path, "/logs/"):
				w.Header().Set("Content-Length", "100")
				_, _ = w.Write([]byte("half"))
			default:
				next.ServeHTTP(w, r)
			}
		})
	}})
	r := e.Run("", "operation", "output", "c1", "22222222-2222-4222-8222-222222222222")
	if r.Code != 1 || r.Out != "half" || !strings.HasPrefix(r.ErrOut, "Error: ") || deleted.Load() != 0 {
		t.Errorf("exit code %d, %q, %q, deleted %d", r.Code, r.Out, r.ErrOut, deleted.Load())
	}
}
