package cluster

import (
	"context"
	"net"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// join joins a server to the cluster of another remote, using a new token.
func join(app *cli.App) *cobra.Command {
	var cluster, member config.Ref
	var name, address string
	var values []string
	cmd := app.Command(cli.Spec{
		Name: "join", Short: i18n.G("Join a server to the cluster of another remote"),
		Example: "lxc cluster join prod: new-server: --name server4 --address 192.0.2.14:8443",
		Args:    []cli.Arg{cli.Target("cluster", &cluster), cli.Target("member", &member)},
		Run: func(ctx context.Context) error {
			if cluster.Remote == "" {
				return cli.Usagef(i18n.G("missing argument: %s"), "<cluster>:")
			}
			if err := app.ResolveRemote(&member.Remote); err != nil {
				return err
			}
			o := joining{name: name, address: address, values: values}
			return o.run(ctx, app, cluster.Remote, member.Remote)
		},
	})
	cmd.Flags().StringVar(&name, "name", "", i18n.G("Name of the new member"))
	cmd.Flags().StringVar(&address, "address", "", i18n.G("Address where the other members can reach the server"))
	cmd.Flags().StringArrayVar(&values, "member-config", nil, i18n.G("Member-specific key, for example storage-pool/default/source=/dev/sdb (can be repeated)"))
	return cmd
}

type joining struct {
	name, address string
	values        []string
}

func (o *joining) run(ctx context.Context, app *cli.App, cluster, member string) error {
	to, err := app.Server(ctx, cluster)
	if err != nil {
		return err
	}
	srv, err := app.Server(ctx, member)
	if err != nil {
		return err
	}
	if err := o.fillIn(srv.GetServer); err != nil {
		return err
	}
	have, _, err := to.GetCluster()
	if err != nil {
		return err
	}
	keys, err := o.memberConfig(have.MemberConfig)
	if err != nil {
		return err
	}
	info, err := to.GetConnectionInfo()
	if err != nil {
		return err
	}
	op, err := to.CreateClusterMember(api.ClusterMembersPost{ServerName: o.name})
	if err != nil {
		return err
	}
	token := tokenOf(op.Get())
	if token == nil || len(token.Addresses) == 0 {
		return cli.Refused("server", i18n.G("the server sent no join token"))
	}
	put := api.ClusterPut{ClusterAddress: token.Addresses[0], ClusterCertificate: info.Certificate, ServerAddress: o.address}
	put.ServerName, put.Enabled, put.MemberConfig = o.name, true, keys
	if srv.IsIncus() {
		put.ClusterToken = token.String()
	} else {
		put.ClusterPassword = token.String()
	}
	joinOp, err := srv.UpdateCluster(put, "")
	if err == nil {
		err = app.Wait(ctx, joinOp, i18n.G("Joining"))
	}
	if err == nil {
		app.Note(i18n.G("%s joined the cluster"), o.name)
	}
	return err
}

// fillIn defaults the name and the address to those of the server.
func (o *joining) fillIn(get func() (*api.Server, string, error)) error {
	server, _, err := get()
	if err != nil {
		return err
	}
	if o.name == "" {
		o.name = server.Environment.ServerName
	}
	if o.address == "" {
		o.address, _ = server.Config["core.https_address"].(string)
	}
	if host, _, err := net.SplitHostPort(o.address); err != nil || host == "" || host == "::" || host == "0.0.0.0" {
		return cli.Usagef("%s", i18n.G("missing --address, where the other members can reach this server"))
	}
	return nil
}

// memberConfig returns the values of the member-specific configuration keys.
func (o *joining) memberConfig(keys []api.ClusterMemberConfigKey) ([]api.ClusterMemberConfigKey, error) {
	given, err := cli.KeyValues(o.values)
	if err != nil {
		return nil, err
	}
	for i, k := range keys {
		id := k.Entity + "/" + k.Name + "/" + k.Key
		keys[i].Value = given[id]
		delete(given, id)
	}
	for id := range given {
		return nil, cli.NotFound("key", i18n.F("unknown member key %q", id))
	}
	return keys, nil
}
