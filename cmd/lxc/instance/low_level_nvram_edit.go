package instance

import (
	"context"

	"github.com/spf13/cobra"
	"gopkg.in/yaml.v2"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/i18n"
)

func nvramEdit(app *cli.App) *cobra.Command {
	var text string
	return onInstance(app, cli.Spec{Name: "edit", Short: i18n.G("Edit a firmware variable as YAML")}, []cli.Arg{cli.Completed(cli.Word("variable", &text), variableNames)},
		func(ctx context.Context, s resource.Server, instance string) error {
			guid, name, err := variable(text)
			if err != nil {
				return err
			}
			_, v, err := readVariable(s, instance, guid, name)
			if err != nil {
				return err
			}
			shown, err := yaml.Marshal(v)
			if err != nil {
				return err
			}
			return resource.EditText(ctx, app, "nvram.yaml", func() ([]byte, error) { return shown, nil }, func(edited []byte) error {
				data, v, err := parseVariable(edited, v)
				if err != nil {
					return err
				}
				return writeVariable(s, instance, guid, name, data, v)
			})
		})
}
