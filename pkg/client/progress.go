package lxd

import (
	"fmt"
	"io"
	"sync/atomic"
	"time"

	"github.com/openlxc/lxc/internal/wire"
)

// ProgressData describes the progress of a transfer. TotalBytes is 0 and Percentage is -1 if the size is unknown.
type ProgressData struct {
	Text             string
	Percentage       int
	TransferredBytes int64
	TotalBytes       int64
}

// counter counts the bytes of one transfer and reports them at most ten times a second.
type counter struct {
	total   int64
	handler func(ProgressData)
	done    atomic.Int64
	start   time.Time
	last    time.Time
}

func newCounter(total int64, handler func(ProgressData)) *counter {
	return &counter{total: total, handler: handler, start: time.Now()}
}

// add adds n bytes. It is not safe for concurrent use.
func (c *counter) add(n int) {
	done := c.done.Add(int64(n))
	now := time.Now()
	if c.handler == nil || (now.Sub(c.last) < 100*time.Millisecond && done != c.total) {
		return
	}
	c.last = now
	data := ProgressData{TransferredBytes: done, Percentage: -1}
	if c.total > 0 {
		data.TotalBytes = c.total
		data.Percentage = int(min(done*100/c.total, 100))
	}
	data.Text = progressText(data, now.Sub(c.start))
	c.handler(data)
}

func progressText(data ProgressData, took time.Duration) string {
	rate := float64(data.TransferredBytes) / max(took.Seconds(), 0.001) / 1e6
	if data.Percentage >= 0 {
		return fmt.Sprintf("%d%% (%.2fMB/s)", data.Percentage, rate)
	}
	return fmt.Sprintf("%.2fMB (%.2fMB/s)", float64(data.TransferredBytes)/1e6, rate)
}

func (c *counter) reader(src io.Reader) io.Reader {
	return wire.ReaderFunc(func(p []byte) (int, error) {
		n, err := src.Read(p)
		c.add(n)
		return n, err
	})
}
