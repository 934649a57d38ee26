package file

import (
	"errors"
	"io"
	"os"
	"strings"
	"sync/atomic"

	"github.com/pkg/sftp"

	"github.com/openlxc/lxc/internal/progress"
)

// seekable makes a reader an io.Seeker, which fails if the source cannot seek.
type seekable struct{ io.Reader }

func (s seekable) Seek(offset int64, whence int) (int64, error) {
	if src, ok := s.Reader.(io.Seeker); ok {
		return src.Seek(offset, whence)
	}
	return 0, errors.New("the stream cannot be read twice")
}

func newText(text string) io.ReadSeeker { return strings.NewReader(text) }

// metered counts the bytes read, for progress.
type metered struct {
	io.Reader
	meter *meter
}

func (m metered) Read(p []byte) (int, error) {
	n, err := m.Reader.Read(p)
	m.meter.add(n)
	return n, err
}

// Size lets the SFTP library decide how many requests to send in parallel; -1 means unknown.
func (m metered) Size() int64 {
	if f, ok := m.Reader.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
			return info.Size()
		}
	}
	return -1
}

// sparse reports whether the source is a file with holes.
func (m metered) sparse() bool {
	f, ok := m.Reader.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode().IsRegular() && info.Size() > 1<<20 && onDisk(info) < info.Size()-info.Size()/8
}

// writeSparse sends only the data of a sparse file and skips the holes.
func writeSparse(to *sftp.File, m metered) error {
	f, _ := m.Reader.(*os.File)
	end, err := f.Seek(0, io.SeekEnd)
	for at := int64(0); err == nil && at < end; {
		var begin, hole int64
		if begin, err = f.Seek(at, seekData); err != nil {
			break // no more data
		}
		if hole, err = f.Seek(begin, seekHole); err == nil {
			_, err = f.Seek(begin, io.SeekStart)
		}
		if err == nil {
			_, err = to.Seek(begin, io.SeekStart)
		}
		if err == nil {
			_, err = to.ReadFrom(&part{metered{io.LimitReader(f, hole-begin), m.meter}, hole - begin})
		}
		at = hole
	}
	if err != nil && !errors.Is(err, errNoMoreData) {
		return err
	}
	return to.Truncate(end)
}

// part is a section of a file with a known size, which the SFTP library uses.
type part struct {
	io.Reader
	size int64
}

// Size returns the size of the section.
func (p *part) Size() int64 { return p.size }

// Seek lets the client repeat a request.
func (m metered) Seek(offset int64, whence int) (int64, error) {
	return seekable{m.Reader}.Seek(offset, whence)
}

// meter counts the bytes of all files of a command.
type meter struct {
	line  *progress.Line
	total atomic.Int64 // 0 if unknown
	done  int64
	ch    chan int
	ended chan struct{}
}

func newMeter(line *progress.Line) *meter {
	m := &meter{line: line, ch: make(chan int, 64), ended: make(chan struct{})}
	go func() {
		defer close(m.ended)
		for n := range m.ch {
			m.done += int64(n)
			m.line.Bytes(m.done, m.total.Load())
		}
		m.line.Done()
	}()
	return m
}

func (m *meter) add(n int) {
	if m.line != nil {
		m.ch <- n
	}
}

// expect sets the total number of bytes if progress is shown.
func (m *meter) expect(count func() int64) {
	if m.line != nil {
		m.total.Store(count())
	}
}

func (m *meter) stop() {
	close(m.ch)
	<-m.ended
}
