//go:build unix

package term

import (
	"bufio"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/creack/pty"
	"golang.org/x/term"
)

// onPty returns streams on a new pseudo-terminal, and its other end, where the user types.
func onPty(t *testing.T) (s *Streams, person *os.File) {
	t.Helper()
	person, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = tty.Close()
		_ = person.Close()
	})
	return &Streams{In: tty, Out: tty, Err: tty}, person
}

// stateOf returns the mode of a terminal.
func stateOf(t *testing.T, f *os.File) term.State {
	t.Helper()
	state, err := term.GetState(int(f.Fd()))
	if err != nil {
		t.Fatal(err)
	}
	return *state
}

// isRaw checks the mode while the work is running, which may then end in any way.
func isRaw(t *testing.T, s *Streams, before term.State) {
	t.Helper()
	if tty, ok := s.In.(*os.File); !ok || stateOf(t, tty) == before {
		t.Error("the terminal is not raw")
	}
}

// Raw mode ends however the work ends.
func TestRawEnds(t *testing.T) {
	t.Parallel()
	failed := errors.New("failed")
	for name, end := range map[string]struct {
		want error
		work func(ctx context.Context, s *Streams) error
	}{
		"return":  {nil, func(context.Context, *Streams) error { return nil }},
		"error":   {failed, func(context.Context, *Streams) error { return failed }},
		"panic":   {nil, func(context.Context, *Streams) error { panic("on purpose") }},
		"context": {context.Canceled, func(ctx context.Context, _ *Streams) error { <-ctx.Done(); return ctx.Err() }},
		"restore": {nil, func(_ context.Context, s *Streams) error { s.Restore(); s.Restore(); return nil }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, person := onPty(t)
			before := stateOf(t, person)
			ctx, cancel := context.WithCancel(t.Context())
			func() {
				defer func() {
					if r := recover(); (r != nil) != (name == "panic") {
						t.Errorf("recovered %v", r)
					}
				}()
				err := s.Raw(ctx, func(ctx context.Context) error {
					isRaw(t, s, before)
					cancel()
					return end.work(ctx, s)
				})
				if !errors.Is(err, end.want) || (err == nil) != (end.want == nil) {
					t.Errorf("%v, want %v", err, end.want)
				}
			}()
			if stateOf(t, person) != before {
				t.Error("the terminal is still raw")
			}
		})
	}
}

// Without a terminal the work runs anyway.
func TestRawWithoutTerminal(t *testing.T) {
	t.Parallel()
	s := &Streams{In: strings.NewReader("")}
	done := false
	if err := s.Raw(t.Context(), func(context.Context) error { done = true; return nil }); err != nil || !done {
		t.Error(done, err)
	}
}

// TestMain lets tests run this binary as a program that uses its terminal.
func TestMain(m *testing.M) {
	switch os.Getenv("TERM_TEST_CHILD") {
	case "raw":
		waitInRawMode()
	case "hangup":
		os.Exit(Number(syscall.SIGHUP))
	}
	os.Exit(m.Run())
}

// waitInRawMode is the program run by TestSignalRestores.
func waitInRawMode() {
	s := Standard()
	signals := NewSignals(func(sig os.Signal) {
		s.Restore()
		os.Exit(ExitCode(sig))
	})
	signals.Start()
	_ = s.Raw(context.Background(), func(context.Context) error {
		_, _ = s.Out.Write([]byte("ready\n"))
		select {}
	})
}

// A signal ends a program in raw mode with status 128 plus its number, and the terminal is restored.
func TestSignalRestores(t *testing.T) {
	t.Parallel()
	for _, sig := range []syscall.Signal{syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP} {
		t.Run(sig.String(), func(t *testing.T) {
			t.Parallel()
			s, person := onPty(t)
			before := stateOf(t, person)
			cmd := exec.CommandContext(t.Context(), os.Args[0])
			cmd.Env = append(os.Environ(), "TERM_TEST_CHILD=raw")
			cmd.Stdin, cmd.Stdout, cmd.Stderr = s.In, s.Out, s.Err
			cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			if line, err := bufio.NewReader(person).ReadString('\n'); err != nil || line != "ready\n" {
				t.Fatalf("%q, %v", line, err) // a raw terminal adds no carriage return
			}
			isRaw(t, s, before)
			if err := cmd.Process.Signal(sig); err != nil {
				t.Fatal(err)
			}
			var exit *exec.ExitError
			if err := cmd.Wait(); !errors.As(err, &exit) || exit.ExitCode() != 128+int(sig) {
				t.Errorf("%v, want %d", err, 128+int(sig))
			}
			if stateOf(t, person) != before {
				t.Error("the terminal is still raw")
			}
		})
	}
}

// A new size is sent to the channel.
func TestResizes(t *testing.T) { //nolint:paralleltest // it sends itself a signal
	s, person := onPty(t)
	if w, h := s.Size(); w != 0 || h != 0 {
		t.Errorf("%d x %d", w, h)
	}
	ctx, cancel := context.WithCancel(t.Context())
	sizes := s.Resizes(ctx)
	for _, want := range []Size{{80, 24}, {132, 50}} {
		if err := pty.Setsize(person, &pty.Winsize{Cols: uint16(want.Width), Rows: uint16(want.Height)}); err != nil {
			t.Fatal(err)
		}
		if err := syscall.Kill(os.Getpid(), syscall.SIGWINCH); err != nil { // there is no controlling terminal that would send it
			t.Fatal(err)
		}
		if got := <-sizes; got != want {
			t.Errorf("%v, want %v", got, want)
		}
	}
	cancel()
	for range sizes { // closed at the end of the context
	}
}

// The latest claim receives signals; after its release, the previous one does.
func TestClaims(t *testing.T) { //nolint:paralleltest // it sends itself signals
	got := make(chan string, 1)
	signals := NewSignals(func(sig os.Signal) { got <- "base " + sig.String() })
	signals.Start()
	defer signals.Stop()
	send := func(sig syscall.Signal, want string) {
		t.Helper()
		if err := syscall.Kill(os.Getpid(), sig); err != nil {
			t.Fatal(err)
		}
		if is := <-got; is != want {
			t.Errorf("%q, want %q", is, want)
		}
	}
	send(syscall.SIGTERM, "base terminated")
	release := signals.Claim(func(sig os.Signal) { got <- "claim " + sig.String() }, syscall.SIGUSR1)
	send(syscall.SIGTERM, "claim terminated")
	send(syscall.SIGUSR1, "claim user defined signal 1")
	release()
	send(syscall.SIGHUP, "base hangup")
}

// A password is not echoed, and echo is on again afterwards.
func TestPassword(t *testing.T) {
	t.Parallel()
	s, person := onPty(t)
	before := stateOf(t, person)
	type result struct {
		secret string
		err    error
	}
	done := make(chan result, 1)
	go func() {
		secret, err := s.Secret(t.Context(), "Password: ")
		done <- result{secret, err}
	}()
	out := bufio.NewReader(person)
	if question, err := out.ReadString(' '); err != nil || question != "Password: " {
		t.Errorf("%q, %v", question, err)
	}
	for stateOf(t, person) == before { // earlier input would be echoed
		runtime.Gosched()
	}
	if _, err := person.WriteString("se cret\n"); err != nil {
		t.Fatal(err)
	}
	if r := <-done; r.err != nil || r.secret != "se cret" {
		t.Error(r)
	}
	if line, err := out.ReadString('\n'); err != nil || line != "\r\n" {
		t.Errorf("shown: %q, %v", line, err)
	}
	if stateOf(t, person) != before {
		t.Error("the terminal is still without echo")
	}
	if _, err := (&Streams{In: strings.NewReader("x\n")}).Password(t.Context(), "? "); !errors.Is(err, ErrNoTerminal) {
		t.Error(err)
	}
}

// Questions go to standard error if the user would not see standard output.
func TestQuestionsAreSeen(t *testing.T) {
	t.Parallel()
	s, person := onPty(t)
	var out strings.Builder
	s.Out = &out
	if _, err := person.WriteString("yes\n"); err != nil {
		t.Fatal(err)
	}
	if text, err := s.Ask(t.Context(), "Sure? "); err != nil || text != "yes" || out.String() != "" {
		t.Errorf("%q, %v, %q", text, err, out.String())
	}
	if !s.InputIsTerminal() || s.OutputIsTerminal() || !s.ErrIsTerminal() {
		t.Error("what is a terminal")
	}
	ctx, cancel := context.WithCancelCause(t.Context())
	gone := errors.New("gone")
	cancel(gone)
	if _, err := s.Ask(ctx, "Sure? "); !errors.Is(err, gone) {
		t.Error(err)
	}
}

// An edit applies the edited text; text that cannot be used is kept if it was changed.
func TestEdit(t *testing.T) { //nolint:paralleltest // the editor is named in the environment
	t.Setenv("TMPDIR", t.TempDir())
	bad := errors.New("bad text")
	for name, c := range map[string]struct {
		editor        string
		err           error
		again         bool // reopen the editor once; the text is then valid
		applied, kept string
	}{
		"changed":   {editor: `f() { echo new > "$1"; }; f`, applied: "new\n"},
		"unchanged": {editor: "true"},
		"refused":   {editor: `f() { echo new > "$1"; }; f`, err: bad, applied: "new\n", kept: "new\n"},
		"again":     {editor: `f() { echo more >> "$1"; }; f`, err: bad, again: true, applied: "old\nmore\nold\nmore\nmore\n"},
		"failed":    {editor: "false"},
		"half":      {editor: `f() { echo new > "$1"; false; }; f`, kept: "new\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("LXC_EDITOR", c.editor)
			applied := ""
			cause := c.err
			err := (&Streams{}).Edit(t.Context(), "c1.yaml", []byte("old\n"), func(text []byte) error {
				applied += string(text)
				return cause
			}, func(error) bool {
				cause = nil
				return c.again
			})
			if applied != c.applied {
				t.Errorf("applied %q, want %q", applied, c.applied)
			}
			if good := c.again || c.err == nil && name != "failed" && name != "half"; (err == nil) != good {
				t.Error(err)
			}
			var kept *KeptTextError
			if errors.As(err, &kept) {
				text, _ := os.ReadFile(kept.Path)
				if string(text) != c.kept || !strings.Contains(err.Error(), kept.Path) || c.err != nil && !errors.Is(err, c.err) {
					t.Errorf("kept %q, want %q: %v", text, c.kept, err)
				}
				_ = os.RemoveAll(filepath.Dir(kept.Path))
			} else if c.kept != "" {
				t.Errorf("nothing is kept: %v", err)
			}
			if left, _ := filepath.Glob(os.Getenv("TMPDIR") + "/lxc-edit-*"); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

var errGone = errors.New("gone")

// withCause returns a context that end cancels with errGone.
func withCause(t *testing.T) (ctx context.Context, end func()) {
	t.Helper()
	ctx, cancel := context.WithCancelCause(t.Context())
	return ctx, func() { cancel(errGone) }
}
