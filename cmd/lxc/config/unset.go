package config

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

func unset(app *cli.App) *cobra.Command {
	var s subject
	var key string
	property := false
	cmd := app.Command(cli.Spec{
		Name: "unset", Short: i18n.G("Unset a configuration key of an instance or server"),
		Example: "lxc config unset web limits.cpu",
		Args:    []cli.Arg{cli.NonEmpty(s.arg()), cli.Completed(cli.Word("key", &key), subjectKeys(""))},
		Run: func(ctx context.Context) error {
			s.unset = true
			return s.change(ctx, app, map[string]string{key: ""}, property)
		},
	})
	cmd.Flags().BoolVarP(&property, "property", "p", false, i18n.G("Use a property, for example description, instead of a configuration key"))
	s.addTarget(cmd)
	return cmd
}
