package instance

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"net"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/download"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// LowLevel is `lxc low-level`, on Incus servers.
func LowLevel(app *cli.App) *cobra.Command {
	cmd := app.Group("low-level", i18n.G("Look inside virtual machines and repair instances"), []*cobra.Command{
		dumpMemory(app), repair(app), instanceNBD(app),
		app.Group("bitmaps", i18n.G("Manage bitmaps of changed blocks"), []*cobra.Command{bitmapCreate(app)}),
		app.Group("nvram", i18n.G("Manage the firmware variables of a virtual machine"), nvram(app)),
	})
	cmd.Aliases = []string{"debug"}
	return cmd
}

// onInstance is a command on one instance, with further arguments.
func onInstance(app *cli.App, spec cli.Spec, extra []cli.Arg, work func(ctx context.Context, s resource.Server, name string) error) *cobra.Command {
	var ref config.Ref
	spec.Args = append([]cli.Arg{cli.Instance(&ref)}, extra...)
	spec.Run = func(ctx context.Context) error {
		srv, err := app.Server(ctx, ref.Remote)
		if err != nil {
			return err
		}
		return cli.About("instance", ref, work(ctx, srv, ref.Name))
	}
	return app.Command(spec)
}

func dumpMemory(app *cli.App) *cobra.Command {
	var file, format string
	cmd := onInstance(app, cli.Spec{
		Name: "dump-memory", Short: i18n.G("Write the memory of a virtual machine to a file"), Example: "lxc low-level dump-memory vm1 vm1.elf",
	}, []cli.Arg{cli.Word("file", &file)}, func(_ context.Context, s resource.Server, name string) error {
		src, err := s.GetInstanceMemory(name, format)
		if err != nil {
			return err
		}
		defer src.Close()
		if file == "-" {
			_, err := io.Copy(app.Streams.Out, src)
			return err
		}
		f, err := download.Create(file)
		if err != nil {
			return err
		}
		if _, err := io.Copy(f, src); err != nil {
			f.Drop()
			return err
		}
		return f.Keep(file, 0o600, false)
	})
	cmd.Flags().StringVarP(&format, "format", "f", "elf", i18n.G("Format: elf, win-dmp, kdump-zlib, kdump-lzo or kdump-snappy"))
	return cmd
}

func repair(app *cli.App) *cobra.Command {
	var action string
	return onInstance(app, cli.Spec{
		Name: "repair", Short: i18n.G("Run a repair at the server"), Example: "lxc low-level repair vm1 rebuild-config-volume",
	}, []cli.Arg{cli.Word("action", &action)}, func(_ context.Context, s resource.Server, name string) error {
		return s.RepairInstance(name, action)
	})
}

func instanceNBD(app *cli.App) *cobra.Command {
	var address string
	cmd := onInstance(app, cli.Spec{
		Name: "nbd", Short: i18n.G("Offer the disks of a virtual machine here as network block devices"), Example: "lxc low-level nbd vm1",
	}, nil, func(ctx context.Context, s resource.Server, name string) error {
		return resource.Serve(ctx, app, "tcp", address, func() (net.Conn, error) { return s.GetInstanceNBDConn(name) },
			func(at string) { app.Note(i18n.G("Serving on %s"), "nbd://"+at) })
	})
	cmd.Flags().StringVar(&address, "address", "127.0.0.1:0", i18n.G("Address to listen on; only addresses of this machine"))
	return cmd
}

func bitmapCreate(app *cli.App) *cobra.Command {
	var post api.StorageVolumeBitmapsPost
	cmd := onInstance(app, cli.Spec{
		Name: "create", Short: i18n.G("Begin to mark the changed blocks of all disks"), Example: "lxc low-level bitmaps create vm1 backup0",
	}, []cli.Arg{cli.Word("bitmap", &post.Name)}, func(_ context.Context, s resource.Server, name string) error {
		return s.CreateInstanceBitmap(name, post)
	})
	cmd.Flags().BoolVar(&post.Disabled, "disabled", false, i18n.G("Do not record at first"))
	cmd.Flags().BoolVar(&post.Persistent, "persistent", false, i18n.G("Keep the bitmap over restarts"))
	cmd.Flags().Int64Var(&post.Granularity, "granularity", 0, i18n.G("Bytes that one bit stands for, a power of two"))
	return cmd
}

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

// encodeVariable shows bytes in a format: raw, hex or base64.
func encodeVariable(data []byte, format string) (string, error) {
	switch format {
	case "raw":
		return string(data), nil
	case "hex":
		return hex.EncodeToString(data), nil
	case "base64":
		return base64.StdEncoding.EncodeToString(data), nil
	}
	return "", cli.Usagef(i18n.G("unknown format %q; there are: %s"), format, "raw, hex, base64")
}

func decodeVariable(text, format string) ([]byte, error) {
	switch format {
	case "raw":
		return []byte(text), nil
	case "hex":
		return hex.DecodeString(text)
	case "base64":
		return base64.StdEncoding.DecodeString(text)
	}
	return nil, cli.Usagef(i18n.G("unknown format %q; there are: %s"), format, "raw, hex, base64")
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
		return resource.Print(app, flags, columns, nil, func() ([]firmwareVariable, error) {
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
	}, []cli.Arg{cli.Word("variable", &text)}, func(_ context.Context, s resource.Server, name string) error {
		guid, v, err := variable(text)
		if err != nil {
			return err
		}
		src, _, _, err := s.GetInstanceNVRAMVariable(name, guid, v)
		if err != nil {
			return err
		}
		defer src.Close()
		data, err := io.ReadAll(src)
		if err != nil {
			return err
		}
		shown, err := encodeVariable(data, format)
		if format != "raw" {
			shown += "\n"
		}
		app.Print("%s", shown)
		return err
	})
	cmd.Flags().StringVarP(&format, "format", "f", "hex", i18n.G("Format: raw, hex or base64"))
	return cmd
}

func nvramSet(app *cli.App) *cobra.Command {
	var pair, format string
	var attributes uint32
	var timestamp int64
	cmd := onInstance(app, cli.Spec{
		Name: "set", Short: i18n.G("Set a firmware variable"), Example: "lxc low-level nvram set vm1 8be4df61-93ca-11d2-aa0d-00e098032b8c/BootOrder=00000100",
	}, []cli.Arg{cli.Word("variable=value", &pair)}, func(_ context.Context, s resource.Server, name string) error {
		values, err := app.KeyValues([]string{pair})
		if err != nil {
			return err
		}
		for text, value := range values {
			guid, v, err := variable(text)
			if err != nil {
				return err
			}
			data, err := decodeVariable(value, format)
			if err != nil {
				return cli.Usagef("%s", err)
			}
			attr, stamp := "", ""
			if attributes != 0 {
				attr = strconv.FormatUint(uint64(attributes), 10)
			}
			if timestamp != 0 {
				stamp = strconv.FormatInt(timestamp, 10)
			}
			return s.UpdateInstanceNVRAMVariable(name, guid, v, strings.NewReader(string(data)), attr, stamp)
		}
		return nil
	})
	cmd.Flags().StringVarP(&format, "format", "f", "hex", i18n.G("Format: raw, hex or base64"))
	cmd.Flags().Uint32Var(&attributes, "attributes", 0, i18n.G("Attributes, as a number; 0 leaves them to the server"))
	cmd.Flags().Int64Var(&timestamp, "timestamp", 0, i18n.G("Time stamp, in seconds since 1970; 0 leaves it to the server"))
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
	return onInstance(app, cli.Spec{Name: "edit", Short: i18n.G("Edit a firmware variable as a hexadecimal text")}, []cli.Arg{cli.Word("variable", &text)},
		func(ctx context.Context, s resource.Server, name string) error {
			guid, v, err := variable(text)
			if err != nil {
				return err
			}
			src, attributes, _, err := s.GetInstanceNVRAMVariable(name, guid, v)
			if err != nil {
				return err
			}
			defer src.Close()
			data, err := io.ReadAll(src)
			if err != nil {
				return err
			}
			write := func(edited []byte) error {
				changed, err := hex.DecodeString(strings.Join(strings.Fields(string(edited)), ""))
				if err != nil {
					return err
				}
				return s.UpdateInstanceNVRAMVariable(name, guid, v, strings.NewReader(string(changed)), attributes, "")
			}
			return resource.EditText(ctx, app, "nvram.hex", []byte(hex.EncodeToString(data)+"\n"), write)
		})
}

// WebUI is `lxc webui`.
func WebUI(app *cli.App) *cobra.Command {
	var remote string
	return app.Command(cli.Spec{
		Name: "webui", Short: i18n.G("Print the address of the web interface of a server"), Args: []cli.Arg{cli.Remote(&remote)},
		Run: func(ctx context.Context) error {
			if err := app.ResolveRemote(&remote); err != nil {
				return err
			}
			srv, err := app.Server(ctx, remote)
			if err != nil {
				return err
			}
			info, err := srv.GetConnectionInfo()
			if err != nil {
				return err
			}
			if len(info.Addresses) == 0 {
				return cli.Usagef("%s", i18n.G("the server does not listen on the network: set core.https_address first"))
			}
			app.Print("%s/ui/\n", strings.TrimSuffix(info.Addresses[0], "/"))
			return nil
		},
	})
}
