package cli_test

import (
	"context"
	"io"
	"testing"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/term"
)

// TestWatch: signals are received before a command runs, but neither for one that only shows what the client knows nor for
// words that are wrong.
func TestWatch(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		quick bool
		words []string
		want  string
	}{
		"runs":  {false, []string{"word"}, "watch run "},
		"quick": {true, []string{"word"}, "run "},
		"wrong": {false, []string{"word", "more"}, ""},
		"bare":  {false, []string{}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var did, word string
			app := cli.NewApp(&term.Streams{Out: io.Discard, Err: io.Discard})
			app.Watch = func() { did += "watch " }
			cmd := app.Command(cli.Spec{Name: "x", Quick: c.quick, Args: []cli.Arg{cli.Word("word", &word)}, Run: func(context.Context) error {
				did += "run "
				return nil
			}})
			cmd.SetArgs(append([]string{}, c.words...))
			if err := cmd.Execute(); (err == nil) != (name != "wrong") || did != c.want {
				t.Errorf("%q, want %q (%v)", did, c.want, err)
			}
		})
	}
}
