//go:build unix

package term

import (
	"errors"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// otherSignal is not a signal of the system.
type otherSignal struct{}

func (otherSignal) String() string { return "other" }
func (otherSignal) Signal()        {}

// TestNumbers checks the numbers that are forwarded and the resulting exit codes.
func TestNumbers(t *testing.T) {
	t.Parallel()
	for sig, want := range map[os.Signal]struct{ number, code int }{
		syscall.SIGINT: {2, 130}, syscall.SIGTERM: {15, 143}, syscall.SIGUSR1: {10, 138}, otherSignal{}: {0, 1},
	} {
		if got := Number(sig); got != want.number {
			t.Errorf("%s: number %d, want %d", sig, got, want.number)
		}
		if got := ExitCode(sig); got != want.code {
			t.Errorf("%s: exit code %d, want %d", sig, got, want.code)
		}
		if IsHangup(sig) {
			t.Errorf("%s is a hang-up", sig)
		}
	}
	if !IsHangup(syscall.SIGHUP) || ExitCode(syscall.SIGHUP) != 129 {
		t.Error("SIGHUP is none")
	}
}

// TestHangup is forwarded as it is if there is a terminal, otherwise as SIGTERM.
func TestHangup(t *testing.T) {
	t.Parallel()
	for _, terminal := range []bool{true, false} {
		s, _ := onPty(t)
		cmd := exec.CommandContext(t.Context(), os.Args[0])
		cmd.Env = append(os.Environ(), "TERM_TEST_CHILD=hangup")
		cmd.Stdin = s.In
		cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: terminal}
		_ = cmd.Run()
		want := int(syscall.SIGTERM)
		if terminal {
			want = int(syscall.SIGHUP)
		}
		if got := cmd.ProcessState.ExitCode(); got != want {
			t.Errorf("with a terminal %v: %d, want %d", terminal, got, want)
		}
	}
}

// TestEditorIsFound checks the environment variables in their order, and the default editors.
func TestEditorIsFound(t *testing.T) { //nolint:paralleltest // the editor is named in the environment
	dir := t.TempDir()
	program := func(name string) {
		t.Helper()
		if err := os.WriteFile(dir+"/"+name, []byte("#!/bin/sh\necho "+name+" >> \"$1\"\n"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("TMPDIR", t.TempDir())
	t.Setenv("PATH", dir)
	for _, name := range []string{"LXC_EDITOR", "VISUAL", "EDITOR"} {
		t.Setenv(name, "")
	}
	edit := func() (string, error) {
		got := ""
		err := (&Streams{}).Edit(t.Context(), "x.yaml", []byte(""), func(text []byte) error {
			got = strings.TrimSpace(string(text))
			return nil
		}, func(error) bool { return false })
		return got, err
	}
	if _, err := edit(); err == nil || !strings.Contains(err.Error(), "set EDITOR") {
		t.Error(err)
	}
	for _, step := range []struct{ program, variable, want string }{
		{"nano", "", "nano"}, {"vi", "", "vi"}, {"editor", "", "editor"},
		{"mine", "EDITOR", "mine"}, {"seen", "VISUAL", "seen"}, {"ours", "LXC_EDITOR", "ours"},
	} {
		program(step.program)
		if step.variable != "" {
			t.Setenv(step.variable, " "+dir+"/"+step.program+" ")
		}
		if got, err := edit(); err != nil || got != step.want {
			t.Errorf("%s: %q, %v", step.want, got, err)
		}
	}
}

// TestPasswordEnds checks that a prompt ends with its context, and that echo is on again.
func TestPasswordEnds(t *testing.T) {
	t.Parallel()
	s, person := onPty(t)
	before := stateOf(t, person)
	ctx, cancel := withCause(t)
	got := make(chan error, 1)
	go func() {
		_, err := s.Secret(ctx, "Password: ")
		got <- err
	}()
	if _, err := person.Read(make([]byte, 100)); err != nil {
		t.Fatal(err)
	}
	cancel()
	if err := <-got; !errors.Is(err, errGone) {
		t.Error(err)
	}
	if stateOf(t, person) != before {
		t.Error("the terminal is still without echo")
	}
}
