package cli_test

import (
	"context"
	"io"
	"os"
	"testing"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/term"
)

// TestSignals checks that signals are handled before a command runs, but not for commands that only show local information
// or for usage errors.
func TestSignals(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		quick bool
		words []string
		want  string
	}{
		"runs":  {false, []string{"word"}, "run with signals"},
		"quick": {true, []string{"word"}, "run "},
		"wrong": {false, []string{"word", "more"}, ""},
		"bare":  {false, []string{}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var did, word string
			app := cli.NewApp(&term.Streams{Out: io.Discard, Err: io.Discard})
			app.Signals = term.NewSignals(func(os.Signal) {})
			cmd := app.Command(cli.Spec{Name: "x", NoSignals: c.quick, Args: []cli.Arg{cli.Word("word", &word)}, Run: func(context.Context) error {
				did += "run "
				if app.Signals.Started() {
					did += "with signals"
				}
				return nil
			}})
			cmd.SetArgs(append([]string{}, c.words...))
			if err := cmd.Execute(); (err == nil) != (name != "wrong") || did != c.want {
				t.Errorf("%q, want %q (%v)", did, c.want, err)
			}
		})
	}
}
