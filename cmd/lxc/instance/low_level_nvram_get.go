package instance

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/i18n"
)

func nvramGet(app *cli.App) *cobra.Command {
	var text, format string
	cmd := onInstance(app, cli.Spec{
		Name: "get", Short: i18n.G("Print a firmware variable"), Example: "lxc low-level nvram get vm1 8be4df61-93ca-11d2-aa0d-00e098032b8c/BootOrder",
	}, []cli.Arg{cli.Completed(cli.Word("variable", &text), variableNames)}, func(_ context.Context, s resource.Server, instance string) error {
		codec, plain := codecs[format]
		if !plain && format != "yaml" {
			return unknownFormat(format)
		}
		guid, name, err := variable(text)
		if err != nil {
			return err
		}
		data, v, err := readVariable(s, instance, guid, name)
		switch {
		case err != nil:
			return err
		case !plain:
			return output.YAML(app.Output(), v)
		}
		shown := codec.encode(data)
		if format != "raw" {
			shown += "\n"
		}
		app.Print("%s", shown)
		return nil
	})
	cmd.Flags().StringVarP(&format, "format", "f", "yaml", i18n.G("Format: yaml, raw, hex or base64"))
	cmd.Flags().StringVarP(&format, "output", "o", "yaml", i18n.G("Same as --format"))
	return cmd
}
