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

// seekable passes a stream on as what it is: one that can be read again only if its source can.
type seekable struct{ io.Reader }

func (s seekable) Seek(offset int64, whence int) (int64, error) {
	if src, ok := s.Reader.(io.Seeker); ok {
		return src.Seek(offset, whence)
	}
	return 0, errors.New("the stream cannot be read twice")
}

func newText(text string) io.ReadSeeker { return strings.NewReader(text) }

// metered counts what is read for a line of progress.
type metered struct {
	io.Reader
	meter *meter
}

func (m metered) Read(p []byte) (int, error) {
	n, err := m.Reader.Read(p)
	m.meter.add(n)
	return n, err
}

// Size lets the SFTP library decide how many requests a file is worth; -1 means unknown.
func (m metered) Size() int64 {
	if f, ok := m.Reader.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
			return info.Size()
		}
	}
	return -1
}

// sparse reports whether the source is a file that takes less room on the disk than it has bytes.
func (m metered) sparse() bool {
	f, ok := m.Reader.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode().IsRegular() && info.Size() > 1<<20 && onDisk(info) < info.Size()-info.Size()/8
}

// writeSparse sends the parts of a file that hold data, and leaves the holes out.
func writeSparse(to *sftp.File, m metered) error {
	f, _ := m.Reader.(*os.File)
	end, err := f.Seek(0, io.SeekEnd)
	for at := int64(0); err == nil && at < end; {
		var begin, hole int64
		if begin, err = f.Seek(at, seekData); err != nil {
			break // there is no more data
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

// part is a piece of a file whose size the SFTP library wants to know.
type part struct {
	io.Reader
	size int64
}

// Size is that of the piece.
func (p *part) Size() int64 { return p.size }

// Seek lets a request be repeated.
func (m metered) Seek(offset int64, whence int) (int64, error) {
	return seekable{m.Reader}.Seek(offset, whence)
}

// meter sums up the bytes of all files of a command.
type meter struct {
	line  *progress.Line
	total atomic.Int64 // 0 while it is not known
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

// expect tells how many bytes there will be, where somebody looks.
func (m *meter) expect(count func() int64) {
	if m.line != nil {
		m.total.Store(count())
	}
}

func (m *meter) stop() {
	close(m.ch)
	<-m.ended
}
