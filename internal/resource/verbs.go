package resource

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func (k *kind) listCommand(app *cli.App) *cobra.Command {
	var at place
	var words []string
	var flags ListFlags
	all := false
	args := []cli.Arg{cli.ListRemote(&at.Remote, k.noFilter)}
	if len(k.parents) > 0 {
		args = k.args(&at.Key, false)
	}
	if k.filtered {
		args = append(args, cli.Opt(cli.Words("[<filter>...]", &words)))
	}
	cmd := app.Command(cli.Spec{
		Name: "list", Aliases: []string{"ls"}, Short: i18n.F("List %s", k.plural), Args: args,
		Run: func(ctx context.Context) error {
			srv, err := app.ServerAt(ctx, &at.Remote)
			if err != nil {
				return err
			}
			if all {
				srv = srv.UseAllProjects()
			}
			if flags.Projects = all; k.defaultOf != nil && !flags.Chosen() {
				flags.Default(k.defaultOf(srv))
			}
			if at.target != "" {
				srv = srv.UseTarget(at.target)
			}
			if k.hiddenAlways != nil {
				flags.hides = func() bool { return k.hiddenAlways(srv) }
			}
			return printPlain(app, flags, k, func() ([]any, error) {
				items, err := k.list(srv, at.Key)
				if err != nil {
					return nil, k.aboutParents(at.Key, err)
				}
				return filterPlain(items, k.name, words)
			})
		},
	})
	flags.Add(cmd, k.defaults)
	if k.allProjects {
		cmd.Flags().BoolVar(&all, "all-projects", false, i18n.G("Of all projects"))
	}
	return k.flags(cmd, &at)
}

// aboutParents names in an error what the objects lie below.
func (k *kind) aboutParents(key Key, err error) error {
	if len(k.parents) == 0 {
		return err
	}
	return cli.About(k.parents[len(k.parents)-1], config.Ref{Remote: key.Remote, Name: strings.Join(key.Parents, "/")}, err)
}

// filterPlain keeps the items that all words fit: key=value compares a property or a configuration key, any other word is
// a regular expression for the name.
func filterPlain(items []any, name func(any) string, words []string) ([]any, error) {
	for _, word := range words {
		var kept []any
		key, value, keyed := strings.Cut(word, "=")
		pattern, err := regexp.Compile("^(?:" + word + ")")
		if !keyed && err != nil {
			return nil, cli.Usagef(i18n.G("bad filter %q: %s"), word, err)
		}
		for _, item := range items {
			fits := !keyed && name != nil && pattern.MatchString(name(item))
			if keyed {
				fields, err := asMap(item)
				if err != nil {
					return nil, err
				}
				fits = fmt.Sprint(lookup(fields, key)) == value
			}
			if fits {
				kept = append(kept, item)
			}
		}
		items = kept
	}
	return items, nil
}

// lookup finds a property, or a configuration key with or without "config." before it.
func lookup(fields map[string]any, key string) any {
	if value, found := fields[key]; found {
		return value
	}
	settings, _ := fields["config"].(map[any]any)
	if value, found := settings[strings.TrimPrefix(key, "config.")]; found {
		return value
	}
	return ""
}

func (k *kind) showCommand(app *cli.App) *cobra.Command {
	var at place
	cmd := app.Command(cli.Spec{
		Name: "show", Short: i18n.F("Show one of the %s as YAML", k.plural), Args: k.args(&at.Key, true),
		Run: func(ctx context.Context) error {
			return k.on(ctx, app, at, func(s Server) error {
				item, _, err := k.get(s, at.Key)
				if err != nil {
					return err
				}
				var shown any = item
				if k.shown != nil {
					shown = k.shown(item)
				}
				return output.YAML(app.Streams.Out, shown)
			})
		},
	})
	return k.flags(cmd, &at)
}

// note tells what was done to an object, unless stock clients say nothing about this kind.
func (k *kind) note(app *cli.App, format string, args ...any) {
	if !k.silent {
		app.Note(format, args...)
	}
}

func (k *kind) renameCommand(app *cli.App) *cobra.Command {
	var at place
	var to string
	return app.Command(cli.Spec{
		Name: "rename", Aliases: []string{"mv"}, Short: i18n.F("Rename one of the %s", k.plural),
		Args: append(k.args(&at.Key, true), cli.Word("new-name", &to)),
		Run: func(ctx context.Context) error {
			err := k.on(ctx, app, at, func(s Server) error { return k.rename(s, at.Key, to) })
			if err == nil {
				k.note(app, i18n.G("Renamed %s %s to %s"), k.noun, at.Name, to)
			}
			return err
		},
	})
}

func (k *kind) removeCommand(app *cli.App) *cobra.Command {
	var at place
	keys := map[config.Ref]place{}
	var refs []config.Ref
	args := k.args(&at.Key, true)
	last := &args[len(args)-1]
	last.Repeat = true
	set := last.Set
	last.Set = func(app *cli.App, words []string) error {
		for _, w := range words {
			if err := set(app, []string{w}); err != nil {
				return err
			}
			keys[at.Ref()] = at
			refs = append(refs, at.Ref())
		}
		return nil
	}
	aliases := k.deleteAliases
	if aliases == nil {
		aliases = []string{"remove", "rm"}
	}
	cmd := app.Command(cli.Spec{
		Name: "delete", Aliases: aliases, Short: i18n.F("Delete %s", k.plural), Args: args,
		Run: func(ctx context.Context) error {
			return app.Each(ctx, refs, k.noun, func(ctx context.Context, ref config.Ref) error {
				srv, err := app.Server(ctx, ref.Remote)
				if err != nil {
					return err
				}
				if at.target != "" {
					srv = srv.UseTarget(at.target)
				}
				if err := k.remove(srv, keys[ref].Key); err != nil {
					return err
				}
				k.note(app, i18n.G("Deleted %s %s"), k.noun, keys[ref].Name)
				return nil
			})
		},
	})
	return k.flags(cmd, &at)
}

func (k *kind) createCommand(app *cli.App) *cobra.Command {
	var at place
	var pairs, configs []string
	extra, chosen := make([]string, len(k.createWords)), map[string]string{}
	args := k.args(&at.Key, true)
	if name := &args[len(args)-1]; k.nameless {
		name.Optional, name.Matches = true, func(word string) bool { return !strings.Contains(word, "=") }
	}
	for i, usage := range k.createWords {
		args = append(args, cli.Word(usage, &extra[i]))
	}
	if k.config != nil {
		args = append(args, cli.Opt(cli.Words("[key=value...]", &pairs)))
	}
	values := make([]string, len(k.createFlags))
	var description string
	cmd := app.Command(cli.Spec{
		Name: "create", Aliases: []string{"add"}, Short: i18n.F("Create one of the %s; YAML can be given on standard input", k.plural),
		Example: k.createExample(), Args: args,
		Run: func(ctx context.Context) error {
			for i, f := range k.createFlags {
				chosen[f.Name] = values[i]
			}
			put, err := k.fromInput(ctx, app, append(configs, pairs...), description)
			if err != nil {
				return err
			}
			text := ""
			err = k.on(ctx, app, at, func(s Server) (err error) {
				text, err = k.create(s, at.Key, put, extra, chosen)
				return err
			})
			if err == nil && !k.silentCreate {
				k.note(app, i18n.G("Created %s %s"), k.noun, at.Name)
			}
			app.Print("%s", text)
			return err
		},
	})
	for i, f := range k.createFlags {
		cmd.Flags().StringVarP(&values[i], f.Name, f.Short, f.Default, f.Help)
		if f.Bool {
			cmd.Flags().Lookup(f.Name).NoOptDefVal = "true"
		}
	}
	cmd.Flags().StringVarP(&description, "description", k.free(cmd, "d"), "", i18n.G("Description"))
	if k.config != nil {
		cmd.Flags().StringArrayVarP(&configs, "config", k.free(cmd, "c"), nil, i18n.G("Configuration key and value, such as limits.instances=10; can be repeated"))
	}
	return k.flags(cmd, &at)
}

// free returns a letter for a flag unless a flag of the kind has it.
func (k *kind) free(cmd *cobra.Command, letter string) string {
	if cmd.Flags().ShorthandLookup(letter) != nil {
		return ""
	}
	return letter
}

func (k *kind) createExample() string {
	if k.example == "" {
		return ""
	}
	return "lxc " + k.example
}
