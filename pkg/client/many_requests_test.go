package lxd_test

import (
	"runtime"
	"sync/atomic"
	"testing"

	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/pkg/api"
)

// TestManyRequests sends requests over one connection, and opens and closes event streams: the goroutines, descriptors and memory
// of the second half are those of the first.
func TestManyRequests(t *testing.T) { //nolint:paralleltest // it counts what the whole process has
	srv, _ := local(t, minilxd.Options{})
	running(t, srv, "c1")
	count := rounds(t, 1000)
	var events atomic.Int64
	half := func() (goroutines, files int, heap uint64) {
		for n := range count / 2 {
			if _, _, err := srv.GetInstance("c1"); err != nil {
				t.Fatal(err)
			}
			if n%50 == 0 {
				l, err := srv.GetEvents()
				if err != nil {
					t.Fatal(err)
				}
				if _, err := l.AddEventHandler(nil, func(api.Event) { events.Add(1) }); err != nil {
					t.Fatal(err)
				}
				l.Disconnect()
				if err := l.Wait(); err != nil {
					t.Fatal(err)
				}
			}
		}
		srv.Disconnect()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return runtime.NumGoroutine(), openFiles(t), m.HeapAlloc
	}
	goroutines, files, heap := half()
	var more, moreFiles int
	var moreHeap uint64
	eventually(t, func() bool { // what was closed goes away in its own time
		more, moreFiles, moreHeap = half()
		return more <= goroutines+2 && moreFiles <= files+2 && moreHeap < heap+heap/2+1<<20
	})
	t.Logf("%d requests: %d goroutines, then %d; %d files, then %d; %d bytes, then %d", count, goroutines, more, files, moreFiles, heap, moreHeap)
}
