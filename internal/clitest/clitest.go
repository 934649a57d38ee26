// Package clitest runs command lines against a built-in server, as a user would.
package clitest

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/internal/term"
	"github.com/openlxc/lxc/pkg/config"
)

// Env is a user with their own configuration and a server as the remote "local".
type Env struct {
	T      testing.TB
	Server *minilxd.Server
	Config *config.Config
	Root   cli.Tree

	As      string           // program name; "" is lxc
	Plugins string           // directory of plugins
	Now     func() time.Time // clock; nil for the system clock
	Signals *term.Signals    // signals for the commands; nil for none
	Environ []string         // added to the environment by Program
}

// Result is the outcome of a command line.
type Result struct {
	Code        int
	Out, ErrOut string
}

// New starts a server for one test.
func New(t testing.TB, root cli.Tree, opts minilxd.Options) *Env {
	t.Helper()
	s := StartServer(t, opts)
	c := config.NewConfig()
	c.ConfigDir = filepath.Join(t.TempDir(), "conf")
	c.Remotes["local"] = config.Remote{Addr: "unix://" + Socket(t, s)}
	return &Env{T: t, Server: s, Config: c, Root: root}
}

// StartServer starts a server that is stopped when the test ends.
func StartServer(t testing.TB, opts minilxd.Options) *minilxd.Server {
	t.Helper()
	s, err := minilxd.New(opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("closing the server: %v", err)
		}
	})
	return s
}

// Socket makes the server listen on a unix socket and returns its path.
func Socket(t testing.TB, s *minilxd.Server) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "s") // t.TempDir would be too long for a socket path
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	path := filepath.Join(dir, "s")
	if err := s.ListenUnix(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// Run executes one command line with the given standard input.
func (e *Env) Run(input string, words ...string) Result {
	e.T.Helper()
	return e.Fed(strings.NewReader(input), words...)
}

// Fed is Run with standard input from anywhere.
func (e *Env) Fed(in io.Reader, words ...string) Result {
	e.T.Helper()
	var out, errOut bytes.Buffer
	code := e.run(context.WithoutCancel(e.T.Context()), &term.Streams{In: in, Out: &out, Err: &errOut}, words)
	return Result{Code: code, Out: out.String(), ErrOut: errOut.String()}
}

// Until is Run with an empty standard input, interrupted when ctx is done.
func (e *Env) Until(ctx context.Context, words ...string) Result {
	e.T.Helper()
	var out, errOut bytes.Buffer
	code := e.run(ctx, &term.Streams{In: strings.NewReader(""), Out: &out, Err: &errOut}, words)
	return Result{Code: code, Out: out.String(), ErrOut: errOut.String()}
}

// Start runs a command line until stop is called, which returns its exit code. said waits for the first line with the
// prefix, from standard output or standard error, and returns it.
func (e *Env) Start(words ...string) (said func(prefix string) string, stop func() int) {
	e.T.Helper()
	ctx, cancel := context.WithCancel(context.WithoutCancel(e.T.Context()))
	r, w := io.Pipe()
	code := make(chan int, 1)
	go func() {
		code <- e.run(ctx, &term.Streams{In: strings.NewReader(""), Out: w, Err: w}, words)
		_ = w.Close()
	}()
	lines := make(chan string, 1000) // large, because nobody may be reading
	go func() {
		defer close(lines)
		for text := bufio.NewScanner(r); text.Scan(); {
			lines <- text.Text()
		}
	}()
	said = func(prefix string) string {
		e.T.Helper()
		for line := range lines {
			if strings.HasPrefix(line, prefix) {
				return line
			}
			e.T.Log(line)
		}
		e.T.Fatalf("%q never said %q", words, prefix)
		return ""
	}
	return said, func() int {
		cancel()
		return <-code
	}
}

func (e *Env) run(ctx context.Context, streams *term.Streams, words []string) int {
	app := cli.NewApp(streams)
	app.SetProgram(e.As)
	app.CompletionLimit = time.Minute // a busy machine is slow
	app.Signals, app.PluginPath = e.Signals, e.Plugins
	if e.Now != nil {
		app.Now = e.Now
	}
	c := *e.Config
	app.Config = func() (*config.Config, error) {
		app.ApplyFlags(&c)
		return &c, nil
	}
	return app.Run(ctx, e.Root, words)
}

// Must is like Run but fails the test if the command fails; it returns standard output.
func (e *Env) Must(words ...string) string {
	e.T.Helper()
	r := e.Run("", words...)
	if r.Code != 0 {
		e.T.Fatalf("lxc %s: exit code %d\n%s%s", strings.Join(words, " "), r.Code, r.Out, r.ErrOut)
	}
	return r.Out
}

// Image creates a small image without programs and returns its path.
func Image(t testing.TB, files map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	zipped := gzip.NewWriter(&b)
	w := tar.NewWriter(zipped)
	put := func(name, content string, mode int64, kind byte) {
		if err := w.WriteHeader(&tar.Header{Name: name, Mode: mode, Size: int64(len(content)), Typeflag: kind}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	put("metadata.yaml", "architecture: x86_64\ncreation_date: 1700000000\nproperties:\n  os: Test\n  description: A test\n", 0o644, tar.TypeReg)
	put("rootfs/", "", 0o755, tar.TypeDir)
	put("rootfs/root/", "", 0o755, tar.TypeDir)
	for name, content := range files {
		put("rootfs/"+name, content, 0o644, tar.TypeReg)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := zipped.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "image.tar.gz")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
