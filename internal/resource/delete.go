package resource

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func (k *Kind) deleteCommand(app *cli.App) *cobra.Command {
	var at location
	keys := map[config.Ref]location{}
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
	aliases := k.DeleteAliases
	if aliases == nil {
		aliases = []string{"remove", "rm"}
	}
	cmd := app.Command(cli.Spec{
		Name: "delete", Aliases: aliases, Short: i18n.F("Delete %s", k.Plural), Args: args,
		Run: func(ctx context.Context) error {
			return app.Each(ctx, refs, k.word(), func(ctx context.Context, ref config.Ref) error {
				srv, err := app.Server(ctx, ref.Remote)
				if err != nil {
					return err
				}
				if at.target != "" {
					srv = srv.UseTarget(at.target)
				}
				if err := k.Verbs.remove(srv, keys[ref].Key); err != nil {
					return err
				}
				k.note(app, i18n.G("%s %s deleted"), k.title(), keys[ref].Name)
				return nil
			})
		},
	})
	return k.flags(cmd, &at)
}
