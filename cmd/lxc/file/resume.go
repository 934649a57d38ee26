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

// reconnects is how often a broken stream is reopened for one file.
const reconnects = 5

// pulled is a file that is read over SFTP. When the stream breaks, it goes on where it was over a new one, provided that it
// is told what the file looked like at first and that the file still does.
type pulled struct {
	store  *sftpStore
	client *sftp.Client
	f      *sftp.File
	path   string
	want   *entry // nil: do not go on
	done   int64
	tries  int
}

// expect tells what the file looks like.
func (p *pulled) expect(e entry) { p.want = &e }

func (p *pulled) Read(b []byte) (int, error) {
	n, err := p.f.Read(b)
	p.done += int64(n)
	return n, err
}

func (p *pulled) Close() error { return p.f.Close() }

// WriteTo copies: what is large by a program in the instance, the rest with many requests in flight.
func (p *pulled) WriteTo(w io.Writer) (int64, error) {
	out := &watched{Writer: w}
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
		case err == nil || out.err != nil || p.want == nil || !lost(err):
			return p.done, p.store.plain(err)
		}
		failed := p.reopen()
		for failed != nil && lost(failed) && p.tries < reconnects { // the new stream broke as well
			failed = p.reopen()
		}
		if failed != nil {
			return p.done, errors.Join(p.store.plain(failed), err)
		}
	}
}

// watched remembers that the local side failed: a new stream would not help.
type watched struct {
	io.Writer
	err error
}

func (w *watched) Write(b []byte) (int, error) {
	n, err := w.Writer.Write(b)
	if err != nil {
		w.err = err
	}
	return n, err
}

func (p *pulled) reopen() error {
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

// lost reports whether the stream broke: the library says so itself, or passes on what the network said to its request.
func lost(err error) bool {
	var network *net.OpError
	return errors.Is(err, sftp.ErrSSHFxConnectionLost) || errors.As(err, &network)
}

// reading asks over the stream of a store, and again over a new one when it breaks.
func reading[T any](s *sftpStore, ask func(*sftp.Client) (T, error)) (T, error) {
	client, tries := s.use(), 0
	for {
		out, err := ask(client)
		if !lost(err) || tries >= reconnects {
			return out, s.plain(err)
		}
		if client, err = s.reconnect(client, &tries); err != nil {
			return out, s.plain(err)
		}
	}
}

// reconnect opens a new stream in place of a broken one, once for all files that it carried.
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
