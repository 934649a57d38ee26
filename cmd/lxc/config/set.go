package config

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

func set(app *cli.App) *cobra.Command {
	var s subject
	var words []string
	property := false
	cmd := app.Command(cli.Spec{
		Name: "set", Short: i18n.G("Set configuration keys of an instance or server"),
		Example: "lxc config set web limits.cpu=2 limits.memory=1GiB\nlxc config set core.https_address [::]:8443",
		Args:    []cli.Arg{cli.Words("[<remote>:][<instance>[/<snapshot>]] <key>=<value>...", &words)},
		Run: func(ctx context.Context) error {
			rest, err := s.split(app, words)
			if err != nil {
				return err
			}
			values, err := app.KeyValuesOrPair(rest)
			if err != nil {
				return err
			}
			return s.change(ctx, app, values, property)
		},
	})
	cmd.Flags().BoolVarP(&property, "property", "p", false, i18n.G("A property such as description, not a configuration key"))
	s.addTarget(cmd)
	return cmd
}

// split finds out whether the first word names a subject or is a key already. Keys of servers hold a dot, and so may
// neither names of instances; `key=value` is no name either.
func (s *subject) split(app *cli.App, words []string) ([]string, error) {
	first := words[0]
	isKey := first == "" && len(words) == 2 || strings.Contains(first, "=") || (strings.Contains(first, ".") && !strings.ContainsAny(first, ":/"))
	if isKey {
		return words, nil
	}
	if len(words) == 1 {
		return nil, cli.Usagef(i18n.G("%q is not of the form key=value"), first)
	}
	return words[1:], s.arg().Set(app, words)
}
