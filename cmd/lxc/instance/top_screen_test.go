package instance_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// busy returns an environment whose server has instances under load: with each sample, one second later by the fake clock, the
// counters have grown. fails makes the server return errors.
func busy(t *testing.T) (env *clitest.Env, fails *atomic.Bool) {
	t.Helper()
	var looks, clock, metrics atomic.Int64
	fails = &atomic.Bool{}
	env = clitest.New(t, root.New, minilxd.Options{Middleware: func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			switch {
			case r.URL.Path == "/1.0" && r.Method == http.MethodGet:
				_, _ = fmt.Fprint(w, `{"type":"sync","status_code":200,"metadata":{"api_version":"1.0","auth":"trusted","api_extensions":["instances","container_full","metrics","projects","instance_all_projects"]}}`)
			case r.URL.Path == "/1.0/metrics":
				n := metrics.Add(1)
				_, _ = fmt.Fprintf(w, "# HELP x\nlxd_disk_read_bytes_total{device=\"sda\",name=\"a\",project=\"default\"} %d\nlxd_disk_read_bytes_total{device=\"sdb\",name=\"a\",project=\"default\"} %d\nlxd_disk_written_bytes_total{device=\"sda\",name=\"a\",project=\"default\"} %d\nlxd_disk_reads_completed_total{name=\"a\",project=\"default\"} 5\nlxd_disk_read_bytes_total{name=\"a\"} none\n", n*1000, n*500, n*7e6)
			case fails.Load():
				http.Error(w, `{"type":"error","error_code":500,"error":"tired"}`, http.StatusInternalServerError)
			case r.URL.Path == "/1.0/instances":
				n := looks.Add(1)
				_, _ = fmt.Fprintf(w, `{"type":"sync","status_code":200,"metadata":[
					{"name":"a","project":"default","status":"Running","status_code":103,"architecture":"x86_64","state":{"pid":7,"processes":3,"cpu":{"usage":%d},"memory":{"usage":1048576},
						"network":{"lo":{"counters":{"bytes_received":%d}},"eth0":{"type":"broadcast","counters":{"bytes_received":%d,"bytes_sent":%d}}}}},
					{"name":"b","project":"default","status_code":103,"state":{"cpu":{"usage":5},"memory":{"usage":2097152}}},
					{"name":"off","project":"default","status_code":102,"state":{}}]}`, n*25e7, n*1e9, n*2000, n*3000)
			default:
				next.ServeHTTP(w, r)
			}
		})
	}})
	env.Now = func() time.Time { return time.Unix(clock.Add(1), 0) }
	return env, fails
}

// TestTopRates checks the rates between two samples.
func TestTopRates(t *testing.T) {
	t.Parallel()
	env, _ := busy(t)
	for words, want := range map[string]string{
		"--once -f json":         `[{"name":"a","project":"default","cpu_percent":25,"memory":1048576,"disk":0,"network_received_rate":2000,"network_sent_rate":3000,"disk_read_rate":1500,"disk_written_rate":7000000},{"name":"b","project":"default","cpu_percent":0,"memory":2097152,"disk":0,"network_received_rate":0,"network_sent_rate":0}]`,
		"-f json":                `[{"name":"a","project":"default","cpu_percent":25,"memory":1048576,"disk":0},{"name":"b","project":"default","cpu_percent":0,"memory":2097152,"disk":0}]`,
		"-f csv -c nurtRW":       "a,25.0%,2.00kB/s,3.00kB/s,1.50kB/s,7.00MB/s\nb,0.0%,0B/s,0B/s,,",
		"-f csv -c nt --once":    "a,3.00kB/s\nb,0B/s",
		"-f csv,header -c nr":    "NAME,RECEIVED\na,2.00kB/s\nb,0B/s",
		"-f csv --all-projects ": "a,25.0%,1.00MiB,\nb,0.0%,2.00MiB,",
	} {
		if out := env.Must(append([]string{"top"}, strings.Fields(words)...)...); out != want+"\n" {
			t.Errorf("%s: %s", words, out)
		}
	}
}

// TestTopLines checks that JSON lines are printed with each refresh, until an interrupt or an error of the server.
func TestTopLines(t *testing.T) {
	t.Parallel()
	env, fails := busy(t)
	const a, b = `{"cpu_percent":25,"disk_read_rate":1500,"name":"a"}`, `{"cpu_percent":0,"disk_read_rate":null,"name":"b"}`
	if out := env.Must("top", "--once", "-o", "jsonl", "--fields", "name,cpu_percent,disk_read_rate"); out != a+"\n"+b+"\n" {
		t.Errorf("once: %s", out)
	}
	said, stop := env.Start("top", "--refresh", "1", "-o", "jsonl", "--fields", "name,cpu_percent,disk_read_rate")
	for range 2 {
		for _, want := range []string{a, b} {
			if line := said(""); line != want {
				t.Errorf("%s, want %s", line, want)
			}
		}
	}
	if code := stop(); code == 0 {
		t.Error("an interrupted stream ends well")
	}
	said, stop = env.Start("top", "--refresh", "1", "-f", "jsonl")
	said(`{"name":"a",`)
	fails.Store(true)
	said("Error: tired")
	if code := stop(); code != 1 {
		t.Errorf("exit code %d after an error", code)
	}
}

// TestTopScreen covers the keys that sort, filter and leave.
func TestTopScreen(t *testing.T) {
	t.Parallel()
	env, fails := busy(t)
	p := env.OnTerminal(t, "top", "--refresh", "1")
	p.Sees("\x1b[?1049h\x1b[?25l\x1b[Hlxc top: local   2 of 2 running, sorted by CPU")
	p.Sees("NAME    CPU   MEMORY  RECEIVED      SENT      READ   WRITTEN  DISK\x1b[K\r\n\x1b[7ma     25.0%  1.00MiB  2.00kB/s  3.00kB/s  1.50kB/s  7.00MB/s\x1b[0m\x1b[K\r\nb      0.0%  2.00MiB      0B/s      0B/s\x1b[K")
	p.Sees("q quit   s sort   / filter   enter info   ? help")
	p.Types("s")
	p.Sees("sorted by memory")
	p.Sees("\r\nb  ")
	p.Types("k")
	p.Sees("\x1b[7mb  ")
	p.Types("jx\x1b[A\x1b[B")
	p.Sees("\x1b[7ma  ")
	p.Types("ssss")
	p.Sees("sorted by CPU")
	p.Types("?")
	p.Sees("down, j  mark the instance below")
	p.Types("x/def")
	p.Sees("2 of 2 running, sorted by CPU   filter: def")
	p.Types("\x7f\x7f\x7fx")
	p.Sees("0 of 2 running, sorted by CPU   filter: x")
	p.Types("\x7ft/b\r")
	p.Sees("1 of 2 running, sorted by CPU   filter: t/b")
	p.Sees("q quit")
	p.Types("\r")
	p.Sees("Name: b")
	p.Types("x\x1b")
	p.Sees("2 of 2 running")
	p.Types("k\r")
	p.Sees("Name: a\x1b[K\r\n")
	p.Sees("PID: 7")
	p.Sees("Processes: 3")
	p.Sees("any key: back")
	p.Types("x")
	p.Sees("2 of 2 running")
	fails.Store(true)
	p.Sees("Error: tired")
	fails.Store(false)
	p.Sees("q quit")
	p.Types("q")
	if code := p.Ends(); code != 0 || !strings.HasSuffix(p.Screen(), "\x1b[?25h\x1b[?1049l") {
		t.Errorf("exit code %d: %q", code, p.Screen())
	}
}

// TestTopSize checks that the screen follows the size of the terminal, that only whole columns are omitted, and that the
// selected instance stays visible.
func TestTopSize(t *testing.T) {
	t.Parallel()
	env, _ := busy(t)
	p := env.OnTerminal(t, "top")
	p.Sees("DISK\x1b[K")
	p.Resize(40, 5)
	p.Sees("NAME    CPU   MEMORY  RECEIVED")
	p.Sees("\x1b[7ma  ")
	p.Sees("\x1b[0m\x1b[K\r\nq quit   s sort   / filter   enter info \x1b[J")
	p.Types("j")
	p.Sees("NAME")
	p.Sees("\x1b[7mb  ")
	p.Types("/" + strings.Repeat("日", 30)) // each is two columns wide
	p.Sees("\r\n/" + strings.Repeat("日", 19) + "\x1b[J")
	p.Types("\x03")
	if code := p.Ends(); code != 0 {
		t.Errorf("exit code %d: %q", code, p.Screen())
	}
}

// TestTopFails checks that an error before the screen opens is reported as usual.
func TestTopFails(t *testing.T) {
	t.Parallel()
	env, fails := busy(t)
	fails.Store(true)
	p := env.OnTerminal(t, "top")
	if code := p.Ends(); code != 1 || p.Screen() != "Error: tired\r\n" {
		t.Errorf("exit code %d: %q", code, p.Screen())
	}
}

// TestTopOnceOnTerminal prints without the alternate screen.
func TestTopOnceOnTerminal(t *testing.T) {
	t.Parallel()
	env, _ := busy(t)
	p := env.OnTerminal(t, "top", "--once", "-c", "nu")
	if code := p.Ends(); code != 0 || strings.Contains(p.Screen(), "\x1b") || !strings.Contains(p.Screen(), "| a    | 25.0% |") {
		t.Errorf("exit code %d: %q", code, p.Screen())
	}
}

// TestTopInterrupted checks that a signal restores the terminal; in a pipe an interrupt ends the command as well.
func TestTopInterrupted(t *testing.T) {
	t.Parallel()
	env := started(t, minilxd.Options{})
	p := env.Program(t, "top")
	p.Sees("\x1b[?1049h")
	p.Sees("q quit")
	p.Signal(syscall.SIGTERM)
	if code := p.Ends(); code != 143 || !strings.Contains(p.Screen(), "\x1b[?25h\x1b[?1049l") {
		t.Errorf("exit code %d: %q", code, p.Screen())
	}
}
