package progress

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// TestEstimate checks estimates from how long a phase has taken so far.
func TestEstimate(t *testing.T) {
	t.Parallel()
	var e estimate
	start := time.Unix(1000, 0)
	for _, c := range []struct {
		at   int
		text string
		left time.Duration
	}{
		{0, "rootfs: 10% (1MB/s)", 0}, {1, "rootfs: 20% (1MB/s)", 0}, {2, "rootfs: 30% (1MB/s)", 7 * time.Second},
		{4, "no number %", 0}, {4, "nothing", 0}, {8, "rootfs: 90% (1MB/s)", time.Second}, {9, "rootfs: 100% (1MB/s)", 0},
		{10, "Unpack: 0%", 0}, {14, "Unpack: 50% of 7%", 4 * time.Second}, {15, "Unpack: 50%", 5 * time.Second},
	} {
		if left := e.left(c.text, start.Add(time.Duration(c.at)*time.Second)); left != c.left {
			t.Errorf("%d, %q: %s, want %s", c.at, c.text, left, c.left)
		}
	}
}

// TestWork checks that the label appears at once, then the server's text and the time left, and that long, successful work
// leaves a line.
func TestWork(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		took     time.Duration
		finished bool
		kept     string
	}{
		{4 * time.Second, true, "Copying c1: done in 4s\n"}, {4 * time.Second, false, ""}, {10 * time.Millisecond, true, ""},
	} {
		var out bytes.Buffer
		now := time.Unix(0, 0)
		l := New(&out, "Copying c1")
		l.now = func() time.Time { return now }
		l.Work()
		l.Text("rootfs: 10%")
		now = now.Add(c.took)
		l.Text("rootfs: 60%")
		if words := "rootfs: 60%"; c.took > reliable && l.text != words+" 3s left" || c.took < reliable && l.text != words {
			t.Errorf("%q after %s", l.text, c.took)
		}
		if c.finished {
			l.Finished()
		}
		l.Done()
		l.Done()
		text := out.String()
		if !strings.Contains(text, "Copying c1") {
			t.Errorf("%q", text)
		}
		if strings.HasSuffix(text, "\n") != (c.kept != "") || !strings.HasSuffix(text, c.kept) {
			t.Errorf("%q stays of %q", c.kept, text)
		}
	}
	var none *Line
	none.Work()
	none.Finished()
	none.Done()
}
