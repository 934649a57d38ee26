package instance_test

import (
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/pkg/config"
)

// TestMoveDeletesUnheard: the connection breaks when the server has deleted the original of a move, before it says so. The move
// is complete, and no error says that the original was kept.
func TestMoveDeletesUnheard(t *testing.T) {
	t.Parallel()
	var deleted atomic.Bool
	env := clitest.New(t, root.New, minilxd.Options{Middleware: func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/1.0/instances/c1" || r.Method != http.MethodDelete && !deleted.Load() {
				next.ServeHTTP(w, r)
				return
			}
			if r.Method == http.MethodDelete {
				next.ServeHTTP(httptest.NewRecorder(), r)
				deleted.Store(true)
				panic(http.ErrAbortHandler)
			}
			until(func() bool { // it works in the background
				answer := httptest.NewRecorder()
				next.ServeHTTP(answer, r)
				return answer.Code == http.StatusNotFound
			})
			next.ServeHTTP(w, r)
		})
	}})
	env.Config.Remotes["two"] = config.Remote{Addr: "unix://" + clitest.Socket(t, clitest.StartServer(t, minilxd.Options{}))}
	env.Must("init", "--empty", "c1")
	if r := env.Run("", "move", "c1", "two:", "--mode", "relay"); r.Code != 0 || r.ErrOut != "" || !deleted.Load() {
		t.Error(r)
	}
	if got := env.Must("list", "two:", "-c", "n", "-f", "csv"); got != "c1\n" {
		t.Errorf("%q", got)
	}
}
