package resource

import (
	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

func (d *Devices) unset(app *cli.App) *cobra.Command {
	var key string
	return d.changeKeys(app, cli.Spec{Name: "unset", Short: i18n.G("Unset a key of a device")},
		cli.Completed(cli.Word("key", &key), d.keys("")), func() (map[string]string, error) { return map[string]string{key: ""}, nil })
}
