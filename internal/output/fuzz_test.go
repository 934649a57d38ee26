package output_test

import (
	"strings"
	"testing"

	"github.com/openlxc/lxc/internal/output"
)

// FuzzSizes: a size of any number has a number and a unit.
func FuzzSizes(f *testing.F) {
	for _, n := range []int64{0, 1, 1023, 1024, -1, 1 << 40, 1<<63 - 1, -1 << 63} {
		f.Add(n)
	}
	f.Fuzz(func(t *testing.T, n int64) {
		for _, text := range []string{output.Bytes(n), output.Traffic(n)} {
			if !strings.HasSuffix(text, "B") || len(text) < 2 {
				t.Errorf("%d became %q", n, text)
			}
		}
	})
}
