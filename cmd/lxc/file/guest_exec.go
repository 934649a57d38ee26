package file

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
)

// guestExec runs programs in an instance, which move bytes faster than the servers' own ways.
type guestExec struct {
	srv lxd.InstanceServer
	at  config.FileRef
}

// ready reports whether the instance can run programs at all; a stopped or frozen one cannot.
func (i guestExec) ready() bool {
	if i.at.Pool != "" { // a volume
		return false
	}
	inst, _, err := i.srv.GetInstance(i.at.Name)
	return err == nil && inst.StatusCode == api.Running
}

// closing is a writer whose end the session marks by closing it.
type closing struct {
	io.Writer
	io.Closer
}

// silence is how long a program may send nothing; then there is the other way.
const silence = 15 * time.Second

// sending is the output of a program. Time spent in its reader does not count as silence.
type sending struct {
	io.WriteCloser
	limit *time.Timer
}

// Write passes on.
func (s *sending) Write(p []byte) (int, error) {
	s.limit.Stop()
	defer s.limit.Reset(silence)
	return s.WriteCloser.Write(p)
}

// run runs a program and returns when it has ended, or when it has been silent for too long where it has an output. It is
// an error unless it ended well.
func (i guestExec) run(ctx context.Context, in io.ReadCloser, out io.WriteCloser, words ...string) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if out != nil {
		limit := time.AfterFunc(silence, cancel)
		defer limit.Stop()
		out = &sending{out, limit}
	}
	var said bytes.Buffer
	session, err := i.srv.WithContext(ctx).StartExec(i.at.Name, api.InstanceExecPost{Command: words, WaitForWS: true},
		lxd.InstanceExecArgs{Stdin: in, Stdout: out, Stderr: closing{&said, io.NopCloser(nil)}})
	if err != nil {
		return err
	}
	status, err := session.Wait(ctx)
	if err != nil || status != 0 {
		return errors.Join(err, fmt.Errorf("%s: %d %s", words[0], status, said.String()))
	}
	return nil
}

// catFrom is the size in bytes from which on a file is worth a program in the instance.
const catFrom = 32 << 20

// catDownload brings a large file through the cat program of a running instance: SFTP answers 32 KiB at a time and takes twice as
// long. Whatever it does not bring is left to SFTP, which goes on behind it.
func (p *pulled) catDownload(out io.Writer) error {
	if p.want == nil || p.want.size < catFrom || p.done > 0 || !p.store.running() {
		return nil
	}
	ctx, cancel := context.WithCancel(p.store.ctx)
	defer cancel()
	first := &limited{to: out, left: p.want.size, full: cancel}
	_ = p.store.guest.run(ctx, nil, first, "cat", p.path)
	p.done = p.want.size - first.end()
	_, err := p.f.Seek(p.done, io.SeekStart)
	return err
}

// limited passes on a fixed number of bytes, and none after its end: a session that was abandoned may still send some.
type limited struct {
	mu   sync.Mutex
	to   io.Writer
	left int64
	full func() // called when there are more
}

// Write passes on what may pass.
func (l *limited) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.to == nil {
		return 0, io.ErrClosedPipe
	}
	more := int64(len(b)) > l.left
	if more {
		b = b[:l.left]
		defer l.full()
	}
	n, err := l.to.Write(b)
	l.left -= int64(n)
	if err == nil && more {
		err = io.ErrShortWrite
	}
	return n, err
}

// Close is the end of the program's output.
func (l *limited) Close() error { return nil }

// end closes the way, and returns how many bytes have not come.
func (l *limited) end() int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.to = nil
	return l.left
}
