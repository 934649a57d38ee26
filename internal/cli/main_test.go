package cli_test

import (
	"context"
	"io"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/term"
)

// TestFirstWord: what is built is chosen by the first word, also of a line that is being completed.
func TestFirstWord(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		"version x": "version", "--version": "version", "--debug version": "", "help network": "help",
		"__complete network a": "network", "__completeNoDesc network a": "network", "__complete net": "__complete",
		"__complete --project x": "",
	} {
		t.Run(line, func(t *testing.T) {
			t.Parallel()
			app := cli.NewApp(&term.Streams{Out: io.Discard, Err: io.Discard})
			app.Run(context.Background(), func(app *cli.App) *cobra.Command {
				if app.FirstWord != want {
					t.Errorf("%q, want %q", app.FirstWord, want)
				}
				return &cobra.Command{Run: func(*cobra.Command, []string) {}, Args: cobra.ArbitraryArgs, SilenceErrors: true, SilenceUsage: true}
			}, strings.Fields(line))
		})
	}
}
