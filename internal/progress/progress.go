// Package progress draws how far a transfer or an operation is: one line on stderr, ten times a second at most, and
// nothing where stderr is no terminal.
package progress

import (
	"fmt"
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

	now   func() time.Time
	begun time.Time // of the first report of bytes, or of the work
	done  int64

	text     string
	estimate estimate
	finished bool // the work came to its end
	working  sync.WaitGroup
	stop     chan struct{} // closed by Done
}

// turning is how often the spinner of work turns.
const turning = 200 * time.Millisecond

// keptFrom is how long a transfer takes whose last line stays.
const keptFrom = time.Second

// New returns a line with a label; it appears with the first report.
func New(out io.Writer, label string) *Line { return &Line{out: out, label: label, now: time.Now} }

// Bytes reports bytes done of total, 0 when the total is unknown.
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
	if first { // no time has passed: there is no rate
		_ = l.bar.RenderBlank()
		return
	}
	_ = l.bar.Set64(done)
}

// Text reports a state in words, as servers send it. A percentage in it is followed by the time that is left.
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

// Work begins work whose size nobody knows: a spinner turns until Done, with the words of Text behind it when there are any.
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

// Finished says that the work came to its end: when it took a while, Done leaves a line that says so.
func (l *Line) Finished() {
	if l != nil {
		l.mu.Lock()
		l.finished = true
		l.mu.Unlock()
	}
}

// draw shows a line of words. It needs the lock.
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
		progressbar.OptionUseANSICodes(true), progressbar.OptionSetSpinnerChangeInterval(0), // drawn by reports alone
	}
}

// Done ends the line. What a transfer that took a while has brought stays to be read; everything else goes.
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

// summary is the last line of a transfer that came to its end.
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
