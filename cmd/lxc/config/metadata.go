package config

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

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

func metadata(app *cli.App) *cobra.Command {
	return app.Group("metadata", i18n.G("Manage the metadata file of an instance"), []*cobra.Command{
		onInstance(app, cli.Spec{Name: "show", Short: i18n.G("Show the metadata of an instance as YAML"), Example: "lxc config metadata show web"}, nil,
			func(_ context.Context, s resource.Server, name string) error {
				m, _, err := s.GetInstanceMetadata(name)
				if err != nil {
					return err
				}
				return output.YAML(app.Streams.Out, m)
			}),
		onInstance(app, cli.Spec{Name: "edit", Short: i18n.G("Edit the metadata of an instance as YAML"), Example: "lxc config metadata edit web < metadata.yaml"}, nil,
			func(ctx context.Context, s resource.Server, name string) error {
				return resource.Edit(ctx, app, resource.Editing[api.ImageMetadata, api.ImageMetadata]{
					Name: "metadata", Help: i18n.G("The metadata of an instance: properties and templates. Lines with # are ignored."),
					Get:    func() (*api.ImageMetadata, string, error) { return s.GetInstanceMetadata(name) },
					Update: func(m api.ImageMetadata, etag string) error { return s.UpdateInstanceMetadata(name, m, etag) },
				})
			}),
	})
}

func templates(app *cli.App) *cobra.Command {
	return app.Group("template", i18n.G("Manage the file templates of an instance"), []*cobra.Command{
		templateList(app), templateShow(app), templateCreate(app), templateEdit(app), templateDelete(app),
	})
}

func templateList(app *cli.App) *cobra.Command {
	var flags resource.ListFlags
	cmd := onInstance(app, cli.Spec{Name: "list", Aliases: []string{"ls"}, Short: i18n.G("List the templates of an instance"), Example: "lxc config template list web"}, nil,
		func(_ context.Context, s resource.Server, name string) error {
			columns := output.Columns[string]{output.Col('f', i18n.G("FILENAME"), func(f string) string { return f })}
			return resource.Print(app, flags, columns, func() ([]string, error) { return s.GetInstanceTemplateFiles(name) })
		})
	flags.Add(cmd, "f")
	return cmd
}

func templateShow(app *cli.App) *cobra.Command {
	var template string
	return onInstance(app, cli.Spec{Name: "show", Short: i18n.G("Show a template"), Example: "lxc config template show web hosts.tpl"}, []cli.Arg{cli.Word("template", &template)},
		func(_ context.Context, s resource.Server, name string) error {
			src, err := s.GetInstanceTemplateFile(name, template)
			if err != nil {
				return err
			}
			defer src.Close()
			return app.CopyText(src)
		})
}

func templateCreate(app *cli.App) *cobra.Command {
	var template string
	return onInstance(app, cli.Spec{Name: "create", Aliases: []string{"add"}, Short: i18n.G("Create a template, of a file on standard input where there is one"), Example: "lxc config template create web hosts.tpl < hosts.tpl"}, []cli.Arg{cli.Word("template", &template)},
		func(_ context.Context, s resource.Server, name string) error {
			text, err := app.ReadRedirected()
			if err != nil {
				return err
			}
			return s.CreateInstanceTemplateFile(name, template, strings.NewReader(string(text)))
		})
}

func templateEdit(app *cli.App) *cobra.Command {
	var template string
	return onInstance(app, cli.Spec{Name: "edit", Short: i18n.G("Edit a template"), Example: "lxc config template edit web hosts.tpl"}, []cli.Arg{cli.Word("template", &template)},
		func(ctx context.Context, s resource.Server, name string) error {
			src, err := s.GetInstanceTemplateFile(name, template)
			if err != nil {
				return err
			}
			defer src.Close()
			text, err := io.ReadAll(io.LimitReader(src, 16<<20))
			if err != nil {
				return err
			}
			return resource.EditText(ctx, app, "template", text, func(edited []byte) error {
				return s.CreateInstanceTemplateFile(name, template, strings.NewReader(string(edited)))
			})
		})
}

func templateDelete(app *cli.App) *cobra.Command {
	var template string
	return onInstance(app, cli.Spec{Name: "delete", Aliases: []string{"remove", "rm"}, Short: i18n.G("Delete a template"), Example: "lxc config template delete web hosts.tpl"}, []cli.Arg{cli.Word("template", &template)},
		func(_ context.Context, s resource.Server, name string) error {
			return s.DeleteInstanceTemplateFile(name, template)
		})
}

func uefi(app *cli.App) *cobra.Command {
	return app.Group("uefi", i18n.G("Manage the firmware variables of a virtual machine"), []*cobra.Command{
		uefiShow(app), uefiGet(app), uefiSet(app), uefiUnset(app), uefiEdit(app),
	})
}

func uefiShow(app *cli.App) *cobra.Command {
	return onInstance(app, cli.Spec{Name: "show", Short: i18n.G("Show the firmware variables as YAML"), Example: "lxc config uefi show vm1"}, nil,
		func(_ context.Context, s resource.Server, name string) error {
			vars, _, err := s.GetInstanceUEFIVars(name)
			if err != nil {
				return err
			}
			return output.YAML(app.Streams.Out, vars)
		})
}

func uefiGet(app *cli.App) *cobra.Command {
	var key string
	return onInstance(app, cli.Spec{Name: "get", Short: i18n.G("Print a firmware variable"), Example: "lxc config uefi get vm1 BootOrder-8be4df61-93ca-11d2-aa0d-00e098032b8c"}, []cli.Arg{cli.Word("key", &key)},
		func(_ context.Context, s resource.Server, name string) error {
			vars, _, err := s.GetInstanceUEFIVars(name)
			if err != nil {
				return err
			}
			v, found := vars.Variables[key]
			if !found {
				return cli.Usagef(i18n.G("there is no variable %q; there are: %s"), key, strings.Join(slices.Sorted(maps.Keys(vars.Variables)), ", "))
			}
			app.Print("%s\n", v.Data)
			return nil
		})
}

// changeUEFI changes the variables under their ETag.
func changeUEFI(s resource.Server, name string, change func(map[string]api.InstanceUEFIVariable) error) error {
	return resource.Modify(func() (*api.InstanceUEFIVars, string, error) { return s.GetInstanceUEFIVars(name) },
		func(v api.InstanceUEFIVars, etag string) error { return s.UpdateInstanceUEFIVars(name, v, etag) },
		func(v *api.InstanceUEFIVars) api.InstanceUEFIVars { return *v },
		func(v *api.InstanceUEFIVars) error { return change(v.Variables) })
}

func uefiSet(app *cli.App) *cobra.Command {
	var words []string
	return onInstance(app, cli.Spec{Name: "set", Short: i18n.G("Set firmware variables, in hexadecimal"), Example: "lxc config uefi set vm1 BootOrder-8be4df61-93ca-11d2-aa0d-00e098032b8c=00000100"}, []cli.Arg{cli.Words("<key>=<value>...", &words)},
		func(_ context.Context, s resource.Server, name string) error {
			values, err := app.KeyValuesOrPair(words)
			if err != nil {
				return err
			}
			return changeUEFI(s, name, func(vars map[string]api.InstanceUEFIVariable) error {
				for key, value := range values {
					v := vars[key]
					if v.Attr == 0 {
						v.Attr = 7 // kept, for boot services and run time
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
	return onInstance(app, cli.Spec{Name: "unset", Short: i18n.G("Delete a firmware variable")}, []cli.Arg{cli.Word("key", &key)},
		func(_ context.Context, s resource.Server, name string) error {
			return changeUEFI(s, name, func(vars map[string]api.InstanceUEFIVariable) error {
				if _, found := vars[key]; !found {
					return fmt.Errorf("%s", i18n.F("there is no variable %q; there are: %s", key, strings.Join(slices.Sorted(maps.Keys(vars)), ", ")))
				}
				delete(vars, key)
				return nil
			})
		})
}

func uefiEdit(app *cli.App) *cobra.Command {
	return onInstance(app, cli.Spec{Name: "edit", Short: i18n.G("Edit the firmware variables as YAML")}, nil,
		func(ctx context.Context, s resource.Server, name string) error {
			return resource.Edit(ctx, app, resource.Editing[api.InstanceUEFIVars, api.InstanceUEFIVars]{
				Name: "uefi", Help: i18n.G("Firmware variables: data in hexadecimal, attr as a number. Lines with # are ignored."),
				Get:    func() (*api.InstanceUEFIVars, string, error) { return s.GetInstanceUEFIVars(name) },
				Update: func(v api.InstanceUEFIVars, etag string) error { return s.UpdateInstanceUEFIVars(name, v, etag) },
			})
		})
}
