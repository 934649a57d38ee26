package instance_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/internal/slowlink"
	"github.com/openlxc/lxc/pkg/config"
)

// behindLink is a started instance whose server is reached over a link, which is down once ctx ends.
func behindLink(ctx context.Context, t *testing.T, link *slowlink.Link) *clitest.Env {
	t.Helper()
	env := started(t, minilxd.Options{})
	dir, err := os.MkdirTemp("", "s") // t.TempDir would be too long for a socket path
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	worse := filepath.Join(dir, "s")
	if _, err := link.Listen(ctx, worse, strings.TrimPrefix(env.Config.Remotes["local"].Addr, "unix://")); err != nil {
		t.Fatal(err)
	}
	env.Config.Remotes["local"] = config.Remote{Addr: "unix://" + worse}
	return env
}

// until waits for a condition that another process brings about.
func until(condition func() bool) {
	for !condition() {
		runtime.Gosched()
	}
}

// TestExecOverACutLink cuts the link at twenty points of a session, with a terminal and with separate streams: the exit code is
// that of a lost connection or of a client that could not begin, with one line that says so; it is 0 only if the output is whole.
func TestExecOverACutLink(t *testing.T) {
	t.Parallel()
	tests := map[string]func(*testing.T){}
	for n := range 20 {
		for _, mode := range []string{"-T", "-t"} {
			after := int64(500 + n*3000)
			tests[fmt.Sprintf("%s, after %d bytes", mode, after)] = func(t *testing.T) {
				env := behindLink(t.Context(), t, &slowlink.Link{CutAfter: after})
				r := env.Run("", "exec", "c1", mode, "--", "sh", "-c", `i=0; while [ $i -lt 1000 ]; do echo 0123456789012345678901234567890123456789; i=$((i+1)); done`)
				if whole := strings.Count(r.Out, "\n") == 1000; r.Code != 0 || !whole || r.ErrOut != "" {
					lostLine(t, r, 125, 255)
				}
			}
		}
	}
	waiting(t, tests)
}

// TestExecOnTerminalLosesItsLink: the terminal is as before, which Ends checks.
func TestExecOnTerminalLosesItsLink(t *testing.T) {
	t.Parallel()
	ctx, down := context.WithCancel(t.Context())
	env := behindLink(ctx, t, &slowlink.Link{})
	p := env.OnTerminal(t, "exec", "c1", "--", "sh", "-c", "echo ready; read x")
	p.Sees("ready")
	if !p.IsRaw() {
		t.Error("the terminal is not raw")
	}
	down()
	if code := p.Ends(); code != 255 || !strings.Contains(p.Screen(), "Error: ") {
		t.Errorf("exit code %d: %q", code, p.Screen())
	}
}

// TestExecOfAStoppedClient stops the client and gives the terminal back to the shell, as ^Z and fg do: afterwards it is raw again,
// and restored at the end.
func TestExecOfAStoppedClient(t *testing.T) {
	t.Parallel()
	env := started(t, minilxd.Options{})
	p := env.Program(t, "exec", "c1", "--", "sh", "-c", "echo ready; read x; echo got $x")
	p.Sees("ready")
	p.Signal(syscall.SIGSTOP)
	p.Cook()
	p.Signal(syscall.SIGCONT)
	until(p.IsRaw)
	p.Types("it\r")
	p.Sees("got it")
	if code := p.Ends(); code != 0 {
		t.Errorf("exit code %d: %q", code, p.Screen())
	}
}

// TestExecOfALostClient ends the client in three ways, with and without a terminal: its command hears of it or is killed, and no
// process stays behind.
func TestExecOfALostClient(t *testing.T) {
	t.Parallel()
	for _, sig := range []syscall.Signal{syscall.SIGHUP, syscall.SIGTERM, syscall.SIGKILL} {
		for mode, flags := range map[string]string{"terminal": "-t", "streams": "-T"} {
			t.Run(sig.String()+" "+mode, func(t *testing.T) {
				t.Parallel()
				env := started(t, minilxd.Options{})
				heard := filepath.Join(t.TempDir(), "heard")
				script := `for s in HUP TERM; do trap "echo $s >` + heard + `; exit 3" $s; done; echo "process $$."; while :; do sleep 0.05; done`
				p := env.Program(t, "exec", "c1", flags, "--", "sh", "-c", script)
				p.Sees("process ")
				p.Sees(".")
				_, text, _ := strings.Cut(p.Screen(), "process ")
				text, _, _ = strings.Cut(text, ".")
				pid, err := strconv.Atoi(text)
				if err != nil {
					t.Fatal(err)
				}
				p.Signal(sig)
				if sig == syscall.SIGKILL {
					p.Leaves()
				} else if code := p.Ends(); code != 3 {
					t.Errorf("exit code %d: %q", code, p.Screen())
				}
				until(func() bool { return errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) })
				word, err := os.ReadFile(heard)
				if want := map[syscall.Signal]string{syscall.SIGHUP: "HUP\n", syscall.SIGTERM: "TERM\n"}[sig]; string(word) != want {
					t.Errorf("the command heard %q, not %q: %v", word, want, err)
				}
			})
		}
	}
}
