package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestWatch checks that changes are printed as lines, or redrawn on a terminal.
func TestWatch(t *testing.T) {
	t.Parallel()
	env := clitest.New(t, root.New, minilxd.Options{})
	run := func(words ...string) {
		t.Helper()
		if r := env.Run("", words...); r.Code != 0 {
			t.Fatal(words, r.ErrOut)
		}
	}
	run("init", "--empty", "c1")
	said, stop := env.Start("list", "-w", "-o", "jsonl", "--fields", "name,status")
	said(`{"name":"c1","status":"Stopped"}`)
	run("init", "--empty", "c2")
	said(`{"name":"c2","status":"Stopped"}`)
	run("delete", "c2")
	said(`{"name":"c2","deleted":true}`)
	run("init", "--empty", "c2")
	said(`{"name":"c2","status":"Stopped"}`)
	run("start", "c1")
	said(`{"name":"c1","status":"Running"}`)
	if code := stop(); code == 0 {
		t.Error("an interrupted watch ends well")
	}
	said, stop = env.Start("info", "c1", "--watch", "-o", "jsonl", "--fields", "status")
	said(`{"status":"Running"}`)
	run("stop", "c1", "--force")
	said(`{"status":"Stopped"}`)
	stop()
	p := env.Program(t, "list", "-w", "-c", "ns")
	p.Sees("| c1   | STOPPED |")
	run("delete", "c1")
	p.Sees("\x1b[H\x1b[2J")
	p.Sees("| c2   | STOPPED |")
	p.Types("\x03")
	if code := p.Ends(); code != 130 {
		t.Error(code)
	}
	if r := env.Run("", "list", "-w"); r.Code != 2 {
		t.Error(r)
	}
	if r := env.Run("", "list", "-w", "-o", "jsonl", "--sort", "nosuch"); r.Code == 0 {
		t.Error(r)
	}
}

// TestWatchRemotes watches the instances of all remotes that can be reached.
func TestWatchRemotes(t *testing.T) {
	t.Parallel()
	env := clitest.New(t, root.New, minilxd.Options{})
	run := func(words ...string) {
		t.Helper()
		if r := env.Run("", words...); r.Code != 0 {
			t.Fatal(words, r.ErrOut)
		}
	}
	run("init", "--empty", "c1")
	said, stop := env.Start("list", "--all-remotes", "-w", "-o", "jsonl", "--fields", "remote,name")
	said(`{"name":"c1","remote":"local"}`)
	run("init", "--empty", "c2")
	said(`{"name":"c2","remote":"local"}`)
	run("delete", "c1")
	said(`{"remote":"local","name":"c1","deleted":true}`)
	stop()
	if r := env.Run("", "list", "--all-remotes", "-w"); r.Code != 2 {
		t.Error(r)
	}
}
