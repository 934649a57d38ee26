package resource

import (
	"context"
	"reflect"

	"github.com/spf13/cobra"
	"gopkg.in/yaml.v2"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

func (k *Kind) setCommand(app *cli.App) *cobra.Command {
	var at location
	var words []string
	property := false
	cmd := app.Command(cli.Spec{
		Name: "set", Short: i18n.F("Set configuration keys of %s", k.singular()),
		Args: append(k.args(&at.Key, true), cli.Completed(cli.Pairs(&words), cli.Keys(k.entity(), "="))),
		Run: func(ctx context.Context) error {
			values, err := app.KeyValuesOrPair(words)
			if err != nil {
				return err
			}
			return k.on(ctx, app, at, func(s Server) error {
				return k.modify(s, at.Key, func(p any) error { return Apply(p, configOf(p), values, property, false) })
			})
		},
	})
	addProperty(cmd, &property)
	return k.flags(cmd, &at)
}

// setProperty changes a property of the writable part that p points to; "" resets it. Unknown properties are ignored unless
// strict is set: in the stock client they are an error only in unset.
func setProperty(p any, name, value string, strict bool) error {
	fields, err := writtenMap(p)
	if err != nil {
		return err
	}
	_, found := fields[name]
	if !found && !strict {
		return nil
	}
	if !found {
		return cli.Usagef(i18n.G("no editable property %q"), name)
	}
	old := fields[name]
	delete(fields, name)
	if value != "" {
		var typed any
		if _, isText := old.(string); isText || yaml.Unmarshal([]byte(value), &typed) != nil {
			typed = value
		}
		fields[name] = typed
	}
	text, err := yaml.Marshal(fields)
	if err != nil {
		return err
	}
	target := reflect.ValueOf(p).Elem()
	fresh := reflect.New(target.Type())
	if err := decodeYAML(text, fresh.Interface(), target.Type()); err != nil {
		return cli.Usagef(i18n.G("invalid value %q for the property %q"), value, name)
	}
	target.Set(fresh.Elem())
	return nil
}
