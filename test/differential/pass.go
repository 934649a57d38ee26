package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

const lineLimit = 25 * time.Second

// A lineResult is the result of a command line.
type lineResult struct {
	line           string
	stdout, stderr string
	status         int
	errors         []string          // error messages of the server
	files          map[string]string // created, changed and removed files
}

// A passResult is the result of a case with one client.
type passResult struct {
	lines []lineResult
	state objects
	other objects
	files map[string]string // files in the instances
	conf  map[string]string
}

// A world is a family's two servers and the directories in which cases run.
type world struct {
	family        string
	base          string // parent of all directories
	server, two   *server
	first, first2 objects
	proxy         *proxy
	storage       string // location of the instances' files
	stock         string // directory of the stock client
}

func (w *world) work() string { return filepath.Join(w.base, "work") }
func (w *world) conf() string { return filepath.Join(w.base, "conf") }

// fresh resets servers and directories to their initial state.
func (w *world) fresh(c *testCase) error {
	if err := w.server.reset(w.first); err != nil {
		return err
	}
	if w.two != nil && c.two {
		if err := w.two.reset(w.first2); err != nil {
			return err
		}
	}
	for _, dir := range []string{w.work(), w.conf(), filepath.Join(w.base, "home")} {
		if err := os.RemoveAll(dir); err != nil {
			return err
		}
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
	}
	if c.two {
		if out, err := exec.Command("cp", "-a", filepath.Join(w.base, "conf-two")+"/.", w.conf()).CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w", out, err)
		}
	}
	for _, f := range c.files {
		path := filepath.Join(w.work(), f.Name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, f.Data, 0o644); err != nil {
			return err
		}
	}
	for _, given := range c.givens {
		if r := w.run(given, w.stock); r.status != 0 {
			return fmt.Errorf("given: %s\nended with %d: %s", given, r.status, r.stderr)
		}
	}
	w.proxy.take()
	if slices.ContainsFunc(c.lines, func(line string) bool { return strings.HasPrefix(line, "lxc operation list") }) {
		return w.server.quiet()
	}
	return nil
}

// pass runs a script with one client. With each, lines are run independently, and their results are independent.
func (w *world) pass(c *testCase, lines []string, client string) (*passResult, error) {
	if err := w.fresh(c); err != nil {
		return nil, err
	}
	result := &passResult{}
	before := tree(w.work(), nil)
	for _, line := range lines {
		r := w.run(line, client)
		r.errors = w.proxy.take()
		after := tree(w.work(), nil)
		r.files = changes(before, after)
		before = after
		result.lines = append(result.lines, r)
	}
	var err error
	if result.state, err = w.server.state(); err != nil {
		return nil, err
	}
	if c.two {
		if result.other, err = w.two.state(); err != nil {
			return nil, err
		}
	}
	result.files = map[string]string{}
	for path := range result.state {
		bare, project, _ := strings.Cut(path, "?project=")
		name, ok := strings.CutPrefix(bare, "/1.0/instances/")
		if !ok || strings.Contains(name, "/") {
			continue
		}
		if project != "" {
			name = project + "_" + name
		}
		for rel, text := range tree(filepath.Join(w.storage, name, "rootfs"), system) {
			result.files[name+"/"+rel] = text
		}
	}
	result.conf = tree(w.conf(), nil)
	return result, nil
}

// system reports whether a path of an instance is internal to the server.
func system(rel string) bool {
	switch rel {
	case "proc", "sys", "dev", "run", "bin":
		return true
	}
	return false
}

func (w *world) run(line, client string) lineResult {
	ctx, cancel := context.WithTimeout(context.Background(), lineLimit)
	defer cancel()
	cmd := exec.CommandContext(ctx, "bash", "-c", line)
	cmd.Dir = w.work()
	cmd.Env = w.environment(client)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = time.Second
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	r := lineResult{line: line, stdout: stdout.String(), stderr: stderr.String()}
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		r.status = 124
		r.stderr += "\n(given up after " + lineLimit.String() + ")\n"
	case errors.As(err, &exit):
		r.status = exit.ExitCode()
	case err != nil && !errors.Is(err, exec.ErrWaitDelay):
		r.status = 126
		r.stderr += err.Error()
	}
	return r
}

func (w *world) environment(client string) []string {
	word := strings.ToUpper(w.family)
	return []string{
		"PATH=" + filepath.Join(w.base, client) + ":/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
		"HOME=" + filepath.Join(w.base, "home"), "TZ=UTC", "LANG=C.UTF-8", "USER=root", "TERM=dumb",
		word + "_DIR=" + filepath.Join(w.base, "one", "daemon"), word + "_SOCKET=" + filepath.Join(w.base, "proxy.socket"),
		word + "_CONF=" + w.conf(), "ADDRESS_TWO=" + os.Getenv("ADDRESS_TWO"), "BASE=" + w.base,
	}
}
