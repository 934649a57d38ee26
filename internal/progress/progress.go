// Package progress draws how far a transfer or an operation is: one line on stderr, ten times a second at most, and
// nothing where stderr is no terminal.
package progress

import (
	"io"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
)

// Line is a line of progress. A nil Line draws nothing.
type Line struct {
	mu    sync.Mutex
	out   io.Writer
	label string
	total int64
	bar   *progressbar.ProgressBar
}

// New returns a line with a label; it appears with the first report.
func New(out io.Writer, label string) *Line { return &Line{out: out, label: label} }

// Bytes reports bytes done of total, 0 when the total is unknown.
func (l *Line) Bytes(done, total int64) {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.bar == nil || l.total != total {
		limit := total
		if limit <= 0 {
			limit = -1
		}
		l.total = total
		l.bar = progressbar.NewOptions64(limit, append(l.options(),
			progressbar.OptionShowBytes(true), progressbar.OptionSetDescription(l.label))...)
	}
	_ = l.bar.Set64(done)
}

// Text reports a state in words, as servers send it.
func (l *Line) Text(text string) {
	if l == nil || text == "" {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.bar == nil {
		l.bar = progressbar.NewOptions64(-1, append(l.options(), progressbar.OptionSetElapsedTime(false))...)
	}
	l.bar.Describe(l.label + ": " + text)
}

func (l *Line) options() []progressbar.Option {
	return []progressbar.Option{
		progressbar.OptionSetWriter(l.out), progressbar.OptionThrottle(100 * time.Millisecond),
		progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(20), progressbar.OptionSpinnerType(14),
		progressbar.OptionUseANSICodes(true), progressbar.OptionSetSpinnerChangeInterval(0), // drawn by reports alone
	}
}

// Done removes the line.
func (l *Line) Done() {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.bar != nil {
		_ = l.bar.Exit()
		_ = l.bar.Clear()
		l.bar = nil
	}
}
