// Package auth holds `lxc auth`: who may do what on LXD servers from 5.21 on.
package auth

import (
	"context"
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

// Summary is what the list of all commands says of these.
func Summary() string { return i18n.G("Manage who may do what") }

// New is `lxc auth`.
func New(app *cli.App) *cobra.Command {
	permission := app.Group("permission", i18n.G("Manage the permissions of a group"), []*cobra.Command{permit(app, "add"), permit(app, "remove")})
	permission.Aliases = []string{"perm"}
	identity := app.Group("identity", i18n.G("Manage identities"), identities().Commands(app), []*cobra.Command{
		identityCreate(app), identityInfo(app), token(app), members(app, "identity", identityGroups),
	})
	identity.Aliases = []string{"user"}
	mapping := app.Group("identity-provider-group", i18n.G("Map groups of an identity provider to groups of the server"),
		mappings().Commands(app), []*cobra.Command{members(app, "identity-provider-group", mappingGroups)})
	mapping.Aliases = []string{"idp-group"}
	permissions := app.Group("permission", i18n.G("Look at the permissions that can be given"), []*cobra.Command{permissionList(app)})
	permissions.Aliases = []string{"perm"}
	return app.Group("auth", Summary(), []*cobra.Command{
		app.Group("group", i18n.G("Manage groups of identities"), groups().Commands(app), []*cobra.Command{permission}),
		identity, mapping,
		app.Group("oidc-session", i18n.G("Look at logins, and end them"), sessions().Commands(app)), permissions,
	})
}

func groups() *resource.Kind[api.AuthGroup, api.AuthGroupPut] {
	return &resource.Kind[api.AuthGroup, api.AuthGroupPut]{
		Noun: "group", Plural: i18n.G("groups of identities"),
		Verbs: resource.From(func(s resource.Server, _ resource.Key) lxd.Collection[api.AuthGroup, api.AuthGroupsPost, api.AuthGroupPut] {
			return s.AuthGroups()
		}, func(k resource.Key, n resource.New[api.AuthGroupPut]) api.AuthGroupsPost {
			return api.AuthGroupsPost{Name: k.Name, AuthGroupPut: n.Put}
		}),
		Columns: output.Columns[api.AuthGroup]{
			output.Col('n', i18n.G("NAME"), func(g api.AuthGroup) string { return g.Name }),
			output.Col('d', i18n.G("DESCRIPTION"), func(g api.AuthGroup) string { return g.Description }),
		},
		Default: "nd", Name: func(g api.AuthGroup) string { return g.Name }, DeleteAliases: []string{"rm"},
		Example: "auth group create operators",
		Help:    i18n.G("A group: description and permissions, each with entity_type, url and entitlement. Lines with # are ignored."),
	}
}

func mappings() *resource.Kind[api.IdentityProviderGroup, api.IdentityProviderGroupPut] {
	return &resource.Kind[api.IdentityProviderGroup, api.IdentityProviderGroupPut]{
		Noun: "identity-provider-group", Plural: i18n.G("groups of identity providers"),
		Verbs: resource.From(func(s resource.Server, _ resource.Key) lxd.Collection[api.IdentityProviderGroup, api.IdentityProviderGroupsPost, api.IdentityProviderGroupPut] {
			return s.IdentityProviderGroups()
		}, func(k resource.Key, n resource.New[api.IdentityProviderGroupPut]) api.IdentityProviderGroupsPost {
			return api.IdentityProviderGroupsPost{Name: k.Name, IdentityProviderGroupPut: n.Put}
		}),
		Columns: output.Columns[api.IdentityProviderGroup]{
			output.Col('n', i18n.G("NAME"), func(g api.IdentityProviderGroup) string { return g.Name }),
			output.Col('g', i18n.G("GROUPS"), func(g api.IdentityProviderGroup) string { return strings.Join(g.Groups, "\n") }),
		},
		Default: "ng", Name: func(g api.IdentityProviderGroup) string { return g.Name }, DeleteAliases: []string{"rm"},
		Example: "auth identity-provider-group create staff",
		Help:    i18n.G("A group of an identity provider, with the groups of the server that it stands for. Lines with # are ignored."),
	}
}

func sessions() *resource.Kind[api.OIDCSession, struct{}] {
	verbs := resource.From(func(s resource.Server, _ resource.Key) lxd.Collection[api.OIDCSession, struct{}, struct{}] {
		return s.OIDCSessions()
	}, nil).WithoutRename()
	verbs.Update = nil
	return &resource.Kind[api.OIDCSession, struct{}]{
		Noun: "session", Plural: i18n.G("logins"), Verbs: verbs, Writable: func(*api.OIDCSession) struct{} { return struct{}{} },
		Columns: output.Columns[api.OIDCSession]{
			output.Col('e', i18n.G("EMAIL"), func(s api.OIDCSession) string { return s.Email }),
			output.Col('n', i18n.G("USERNAME"), func(s api.OIDCSession) string { return s.Username }),
			output.Col('u', i18n.G("UUID"), func(s api.OIDCSession) string { return s.UUID }),
			output.Col('i', i18n.G("IP ADDRESS"), func(s api.OIDCSession) string { return s.IP }),
			output.Col('a', i18n.G("USER AGENT"), func(s api.OIDCSession) string { return s.UserAgent }),
			output.Col('c', i18n.G("CREATION DATE"), func(s api.OIDCSession) string { return output.Time(s.CreatedAt) }),
			output.Col('x', i18n.G("EXPIRY DATE"), func(s api.OIDCSession) string { return output.Time(s.ExpiresAt) }),
		},
		Name: func(s api.OIDCSession) string { return s.UUID }, DeleteAliases: []string{"rm"},
	}
}

// permit is `auth group permission add` and `remove`.
func permit(app *cli.App, verb string) *cobra.Command {
	var ref config.Ref
	var words []string
	spec := cli.Spec{
		Name: verb, Short: i18n.G("Give a permission to a group"),
		Args: []cli.Arg{cli.Object("group", &ref), cli.Words("<entity-type> [<entity-name>] <entitlement> [<key>=<value>...]", &words)},
	}
	if verb == "remove" {
		spec.Aliases, spec.Short = []string{"rm"}, i18n.G("Take a permission from a group")
	}
	spec.Example = "lxc auth group permission " + verb + " operators server admin\nlxc auth group permission " + verb + " operators instance web can_exec project=default"
	spec.Run = func(ctx context.Context) error {
		p, err := parsePermission(words)
		if err != nil {
			return err
		}
		srv, err := app.Server(ctx, ref.Remote)
		if err != nil {
			return err
		}
		return cli.About("group", ref, resource.Change(srv.AuthGroups(), ref.Name, func(put *api.AuthGroupPut) error {
			same := func(other api.Permission) bool {
				return other.EntityType == p.EntityType && other.URL == p.URL && other.Entitlement == p.Entitlement
			}
			has := slices.ContainsFunc(put.Permissions, same)
			switch {
			case verb == "add" && !has:
				put.Permissions = append(put.Permissions, p)
			case verb == "remove" && !has:
				return cli.Usagef("%s", i18n.G("the group does not have this permission"))
			case verb == "remove":
				put.Permissions = slices.DeleteFunc(put.Permissions, same)
			}
			return nil
		}))
	}
	return app.Command(spec)
}
