package instance_test

import (
	"strings"
	"testing"

	"github.com/openlxc/lxc/internal/minilxd"
)

// TestTopOnTerminal shows the table again and again until an interrupt, which is the way to leave.
func TestTopOnTerminal(t *testing.T) {
	t.Parallel()
	env := started(t, minilxd.Options{})
	p := env.Program(t, "top", "--refresh", "1")
	for range 2 {
		p.Sees("\x1b[H\x1b[2J")
		p.Sees("| NAME |")
		p.Sees("| c1   |")
	}
	p.Types("\x03")
	if code := p.Ends(); code != 0 {
		t.Errorf("exit code %d: %q", code, p.Screen())
	}
	if strings.Contains(p.Screen(), "Error") {
		t.Errorf("%q", p.Screen())
	}
}
