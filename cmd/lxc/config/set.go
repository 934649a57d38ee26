package config

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func set(app *cli.App) *cobra.Command {
	var s subject
	var words []string
	property := false
	cmd := app.Command(cli.Spec{
		Name: "set", Short: i18n.G("Set configuration keys of an instance or server"),
		Example: "lxc config set web limits.cpu=2 limits.memory=1GiB\nlxc config set core.https_address [::]:8443",
		Args:    []cli.Arg{s.beforeKeys(), cli.Completed(cli.Pairs(&words), subjectKeys("="))},
		Run: func(ctx context.Context) error {
			values, err := app.KeyValuesOrPair(words)
			if err != nil {
				return err
			}
			return s.change(ctx, app, values, property)
		},
	})
	cmd.Flags().BoolVarP(&property, "property", "p", false, i18n.G("Use a property, for example description, instead of a configuration key"))
	s.addTarget(cmd)
	return cmd
}

// beforeKeys is the subject before `key=value`, or before a key and a value as two arguments. The first argument is already
// a key if it contains an equals sign or a dot: server keys contain dots, instance names must not.
func (s *subject) beforeKeys() cli.Arg {
	a := s.arg()
	a.Matches = func(words []string) bool {
		first := words[0]
		isKey := first == "" && len(words) == 2 || strings.Contains(first, "=") || strings.Contains(first, ".") && !config.IsReference(first)
		return !isKey
	}
	return a
}
