package instance

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

// renameCommand is `lxc rename`.
func renameCommand(app *cli.App) *cobra.Command {
	var o moveOptions
	args := o.args()
	args[1].Optional, args[1].Form = false, cli.Form{Child: "snapshot", ChildOptional: true}
	return app.Command(cli.Spec{
		Name: "rename", Short: i18n.G("Rename an instance or snapshot"), Example: "lxc rename web web2\nlxc rename web/s1 web/before-upgrade",
		Args: args,
		Run: func(ctx context.Context) error {
			c, err := app.Config()
			if err != nil {
				return err
			}
			if o.to.Remote == c.Default() { // the new name has no remote of its own
				o.to.Remote = o.from.Remote
			}
			if o.to.Remote != o.from.Remote {
				return cli.Usagef("%s", i18n.G("cannot rename to another server: use move"))
			}
			return o.run(ctx, app)
		},
	})
}
