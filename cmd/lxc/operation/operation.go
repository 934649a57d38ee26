// Package operation holds `lxc operation`.
package operation

import (
	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Summary is what the list of all commands says of these.
func Summary() string { return i18n.G("Manage background operations") }

// New is `lxc operation`.
func New(app *cli.App) *cobra.Command {
	return app.Group("operation", Summary(),
		operations().Commands(app), []*cobra.Command{cancel(app), record(app)})
}
