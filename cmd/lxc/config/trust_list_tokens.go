package config

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

// pending is a token that has not been used yet, with the field names of LXD's client.
type pending struct {
	ClientName, Token, ExpiresAt string

	token     *api.CertificateAddToken
	operation string
}

// tokenFields are the fields of a token in the form that Incus's client prints.
type tokenFields struct {
	ClientName  string    `json:"client_name" yaml:"client_name"`
	Fingerprint string    `json:"fingerprint" yaml:"fingerprint"`
	Addresses   []string  `json:"addresses" yaml:"addresses"`
	Secret      string    `json:"secret" yaml:"secret"`
	ExpiresAt   time.Time `json:"expires_at" yaml:"expires_at"`
}

func printTokens(app *cli.App, format output.Format, tokens []pending) error {
	list := make([]any, 0, len(tokens))
	for _, t := range tokens {
		if app.Family == "incus" {
			list = append(list, tokenFields{t.token.ClientName, t.token.Fingerprint, t.token.Addresses, t.token.Secret, t.token.ExpiresAt})
			continue
		}
		list = append(list, t)
	}
	if format.Name == "yaml" {
		return output.YAML(app.Output(), list)
	}
	return output.JSON(app.Output(), list)
}

// pendingTokens returns the client tokens among the operations; cluster join tokens and image secrets look similar.
func pendingTokens(srv lxd.InstanceServer) ([]pending, error) {
	ops, err := srv.GetOperations()
	var out []pending
	for _, op := range ops {
		if op.Class != "token" || op.StatusCode != api.Running || op.Metadata["request"] == nil {
			continue
		}
		if token, err := op.ToCertificateAddToken(); err == nil {
			out = append(out, pending{token.ClientName, token.String(), output.Time(token.ExpiresAt), token, op.ID})
		}
	}
	return out, err
}

func listTokens(app *cli.App) *cobra.Command {
	var remote string
	var flags resource.ListFlags
	columns := output.Columns[pending]{
		output.Col('n', i18n.G("NAME"), func(p pending) string { return p.ClientName }),
		output.Col('t', i18n.G("TOKEN"), func(p pending) string { return p.Token }),
		output.Col('E', i18n.G("EXPIRES AT"), func(p pending) string {
			if p.ExpiresAt == "" {
				return cli.PerFlavor(app, "", " ")
			}
			return p.ExpiresAt
		}).WithAlias('e'),
	}
	cmd := app.Command(cli.Spec{
		Name: "list-tokens", Short: i18n.G("List pending tokens"), Args: []cli.Arg{cli.RemoteOf(&remote)},
		Run: func(ctx context.Context) error {
			srv, err := app.ServerAt(ctx, &remote)
			if err != nil {
				return err
			}
			format, err := flags.ParseFormat(app)
			if err != nil {
				return err
			}
			if format.Machine() {
				tokens, err := pendingTokens(srv)
				if err != nil {
					return err
				}
				return printTokens(app, format, tokens)
			}
			return resource.Print(app, flags, columns,
				func() ([]pending, error) { return pendingTokens(srv) })
		},
	})
	flags.Add(app, cmd, "ntE")
	resource.Offer(cmd, columns)
	return cmd
}
