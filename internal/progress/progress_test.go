package progress

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// TestLastLine checks that only a long, complete transfer leaves a line.
func TestLastLine(t *testing.T) {
	t.Parallel()
	const all = 10 << 20
	for _, c := range []struct {
		name        string
		done, total int64
		took        time.Duration
		kept        string
	}{
		{"whole", all, all, 2 * time.Second, "Exporting: 10.00 MiB, 5.00 MiB/s, 2s\n"},
		{"unknown total", all, 0, 4 * time.Second, "Exporting: 10.00 MiB, 2.50 MiB/s, 4s\n"},
		{"short", all, all, 100 * time.Millisecond, ""},
		{"broken", all - 1, all, 2 * time.Second, ""},
	} {
		var out bytes.Buffer
		now := time.Unix(0, 0)
		l := New(&out, "Exporting")
		l.now = func() time.Time { return now }
		l.Bytes(0, c.total)
		now = now.Add(c.took)
		l.Bytes(c.done, c.total)
		l.Done()
		l.Done()
		_, last, _ := strings.Cut(out.String(), "Exporting: 10")
		if last != "" {
			last = "Exporting: 10" + last
		}
		if last != c.kept {
			t.Errorf("%s: %q is left of %q", c.name, last, out.String())
		}
	}
	var out bytes.Buffer
	l := New(&out, "Copying")
	l.Text("step 1")
	l.Done()
	if strings.HasSuffix(out.String(), "\n") {
		t.Errorf("a line of words stays: %q", out.String())
	}
	var none *Line
	none.Bytes(1, 2)
	none.Text("x")
	none.Done()
}
