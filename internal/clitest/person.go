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

// Terminal is a real terminal with a command on it, seen by the person in front of it.
type Terminal struct {
	t       *testing.T
	person  *os.File
	tty     *os.File
	before  sysTerm.State
	code    chan int
	process *os.Process // of Program

	mu     sync.Mutex
	more   sync.Cond // there is more text, or no more to come
	text   string
	seen   int // how much of the text Sees has passed
	closed bool
}

// lastWord is written when a command has ended, so that all it wrote has been read. No command writes it.
const lastWord = "\x00end of the command\x00"

// openTerminal makes a terminal of 80 columns. With echo it shows what is typed, as terminals do; when that appears among what a
// command writes is a matter of chance.
func openTerminal(t *testing.T, echo bool) *Terminal {
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
		_ = person.Close() // ends what still reads from the terminal
		_ = tty.Close()
	})
	return p
}

// pollable returns the same file in a form whose Close ends a Read; what opens terminals makes reads block for good.
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

// OnTerminal starts a command line on a new terminal, which does not show what is typed.
func (e *Env) OnTerminal(t *testing.T, words ...string) *Terminal {
	t.Helper()
	p := openTerminal(t, false)
	p.start(func(streams *term.Streams) int {
		return e.run(context.WithoutCancel(t.Context()), streams, words)
	})
	return p
}

// programVariable tells a test binary to be the program.
const programVariable = "CLITEST_PROGRAM"

// Main is the main function of tests that call Program.
func Main(m *testing.M, root cli.Tree) {
	if os.Getenv(programVariable) != "" {
		os.Exit(cli.Main(os.Args, root, os.Exit))
	}
	os.Exit(m.Run())
}

// Program starts a command line as a process of its own, whose terminal makes signals of keys. Main has to be called from
// TestMain.
func (e *Env) Program(t *testing.T, words ...string) *Terminal {
	t.Helper()
	if err := config.SaveConfig(e.Config, filepath.Join(e.Config.ConfigDir, "config.yml")); err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := openTerminal(t, true)
	cmd := exec.CommandContext(t.Context(), self, words...)
	cmd.Env = append(os.Environ(), programVariable+"=1", "LXD_CONF="+e.Config.ConfigDir)
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

// forever is how long a person waits for what never comes.
const forever = time.Minute

// Sees waits for a text behind what was seen before.
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

// Screen is all that was shown up to now.
func (p *Terminal) Screen() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	text, _, _ := strings.Cut(p.text, lastWord)
	return text
}

// Types sends keys.
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

// Resize changes the size of the terminal, and tells so as a terminal does.
func (p *Terminal) Resize(width, height int) {
	p.t.Helper()
	if err := pty.Setsize(p.tty, &pty.Winsize{Cols: uint16(width), Rows: uint16(height)}); err != nil {
		p.t.Fatal(err)
	}
	if err := syscall.Kill(os.Getpid(), syscall.SIGWINCH); err != nil { // the test is no process of this terminal
		p.t.Fatal(err)
	}
}

// IsRaw reports whether keys go to the command as they are typed.
func (p *Terminal) IsRaw() bool {
	p.t.Helper()
	return p.state() != p.before
}

// Ends waits for the end of the command and returns its exit code. The terminal has to be as it was.
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

func (p *Terminal) state() sysTerm.State {
	p.t.Helper()
	state, err := sysTerm.GetState(int(p.tty.Fd()))
	if err != nil {
		p.t.Fatal(err)
	}
	return *state
}
