package instance

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"gopkg.in/yaml.v2"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/i18n"
)

// variable cuts `GUID/NAME` or `NAME-GUID`.
func variable(text string) (guid, name string, err error) {
	if guid, name, found := strings.Cut(text, "/"); found {
		return guid, name, nil
	}
	const guidLength = 36
	if i := len(text) - guidLength; i > 1 && text[i-1] == '-' {
		return text[i:], text[:i-1], nil
	}
	return "", "", cli.Usagef(i18n.G("%q is no variable: write GUID/NAME"), text)
}

// variableData is a firmware variable as people read and write it. Data is hexadecimal, Timestamp in seconds since 1970.
type variableData struct {
	Data       string `yaml:"data"`
	Attributes uint32 `yaml:"attributes"`
	Timestamp  int64  `yaml:"timestamp,omitempty"`
}

// codecs are the formats that hold the bytes of a variable alone.
var codecs = map[string]struct {
	encode func([]byte) string
	decode func(string) ([]byte, error)
}{
	"raw":    {func(b []byte) string { return string(b) }, func(s string) ([]byte, error) { return []byte(s), nil }},
	"hex":    {hex.EncodeToString, fromHex},
	"base64": {base64.StdEncoding.EncodeToString, base64.StdEncoding.DecodeString},
}

// fromHex reads bytes that may be set apart by spaces.
func fromHex(text string) ([]byte, error) {
	return hex.DecodeString(strings.Join(strings.Fields(text), ""))
}

func unknownFormat(format string) error {
	return cli.Usagef(i18n.G("unknown format %q; there are: %s"), format, "yaml, raw, hex, base64")
}

// readVariable is a variable of the server with its attributes.
func readVariable(s resource.Server, instance, guid, name string) ([]byte, variableData, error) {
	src, attributes, stamp, err := s.GetInstanceNVRAMVariable(instance, guid, name)
	if err != nil {
		return nil, variableData{}, err
	}
	defer src.Close()
	data, err := io.ReadAll(src)
	if err != nil {
		return nil, variableData{}, err
	}
	v := variableData{Data: hex.EncodeToString(data)}
	if n, err := strconv.ParseUint(attributes, 0, 32); err == nil {
		v.Attributes = uint32(n)
	}
	if n, err := strconv.ParseInt(stamp, 10, 64); err == nil {
		v.Timestamp = n
	}
	return data, v, nil
}

// parseVariable reads what set or edit were given: a mapping, or the hexadecimal data alone, which then has the attributes
// of otherwise.
func parseVariable(text []byte, otherwise variableData) ([]byte, variableData, error) {
	v := otherwise
	if err := yaml.UnmarshalStrict(text, &v); err != nil {
		v = otherwise
		v.Data = string(text)
	}
	data, err := fromHex(v.Data)
	if err != nil {
		return nil, v, errors.New(i18n.F("the data of the variable is not hexadecimal: %s", err))
	}
	return data, v, nil
}

func writeVariable(s resource.Server, instance, guid, name string, data []byte, v variableData) error {
	attributes, stamp := "", ""
	if v.Attributes != 0 {
		attributes = strconv.FormatUint(uint64(v.Attributes), 10)
	}
	if v.Timestamp != 0 {
		stamp = strconv.FormatInt(v.Timestamp, 10)
	}
	return s.UpdateInstanceNVRAMVariable(instance, guid, name, strings.NewReader(string(data)), attributes, stamp)
}

func nvram(app *cli.App) []*cobra.Command {
	return []*cobra.Command{nvramList(app), nvramGet(app), nvramSet(app), nvramUnset(app), nvramEdit(app)}
}

// firmwareVariable is a row of the list.
type firmwareVariable struct {
	GUID string `json:"guid" yaml:"guid"`
	Name string `json:"name" yaml:"name"`
	Data any    `json:"data" yaml:"data"`
}

func nvramList(app *cli.App) *cobra.Command {
	var guid string
	var flags resource.ListFlags
	cmd := onInstance(app, cli.Spec{
		Name: "list", Aliases: []string{"ls"}, Short: i18n.G("List firmware variables"), Example: "lxc low-level nvram list vm1",
	}, []cli.Arg{cli.Opt(cli.Word("guid", &guid))}, func(_ context.Context, s resource.Server, name string) error {
		columns := output.Columns[firmwareVariable]{
			output.Col('G', i18n.G("GUID"), func(v firmwareVariable) string { return v.GUID }),
			output.Col('n', i18n.G("NAME"), func(v firmwareVariable) string { return v.Name }),
			output.Col('v', i18n.G("DATA"), func(v firmwareVariable) string { return fmt.Sprint(v.Data) }),
		}
		return resource.Print(app, flags, columns, func() ([]firmwareVariable, error) {
			raw, err := s.GetInstanceNVRAM(name, guid)
			return firmwareVariables(raw, guid), err
		})
	})
	flags.Add(cmd, "Gnv")
	return cmd
}

// firmwareVariables flattens what the server tells: a map of GUIDs to maps of variables, or the latter alone.
func firmwareVariables(raw any, guid string) []firmwareVariable {
	all, _ := raw.(map[string]any)
	if guid != "" {
		all = map[string]any{guid: raw}
	}
	var out []firmwareVariable
	for _, g := range slices.Sorted(maps.Keys(all)) {
		names, _ := all[g].(map[string]any)
		for _, name := range slices.Sorted(maps.Keys(names)) {
			out = append(out, firmwareVariable{g, name, names[name]})
		}
	}
	return out
}

func nvramGet(app *cli.App) *cobra.Command {
	var text, format string
	cmd := onInstance(app, cli.Spec{
		Name: "get", Short: i18n.G("Print a firmware variable"), Example: "lxc low-level nvram get vm1 8be4df61-93ca-11d2-aa0d-00e098032b8c/BootOrder",
	}, []cli.Arg{cli.Word("variable", &text)}, func(_ context.Context, s resource.Server, instance string) error {
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
			return output.YAML(app.Streams.Out, v)
		}
		shown := codec.encode(data)
		if format != "raw" {
			shown += "\n"
		}
		app.Print("%s", shown)
		return nil
	})
	cmd.Flags().StringVarP(&format, "format", "f", "yaml", i18n.G("Format: yaml, raw, hex or base64"))
	return cmd
}

func nvramSet(app *cli.App) *cobra.Command {
	var pair, format string
	var given variableData
	cmd := onInstance(app, cli.Spec{
		Name: "set", Short: i18n.G("Set a firmware variable"), Example: "lxc low-level nvram set vm1 8be4df61-93ca-11d2-aa0d-00e098032b8c/BootOrder=00000100",
		Long: i18n.G("In the format yaml the value is a mapping with data, attributes and timestamp, or the data alone. Data is hexadecimal."),
	}, []cli.Arg{cli.Word("variable=value", &pair)}, func(_ context.Context, s resource.Server, instance string) error {
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
	cmd.Flags().Uint32Var(&given.Attributes, "attributes", 7, i18n.G("Attributes, as a number; 0 leaves them to the server"))
	cmd.Flags().Int64Var(&given.Timestamp, "timestamp", 0, i18n.G("Time stamp, in seconds since 1970; 0 leaves it to the server"))
	return cmd
}

func nvramUnset(app *cli.App) *cobra.Command {
	var text string
	return onInstance(app, cli.Spec{Name: "unset", Short: i18n.G("Delete a firmware variable")}, []cli.Arg{cli.Word("variable", &text)},
		func(_ context.Context, s resource.Server, name string) error {
			guid, v, err := variable(text)
			if err != nil {
				return err
			}
			return s.DeleteInstanceNVRAMVariable(name, guid, v)
		})
}

func nvramEdit(app *cli.App) *cobra.Command {
	var text string
	return onInstance(app, cli.Spec{Name: "edit", Short: i18n.G("Edit a firmware variable as YAML")}, []cli.Arg{cli.Word("variable", &text)},
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
			return resource.EditText(ctx, app, "nvram.yaml", shown, func(edited []byte) error {
				data, v, err := parseVariable(edited, v)
				if err != nil {
					return err
				}
				return writeVariable(s, instance, guid, name, data, v)
			})
		})
}
