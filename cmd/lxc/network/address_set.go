package network

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// addresses returns add and remove of address sets.
func addresses(app *cli.App) []*cobra.Command {
	command := func(name, short, example string, change func(have, words []string) ([]string, error)) *cobra.Command {
		var ref config.Ref
		var words []string
		return app.Command(cli.Spec{
			Name: name, Short: short, Example: example,
			Args: []cli.Arg{cli.Object("address-set", &ref), cli.Words("address", &words)},
			Run: func(ctx context.Context) error {
				srv, err := app.Server(ctx, ref.Remote)
				if err != nil {
					return err
				}
				return cli.WithObject("address-set", ref, resource.Change(srv.NetworkAddressSets(), ref.Name, func(p *api.NetworkAddressSetPut) error {
					p.Addresses, err = change(p.Addresses, words)
					return err
				}))
			},
		})
	}
	return []*cobra.Command{
		command("add", i18n.G("Add addresses to a network address set"), "lxc network address-set add office 192.0.2.0/24", func(have, words []string) ([]string, error) {
			for _, w := range words {
				if !slices.Contains(have, w) {
					have = append(have, w)
				}
			}
			return have, nil
		}),
		command("remove", i18n.G("Remove addresses from a network address set"), "lxc network address-set remove office 192.0.2.0/24", func(have, words []string) ([]string, error) {
			for _, w := range words {
				if !slices.Contains(have, w) {
					return have, cli.NotFound("address", i18n.F("address %q not found in the address set", w))
				}
			}
			return slices.DeleteFunc(have, func(a string) bool { return slices.Contains(words, a) }), nil
		}),
	}
}
