package instance_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"regexp"
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestSnapshotAfterTheClockWasPutBack: the result is the new snapshot, also if an older one was taken at a later time of day.
func TestSnapshotAfterTheClockWasPutBack(t *testing.T) {
	t.Parallel()
	date := regexp.MustCompile(`"created_at":"[^"]*"`)
	future := func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/1.0/instances/c1/snapshots" || r.Method != http.MethodGet {
				next.ServeHTTP(w, r)
				return
			}
			answer := httptest.NewRecorder()
			next.ServeHTTP(answer, r)
			text := answer.Body.Bytes()
			if at := date.FindIndex(text); at != nil { // that of s0, which comes first
				text = bytes.Join([][]byte{text[:at[0]], text[at[1]:]}, []byte(`"created_at":"2199-01-01T00:00:00Z"`))
			}
			_, _ = w.Write(text)
		})
	}
	env := clitest.New(t, root.New, minilxd.Options{Middleware: future})
	env.Must("init", "--empty", "c1")
	env.Must("snapshot", "c1", "s0")
	if out := env.Must("snapshot", "c1", "-o", "name"); out != "snap0\n" {
		t.Errorf("%q was made", out)
	}
}
