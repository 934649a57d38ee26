package profile

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func assign(app *cli.App) *cobra.Command {
	var ref config.Ref
	var words []string
	none := false
	cmd := app.Command(cli.Spec{
		Name: "assign", Aliases: []string{"apply"}, Short: i18n.G("Set the profiles of an instance"),
		Example: "lxc profile assign web default,gpu\nlxc profile assign web ''",
		Args:    []cli.Arg{cli.Instance(&ref), cli.Opt(cli.Completed(cli.Words("profiles", &words), cli.List(cli.Below("profiles"))))},
		Run: func(ctx context.Context) error {
			if none == (len(words) > 0) {
				return cli.Usagef("%s", i18n.G("missing profiles: use a comma-separated list, or --no-profiles"))
			}
			list := []string{}
			for _, w := range words {
				for _, name := range strings.Split(w, ",") {
					if name != "" {
						list = append(list, name)
					}
				}
			}
			err := onInstance(ctx, app, ref, func([]string) ([]string, error) { return list, nil })
			if err == nil {
				app.Note(i18n.G("Profiles applied to %s: %s"), ref.Name, strings.Join(list, ", "))
			}
			return err
		},
	})
	cmd.Flags().BoolVar(&none, "no-profiles", false, i18n.G("Remove all profiles from the instance"))
	return cmd
}
