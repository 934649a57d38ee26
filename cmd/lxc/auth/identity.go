package auth

import (
	"context"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// bearerTypes are the kinds of identities with bearer tokens, by the word that stands for their method.
var bearerTypes = map[string]string{"bearer": "Client token bearer", "devlxd": "DevLXD token bearer"}

// method cuts `<method>/<name>`. What is inside instances (devlxd) has bearer tokens as well.
func method(text string) (method, name string, err error) {
	method, name, found := strings.Cut(text, "/")
	if !found || name == "" {
		return "", "", cli.Usagef(i18n.G("%q is not of the form method/name, such as tls/jane"), text)
	}
	if method == "devlxd" {
		method = "bearer"
	}
	return method, name, nil
}

func identities() *resource.Kind[api.Identity, api.IdentityPut] {
	one := func(s resource.Server, k resource.Key) (lxd.Collection[api.Identity, api.IdentitiesPost, api.IdentityPut], string, error) {
		m, name, err := method(k.Name)
		return s.Identities(m), name, err
	}
	return &resource.Kind[api.Identity, api.IdentityPut]{
		Noun: "method/name", Plural: i18n.G("identities"),
		Verbs: resource.Verbs[api.Identity, api.IdentityPut]{
			List: func(s resource.Server, _ resource.Key) ([]api.Identity, error) { return s.Identities("").List() },
			Get: func(s resource.Server, k resource.Key) (*api.Identity, string, error) {
				all, name, err := one(s, k)
				if err != nil {
					return nil, "", err
				}
				return all.Get(name)
			},
			Update: func(s resource.Server, k resource.Key, p api.IdentityPut, etag string) error {
				all, name, err := one(s, k)
				if err != nil {
					return err
				}
				return all.Update(name, p, etag)
			},
			Delete: func(s resource.Server, k resource.Key) error {
				all, name, err := one(s, k)
				if err != nil {
					return err
				}
				return all.Delete(name)
			},
		},
		Columns: output.Columns[api.Identity]{
			output.Col('a', i18n.G("AUTHENTICATION METHOD"), func(i api.Identity) string { return i.AuthenticationMethod }),
			output.Col('t', i18n.G("TYPE"), func(i api.Identity) string { return i.Type }),
			output.Col('n', i18n.G("NAME"), func(i api.Identity) string { return i.Name }),
			output.Col('i', i18n.G("IDENTIFIER"), func(i api.Identity) string { return i.Identifier }),
			output.Col('g', i18n.G("GROUPS"), func(i api.Identity) string { return strings.Join(i.Groups, "\n") }),
		},
		Default: "atnig", Name: func(i api.Identity) string { return i.AuthenticationMethod + "/" + i.Name }, DeleteAliases: []string{"rm"}, Silent: true,
		Help: i18n.G("An identity: the groups that it is in. Lines with # are ignored."),
	}
}

func identityCreate(app *cli.App) *cobra.Command {
	var ref config.Ref
	var file string
	var post api.IdentitiesPost
	cmd := app.Command(cli.Spec{
		Name: "create", Short: i18n.G("Create an identity; without a certificate a trust token is printed"),
		Example: "lxc auth identity create tls/jane --group operators\nlxc auth identity create tls/jane jane.crt",
		Args:    []cli.Arg{cli.Object("method/name", &ref), cli.Opt(cli.Word("certificate", &file))},
		Run: func(ctx context.Context) error {
			m, name, err := method(ref.Name)
			if err != nil {
				return err
			}
			post.Name = name
			kind, _, _ := strings.Cut(ref.Name, "/")
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
				return cli.About("identity", ref, err)
			}
			switch {
			case token != nil:
				app.Print("%s identity %q (%s) pending identity token:\n%s\n", strings.ToUpper(m), name, token.Identifier, token.String())
			case post.Type != "":
				app.Print("%s identity %q created\n", post.Type, name)
			default:
				app.Note(i18n.G("Created identity %s"), name)
			}
			return nil
		},
	})
	cmd.Flags().StringSliceVarP(&post.Groups, "group", "g", nil, i18n.G("Groups to put the identity in, separated by commas"))
	return cmd
}

func identityInfo(app *cli.App) *cobra.Command {
	var remote string
	return app.Command(cli.Spec{
		Name: "info", Short: i18n.G("Show who you are on a server, and what you may do"), Args: []cli.Arg{cli.Remote(&remote)},
		Run: func(ctx context.Context) error {
			srv, err := app.ServerAt(ctx, &remote)
			if err != nil {
				return err
			}
			me, err := srv.GetCurrentIdentity()
			if err != nil {
				return err
			}
			return output.YAML(app.Streams.Out, me)
		},
	})
}

func token(app *cli.App) *cobra.Command {
	var issued, revoked config.Ref
	var expiry string
	bearer := func(ref config.Ref) (string, error) {
		m, name, err := method(ref.Name)
		if err == nil && m != "bearer" {
			err = cli.Usagef("%s", i18n.G("only identities of the method bearer have tokens"))
		}
		return name, err
	}
	issue := app.Command(cli.Spec{
		Name: "issue", Short: i18n.G("Issue the bearer token of an identity; an older one stops working"), Example: "lxc auth identity token issue bearer/ci --expiry 30d",
		Args: []cli.Arg{cli.Object("method/name", &issued)},
		Run: func(ctx context.Context) error {
			name, err := bearer(issued)
			if err != nil {
				return err
			}
			srv, err := app.Server(ctx, issued.Remote)
			if err != nil {
				return err
			}
			text, err := srv.IssueIdentityToken(name, expiry)
			if err != nil {
				return cli.About("identity", issued, err)
			}
			app.Print("Issued token for identity %q\n%s\n", name, text)
			return nil
		},
	})
	issue.Flags().StringVar(&expiry, "expiry", "", i18n.G("How long the token is valid, such as 30d"))
	revoke := app.Command(cli.Spec{
		Name: "revoke", Short: i18n.G("End the bearer token of an identity"), Example: "lxc auth identity token revoke bearer/ci",
		Args: []cli.Arg{cli.Object("method/name", &revoked)},
		Run: func(ctx context.Context) error {
			name, err := bearer(revoked)
			if err != nil {
				return err
			}
			srv, err := app.Server(ctx, revoked.Remote)
			if err != nil {
				return err
			}
			if err := srv.RevokeIdentityToken(name); err != nil {
				return cli.About("identity", revoked, err)
			}
			app.Note(i18n.G("Revoked the token of identity %s"), name)
			return nil
		},
	})
	return app.Group("token", i18n.G("Manage bearer tokens"), []*cobra.Command{issue, revoke})
}

// changeGroups changes the list of groups of something.
type changeGroups func(s resource.Server, name string, change func([]string) ([]string, error)) error

func identityGroups(s resource.Server, text string, change func([]string) ([]string, error)) error {
	m, name, err := method(text)
	if err != nil {
		return err
	}
	return resource.Change(s.Identities(m), name, func(p *api.IdentityPut) error {
		list, err := change(p.Groups)
		p.Groups = list
		return err
	})
}

func mappingGroups(s resource.Server, name string, change func([]string) ([]string, error)) error {
	return resource.Change(s.IdentityProviderGroups(), name, func(p *api.IdentityProviderGroupPut) error {
		list, err := change(p.Groups)
		p.Groups = list
		return err
	})
}

// members is `group add` and `group remove` below something that is in groups.
func members(app *cli.App, noun string, change changeGroups) *cobra.Command {
	command := func(spec cli.Spec, edit func(list []string, group string) ([]string, error)) *cobra.Command {
		var ref config.Ref
		var group string
		spec.Args = []cli.Arg{cli.Object(noun, &ref), cli.Word("group", &group)}
		spec.Run = func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			return cli.About(noun, ref, change(srv, ref.Name, func(list []string) ([]string, error) { return edit(list, group) }))
		}
		return app.Command(spec)
	}
	return app.Group("group", i18n.G("Manage the groups that it is in"), []*cobra.Command{
		command(cli.Spec{Name: "add", Short: i18n.G("Put it into a group")}, func(list []string, group string) ([]string, error) {
			if slices.Contains(list, group) {
				return list, cli.Usagef(i18n.G("it is in the group %q already"), group)
			}
			return append(list, group), nil
		}),
		command(cli.Spec{Name: "remove", Short: i18n.G("Take it out of a group")}, func(list []string, group string) ([]string, error) {
			if !slices.Contains(list, group) {
				return list, cli.Usagef(i18n.G("it is not in the group %q"), group)
			}
			return slices.DeleteFunc(list, func(g string) bool { return g == group }), nil
		}),
	})
}
