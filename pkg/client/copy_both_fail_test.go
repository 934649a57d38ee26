package lxd_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/pkg/api"
	lxd "github.com/openlxc/lxc/pkg/client"
)

// failingSide is a server whose side of a migration fails after it was asked for its state a number of times.
type failingSide struct {
	post   string // the request that begins the migration
	says   string
	after  int           // times
	other  *failingSide  // it fails first, if set
	failed chan struct{} // closed when this side has failed
	once   sync.Once

	mu    sync.Mutex
	asked int
	begun int
}

func (f *failingSide) state() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	select {
	case <-f.failed:
		return fmt.Sprintf(`{"id":"op-%s","class":"websocket","status_code":400,"err":%q}`, f.says, f.says)
	default:
	}
	return fmt.Sprintf(`{"id":"op-%s","class":"websocket","status_code":103,"metadata":{"control":"a","fs":"b"}}`, f.says)
}

// ask counts a question for the state, and fails in time.
func (f *failingSide) ask() {
	f.mu.Lock()
	f.asked++
	due := f.asked > f.after
	f.mu.Unlock()
	if due {
		f.once.Do(func() { close(f.failed) })
	}
}

func (f *failingSide) wrap(next http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", next)
	mux.HandleFunc(f.post, func(w http.ResponseWriter, _ *http.Request) {
		f.mu.Lock()
		f.begun++
		f.mu.Unlock()
		w.WriteHeader(http.StatusAccepted)
		fmt.Fprintf(w, `{"type":"async","status_code":100,"operation":"/1.0/operations/op-%s","metadata":%s}`, f.says, f.state())
	})
	mux.HandleFunc("GET /1.0/operations/op-"+f.says, func(w http.ResponseWriter, _ *http.Request) {
		select {
		case <-f.other.failed:
			f.ask()
		default:
		}
		fmt.Fprintf(w, `{"type":"sync","status_code":200,"metadata":%s}`, f.state())
	})
	mux.HandleFunc("GET /1.0/operations/op-"+f.says+"/wait", func(w http.ResponseWriter, r *http.Request) {
		if f.after == 0 {
			f.ask()
		}
		select {
		case <-f.failed:
		case <-r.Context().Done():
			return
		}
		fmt.Fprintf(w, `{"type":"sync","status_code":200,"metadata":%s}`, f.state())
	})
	return mux
}

// TestBothSidesFail: one side of a migration fails at once, and the other so late that a client which only looks whether it was
// reached has given it up. Both are waited for, both are told, and nothing is tried again.
func TestBothSidesFail(t *testing.T) {
	t.Parallel()
	const late = 9 // after 8 questions more than two seconds have passed
	for _, c := range []struct {
		mode           string
		source, target int
	}{{"pull", late, 0}, {"push", 0, late}, {"pull", 0, 0}, {"push", 0, 0}} {
		t.Run(fmt.Sprint(c), func(t *testing.T) {
			t.Parallel()
			source := &failingSide{post: "POST /1.0/instances/c1", says: "broken-disk", after: c.source, failed: make(chan struct{})}
			target := &failingSide{post: "POST /1.0/instances", says: "no-space-left", after: c.target, failed: make(chan struct{}), other: source}
			source.other = target
			from, fromServer := local(t, minilxd.Options{Middleware: source.wrap})
			to, toServer := local(t, minilxd.Options{Middleware: target.wrap})
			for _, s := range []*minilxd.Server{fromServer, toServer} {
				for range 2 { // two addresses
					if _, err := s.ListenTLS("127.0.0.1:0"); err != nil {
						t.Fatal(err)
					}
				}
			}
			remote, err := to.CopyInstance(from, api.Instance{Name: "c1", Type: "container"}, &lxd.InstanceCopyArgs{Mode: c.mode})
			if err != nil {
				t.Fatal(err)
			}
			err = remote.Wait()
			var failed *lxd.CopyError
			if !errors.As(err, &failed) || failed.Source == nil || failed.Target == nil ||
				!strings.Contains(err.Error(), "source: broken-disk") || !strings.Contains(err.Error(), "target: no-space-left") {
				t.Errorf("not both sides: %v", err)
			}
			if source.begun != 1 || target.begun != 1 {
				t.Errorf("begun %d and %d times", source.begun, target.begun)
			}
		})
	}
}
