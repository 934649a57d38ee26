package instance_test

import (
	"os"
	"strings"
	"syscall"
	"testing"

	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/internal/term"
)

// TestExecOnTerminal checks that the command gets a terminal of the same size, that the local one is raw, and that the exit
// code is returned.
func TestExecOnTerminal(t *testing.T) {
	t.Parallel()
	env := started(t, minilxd.Options{})
	p := env.OnTerminal(t, "exec", "c1", "--", "sh", "-c", `tty >/dev/null && stty size; read line; echo "got $line"; exit 7`)
	p.Sees("24 80\r\n")
	if !p.IsRaw() {
		t.Error("the terminal is not raw")
	}
	p.Types("hello\r")
	p.Sees("got hello\r\n")
	if code := p.Ends(); code != 7 {
		t.Errorf("exit code %d: %q", code, p.Screen())
	}
}

// TestExecFollowsSize checks that each new size of the terminal is sent.
func TestExecFollowsSize(t *testing.T) {
	t.Parallel()
	env := started(t, minilxd.Options{})
	p := env.OnTerminal(t, "exec", "c1", "--", "sh", "-c", `trap 'stty size' WINCH; echo ready; while :; do read line && exit 0; done`)
	p.Sees("ready")
	for _, size := range []struct {
		width, height int
		says          string
	}{{100, 30, "30 100"}, {132, 43, "43 132"}} {
		p.Resize(size.width, size.height)
		p.Sees(size.says)
	}
	p.Types("end\r")
	if code := p.Ends(); code != 0 {
		t.Errorf("exit code %d: %q", code, p.Screen())
	}
}

// TestExecKeys checks that control keys are sent to the command's terminal, which turns them into signals.
func TestExecKeys(t *testing.T) {
	t.Parallel()
	env := started(t, minilxd.Options{})
	p := env.OnTerminal(t, "exec", "c1", "--", "sh", "-c", `trap 'echo interrupted' INT; echo ready; read a; read b; echo "end $b"`)
	p.Sees("ready")
	p.Types("\x03")
	p.Sees("interrupted")
	p.Types("a\rb\r")
	p.Sees("end")
	if code := p.Ends(); code != 0 {
		t.Errorf("exit code %d: %q", code, p.Screen())
	}
}

// TestExecModes checks that the mode flags decide whether there is a terminal, whatever the streams are.
func TestExecModes(t *testing.T) {
	t.Parallel()
	env := started(t, minilxd.Options{})
	for line, want := range map[string]string{
		"exec c1 -- sh -c":                              "a terminal",
		"exec c1 --force-noninteractive -- sh -c":       "no terminal",
		"exec c1 --mode non-interactive -- sh -c":       "no terminal",
		"exec c1 --mode interactive -- sh -c":           "a terminal",
		"exec c1 --disable-stdin -- sh -c":              "no terminal",
		"exec c1 --disable-stdin -t --env A=b -- sh -c": "a terminal",
	} {
		t.Run(line, func(t *testing.T) {
			t.Parallel()
			p := env.OnTerminal(t, append(strings.Fields(line), "test -t 0 && echo a terminal || echo no terminal")...)
			if code := p.Ends(); code != 0 || strings.TrimSpace(p.Screen()) != want {
				t.Errorf("exit code %d: %q, want %q", code, p.Screen(), want)
			}
		})
	}
}

// TestExecRefusedOnTerminal checks that the terminal is unchanged.
func TestExecRefusedOnTerminal(t *testing.T) {
	t.Parallel()
	env := started(t, minilxd.Options{})
	env.Must("init", "--empty", "off")
	for line, want := range map[string]struct {
		code int
		says string
	}{
		"exec off -- sh":                    {125, "Instance is not running"},
		"exec nosuch -- sh":                 {3, "Instance not found"},
		"exec c1 -- /nosuch":                {127, "Command not found"},
		"exec c1 --user nobodyhere -- true": {3, `user "nobodyhere" not found in the instance`},
		"exec c1 --env =x -- true":          {2, `invalid environment variable "=x": use NAME=value`},
	} {
		t.Run(line, func(t *testing.T) {
			t.Parallel()
			p := env.OnTerminal(t, strings.Fields(line)...)
			if code := p.Ends(); code != want.code || !strings.Contains(p.Screen(), want.says) {
				t.Errorf("exit code %d: %q", code, p.Screen())
			}
		})
	}
}

// TestExecSignals checks that signals are forwarded to the command, and that the third interrupt ends the session.
func TestExecSignals(t *testing.T) { //nolint:paralleltest // it sends itself signals
	env := started(t, minilxd.Options{})
	env.Signals = term.NewSignals(func(sig os.Signal) { t.Errorf("%s reached the program", sig) })
	defer env.Signals.Stop()
	send := func(sig syscall.Signal) {
		t.Helper()
		if err := syscall.Kill(syscall.Getpid(), sig); err != nil {
			t.Fatal(err)
		}
	}
	said, stop := env.Start("exec", "c1", "--", "sh", "-c",
		`for s in TERM USR1 HUP INT; do trap "echo got $s" $s; done; echo ready; while :; do sleep 0.01; done`)
	said("ready")
	for _, s := range []struct {
		sig  syscall.Signal
		says string
	}{{syscall.SIGTERM, "got TERM"}, {syscall.SIGUSR1, "got USR1"}, {syscall.SIGINT, "got INT"}, {syscall.SIGINT, "got INT"}} {
		send(s.sig)
		said(s.says)
	}
	send(syscall.SIGINT)
	if code := stop(); code != 130 {
		t.Errorf("exit code %d", code)
	}
}
