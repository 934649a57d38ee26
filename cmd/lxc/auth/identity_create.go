package auth

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func identityCreate(app *cli.App) *cobra.Command {
	var ref config.Ref
	var file string
	var post api.IdentitiesPost
	cmd := app.Command(cli.Spec{
		Name: "create", Shows: true, Short: i18n.G("Create an identity (prints a trust token unless a certificate is given)"),
		Example: "lxc auth identity create tls/jane --group operators\nlxc auth identity create tls/jane jane.crt",
		Args:    []cli.Arg{cli.Object("method/name", &ref), cli.Opt(cli.Local("certificate", &file))},
		Run: func(ctx context.Context) error {
			m, name, err := method(ref.Name)
			if err != nil {
				return err
			}
			post.Name = name
			kind, _, _ := config.SplitName(ref.Name)
			post.Type = bearerTypes[kind]
			if file != "" {
				text, err := os.ReadFile(file)
				if err != nil {
					return err
				}
				post.Certificate = string(text)
			}
			post.Token = m == "tls" && file == ""
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			token, err := srv.CreateIdentity(m, post)
			if err != nil {
				return cli.WithObject("identity", ref, err)
			}
			switch {
			case token != nil:
				return app.ShowToken(name, token.String(), fmt.Sprintf("%s identity %q (%s) pending identity token:\n%s\n", strings.ToUpper(m), name, token.Identifier, token))
			case app.Result.Asked():
				return cli.ShowCreated(app, func() (*api.Identity, string, error) { return srv.Identities(m).Get(name) })
			case post.Type != "":
				app.Print("%s identity %q created\n", post.Type, name)
			default:
				app.Note(i18n.G("Identity %s created"), name)
			}
			return nil
		},
	})
	cmd.Flags().StringSliceVarP(&post.Groups, "group", "g", nil, i18n.G("Groups of the identity (comma-separated)"))
	return cmd
}
