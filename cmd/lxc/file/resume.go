package file

import (
	"errors"
	"io"
	"net"
	"time"

	"github.com/pkg/sftp"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/pause"
	"github.com/openlxc/lxc/pkg/i18n"
)

// reconnects is the number of attempts per file to reopen a broken stream.
const reconnects = 5

// remoteFile is a file that is read over SFTP. If the stream breaks, reading resumes over a new one, provided that expect
// was called and the file has not changed.
type remoteFile struct {
	store  *sftpStore
	client *sftp.Client
	f      *sftp.File
	path   string
	want   *entry // nil: do not resume
	done   int64
	tries  int
}

// expect sets the size and time that the file must still have to resume.
func (p *remoteFile) expect(e entry) { p.want = &e }

func (p *remoteFile) Read(b []byte) (int, error) {
	n, err := p.f.Read(b)
	p.done += int64(n)
	return n, err
}

func (p *remoteFile) Close() error { return p.f.Close() }

// WriteTo implements io.WriterTo: with cat for a large file, then with many SFTP requests in flight.
func (p *remoteFile) WriteTo(w io.Writer) (int64, error) {
	out := &errorWriter{Writer: w}
	if err := p.catDownload(out); err != nil || out.err != nil {
		return p.done, errors.Join(err, out.err)
	}
	for {
		n, err := p.f.WriteTo(out)
		p.done += n
		if n > 0 {
			p.tries = 0
		}
		switch {
		case err == nil || out.err != nil || p.want == nil || !connectionLost(err):
			return p.done, p.store.plain(err)
		}
		failed := p.reopen()
		for failed != nil && connectionLost(failed) && p.tries < reconnects { // the new stream broke, too
			failed = p.reopen()
		}
		if failed != nil {
			return p.done, errors.Join(p.store.plain(failed), err)
		}
	}
}

// errorWriter remembers write errors, for which a new stream would not help.
type errorWriter struct {
	io.Writer
	err error
}

func (w *errorWriter) Write(b []byte) (int, error) {
	n, err := w.Writer.Write(b)
	if err != nil {
		w.err = err
	}
	return n, err
}

func (p *remoteFile) reopen() error {
	client, err := p.store.reconnect(p.client, &p.tries)
	if err != nil {
		return err
	}
	p.client = client
	info, err := client.Stat(p.path)
	if err != nil {
		return err
	}
	if now := describe(info); now.size != p.want.size || now.time != p.want.time {
		return cli.Failed(i18n.F("%s changed while it was being copied", p.path))
	}
	f, err := client.Open(p.path)
	if err != nil {
		return err
	}
	p.f = f
	_, err = f.Seek(p.done, io.SeekStart)
	return err
}

// connectionLost reports whether the stream broke: either detected by the library, or as an error on sending a request, also
// after another file has found it broken and closed it.
func connectionLost(err error) bool {
	var network *net.OpError
	return errors.Is(err, sftp.ErrSSHFxConnectionLost) || errors.As(err, &network) || errors.Is(err, net.ErrClosed)
}

// retryRead calls ask, and again with a new stream if the old one breaks.
func retryRead[T any](s *sftpStore, ask func(*sftp.Client) (T, error)) (T, error) {
	client, tries := s.use(), 0
	for {
		out, err := ask(client)
		if !connectionLost(err) || tries >= reconnects {
			return out, s.plain(err)
		}
		if client, err = s.reconnect(client, &tries); err != nil {
			return out, s.plain(err)
		}
	}
}

// reconnect replaces a broken stream, once for all files that use it.
func (s *sftpStore) reconnect(broken *sftp.Client, tries *int) (*sftp.Client, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.client != broken {
		return s.client, nil
	}
	for {
		*tries++
		client, stop, err := s.dial()
		if err == nil {
			s.stop()
			s.client, s.stop = client, stop
			return client, nil
		}
		if *tries >= reconnects {
			return nil, err
		}
		if err := pause.For(s.ctx, time.Second<<*tries/4); err != nil {
			return nil, err
		}
	}
}
