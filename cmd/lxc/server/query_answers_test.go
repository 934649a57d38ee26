package server_test

import (
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestQueryAnswers: an answer without end is given up at the limit of all answers, what comes with a redirect is no answer, and
// a file may be as long as it is.
func TestQueryAnswers(t *testing.T) {
	t.Parallel()
	const long = 65 << 20
	var sent atomic.Int64
	piece := []byte(strings.Repeat("x", 1<<20))
	send := func(w http.ResponseWriter, r *http.Request, most int64) {
		for sent.Store(0); r.Context().Err() == nil && sent.Load() < most; {
			n, err := w.Write(piece)
			if sent.Add(int64(n)); err != nil {
				return
			}
		}
	}
	env := clitest.New(t, root.New, minilxd.Options{Middleware: func(next http.Handler) http.Handler {
		mux := http.NewServeMux()
		mux.Handle("/", next)
		mux.HandleFunc("/1.0/endless", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_, _ = io.WriteString(w, `{"type":"sync","metadata":"`)
			send(w, r, 1<<30)
		})
		mux.HandleFunc("/1.0/unnamed", func(w http.ResponseWriter, r *http.Request) {
			w.Header()["Content-Type"] = nil
			send(w, r, 1<<30)
		})
		mux.HandleFunc("/1.0/file", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/octet-stream")
			send(w, r, long)
		})
		mux.HandleFunc("/1.0/moved", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "/1.0")
			w.Header().Set("Content-Type", "application/octet-stream")
			w.WriteHeader(http.StatusFound)
			_, _ = io.WriteString(w, "it is elsewhere")
		})
		return mux
	}})
	for _, path := range []string{"/1.0/endless", "/1.0/unnamed"} {
		if r := env.Run("", "query", path); r.Code != 1 || r.Out != "" || r.ErrOut != "Error: the server's answer is longer than 64 MiB\n" {
			t.Errorf("%s: exit code %d, %d bytes, %q", path, r.Code, len(r.Out), r.ErrOut)
		}
		if n := sent.Load(); n > 2*long {
			t.Errorf("%s: %d bytes were taken", path, n)
		}
	}
	if r := env.Run("", "query", "/1.0/file"); r.Code != 0 || len(r.Out) != long {
		t.Errorf("a file: exit code %d, %d bytes, %q", r.Code, len(r.Out), r.ErrOut)
	}
	if r := env.Run("", "query", "/1.0/moved"); r.Code != 1 || r.Out != "" || r.ErrOut != "Error: it is elsewhere\n" {
		t.Errorf("a redirect: exit code %d, %q, %q", r.Code, r.Out, r.ErrOut)
	}
}
