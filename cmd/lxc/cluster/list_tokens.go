package cluster

import (
	"context"
	"encoding/json"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

// pending is a join token that has not been used yet.
type pending struct {
	api.ClusterMemberJoinToken
	id     string
	family string // family of the program
}

// shown returns a token in the form that the stock client of the family prints as JSON and YAML.
func (p pending) shown() any {
	if p.family == "incus" {
		return p.ClusterMemberJoinToken
	}
	return legacyToken{p.ServerName, p.String(), output.Time(p.ExpiresAt)}
}

func (p pending) MarshalJSON() ([]byte, error) { return json.Marshal(p.shown()) }

// MarshalYAML implements yaml.Marshaler.
func (p pending) MarshalYAML() (any, error) { return p.shown(), nil }

func tokens(app *cli.App, s resource.Server) ([]pending, error) {
	if err := clustered(s); err != nil {
		return nil, err
	}
	ops, err := s.GetOperations()
	var out []pending
	for _, op := range ops {
		if t := tokenOf(op); t != nil {
			out = append(out, pending{*t, op.ID, app.Family})
		}
	}
	return out, err
}

// legacyToken is a join token in the form that LXD's client prints.
type legacyToken struct {
	ServerName string
	Token      string
	ExpiresAt  string
}

func listTokens(app *cli.App) *cobra.Command {
	var remote string
	var flags resource.ListFlags
	columns := output.Columns[pending]{
		output.Col('n', i18n.G("NAME"), func(p pending) string { return p.ServerName }),
		output.Col('t', i18n.G("TOKEN"), func(p pending) string { return p.String() }),
		output.Col('E', i18n.G("EXPIRES AT"), func(p pending) string { return output.Time(p.ExpiresAt) }),
	}
	cmd := app.Command(cli.Spec{
		Name: "list-tokens", Short: i18n.G("List pending join tokens"), Args: []cli.Arg{cli.RemoteOf(&remote)},
		Run: func(ctx context.Context) error {
			srv, err := app.ServerAt(ctx, &remote)
			if err != nil {
				return err
			}
			return resource.Print(app, flags, columns, func() ([]pending, error) { return tokens(app, srv) })
		},
	})
	flags.Add(app, cmd, "ntE")
	resource.Offer(cmd, columns)
	return cmd
}
