// Package warning implements `lxc warning`.
package warning

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Area is `lxc warning`.
var Area = cli.Area{Name: "warning", Short: summary, Build: build}

func summary() string { return i18n.G("Manage server warnings") }

func build(app *cli.App) *cobra.Command {
	return app.Group("warning", summary(), warnings().Commands(app),
		[]*cobra.Command{list(app), acknowledge(app), remove(app)})
}

// targets returns the named warnings, or all warnings of a remote.
func targets(ctx context.Context, app *cli.App, words []string, all bool) ([]config.Ref, error) {
	c, err := app.Config()
	if err != nil {
		return nil, err
	}
	var refs []config.Ref
	remote := c.Default()
	for _, w := range words {
		ref, err := c.ParseRef(w)
		if err != nil {
			return nil, err
		}
		if ref.Name == "" && all {
			remote = ref.Remote
			continue
		}
		if ref.Name == "" {
			return nil, cli.Usagef("%s", i18n.G("missing warning (or use --all)"))
		}
		refs = append(refs, ref)
	}
	if !all && len(words) == 0 {
		return nil, cli.ErrBare
	}
	if all == (len(refs) > 0) {
		return nil, cli.Usagef("%s", i18n.G("missing warning (or use --all)"))
	}
	if !all {
		return refs, nil
	}
	srv, err := app.Server(ctx, remote)
	if err != nil {
		return nil, err
	}
	names, err := srv.Warnings().Names()
	for _, name := range names {
		refs = append(refs, config.Ref{Remote: remote, Name: name})
	}
	return refs, err
}
