package resource

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

func (k *kind) editCommand(app *cli.App) *cobra.Command {
	var at place
	cmd := app.Command(cli.Spec{
		Name: "edit", Short: i18n.F("Edit one of the %s as YAML", k.plural), Args: k.args(&at.Key, true),
		Run: func(ctx context.Context) error {
			return k.on(ctx, app, at, func(s Server) error {
				return editing{
					name: strings.NewReplacer(" ", "-", "/", "-").Replace(k.noun), help: k.help,
					strict: k.strict, whole: k.whole, fresh: k.fresh, text: k.text,
					get:    func() (any, string, error) { return k.get(s, at.Key) },
					update: func(p any, etag string) error { return k.update(s, at.Key, p, etag) },
				}.run(ctx, app)
			})
		},
	})
	return k.flags(cmd, &at)
}
