package instance

import (
	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

// resumeCommand is `lxc resume`.
func resumeCommand(app *cli.App) *cobra.Command {
	return verb{
		name: "resume", action: "unfreeze", aliases: []string{"unfreeze"}, short: i18n.G("Resume frozen instances"),
		eligible: func(c api.StatusCode) bool { return c == api.Frozen },
	}.command(app)
}
