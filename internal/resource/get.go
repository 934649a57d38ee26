package resource

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

func (k *Kind) getCommand(app *cli.App) *cobra.Command {
	var at location
	var key string
	property := false
	cmd := app.Command(cli.Spec{
		Name: "get", Shows: true, Short: i18n.F("Print the value of a configuration key of %s", k.singular()),
		Args: append(k.args(&at.Key, true), cli.Completed(cli.Word("key", &key), k.ownKeys())),
		Run: func(ctx context.Context) error {
			return k.on(ctx, app, at, func(s Server) error {
				item, _, err := k.Verbs.record(s, at.Key).get()
				if err != nil {
					return err
				}
				value, found := configOf(k.Verbs.writable(item))[key]
				if !found && !property && k.NeedsKey {
					return cli.NotFound("key", i18n.F("key %q is not set", key))
				}
				if property {
					if value, err = Property(item, key); err != nil {
						return err
					}
				}
				if found || property || !k.SilentGet {
					return app.ShowValue(value)
				}
				return nil
			})
		},
	})
	addProperty(cmd, &property)
	return k.flags(cmd, &at)
}

// Property returns a property of an object by its YAML name.
func Property(object any, name string) (string, error) {
	fields, err := asMap(object)
	if err != nil {
		return "", err
	}
	value, found := fields[name]
	if !found {
		return "", cli.NotFound("property", i18n.F("property %q not found", name))
	}
	if value == nil {
		return "", nil
	}
	text := fmt.Sprint(value)
	if at, err := time.Parse(time.RFC3339Nano, text); err == nil && strings.HasSuffix(name, "_at") {
		return at.String(), nil
	}
	return text, nil
}
