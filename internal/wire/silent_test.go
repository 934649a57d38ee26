package wire_test

import (
	"context"
	"path/filepath"
	"sync"
	"testing"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/minilxd"
)

// Concurrent requests never leave a silent connection open: a server that waits for its first bytes would accept no others.
func TestNoSilentConnections(t *testing.T) {
	t.Parallel()
	s, err := minilxd.New(minilxd.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	socket := filepath.Join(t.TempDir(), "s")
	if err := s.ListenUnix(socket); err != nil {
		t.Fatal(err)
	}
	for range 40 {
		srv, err := lxd.Connect(context.Background(), "unix://"+socket, nil)
		if err != nil {
			t.Fatal(err)
		}
		var group sync.WaitGroup
		for range 16 {
			group.Go(func() {
				for range 3 {
					if _, err := srv.GetProfileNames(); err != nil {
						t.Error(err)
					}
				}
			})
		}
		group.Wait()
		srv.Disconnect()
		if t.Failed() {
			return
		}
	}
}
