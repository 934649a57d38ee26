//go:build linux

package root_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// ended returns how a program ended, and what it said on standard error; a panic fails the test.
func ended(t *testing.T, cmd *exec.Cmd) (syscall.WaitStatus, string) {
	t.Helper()
	var errOut bytes.Buffer
	cmd.Stderr = &errOut
	err := cmd.Run()
	var failed *exec.ExitError
	if err != nil && !errors.As(err, &failed) {
		t.Fatal(err)
	}
	if text := errOut.String(); strings.Contains(text, "panic") || strings.Contains(text, "goroutine") {
		t.Errorf("%q: %s", cmd.Args, text)
	}
	return cmd.ProcessState.Sys().(syscall.WaitStatus), errOut.String()
}

// TestWithoutHome runs commands without a place for the configuration: what needs none works, what must write says where it could not.
func TestWithoutHome(t *testing.T) {
	t.Parallel()
	env := clitest.New(t, root.New, minilxd.Options{})
	env.Must("init", "--empty", "c1")
	socket := t.TempDir()
	if err := os.Symlink(strings.TrimPrefix(env.Config.Remotes["local"].Addr, "unix://"), filepath.Join(socket, "unix.socket")); err != nil {
		t.Fatal(err)
	}
	const nowhere = "/proc/nowhere" // nobody can make it, not even root
	for _, variables := range [][]string{{}, {"HOME="}, {"HOME=" + nowhere}, {"LXD_CONF=" + nowhere}, {"HOME=" + nowhere, "XDG_CACHE_HOME=" + nowhere}} {
		without := func(words ...string) (int, string, string) {
			cmd := env.Command(t, words...)
			mark := cmd.Env[len(cmd.Env)-2] // the test's own
			cmd.Env = append([]string{"PATH=" + os.Getenv("PATH"), mark, "LXD_DIR=" + socket, "GOCOVERDIR=" + t.TempDir()}, variables...)
			cmd.Dir = t.TempDir()
			var out bytes.Buffer
			cmd.Stdout = &out
			status, errOut := ended(t, cmd)
			return status.ExitStatus(), out.String(), errOut
		}
		for _, words := range []string{"list local: -f csv -c n", "version", "remote list -f csv", "config show local:c1", "help", "alias list"} {
			if code, out, errOut := without(strings.Fields(words)...); code != 0 || out == "" {
				t.Errorf("%q: lxc %s: exit code %d, %s", variables, words, code, errOut)
			}
		}
		if len(variables) == 0 || variables[0] == "HOME=" {
			continue // the configuration is then written to where the user's account says
		}
		for _, words := range []string{"remote set-url images https://127.0.0.1:1", "remote switch images", "alias add x list"} {
			code, _, errOut := without(strings.Fields(words)...)
			if code != 1 || !strings.Contains(errOut, nowhere) || strings.Count(errOut, "\n") != 1 {
				t.Errorf("%q: lxc %s: exit code %d, %q", variables, words, code, errOut)
			}
		}
	}
}

// TestNobodyReads ends commands whose output nobody reads any more, or that has no room: by the signal, or with an error, never
// with a panic and never with exit code 0 as if all had been written.
func TestNobodyReads(t *testing.T) {
	t.Parallel()
	env := clitest.New(t, root.New, minilxd.Options{})
	env.Must("image", "import", clitest.Image(t, map[string]string{"root/x": "x"}), "--alias", "bb")
	env.Must("init", "bb", "c1")
	for _, words := range []string{
		"list", "list -f json", "list -f jsonl", "config show c1", "image list", "image export bb -", "file pull c1/root/x -", "help", "info c1", "query /1.0",
		"config get c1 volatile.base_image", "remote list", "version", "completion bash",
	} {
		full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		cmd := env.Command(t, strings.Fields(words)...)
		cmd.Stdout = full
		status, errOut := ended(t, cmd)
		if status.ExitStatus() == 0 || !strings.Contains(errOut, "no space left on device") {
			t.Errorf("lxc %s: no room: exit code %d, %q", words, status.ExitStatus(), errOut)
		}
		full.Close()
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		r.Close()
		cmd = env.Command(t, strings.Fields(words)...)
		cmd.Stdout = w
		status, errOut = ended(t, cmd)
		if status.Signal() != syscall.SIGPIPE || errOut != "" {
			t.Errorf("lxc %s: nobody reads: ended with %d, %v, %q", words, status.ExitStatus(), status.Signal(), errOut)
		}
		w.Close()
	}
}

// TestClosedStreams runs a command with each standard stream closed: no file that it opens takes the place of one, so that nothing
// of the configuration is overwritten.
func TestClosedStreams(t *testing.T) {
	t.Parallel()
	env := clitest.New(t, root.New, minilxd.Options{})
	env.Must("init", "--empty", "c1")
	path := filepath.Join(env.Config.ConfigDir, "config.yml")
	for _, closed := range []string{"<&-", ">&-", "2>&-", "<&- >&- 2>&-"} {
		for _, words := range []string{"list", "remote list -f json", "nosuch", "config set c1 user.x=y"} {
			cmd := env.Command(t, strings.Fields(words)...)
			before, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			shell := exec.CommandContext(t.Context(), "sh", "-c", `exec "$@" `+closed, "sh", cmd.Path)
			shell.Args = append(shell.Args, cmd.Args[1:]...)
			shell.Env = cmd.Env
			status, _ := ended(t, shell)
			if want := map[bool]int{true: 2}[words == "nosuch"]; status.ExitStatus() != want {
				t.Errorf("lxc %s %s: exit code %d, want %d", words, closed, status.ExitStatus(), want)
			}
			if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
				t.Errorf("lxc %s %s: the configuration is now %q, %v", words, closed, after, err)
			}
		}
	}
}
