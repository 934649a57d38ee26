package instance_test

import (
	"strings"
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// started returns a server with a running instance c1.
func started(t *testing.T, opts minilxd.Options) *clitest.Env {
	t.Helper()
	env := clitest.New(t, root.New, opts)
	env.Must("init", "--empty", "c1")
	env.Must("start", "c1")
	return env
}

// TestConsoleOnTerminal checks that the console echoes input until the detach keys are typed.
func TestConsoleOnTerminal(t *testing.T) {
	t.Parallel()
	env := started(t, minilxd.Options{})
	for name, c := range map[string]struct {
		flags             []string
		hint, keys, leave string
	}{
		"usual keys": {nil, "<ctrl>+a q", "x", "\x01q"},
		"part of it": {nil, "<ctrl>+a q", "\x01y", "\x01q"},
		"other keys": {[]string{"--detach-keys", "ctrl-],."}, "<ctrl>+] .", "\x01q", "\x1d."},
		"one key":    {[]string{"--detach-keys=~"}, "~", "bye", "~"},
		"signals":    {nil, "<ctrl>+a q", "\x03\x1c\x1a\x04", "\x01q"},
		"named type": {[]string{"--type=console", "--project", "default"}, "<ctrl>+a q", "\r\n", "\x01q"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := env.OnTerminal(t, append([]string{"console", "c1"}, c.flags...)...)
			p.Sees("minilxd: c1 started\r\n")
			p.Sees("To detach from the console, press: " + c.hint + "\r\n")
			p.Types("go")
			p.Sees("go")
			if !p.IsRaw() {
				t.Error("the terminal is not raw")
			}
			p.Resize(132, 43)
			p.Types(c.keys)
			p.Sees(c.keys)
			p.Types(c.leave)
			if code := p.Ends(); code != 0 {
				t.Errorf("exit code %d: %q", code, p.Screen())
			}
			if !strings.HasSuffix(p.Screen(), "go"+c.keys+"\r\n") {
				t.Errorf("%q", p.Screen())
			}
		})
	}
}

// TestConsoleRefused checks that the terminal is unchanged if there is no console.
func TestConsoleRefused(t *testing.T) {
	t.Parallel()
	env := started(t, minilxd.Options{})
	env.Must("init", "--empty", "off")
	for name, c := range map[string]struct {
		line, says string
		code       int
	}{
		"stopped":   {"console off", "Instance is not running", 1},
		"missing":   {"console nosuch", "Instance not found", 3},
		"bad keys":  {"console c1 --detach-keys escape", `invalid key "escape": use ctrl-LETTER or a single character`, 2},
		"no force":  {"console c1 --force", `lacks the API extension "console_force"`, 6},
		"bad type":  {"console c1 --type sound", `unknown console type "sound" (must be one of: console, vga)`, 2},
		"no remote": {"console nowhere:c1", `remote "nowhere" does not exist`, 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := env.OnTerminal(t, strings.Fields(c.line)...)
			if code := p.Ends(); code != c.code || !strings.Contains(p.Screen(), c.says) {
				t.Errorf("exit code %d: %q", code, p.Screen())
			}
		})
	}
}

// TestConsoleAfterStart attaches after a start, but only to one instance.
func TestConsoleAfterStart(t *testing.T) {
	t.Parallel()
	env := clitest.New(t, root.New, minilxd.Options{})
	env.Must("init", "--empty", "c1")
	env.Must("init", "--empty", "c2")
	p := env.OnTerminal(t, "start", "c1", "--console")
	p.Sees("To detach from the console, press: <ctrl>+a q")
	p.Types("first")
	p.Sees("first")
	p.Types("\x01q")
	if code := p.Ends(); code != 0 {
		t.Errorf("exit code %d: %q", code, p.Screen())
	}
	p = env.OnTerminal(t, "restart", "c1", "--console")
	p.Types("again")
	p.Sees("again")
	p.Types("\x01q")
	if code := p.Ends(); code != 0 {
		t.Errorf("exit code %d: %q", code, p.Screen())
	}
	if r := env.Run("", "start", "c1", "c2", "--console"); r.Code != 2 || r.ErrOut != "Error: --console accepts only one instance\n" {
		t.Errorf("%d %q", r.Code, r.ErrOut)
	}
	if out := env.Must("list", "-c", "ns", "-f", "csv"); out != "c1,RUNNING\nc2,STOPPED\n" {
		t.Errorf("%q", out)
	}
}

// TestConsoleEnds checks that the command returns when the instance stops.
func TestConsoleEnds(t *testing.T) {
	t.Parallel()
	env := started(t, minilxd.Options{})
	p := env.OnTerminal(t, "console", "c1")
	p.Types("hello")
	p.Sees("hello")
	env.Must("stop", "c1", "--force")
	if code := p.Ends(); code != 0 {
		t.Errorf("exit code %d: %q", code, p.Screen())
	}
}

// TestConsoleIncus checks that the detach keys are printed once attached, and not at all with --quiet.
func TestConsoleIncus(t *testing.T) {
	t.Parallel()
	env := started(t, minilxd.Options{Family: "incus"})
	env.As = "incus"
	env.Must("init", "--empty", "off")
	p := env.OnTerminal(t, "console", "c1")
	p.Sees("c1 started\r\nTo detach from the console, press: <ctrl>+a q\r\n")
	p.Types("\x01q")
	if code := p.Ends(); code != 0 {
		t.Errorf("exit code %d: %q", code, p.Screen())
	}
	for _, line := range []string{"console off", "console c1 --quiet"} {
		p := env.OnTerminal(t, strings.Fields(line)...)
		p.Types("\x01q")
		p.Ends()
		if strings.Contains(p.Screen(), "To detach") {
			t.Errorf("%s: %q", line, p.Screen())
		}
	}
}
