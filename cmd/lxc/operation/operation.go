// Package operation implements `lxc operation`.
package operation

import (
	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Area is `lxc operation`.
var Area = cli.Area{Name: "operation", Short: summary, Build: build}

func summary() string { return i18n.G("Manage background operations") }

func build(app *cli.App) *cobra.Command {
	return app.Group("operation", summary(),
		operations(app).Commands(app), []*cobra.Command{cancel(app), record(app)})
}
