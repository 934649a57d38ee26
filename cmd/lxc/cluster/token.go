package cluster

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// joinToken is what a server needs to join a cluster. It is handed around as base64 of JSON.
type joinToken struct {
	ServerName  string    `json:"server_name" yaml:"server_name"`
	Fingerprint string    `json:"fingerprint" yaml:"fingerprint"`
	Addresses   []string  `json:"addresses" yaml:"addresses"`
	Secret      string    `json:"secret" yaml:"secret"`
	ExpiresAt   time.Time `json:"expires_at" yaml:"expires_at"`
}

// tokenOf returns the join token of an operation, nil where it is none.
func tokenOf(op api.Operation) *joinToken {
	if op.Class != "token" || op.StatusCode.IsFinal() { // one that was used or revoked stays in the list for seconds
		return nil
	}
	data, err := json.Marshal(op.Metadata)
	if err != nil {
		return nil
	}
	wire := struct {
		joinToken
		ServerName string `json:"serverName"`
		ExpiresAt  string `json:"expiresAt"`
	}{}
	if json.Unmarshal(data, &wire) != nil {
		return nil
	}
	t := wire.joinToken
	if t.ServerName == "" {
		t.ServerName = wire.ServerName
	}
	if t.ServerName == "" || t.Secret == "" {
		return nil
	}
	for _, key := range []string{"expiresAt", "expires_at"} {
		text, _ := op.Metadata[key].(string)
		if at, err := time.Parse(time.RFC3339Nano, text); err == nil {
			t.ExpiresAt = at
		}
	}
	return &t
}

func (t *joinToken) String() string {
	data, err := json.Marshal(t)
	if err != nil {
		return ""
	}
	return base64.StdEncoding.EncodeToString(data)
}

func add(app *cli.App) *cobra.Command {
	var ref config.Ref
	var name string
	given := false
	cmd := app.Command(cli.Spec{
		Name: "add", Short: i18n.G("Print a token with which a server can join the cluster"), Example: "lxc cluster add server4",
		Args: []cli.Arg{cli.Given(cli.Target("member", &ref), &given)},
		Run: func(ctx context.Context) error {
			if err := app.ResolveRemote(&ref.Remote); err != nil {
				return err
			}
			if name != "" {
				ref.Name = name
			}
			if ref.Name == "" && !given {
				return cli.ErrBare
			}
			if err := askMember(ctx, app, &ref); err != nil {
				return err
			}
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			op, err := srv.CreateClusterMember(api.ClusterMembersPost{ServerName: ref.Name})
			if err != nil {
				return cli.About("member", ref, err)
			}
			token := tokenOf(op.Get())
			if token == nil {
				return cli.Usagef("%s", i18n.G("the server sent no join token"))
			}
			app.Note(i18n.G("Member %s join token:"), ref.Name) // scripts look for this line
			app.Print("%s\n", token)
			return nil
		},
	})
	cmd.Flags().StringVar(&name, "name", "", i18n.G("Name of the new member"))
	return cmd
}

// askMember asks for the name of the new member where an empty one was given; called as incus it refuses that.
func askMember(ctx context.Context, app *cli.App, ref *config.Ref) error {
	var err error
	switch {
	case ref.Name != "":
	case cli.Program() == "incus":
		return cli.Usagef("%s", i18n.G("a member needs a name"))
	default:
		ref.Name, err = app.Streams.Ask(ctx, i18n.G("Name of the new member: "))
	}
	if err != nil {
		return cli.Unanswered(ctx, err, "--name")
	}
	return nil
}

// clustered refuses a server that is not part of a cluster.
func clustered(srv resource.Server) error {
	state, _, err := srv.GetCluster()
	if err == nil && !state.Enabled {
		err = &api.StatusError{Code: http.StatusBadRequest, Message: i18n.G("the server is not part of a cluster")}
	}
	return err
}

// pending is a join token that was not used yet.
type pending struct {
	joinToken
	id string
}

func tokens(s resource.Server) ([]pending, error) {
	if err := clustered(s); err != nil {
		return nil, err
	}
	ops, err := s.GetOperations()
	var out []pending
	for _, op := range ops {
		if t := tokenOf(op); t != nil {
			out = append(out, pending{*t, op.ID})
		}
	}
	return out, err
}

// legacyToken is how LXD's client prints a join token.
type legacyToken struct {
	ServerName string
	Token      string
	ExpiresAt  string
}

// shown is a token as the stock client of the program's word prints it in JSON and YAML.
func (p pending) shown() any {
	if cli.Program() == "incus" {
		return p.joinToken
	}
	return legacyToken{p.ServerName, p.String(), output.Time(p.ExpiresAt)}
}

func (p pending) MarshalJSON() ([]byte, error) { return json.Marshal(p.shown()) }

// MarshalYAML is for the yaml package.
func (p pending) MarshalYAML() (any, error) { return p.shown(), nil }

func listTokens(app *cli.App) *cobra.Command {
	var remote string
	var flags resource.ListFlags
	cmd := app.Command(cli.Spec{
		Name: "list-tokens", Short: i18n.G("List join tokens that are not used yet"), Args: []cli.Arg{cli.Remote(&remote)},
		Run: func(ctx context.Context) error {
			srv, err := app.ServerAt(ctx, &remote)
			if err != nil {
				return err
			}
			columns := output.Columns[pending]{
				output.Col('n', i18n.G("NAME"), func(p pending) string { return p.ServerName }),
				output.Col('t', i18n.G("TOKEN"), func(p pending) string { return p.String() }),
				output.Col('E', i18n.G("EXPIRES AT"), func(p pending) string { return output.Time(p.ExpiresAt) }),
			}
			return resource.Print(app, flags, columns, func() ([]pending, error) { return tokens(srv) })
		},
	})
	flags.Add(cmd, "ntE")
	return cmd
}

func revokeToken(app *cli.App) *cobra.Command {
	var ref config.Ref
	return app.Command(cli.Spec{
		Name: "revoke-token", Short: i18n.G("Revoke the join token of a server"), Example: "lxc cluster revoke-token server4",
		Args: []cli.Arg{cli.Object("member", &ref)},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			list, err := tokens(srv)
			if err != nil {
				return err
			}
			i := slices.IndexFunc(list, func(p pending) bool { return p.ServerName == ref.Name })
			if i < 0 {
				return cli.About("member", ref, &api.StatusError{Code: 404, Message: i18n.G("there is no join token for it")})
			}
			err = srv.DeleteOperation(list[i].id)
			if err == nil {
				app.Note(i18n.G("Deleted the join token for %s"), ref)
			}
			return err
		},
	})
}
