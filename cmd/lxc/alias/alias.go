// Package alias holds `lxc alias`.
package alias

import (
	"context"
	"maps"
	"net/http"
	"slices"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

type entry struct{ Alias, Target string }

// Summary is what the list of all commands says of these.
func Summary() string { return i18n.G("Manage command aliases") }

// New is `lxc alias`.
func New(app *cli.App) *cobra.Command {
	return app.Group("alias", Summary(), []*cobra.Command{
		add(app), edit(app), list(app), remove(app), rename(app), show(app),
	})
}

func add(app *cli.App) *cobra.Command {
	var e entry
	return app.Command(cli.Spec{
		Name: "add", Aliases: []string{"create"}, Short: i18n.G("Add an alias"),
		Long:    i18n.G("An alias stands for the beginning of a command line. @ARGS@ in it is replaced by all arguments, @ARG1@ by the first."),
		Example: `lxc alias add list "list -c ns46S"` + "\n" + `lxc alias add login "exec @ARGS@ -- su -l"`,
		Args:    []cli.Arg{cli.Word("alias", &e.Alias), cli.Word("target", &e.Target)},
		Run: func(ctx context.Context) error {
			return change(ctx, app, func(aliases map[string]string) error {
				if _, found := aliases[e.Alias]; found {
					return taken(e.Alias)
				}
				aliases[e.Alias] = e.Target
				return nil
			})
		},
	})
}

func change(ctx context.Context, app *cli.App, work func(map[string]string) error) error {
	c, err := app.Config()
	if err != nil {
		return err
	}
	return c.Update(ctx, func(c *config.Config) error { return work(c.Aliases) })
}

func taken(name string) error {
	return &api.StatusError{Code: http.StatusConflict, Message: i18n.F("the alias %q exists already", name)}
}

func need(aliases map[string]string, name string) error {
	if _, found := aliases[name]; !found {
		return &api.StatusError{Code: http.StatusNotFound, Message: i18n.F("there is no alias %q", name)}
	}
	return nil
}

func list(app *cli.App) *cobra.Command {
	var flags resource.ListFlags
	cmd := app.Command(cli.Spec{
		Name: "list", Aliases: []string{"ls"}, Short: i18n.G("List the aliases"), Quick: true,
		Run: func(context.Context) error {
			columns := output.Columns[entry]{
				output.Col('a', i18n.G("ALIAS"), func(e entry) string { return e.Alias }),
				output.Col('t', i18n.G("TARGET"), func(e entry) string { return e.Target }),
			}
			c, err := app.Config()
			if err != nil {
				return err
			}
			format, err := flags.ParseFormat(app)
			switch {
			case err != nil:
				return err
			case format.Name == "json":
				return output.JSON(app.Streams.Out, c.Aliases)
			case format.Name == "yaml":
				return output.YAML(app.Streams.Out, c.Aliases)
			}
			return resource.Print(app, flags, columns, func() ([]entry, error) {
				shown := maps.Clone(c.Aliases)
				if cli.Program() == "incus" { // its stock client lists the built-in ones too, but in tables alone
					shown = maps.Clone(cli.BuiltinAliases())
					maps.Copy(shown, c.Aliases)
				}
				var out []entry
				for name, target := range shown {
					out = append(out, entry{name, target})
				}
				return out, nil
			})
		},
	})
	flags.Add(cmd, "at")
	return cmd
}

func remove(app *cli.App) *cobra.Command {
	var name string
	return app.Command(cli.Spec{
		Name: "remove", Aliases: []string{"delete", "rm"}, Short: i18n.G("Remove an alias"), Args: []cli.Arg{cli.Word("alias", &name)},
		Run: func(ctx context.Context) error {
			return change(ctx, app, func(aliases map[string]string) error {
				err := need(aliases, name)
				delete(aliases, name)
				return err
			})
		},
	})
}

func rename(app *cli.App) *cobra.Command {
	var from, to string
	return app.Command(cli.Spec{
		Name: "rename", Aliases: []string{"mv"}, Short: i18n.G("Rename an alias"),
		Args: []cli.Arg{cli.Word("old alias", &from), cli.Word("new alias", &to)},
		Run: func(ctx context.Context) error {
			return change(ctx, app, func(aliases map[string]string) error {
				if err := need(aliases, from); err != nil {
					return err
				}
				if _, found := aliases[to]; found {
					return taken(to)
				}
				aliases[to] = aliases[from]
				delete(aliases, from)
				return nil
			})
		},
	})
}

func show(app *cli.App) *cobra.Command {
	return app.Command(cli.Spec{
		Name: "show", Short: i18n.G("Show the aliases as YAML"),
		Run: func(context.Context) error {
			c, err := app.Config()
			if err != nil {
				return err
			}
			return output.YAML(app.Streams.Out, c.Aliases)
		},
	})
}

func edit(app *cli.App) *cobra.Command {
	return app.Command(cli.Spec{
		Name: "edit", Short: i18n.G("Edit the aliases as YAML"),
		Run: func(ctx context.Context) error {
			c, err := app.Config()
			if err != nil {
				return err
			}
			return resource.Edit(ctx, app, resource.Editing[map[string]string, map[string]string]{
				Name: "aliases", Help: i18n.G("Aliases, one per line: name: command"),
				Get: func() (*map[string]string, string, error) {
					aliases := maps.Clone(c.Aliases)
					return &aliases, "", nil
				},
				Update: func(fresh map[string]string, _ string) error {
					return change(ctx, app, func(aliases map[string]string) error {
						for _, name := range slices.Collect(maps.Keys(aliases)) {
							delete(aliases, name)
						}
						maps.Copy(aliases, fresh)
						return nil
					})
				},
			})
		},
	})
}
