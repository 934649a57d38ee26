package instance

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/i18n"
)

func nvramList(app *cli.App) *cobra.Command {
	var guid string
	var flags resource.ListFlags
	columns := output.Columns[firmwareVariable]{
		output.Col('G', i18n.G("GUID"), func(v firmwareVariable) string { return v.GUID }),
		output.Col('n', i18n.G("NAME"), func(v firmwareVariable) string { return v.Name }),
		output.Col('v', i18n.G("DATA"), func(v firmwareVariable) string { return fmt.Sprint(v.Data) }),
	}
	cmd := onInstance(app, cli.Spec{
		Name: "list", Aliases: []string{"ls"}, Short: i18n.G("List firmware variables"), Example: "lxc low-level nvram list vm1",
	}, []cli.Arg{cli.Opt(cli.Completed(cli.Word("guid", &guid), guids))}, func(_ context.Context, s resource.Server, name string) error {
		return resource.Print(app, flags, columns, func() ([]firmwareVariable, error) {
			raw, err := s.GetInstanceNVRAM(name, guid)
			return firmwareVariables(raw, guid), err
		})
	})
	flags.Add(app, cmd, "Gnv")
	resource.Offer(cmd, columns)
	return cmd
}
