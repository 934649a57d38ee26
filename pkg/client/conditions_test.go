package lxd_test

import (
	"crypto/sha256"
	"fmt"
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/internal/slowlink"
	"github.com/openlxc/lxc/pkg/api"
	lxd "github.com/openlxc/lxc/pkg/client"
)

// behind connects to a server over HTTPS through a link.
func behind(t *testing.T, link *slowlink.Link, opts minilxd.Options) lxd.InstanceServer {
	t.Helper()
	srv, _ := behindBoth(t, link, opts)
	return srv
}

// behindBoth is behind that returns a connection past the link, too.
func behindBoth(t *testing.T, link *slowlink.Link, opts minilxd.Options) (srv, here lxd.InstanceServer) {
	t.Helper()
	here, s := local(t, opts)
	running(t, here, "c1")
	return through(t, s, func(address string) string {
		worse, err := link.Listen(t.Context(), "127.0.0.1:0", address)
		if err != nil {
			t.Fatal(err)
		}
		return worse
	}), here
}

// run runs a command with input, and returns its output and exit status.
func run(t *testing.T, srv lxd.InstanceServer, input string, command ...string) (string, int, error) {
	t.Helper()
	var out buffer
	s, err := srv.StartExec("c1", api.InstanceExecPost{Command: command, WaitForWS: true}, lxd.InstanceExecArgs{
		Stdin: io.NopCloser(strings.NewReader(input)), Stdout: &out, Stderr: &out,
	})
	if err != nil {
		return "", -1, err
	}
	status, err := s.Wait(t.Context())
	return out.String(), status, err
}

// TestSlowLink checks that with a latency of 300 ms the sockets are dialed concurrently: the server's timeout is five seconds.
func TestSlowLink(t *testing.T) {
	t.Parallel()
	srv := behind(t, &slowlink.Link{Delay: 300 * time.Millisecond}, minilxd.Options{})
	var all sync.WaitGroup
	for n := range 5 {
		all.Go(func() {
			out, status, err := run(t, srv, fmt.Sprintf("input %d\n", n), "sh", "-c", "cat; exit 3")
			if err != nil || status != 3 || out != fmt.Sprintf("input %d\n", n) {
				t.Errorf("%q %d %v", out, status, err)
			}
		})
	}
	all.Wait()
}

// TestLossyLink: with round trips of 300, 600 and 1200 ms, and one piece in fifty lost, the sockets of a session are connected
// within the server's limit, and no byte is missing. Several sessions at a time, many in all if asked. The limit is that of
// servers when many are asked for, and else a little more, for a busy machine: one socket after another would take nine seconds.
func TestLossyLink(t *testing.T) {
	t.Parallel()
	var all sync.WaitGroup
	count, limit := rounds(t, 21), 5*time.Second
	if count == 21 {
		limit = 8 * time.Second
	}
	for _, delay := range []time.Duration{150 * time.Millisecond, 300 * time.Millisecond, 600 * time.Millisecond} {
		srv := behind(t, &slowlink.Link{Delay: delay, Loss: 0.02}, minilxd.Options{ConnectLimit: limit})
		var next atomic.Int64
		for range 7 {
			all.Go(func() {
				for n := next.Add(1); n <= int64((count+2)/3); n = next.Add(1) {
					input := strings.Repeat(fmt.Sprintf("input %d\n", n), 1000)
					if out, status, err := run(t, srv, input, "sh", "-c", "cat; exit 3"); err != nil || status != 3 || out != input {
						t.Errorf("%v, round %d: %d bytes, %d %v", delay, n, len(out), status, err)
					}
				}
			})
		}
	}
	all.Wait()
}

// TestCutLink cuts the connection after more and more bytes: the session returns an error and no exit status, and never hangs.
func TestCutLink(t *testing.T) {
	t.Parallel()
	var all sync.WaitGroup
	for n := range 20 {
		all.Go(func() {
			srv := behind(t, &slowlink.Link{CutAfter: int64(6000 + n*4000)}, minilxd.Options{})
			out, status, err := run(t, srv, "", "sh", "-c", "i=0; while [ $i -lt 3000 ]; do echo 0123456789012345678901234567890123456789; i=$((i+1)); done; exit 0")
			whole := strings.Count(out, "\n") == 3000
			if err == nil && (status != 0 || !whole) || err != nil && status == 0 && !whole {
				t.Errorf("cut after %d bytes: %d lines, status %d, %v", 6000+n*4000, strings.Count(out, "\n"), status, err)
			}
		})
	}
	all.Wait()
}

// TestManyExecs runs commands one after another and concurrently: none fails, and every byte arrives.
func TestManyExecs(t *testing.T) {
	t.Parallel()
	srv := behind(t, &slowlink.Link{}, minilxd.Options{ConnectLimit: time.Minute}) // do not depend on how busy the machine is
	for n := range 100 {
		if out, status, err := run(t, srv, "", "sh", "-c", fmt.Sprintf("echo %d; exit %d", n, n%7)); err != nil || status != n%7 || out != fmt.Sprintf("%d\n", n) {
			t.Fatalf("round %d: %q %d %v", n, out, status, err)
		}
	}
	input := strings.Repeat("0123456789abcdef", 16384) // 256 KiB
	want := fmt.Sprintf("%x", sha256.Sum256([]byte(input)))
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			out, status, err := run(t, srv, input, "sha256sum")
			if err != nil || status != 0 || !strings.HasPrefix(out, want) {
				t.Errorf("%q %d %v", out, status, err)
			}
		})
	}
	all.Wait()
}
