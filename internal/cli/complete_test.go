package cli_test

import (
	"context"
	"slices"
	"testing"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/term"
)

// TestDescriptions checks that descriptions remain separate from words with suffixes.
func TestDescriptions(t *testing.T) {
	t.Parallel()
	app := cli.NewApp(&term.Streams{})
	words := func(words ...string) cli.Completer {
		return func(context.Context, *cli.App, cli.Cursor) []string { return slices.Clone(words) }
	}
	for name, c := range map[string]struct {
		of   cli.Completer
		at   cli.Cursor
		want []string
	}{
		"plain":     {words(cli.Described("web", "")), cli.Cursor{}, []string{"web"}},
		"described": {words(cli.Described("web", "Running")), cli.Cursor{}, []string{"web\tRunning"}},
		"escaped":   {words(cli.Described("web", "a\tb\x1b[2J")), cli.Cursor{}, []string{`web` + "\t" + `a\x09b\x1b[2J`}},
		"slash":     {cli.WithSlash(words("web\tRunning", "prod:", "db")), cli.Cursor{}, []string{"web/\tRunning", "prod:", "db/"}},
		"sign":      {cli.WithSign("=", words("Boot\tx", "Lang")), cli.Cursor{}, []string{"Boot=\tx", "Lang="}},
		"list":      {cli.List(words("b\tx")), cli.Cursor{Word: "a,"}, []string{"a,b\tx"}},
		"either":    {cli.Either(words("a"), cli.Nothing, words("b")), cli.Cursor{}, []string{"a", "b"}},
		"free text": {cli.Nothing, cli.Cursor{Word: "y"}, nil},
		"fixed":     {cli.Fixed("json", "yaml"), cli.Cursor{Word: "y"}, []string{"yaml"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if have := c.of(t.Context(), app, c.at); !slices.Equal(have, c.want) {
				t.Errorf("%q, want %q", have, c.want)
			}
		})
	}
	if !cli.Lists("instance") || !cli.Lists("volume") || cli.Lists("seconds") {
		t.Error("the nouns that have names are others than thought")
	}
}
