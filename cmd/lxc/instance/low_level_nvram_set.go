package instance

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/i18n"
)

func nvramSet(app *cli.App) *cobra.Command {
	var pair, format string
	var given variableData
	cmd := onInstance(app, cli.Spec{
		Name: "set", Short: i18n.G("Set a firmware variable"), Example: "lxc low-level nvram set vm1 8be4df61-93ca-11d2-aa0d-00e098032b8c/BootOrder=00000100",
		Long: i18n.G("With --format yaml, the value is a mapping with data, attributes and timestamp, or just the data. Data is hexadecimal."),
	}, []cli.Arg{cli.Completed(cli.Word("variable=value", &pair), cli.WithSign("=", variableNames))}, func(_ context.Context, s resource.Server, instance string) error {
		codec, plain := codecs[format]
		if !plain && format != "yaml" {
			return unknownFormat(format)
		}
		values, err := app.KeyValues([]string{pair})
		if err != nil {
			return err
		}
		for text, value := range values {
			guid, name, err := variable(text)
			if err != nil {
				return err
			}
			v := given
			var data []byte
			if plain {
				data, err = codec.decode(value)
			} else {
				data, v, err = parseVariable([]byte(value), given)
			}
			if err != nil {
				return cli.Usagef("%s", err)
			}
			return writeVariable(s, instance, guid, name, data, v)
		}
		return nil
	})
	cmd.Flags().StringVarP(&format, "format", "f", "yaml", i18n.G("Format: yaml, raw, hex or base64"))
	cmd.Flags().Uint32Var(&given.Attributes, "attributes", 7, i18n.G("Attributes as a number (0 for the server default)"))
	cmd.Flags().Int64Var(&given.Timestamp, "timestamp", 0, i18n.G("Timestamp in seconds since 1970 (0 for the server default)"))
	return cmd
}
