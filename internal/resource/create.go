package resource

import (
	"context"
	"reflect"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/sent"
	"github.com/openlxc/lxc/pkg/i18n"
)

func (k *Kind) createCommand(app *cli.App) *cobra.Command {
	var at location
	var pairs, configs []string
	extra, chosen := make([]string, len(k.CreateWords)), map[string]string{}
	args := k.args(&at.Key, true)
	name := &args[len(args)-1]
	if name.Complete = cli.Nothing; len(args) == 1 {
		name.Complete = cli.Remotes
	}
	if k.OptionalName {
		name.Optional, name.Matches = true, func(words []string) bool { return !strings.Contains(words[0], "=") }
	}
	for i, usage := range k.CreateWords {
		args = append(args, cli.Completed(cli.Word(usage, &extra[i]), createWord(k.Noun, usage)))
	}
	if k.Verbs.configured() {
		args = append(args, cli.Opt(cli.Completed(cli.Pairs(&pairs), cli.Keys(k.entity(), "="))))
	}
	values := make([]string, len(k.CreateFlags))
	var description string
	cmd := app.Command(cli.Spec{
		Name: "create", Aliases: []string{"add"}, Short: i18n.F("Create %s (reads YAML from stdin)", k.singular()),
		Example: k.createExample(), Args: args, Shows: k.Verbs.can().get,
		Run: func(ctx context.Context) error {
			for i, f := range k.CreateFlags {
				chosen[f.Name] = values[i]
			}
			put, err := k.FromInput(ctx, app, append(configs, pairs...), description)
			if err != nil {
				return err
			}
			text := ""
			err = k.on(ctx, app, at, func(s Server) (err error) {
				text, err = k.Verbs.create(s, at.Key, CreateRequest[any]{put, extra, chosen, &at.Name})
				return err
			})
			if err == nil && app.Result.Asked() {
				return k.showCreated(ctx, app, at)
			}
			if err == nil && !k.SilentCreate {
				k.note(app, i18n.G("%s %s created"), k.title(), at.Name)
			}
			app.Print("%s", text)
			return err
		},
	})
	for i, f := range k.CreateFlags {
		cmd.Flags().StringVarP(&values[i], f.Name, f.Short, f.Default, f.Help)
		if f.Bool {
			cmd.Flags().Lookup(f.Name).NoOptDefVal = "true"
		}
	}
	cmd.Flags().StringVarP(&description, "description", k.free(cmd, "d"), "", i18n.G("Description"))
	if k.Verbs.configured() {
		cmd.Flags().StringArrayVarP(&configs, "config", k.free(cmd, "c"), nil, i18n.G("Configuration key=value (can be repeated)"))
	}
	return k.flags(cmd, &at)
}

// showCreated shows the object that was made, in the format that was asked for.
func (k *Kind) showCreated(ctx context.Context, app *cli.App, at location) error {
	return k.on(ctx, app, at, func(s Server) error {
		object, _, err := k.Verbs.record(s, at.Key).get()
		if err != nil {
			return err
		}
		return app.Show(object)
	})
}

// free returns a flag's letter, or "" if another flag of the command uses it.
func (k *Kind) free(cmd *cobra.Command, letter string) string {
	if cmd.Flags().ShorthandLookup(letter) != nil {
		return ""
	}
	return letter
}

func (k *Kind) createExample() string {
	if k.Example == "" {
		return ""
	}
	return "lxc " + k.Example
}

// FromInput returns a pointer to the writable part of a new object: the YAML from standard input, if any, overridden by
// pairs.
func (k *Kind) FromInput(ctx context.Context, app *cli.App, pairs []string, description string) (any, error) {
	record := k.Verbs.record(nil, Key{})
	p := record.fresh()
	read := app.ReadInstanceInput
	if k.SparesInput && app.Family == "lxd" {
		read = func(context.Context) ([]byte, error) { return app.ReadInput() }
	}
	text, err := read(ctx)
	if err != nil {
		return nil, err
	}
	if err := decodeYAML(text, p, record.whole); err != nil {
		return nil, cli.Usagef("%s", err)
	}
	fill(reflect.ValueOf(p).Elem())
	if err := complain(app, sent.Unknown(p), k.Strict || k.StrictCreate); err != nil {
		return nil, err
	}
	values, err := app.KeyValues(pairs)
	if err != nil {
		return nil, err
	}
	if description != "" {
		if err := setProperty(p, "description", description, true); err != nil {
			return nil, err
		}
		fill(reflect.ValueOf(p).Elem()) // setProperty replaced the maps
	}
	for key, value := range values {
		configOf(p)[key] = value
	}
	return p, nil
}
