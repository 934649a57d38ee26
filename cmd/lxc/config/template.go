package config

import (
	"context"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/i18n"
)

func templates(app *cli.App) *cobra.Command {
	return app.Group("template", i18n.G("Manage instance file templates"), []*cobra.Command{
		templateList(app), templateShow(app), templateCreate(app), templateEdit(app), templateDelete(app),
	})
}

func templateList(app *cli.App) *cobra.Command {
	var flags resource.ListFlags
	columns := output.Columns[string]{output.Col('f', i18n.G("FILENAME"), func(f string) string { return f })}
	cmd := onInstance(app, cli.Spec{Name: "list", Aliases: []string{"ls"}, Short: i18n.G("List instance templates"), Example: "lxc config template list web"}, nil,
		func(_ context.Context, s resource.Server, name string) error {
			return resource.Print(app, flags, columns, func() ([]string, error) { return s.GetInstanceTemplateFiles(name) })
		})
	flags.Add(app, cmd, "f")
	resource.Offer(cmd, columns)
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
	return onInstance(app, cli.Spec{Name: "create", Aliases: []string{"add"}, Short: i18n.G("Create a template (reads its content from stdin)"), Example: "lxc config template create web hosts.tpl < hosts.tpl"}, []cli.Arg{cli.Word("template", &template)},
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
			read := func() ([]byte, error) {
				src, err := s.GetInstanceTemplateFile(name, template)
				if err != nil {
					return nil, err
				}
				defer src.Close()
				return io.ReadAll(io.LimitReader(src, 16<<20))
			}
			return resource.EditText(ctx, app, "template", read, func(edited []byte) error {
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
