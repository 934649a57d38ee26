package wire_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	lxd "github.com/openlxc/lxc/pkg/client"
)

// breaking serves one file, and breaks the connection in the middle of the first responses.
type breaking struct {
	habits
	content []byte
	mu      sync.Mutex
	asked   []string // ranges
}

// habits say what goes wrong.
type habits struct {
	ranges  bool
	breaks  int
	changes bool // another version from the second response on
}

func (b *breaking) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b.mu.Lock()
	b.asked = append(b.asked, r.Header.Get("Range"))
	n, last := len(b.asked), "Mon, 02 Jan 2006 15:04:05 GMT"
	b.mu.Unlock()
	if b.changes && n > 1 {
		last = "Tue, 03 Jan 2006 15:04:05 GMT"
	}
	w.Header().Set("Last-Modified", last)
	w.Header().Set("Content-Type", "application/octet-stream")
	if n <= b.breaks {
		w = &shortened{ResponseWriter: w, left: int64(len(b.content)/(b.breaks+1) + 1 - 1000*(n-1))} // later ones break earlier: without ranges, before any new byte
	}
	if !b.ranges {
		r.Header.Del("Range")
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(b.content))
}

// shortened is a response whose connection breaks after some bytes.
type shortened struct {
	http.ResponseWriter
	left int64
}

func (s *shortened) Write(p []byte) (int, error) {
	n, err := s.ResponseWriter.Write(p[:min(int64(len(p)), s.left)])
	if s.left -= int64(n); s.left <= 0 && err == nil {
		_ = http.NewResponseController(s.ResponseWriter).Flush()
		panic(http.ErrAbortHandler)
	}
	return n, err
}

func newBreaking(t *testing.T, b *breaking) lxd.InstanceServer {
	t.Helper()
	rng := rand.New(rand.NewPCG(1, 2))
	b.content = make([]byte, 300_000)
	for i := range b.content {
		b.content[i] = byte(rng.Uint32())
	}
	s := httptest.NewServer(b)
	t.Cleanup(s.Close)
	srv, err := lxd.Connect(t.Context(), s.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	return srv
}

// inMemory is a file in memory.
type inMemory struct{ bytes.Buffer }

func (*inMemory) Seek(int64, int) (int64, error) { return 0, nil }

// TestResume checks that a download whose connection breaks is resumed and complete, and that a changed file is an error.
func TestResume(t *testing.T) {
	t.Parallel()
	download := map[string]func(srv lxd.InstanceServer, want string) ([]byte, error){
		"image": func(srv lxd.InstanceServer, want string) ([]byte, error) {
			var m inMemory
			_, err := srv.GetImageFile(want, lxd.ImageFileRequest{MetaFile: &m})
			return m.Bytes(), err
		},
		"file": func(srv lxd.InstanceServer, _ string) ([]byte, error) {
			body, _, err := srv.GetInstanceFile("c1", "/f")
			if err != nil {
				return nil, err
			}
			defer body.Close()
			return io.ReadAll(body)
		},
	}
	for name, get := range download {
		for _, c := range []struct {
			what string
			h    habits
			ok   bool
			asks int
		}{
			{"no break", habits{ranges: true}, true, 1},
			{"one break", habits{ranges: true, breaks: 1}, true, 2},
			{"three breaks", habits{ranges: true, breaks: 3}, true, 4},
			{"no ranges", habits{breaks: 2}, true, 3},
			{"changed", habits{ranges: true, breaks: 1, changes: true}, false, 2},
		} {
			t.Run(name+", "+c.what, func(t *testing.T) {
				t.Parallel()
				b := &breaking{habits: c.h}
				srv := newBreaking(t, b)
				have, err := get(srv, fmt.Sprintf("%x", sha256.Sum256(b.content)))
				if (err == nil) != c.ok || c.ok && !bytes.Equal(have, b.content) {
					t.Errorf("%d bytes of %d, %v", len(have), len(b.content), err)
				}
				if len(b.asked) != c.asks {
					t.Errorf("asked %q", b.asked)
				}
				if c.h.ranges && c.asks > 1 && !strings.HasPrefix(b.asked[1], "bytes=") {
					t.Errorf("the second request asks for %q", b.asked[1])
				}
			})
		}
	}
}

// TestResumeEnds checks that the context ends a download that is waiting to reconnect.
func TestResumeEnds(t *testing.T) {
	t.Parallel()
	b := &breaking{habits: habits{ranges: true, breaks: 1000}}
	ctx, cancel := context.WithCancel(t.Context())
	srv := newBreaking(t, b).WithContext(ctx)
	body, _, err := srv.GetInstanceFile("c1", "/f")
	if err != nil {
		t.Fatal(err)
	}
	defer body.Close()
	head := make([]byte, 100)
	if _, err := io.ReadFull(body, head); err != nil {
		t.Fatal(err)
	}
	cancel()
	if n, err := io.Copy(io.Discard, body); err == nil || n >= int64(len(b.content))-100 {
		t.Errorf("%d bytes, %v", n, err)
	}
}
