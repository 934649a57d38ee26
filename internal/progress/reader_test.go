package progress_test

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/openlxc/lxc/internal/progress"
)

// TestReader checks that the data is passed through unchanged, with a line and without one.
func TestReader(t *testing.T) {
	t.Parallel()
	text := strings.Repeat("x", 100_000)
	var screen bytes.Buffer
	for name, line := range map[string]*progress.Line{"line": progress.New(&screen, "Importing"), "quiet": nil} {
		got, err := io.ReadAll(progress.NewReader(strings.NewReader(text), line, int64(len(text))))
		if err != nil || string(got) != text {
			t.Errorf("%s: %d bytes, %v", name, len(got), err)
		}
		line.Done()
	}
	if !strings.Contains(screen.String(), "Importing") {
		t.Errorf("shown: %q", screen.String())
	}
}
