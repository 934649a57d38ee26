package clitest

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	sysTerm "golang.org/x/term"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/term"
	"github.com/openlxc/lxc/pkg/config"
)

// Terminal is a pseudo-terminal with a command running on it, seen from the user's side.
type Terminal struct {
	t       testing.TB
	person  *os.File
	tty     *os.File
	before  sysTerm.State
	code    chan int
	process *os.Process // set by Program

	mu     sync.Mutex
	more   sync.Cond // text was added or closed was set
	text   string
	seen   int // length of the text already matched by Sees
	closed bool
}

// lastWord is written after a command has ended, to tell when all of its output has been read. No command writes it.
const lastWord = "\x00end of the command\x00"

// openTerminal opens a terminal of 80 columns. With echo it shows typed input, as terminals do; where the echo appears
// within the output of a command depends on timing.
func openTerminal(t testing.TB, echo bool) *Terminal {
	t.Helper()
	person, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	if person, err = pollable(person); err != nil {
		t.Fatal(err)
	}
	p := &Terminal{t: t, person: person, tty: tty, code: make(chan int, 1)}
	p.more.L = &p.mu
	p.Resize(80, 24)
	if !echo {
		quiet := exec.CommandContext(t.Context(), "stty", "-echo")
		quiet.Stdin = tty
		if out, err := quiet.CombinedOutput(); err != nil {
			t.Fatalf("stty: %v %s", err, out)
		}
	}
	p.before = p.state()
	go p.watch()
	t.Cleanup(func() {
		_ = person.Close() // unblocks pending reads
		_ = tty.Close()
	})
	return p
}

// pollable returns the same file in non-blocking mode, so that Close unblocks Read. pty.Open returns blocking files.
func pollable(f *os.File) (*os.File, error) {
	defer f.Close()
	fd, err := syscall.Dup(int(f.Fd()))
	if err != nil {
		return nil, err
	}
	if err := syscall.SetNonblock(fd, true); err != nil {
		return nil, err
	}
	return os.NewFile(uintptr(fd), f.Name()), nil
}

// OnTerminal runs a command line on a new terminal without echo.
func (e *Env) OnTerminal(t testing.TB, words ...string) *Terminal {
	t.Helper()
	p := openTerminal(t, false)
	p.start(func(streams *term.Streams) int {
		return e.run(context.WithoutCancel(t.Context()), streams, words)
	})
	return p
}

// programVariable makes the test binary act as the program.
const programVariable = "CLITEST_PROGRAM"

// Main replaces TestMain's body in tests that call Program.
func Main(m *testing.M, root cli.Tree) {
	if os.Getenv(programVariable) != "" {
		os.Exit(cli.Main(os.Args, root, os.Exit))
	}
	os.Exit(m.Run())
}

// Command returns a command line as a separate process that is not started yet. TestMain must call Main.
func (e *Env) Command(t testing.TB, words ...string) *exec.Cmd {
	t.Helper()
	if err := config.SaveConfig(e.Config, filepath.Join(e.Config.ConfigDir, "config.yml")); err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self, words...)
	cmd.Env = append(append(os.Environ(), programVariable+"=1", "LXD_CONF="+e.Config.ConfigDir), e.Environ...)
	return cmd
}

// Program runs a command line in a separate process, whose terminal turns control keys into signals. TestMain must call
// Main.
func (e *Env) Program(t testing.TB, words ...string) *Terminal {
	t.Helper()
	cmd := e.Command(t, words...)
	p := openTerminal(t, true)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = p.tty, p.tty, p.tty
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p.process = cmd.Process
	p.start(func(*term.Streams) int {
		_ = cmd.Wait()
		return cmd.ProcessState.ExitCode()
	})
	return p
}

func (p *Terminal) start(run func(*term.Streams) int) {
	go func() {
		code := run(&term.Streams{In: p.tty, Out: p.tty, Err: p.tty})
		_, _ = p.tty.WriteString(lastWord)
		p.code <- code
	}()
}

func (p *Terminal) watch() {
	buf := make([]byte, 4096)
	for {
		n, err := p.person.Read(buf)
		p.mu.Lock()
		p.text += string(buf[:n])
		p.closed = p.closed || err != nil || strings.Contains(p.text, lastWord)
		p.mu.Unlock()
		p.more.Broadcast()
		if err != nil {
			return
		}
	}
}

// forever is the timeout for output that should arrive immediately.
const forever = time.Minute

// Sees waits for text in the output after the last match.
func (p *Terminal) Sees(text string) {
	p.t.Helper()
	giveUp := time.AfterFunc(forever, func() {
		p.mu.Lock()
		p.closed = true
		p.mu.Unlock()
		p.more.Broadcast()
	})
	defer giveUp.Stop()
	p.mu.Lock()
	defer p.mu.Unlock()
	for {
		if at := strings.Index(p.text[p.seen:], text); at >= 0 {
			p.seen += at + len(text)
			return
		}
		if p.closed {
			p.t.Fatalf("%q never came:\n%q", text, p.text)
		}
		p.more.Wait()
	}
}

// Screen returns all output so far.
func (p *Terminal) Screen() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	text, _, _ := strings.Cut(p.text, lastWord)
	return text
}

// Types sends keystrokes.
func (p *Terminal) Types(keys string) {
	p.t.Helper()
	if _, err := p.person.WriteString(keys); err != nil {
		p.t.Fatal(err)
	}
}

// Signal sends a signal to a command that Program started.
func (p *Terminal) Signal(sig os.Signal) {
	p.t.Helper()
	if err := p.process.Signal(sig); err != nil {
		p.t.Fatal(err)
	}
}

// PID is the process of a command that Program started.
func (p *Terminal) PID() int { return p.process.Pid }

// Resize changes the size of the terminal and sends SIGWINCH.
func (p *Terminal) Resize(width, height int) {
	p.t.Helper()
	if err := pty.Setsize(p.tty, &pty.Winsize{Cols: uint16(width), Rows: uint16(height)}); err != nil {
		p.t.Fatal(err)
	}
	if err := syscall.Kill(os.Getpid(), syscall.SIGWINCH); err != nil { // the terminal is not the test's controlling terminal
		p.t.Fatal(err)
	}
}

// IsRaw reports whether the terminal is in raw mode.
func (p *Terminal) IsRaw() bool {
	p.t.Helper()
	return p.state() != p.before
}

// Ends waits for the command to exit and returns its exit code. It fails the test if the terminal state was not restored.
func (p *Terminal) Ends() int {
	p.t.Helper()
	code := <-p.code
	p.mu.Lock()
	for !p.closed {
		p.more.Wait()
	}
	p.mu.Unlock()
	if p.IsRaw() {
		p.t.Error("the terminal is not as it was before the command")
	}
	return code
}

// Leaves waits for the command to exit, and restores the terminal, which a killed command cannot do.
func (p *Terminal) Leaves() {
	p.t.Helper()
	<-p.code
	p.Cook()
}

// Cook puts the terminal back into the state before the command, as a shell does for itself.
func (p *Terminal) Cook() {
	p.t.Helper()
	if err := sysTerm.Restore(int(p.tty.Fd()), &p.before); err != nil {
		p.t.Fatal(err)
	}
}

func (p *Terminal) state() sysTerm.State {
	p.t.Helper()
	state, err := sysTerm.GetState(int(p.tty.Fd()))
	if err != nil {
		p.t.Fatal(err)
	}
	return *state
}
