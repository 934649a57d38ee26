package minilxd

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/creack/pty"
	"github.com/gorilla/websocket"

	"github.com/openlxc/lxc/internal/ws"
	"github.com/openlxc/lxc/pkg/api"
)

const connectLimit = 5 * time.Second

// session is an exec or console session: its sockets and the process behind them.
type session struct {
	op    *operation
	inst  *instance
	post  api.InstanceExecPost
	slots map[string]chan *websocket.Conn
	conns map[string]*websocket.Conn
	cmd   *exec.Cmd
	ended chan struct{} // closed when the command has ended
	limit time.Duration // timeout for connecting all sockets
}

func (s *Server) postExec(_ http.ResponseWriter, r *http.Request) (any, error) {
	post := api.InstanceExecPost{}
	if err := readJSON(r, &post); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	inst, err := s.instance(r)
	if err != nil {
		return nil, err
	}
	if inst.cancel == nil {
		return nil, badRequest("Instance is not running")
	}
	if inst.frozen {
		return nil, badRequest("Instance is frozen")
	}
	if len(post.Command) == 0 {
		return nil, badRequest("No command")
	}
	names := []string{"0", "1", "2", "control"}
	if post.Interactive {
		names = []string{"0", "control"}
	}
	op := s.newOperationLocked("websocket", "Executing command", map[string][]string{"instances": {"/1.0/instances/" + inst.Name}})
	op.project = inst.Project
	op.Metadata = map[string]any{"command": post.Command, "interactive": post.Interactive, "environment": post.Environment}
	sess := &session{op: op, inst: inst, post: post, conns: map[string]*websocket.Conn{}, ended: make(chan struct{}), limit: cmp.Or(s.opts.ConnectLimit, connectLimit)}
	if !post.WaitForWS {
		op.Class = "task"
		op.begin(sess.detached)
		return op, nil
	}
	sess.offer(names)
	op.begin(sess.run)
	return op, nil
}

// offer creates the secrets of the sockets.
func (x *session) offer(names []string) {
	x.slots = map[string]chan *websocket.Conn{}
	fds := map[string]any{}
	for _, name := range names {
		secret, slot := x.op.socket()
		x.slots[name], fds[name] = slot, secret
	}
	x.op.Metadata["fds"] = fds
}

// connect waits for the sockets that the mode requires.
func (x *session) connect(ctx context.Context) error {
	limit := time.NewTimer(x.limit)
	defer limit.Stop()
	for name, slot := range x.slots {
		select {
		case conn := <-slot:
			x.conns[name] = conn
		case <-limit.C:
			return errors.New("Timed out waiting for websockets to connect")
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// command prepares the process, with the instance's directory as its root if that contains a shell.
func (x *session) command() (*exec.Cmd, error) {
	ctx := x.inst.ctx
	root := x.inst.rootfs()
	env := []string{"HOME=/root", "USER=root", "LANG=C.UTF-8", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
	for k, v := range x.inst.Config {
		if name, found := strings.CutPrefix(k, "environment."); found {
			env = append(env, name+"="+v)
		}
	}
	for k, v := range x.post.Environment {
		env = append(env, k+"="+v)
	}
	cwd := x.post.Cwd
	if cwd == "" {
		cwd = "/root"
	}
	attr := &syscall.SysProcAttr{Setpgid: !x.post.Interactive}
	path := x.post.Command[0]
	_, noShell := os.Stat(filepath.Join(root, "bin", "sh"))
	jailed := noShell == nil
	if jailed {
		attr.Chroot = root
		if os.Getuid() != 0 {
			attr.Cloneflags = syscall.CLONE_NEWUSER
			attr.UidMappings = []syscall.SysProcIDMap{{ContainerID: int(x.post.User), HostID: os.Getuid(), Size: 1}}
			attr.GidMappings = []syscall.SysProcIDMap{{ContainerID: int(x.post.Group), HostID: os.Getgid(), Size: 1}}
		}
		if x.post.User != 0 || x.post.Group != 0 {
			attr.Credential = &syscall.Credential{Uid: x.post.User, Gid: x.post.Group, NoSetGroups: true}
		}
		if _, err := os.Stat(filepath.Join(root, cwd)); err != nil {
			cwd = "/"
		}
	} else {
		cwd = root
	}
	if !jailed && path == "tar" {
		return nil, errNoCommand // its paths would be those of the host
	}
	found, err := lookIn(root, path, jailed)
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, found)
	cmd.Path, cmd.Args, cmd.Env, cmd.Dir, cmd.SysProcAttr, cmd.Err = found, x.post.Command, env, cwd, attr, nil
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	return cmd, nil
}

var (
	errNoCommand     = errors.New("Command not found")
	errNotExecutable = errors.New("Command not executable")
)

// lookIn finds a program as a shell would, below root if jailed.
func lookIn(root, name string, jailed bool) (string, error) {
	if !jailed {
		found, err := exec.LookPath(name)
		if err != nil {
			return "", errNoCommand
		}
		return found, nil
	}
	candidates := []string{name}
	if filepath.Base(name) == name {
		candidates = nil
		for _, dir := range []string{"/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"} {
			candidates = append(candidates, filepath.Join(dir, name))
		}
	}
	for _, c := range candidates {
		info, err := os.Lstat(filepath.Join(root, c))
		switch {
		case err != nil:
		case info.Mode().IsRegular() && info.Mode()&0o111 == 0:
			return "", errNotExecutable
		default:
			return c, nil
		}
	}
	return "", errNoCommand
}

func (x *session) run(ctx context.Context, op *operation) error {
	defer func() {
		for _, c := range x.conns {
			c.Close()
		}
	}()
	if err := x.connect(ctx); err != nil {
		return err
	}
	cmd, err := x.command()
	if err != nil {
		op.set("return", float64(map[error]int{errNoCommand: 127, errNotExecutable: 126}[err]))
		return err
	}
	x.cmd = cmd
	if x.post.Interactive {
		err = x.terminal()
	} else {
		err = x.pipes()
	}
	if err != nil {
		return err
	}
	op.set("return", float64(exitCode(cmd)))
	return nil
}

func exitCode(cmd *exec.Cmd) int {
	status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus)
	if ok && status.Signaled() {
		return 128 + int(status.Signal())
	}
	return cmd.ProcessState.ExitCode()
}

func (x *session) terminal() error {
	x.cmd.SysProcAttr.Setpgid = false
	term, err := pty.StartWithAttrs(x.cmd, size(x.post.Width, x.post.Height), terminalAttr(x.cmd))
	if err != nil {
		return err
	}
	var mu sync.Mutex // resizing a closed terminal would fail
	open := true
	go x.control(func(w, h int) {
		mu.Lock()
		defer mu.Unlock()
		if open {
			_ = pty.Setsize(term, size(w, h))
		}
	})
	go func() { _ = ws.Receive(x.conns["0"], term, &ws.Activity{}) }()
	out := &terminalOutput{conn: x.conns["0"]}
	go out.copy(term)
	_ = x.cmd.Wait()
	close(x.ended)
	out.settle()
	mu.Lock()
	open = false
	mu.Unlock()
	term.Close()
	x.conns["control"].Close()
	return nil
}

func terminalAttr(cmd *exec.Cmd) *syscall.SysProcAttr {
	cmd.SysProcAttr.Setsid, cmd.SysProcAttr.Setctty = true, true
	return cmd.SysProcAttr
}

func size(w, h int) *pty.Winsize { return &pty.Winsize{Cols: uint16(w), Rows: uint16(h)} }

func (x *session) pipes() error {
	stdin, err := x.cmd.StdinPipe()
	if err != nil {
		return err
	}
	streams := map[string]io.ReadCloser{}
	var childEnds []*os.File
	for _, name := range []string{"1", "2"} {
		r, w, err := os.Pipe()
		if err != nil {
			return err
		}
		streams[name], childEnds = r, append(childEnds, w)
	}
	x.cmd.Stdout, x.cmd.Stderr = childEnds[0], childEnds[1]
	err = x.cmd.Start()
	for _, w := range childEnds {
		w.Close()
	}
	if err != nil {
		return err
	}
	go x.control(func(int, int) {})
	go func() {
		_ = ws.Receive(x.conns["0"], stdin, &ws.Activity{})
		stdin.Close()
	}()
	done := make(chan struct{}, 2)
	for name, r := range streams {
		go func() {
			_ = ws.Send(x.conns[name], r)
			done <- struct{}{}
		}()
	}
	_ = x.cmd.Wait()
	close(x.ended)
	limit := time.After(time.Second)
	for range streams {
		select {
		case <-done:
		case <-limit:
			limit = time.After(0)
		}
	}
	for _, r := range streams {
		r.Close()
	}
	return nil
}

// control handles the messages of the control socket and kills the command when it is closed.
func (x *session) control(resize func(w, h int)) {
	for {
		_, data, err := x.conns["control"].ReadMessage()
		if err != nil {
			select {
			case <-x.ended:
			default:
				_ = syscall.Kill(-x.cmd.Process.Pid, syscall.SIGKILL)
			}
			return
		}
		message := api.InstanceExecControl{}
		if json.Unmarshal(data, &message) != nil {
			continue
		}
		switch message.Command {
		case "window-resize":
			w, _ := strconv.Atoi(message.Args["width"])
			h, _ := strconv.Atoi(message.Args["height"])
			resize(w, h)
		case "signal":
			_ = syscall.Kill(-x.cmd.Process.Pid, syscall.Signal(message.Signal))
		}
	}
}

func (s *Server) getConsoleLog(w http.ResponseWriter, r *http.Request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	inst, err := s.instance(r)
	if err != nil {
		return nil, err
	}
	_, err = io.WriteString(w, inst.console.String())
	return raw{}, err
}
