// Package progress shows the progress of a transfer or an operation: one line on stderr, updated at most ten times a second,
// and nothing if stderr is not a terminal.
package progress

import (
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
)

// Line is a progress line. A nil Line shows nothing.
type Line struct {
	mu    sync.Mutex
	out   io.Writer
	label string
	total int64
	bar   *progressbar.ProgressBar

	now   func() time.Time
	begun time.Time // first report of bytes, or start of the work
	done  int64

	text     string
	estimate estimate
	finished bool // the work succeeded
	working  sync.WaitGroup
	stop     chan struct{} // closed by Done
}

// turning is the interval of the spinner.
const turning = 200 * time.Millisecond

// keptFrom is the minimum duration of a transfer whose last line is kept.
const keptFrom = time.Second

// New returns a line with a label; it is shown with the first report.
func New(out io.Writer, label string) *Line { return &Line{out: out, label: label, now: time.Now} }

// Bytes reports that done of total bytes were transferred; total is 0 if unknown.
func (l *Line) Bytes(done, total int64) {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	first := l.begun.IsZero()
	if first {
		l.begun = l.now()
	}
	l.done = done
	if l.bar == nil || l.total != total {
		limit := total
		if limit <= 0 {
			limit = -1
		}
		l.total = total
		l.bar = progressbar.NewOptions64(limit, append(l.options(),
			progressbar.OptionShowBytes(true), progressbar.OptionSetDescription(l.label))...)
	}
	if first { // no time has passed, so there is no rate
		_ = l.bar.RenderBlank()
		return
	}
	_ = l.bar.Set64(done)
}

// Text shows a text as sent by the server. If it has a percentage, the time left is added.
func (l *Line) Text(text string) {
	if l == nil || text == "" {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.text = text
	if left := l.estimate.left(text, l.now()); left > 0 {
		l.text += fmt.Sprintf(" %s left", left)
	}
	l.draw()
}

// Work starts work of unknown length: a spinner turns until Done, followed by the latest Text, if any.
func (l *Line) Work() {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.begun, l.stop = l.now(), make(chan struct{})
	l.draw()
	l.working.Go(func() {
		for tick := time.NewTicker(turning); ; {
			select {
			case <-l.stop:
				tick.Stop()
				return
			case <-tick.C:
			}
			l.mu.Lock()
			l.draw()
			l.mu.Unlock()
		}
	})
}

// Finished marks the work as successful: if it took a while, Done leaves a line that says so.
func (l *Line) Finished() {
	if l != nil {
		l.mu.Lock()
		l.finished = true
		l.mu.Unlock()
	}
}

// draw draws the line. The lock must be held.
func (l *Line) draw() {
	if l.bar == nil {
		l.bar = progressbar.NewOptions64(-1, append(l.options(), progressbar.OptionSetElapsedTime(false))...)
	}
	if l.text == "" {
		l.bar.Describe(l.label)
		return
	}
	l.bar.Describe(l.label + ": " + l.text)
}

func (l *Line) options() []progressbar.Option {
	return []progressbar.Option{
		progressbar.OptionSetWriter(l.out), progressbar.OptionThrottle(100 * time.Millisecond),
		progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(20), progressbar.OptionSpinnerType(14),
		progressbar.OptionUseANSICodes(true), progressbar.OptionSetSpinnerChangeInterval(0), // redrawn only by reports
	}
}

// Done removes the line. After a long, complete transfer a summary is left.
func (l *Line) Done() {
	if l == nil {
		return
	}
	if l.stop != nil {
		close(l.stop)
		l.working.Wait()
		l.stop = nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.bar != nil {
		_ = l.bar.Exit()
		_ = l.bar.Clear()
		l.bar = nil
		l.summary()
	}
}

// summary prints the final line of a complete transfer.
func (l *Line) summary() {
	took := l.now().Sub(l.begun)
	if l.finished && took >= keptFrom {
		_, _ = fmt.Fprintf(l.out, "%s: done in %s\n", l.label, took.Round(100*time.Millisecond))
		return
	}
	if l.begun.IsZero() || took < keptFrom || l.done <= 0 || l.total > 0 && l.done < l.total {
		return
	}
	const mega = 1 << 20
	size := float64(l.done) / mega
	_, _ = fmt.Fprintf(l.out, "%s: %.2f MiB, %.2f MiB/s, %s\n", l.label, size, size/took.Seconds(), took.Round(100*time.Millisecond))
}
