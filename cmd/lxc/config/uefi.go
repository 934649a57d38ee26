package config

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

func uefi(app *cli.App) *cobra.Command {
	return app.Group("uefi", i18n.G("Manage the firmware variables of a virtual machine"), []*cobra.Command{
		uefiShow(app), uefiGet(app), uefiSet(app), uefiUnset(app), uefiEdit(app),
	})
}

func uefiShow(app *cli.App) *cobra.Command {
	return onInstance(app, cli.Spec{Name: "show", Shows: true, Short: i18n.G("Show the firmware variables as YAML"), Example: "lxc config uefi show vm1"}, nil,
		func(_ context.Context, s resource.Server, name string) error {
			vars, _, err := s.GetInstanceUEFIVars(name)
			if err != nil {
				return err
			}
			return app.Show(vars)
		})
}

func uefiGet(app *cli.App) *cobra.Command {
	var key string
	return onInstance(app, cli.Spec{Name: "get", Shows: true, Short: i18n.G("Print a firmware variable"), Example: "lxc config uefi get vm1 BootOrder-8be4df61-93ca-11d2-aa0d-00e098032b8c"}, []cli.Arg{cli.Completed(cli.Word("key", &key), cli.Below("firmware-variable"))},
		func(_ context.Context, s resource.Server, name string) error {
			vars, _, err := s.GetInstanceUEFIVars(name)
			if err != nil {
				return err
			}
			v, found := vars.Variables[key]
			if !found {
				return cli.NotFound("variable", i18n.F("variable %q not found; existing variables: %s", key, strings.Join(slices.Sorted(maps.Keys(vars.Variables)), ", ")))
			}
			return app.ShowValue(v.Data)
		})
}

// changeUEFI modifies the variables and writes them back with the same ETag.
func changeUEFI(s resource.Server, name string, change func(map[string]api.InstanceUEFIVariable) error) error {
	return resource.Modify(func() (*api.InstanceUEFIVars, string, error) { return s.GetInstanceUEFIVars(name) },
		func(v api.InstanceUEFIVars, etag string) error { return s.UpdateInstanceUEFIVars(name, v, etag) },
		func(v *api.InstanceUEFIVars) api.InstanceUEFIVars { return *v },
		func(v *api.InstanceUEFIVars) error { return change(v.Variables) })
}

func uefiSet(app *cli.App) *cobra.Command {
	var words []string
	return onInstance(app, cli.Spec{Name: "set", Short: i18n.G("Set firmware variables, in hexadecimal"), Example: "lxc config uefi set vm1 BootOrder-8be4df61-93ca-11d2-aa0d-00e098032b8c=00000100"}, []cli.Arg{cli.Completed(cli.Pairs(&words), cli.WithSign("=", cli.Below("firmware-variable")))},
		func(_ context.Context, s resource.Server, name string) error {
			values, err := app.KeyValuesOrPair(words)
			if err != nil {
				return err
			}
			return changeUEFI(s, name, func(vars map[string]api.InstanceUEFIVariable) error {
				for key, value := range values {
					v := vars[key]
					if v.Attr == 0 {
						v.Attr = 7 // non-volatile, boot service access, runtime access
					}
					v.Data, v.Digest = value, ""
					vars[key] = v
				}
				return nil
			})
		})
}

func uefiUnset(app *cli.App) *cobra.Command {
	var key string
	return onInstance(app, cli.Spec{Name: "unset", Short: i18n.G("Delete a firmware variable")}, []cli.Arg{cli.Completed(cli.Word("key", &key), cli.Below("firmware-variable"))},
		func(_ context.Context, s resource.Server, name string) error {
			return changeUEFI(s, name, func(vars map[string]api.InstanceUEFIVariable) error {
				if _, found := vars[key]; !found {
					return cli.NotFound("variable", i18n.F("variable %q not found; existing variables: %s", key, strings.Join(slices.Sorted(maps.Keys(vars)), ", ")))
				}
				delete(vars, key)
				return nil
			})
		})
}

func uefiEdit(app *cli.App) *cobra.Command {
	return onInstance(app, cli.Spec{Name: "edit", Short: i18n.G("Edit the firmware variables as YAML")}, nil,
		func(ctx context.Context, s resource.Server, name string) error {
			return resource.Edit(ctx, app, resource.Editing{
				Name: "uefi", Help: i18n.G("Firmware variables: data in hexadecimal, attr as a number. Lines starting with # are ignored."),
				Of: resource.RecordOf(
					func() (*api.InstanceUEFIVars, string, error) { return s.GetInstanceUEFIVars(name) },
					func(v api.InstanceUEFIVars, etag string) error { return s.UpdateInstanceUEFIVars(name, v, etag) }),
			})
		})
}
