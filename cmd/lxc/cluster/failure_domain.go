package cluster

import (
	"context"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// domains completes the failure domains in use.
var domains = cli.Under(func(s lxd.InstanceServer, _ []string) ([]string, error) {
	members, err := s.ClusterMembers().List()
	var out []string
	for _, m := range members {
		out = append(out, m.FailureDomain)
	}
	return out, err
})

func failureDomain(app *cli.App) []*cobra.Command {
	command := func(name, short string, domain *string, work func(resource.Server, config.Ref) error) *cobra.Command {
		var ref config.Ref
		args := []cli.Arg{cli.Object("member", &ref)}
		if domain != nil {
			args = append(args, cli.Completed(cli.Word("domain", domain), domains))
		}
		return app.Command(cli.Spec{Name: name, Shows: name == "get", Short: short, Args: args, Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			return cli.WithObject("member", ref, work(srv, ref))
		}})
	}
	set := func(s resource.Server, ref config.Ref, domain string) error {
		return resource.Change(s.ClusterMembers(), ref.Name, func(p *api.ClusterMemberPut) error {
			p.FailureDomain = domain
			return nil
		})
	}
	var domain string
	return []*cobra.Command{
		command("get", i18n.G("Print the failure domain of a cluster member"), nil, func(s resource.Server, ref config.Ref) error {
			m, _, err := s.ClusterMembers().Get(ref.Name)
			if err != nil {
				return err
			}
			return app.ShowValue(m.FailureDomain)
		}),
		command("set", i18n.G("Set the failure domain of a cluster member"), &domain, func(s resource.Server, ref config.Ref) error {
			err := set(s, ref, domain)
			if err == nil && app.Family == "lxd" && cli.Newest(s) {
				app.Note(i18n.G("Failure domain of %s set to %q"), ref.Name, domain)
			}
			return err
		}),
		command("unset", i18n.G("Reset the failure domain of a cluster member"), nil, func(s resource.Server, ref config.Ref) error { return set(s, ref, "default") }),
	}
}
