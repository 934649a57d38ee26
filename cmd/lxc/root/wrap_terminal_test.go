//go:build unix

package root

import (
	"io"
	"os"
	"testing"

	"github.com/creack/pty"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/term"
)

// TestHelpFitsTheTerminal: help wraps at the edge of a narrow terminal, and at 80 columns elsewhere.
func TestHelpFitsTheTerminal(t *testing.T) {
	t.Parallel()
	person, terminal, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer person.Close()
	defer terminal.Close()
	for width, want := range map[uint16]int{50: 50, 79: 79, 80: helpWidth, 200: helpWidth} {
		if err := pty.Setsize(person, &pty.Winsize{Rows: 24, Cols: width}); err != nil {
			t.Fatal(err)
		}
		if got := helpColumns(cli.NewApp(&term.Streams{Out: terminal, In: os.Stdin})); got != want {
			t.Errorf("%d columns: %d", width, got)
		}
		if got := helpColumns(cli.NewApp(&term.Streams{Out: io.Discard, In: terminal})); got != helpWidth {
			t.Errorf("a pipe from a terminal of %d columns: %d", width, got)
		}
	}
}
