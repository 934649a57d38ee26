package cli_test

import (
	"context"
	"io"
	"slices"
	"testing"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/term"
	"github.com/openlxc/lxc/pkg/config"
)

// TestTreeForTheLine checks that the tree is built for the command line, and again for the expansion of an alias.
func TestTreeForTheLine(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		words []string
		want  [][]string
	}{
		"plain": {[]string{"list", "-f", "csv"}, [][]string{{"list", "-f", "csv"}}},
		"alias": {[]string{"ll", "web"}, [][]string{{"ll", "web"}, {"list", "-c", "n", "web"}}},
		"bare":  {nil, [][]string{{"help"}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			app := cli.NewApp(&term.Streams{Out: io.Discard, Err: io.Discard})
			app.Config = func() (*config.Config, error) {
				return &config.Config{Aliases: map[string]string{"ll": "list -c n"}}, nil
			}
			var have [][]string
			code := app.Run(context.Background(), func(_ *cli.App, words ...string) *cobra.Command {
				have = append(have, words)
				return &cobra.Command{Run: func(*cobra.Command, []string) {}, Args: cobra.ArbitraryArgs, FParseErrWhitelist: cobra.FParseErrWhitelist{UnknownFlags: true}}
			}, c.words)
			if code != 0 || !slices.EqualFunc(have, c.want, slices.Equal) {
				t.Errorf("exit code %d, built for %q, want %q", code, have, c.want)
			}
		})
	}
}

// TestProgram checks that a link named incus has the defaults of Incus.
func TestProgram(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{"lxc": "lxd", "/usr/bin/incus": "incus", "bin/lxc-dev": "lxd", "incus.new": "incus"} {
		app := cli.NewApp(&term.Streams{})
		app.SetProgram(path)
		if app.Family != want || cli.PerFlavor(app, "lxd", "incus") != want {
			t.Errorf("%s: %s, want %s", path, app.Family, want)
		}
	}
}
