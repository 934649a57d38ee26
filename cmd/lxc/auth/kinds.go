package auth

import (
	"strings"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func groups() *resource.Kind {
	return &resource.Kind{
		Noun: "group", Singular: i18n.M("an identity group"), Plural: i18n.G("identity groups"),
		Verbs: resource.From(func(s resource.Server, _ resource.Key) lxd.Collection[api.AuthGroup, api.AuthGroupsPost, api.AuthGroupPut] {
			return s.AuthGroups()
		}, func(k resource.Key, n resource.CreateRequest[api.AuthGroupPut]) api.AuthGroupsPost {
			return api.AuthGroupsPost{AuthGroupPost: api.AuthGroupPost{Name: k.Name}, AuthGroupPut: n.Put}
		}),
		Columns: output.Columns[api.AuthGroup]{
			output.Col('n', i18n.G("NAME"), func(g api.AuthGroup) string { return g.Name }),
			output.Col('d', i18n.G("DESCRIPTION"), func(g api.AuthGroup) string { return g.Description }),
		}.Any(),
		DefaultColumns: "nd", Name: resource.Of(func(g api.AuthGroup) string { return g.Name }), DeleteAliases: []string{"rm"},
		Example: "auth group create operators",
		Help:    i18n.G("An identity group: description and permissions, each with entity_type, url and entitlement. Lines starting with # are ignored."),
	}
}

func mappings() *resource.Kind {
	return &resource.Kind{
		Noun: "identity-provider-group", Singular: i18n.M("an identity provider group"), Plural: i18n.G("identity provider groups"),
		Verbs: resource.From(func(s resource.Server, _ resource.Key) lxd.Collection[api.IdentityProviderGroup, api.IdentityProviderGroupsPost, api.IdentityProviderGroupPut] {
			return s.IdentityProviderGroups()
		}, func(k resource.Key, n resource.CreateRequest[api.IdentityProviderGroupPut]) api.IdentityProviderGroupsPost {
			return api.IdentityProviderGroupsPost{Name: k.Name, Groups: n.Put.Groups}
		}),
		Columns: output.Columns[api.IdentityProviderGroup]{
			output.Col('n', i18n.G("NAME"), func(g api.IdentityProviderGroup) string { return g.Name }),
			output.Col('g', i18n.G("GROUPS"), func(g api.IdentityProviderGroup) string { return strings.Join(g.Groups, "\n") }),
		}.Any(),
		DefaultColumns: "ng", Name: resource.Of(func(g api.IdentityProviderGroup) string { return g.Name }), DeleteAliases: []string{"rm"},
		Example: "auth identity-provider-group create staff",
		Help:    i18n.G("An identity provider group and the server groups that it maps to. Lines starting with # are ignored."),
	}
}

func sessions() *resource.Kind {
	verbs := resource.From(func(s resource.Server, _ resource.Key) lxd.Collection[api.OIDCSession, struct{}, struct{}] {
		return s.OIDCSessions()
	}, nil).WithoutRename()
	verbs.Update = nil
	return &resource.Kind{
		Noun: "session", Singular: i18n.M("a login session"), Plural: i18n.G("login sessions"),
		Verbs: verbs,
		Columns: output.Columns[api.OIDCSession]{
			output.Col('e', i18n.G("EMAIL"), func(s api.OIDCSession) string { return s.Email }),
			output.Col('n', i18n.G("USERNAME"), func(s api.OIDCSession) string { return s.Username }),
			output.Col('u', i18n.G("UUID"), func(s api.OIDCSession) string { return s.UUID }),
			output.Col('i', i18n.G("IP ADDRESS"), func(s api.OIDCSession) string { return s.IP }),
			output.Col('a', i18n.G("USER AGENT"), func(s api.OIDCSession) string { return s.UserAgent }),
			output.Col('c', i18n.G("CREATION DATE"), func(s api.OIDCSession) string { return output.Time(s.CreatedAt) }),
			output.Col('x', i18n.G("EXPIRY DATE"), func(s api.OIDCSession) string { return output.Time(s.ExpiresAt) }),
		}.Any(),
		Name: resource.Of(func(s api.OIDCSession) string { return s.UUID }), DeleteAliases: []string{"rm"},
	}
}

// bearerTypes maps the short methods of bearer identities to identity types.
var bearerTypes = map[string]string{"bearer": "Client token bearer", "devlxd": "DevLXD token bearer"}

// method splits `<method>/<name>`. The method devlxd, for use inside instances, also has bearer tokens.
func method(text string) (method, name string, err error) {
	method, name, found := config.SplitName(text)
	if !found || name == "" {
		return "", "", cli.Usagef(i18n.G("invalid identity %q: use method/name, for example tls/jane"), text)
	}
	if method == "devlxd" {
		method = "bearer"
	}
	return method, name, nil
}

func identities() *resource.Kind {
	one := func(s resource.Server, k resource.Key) (lxd.Collection[api.Identity, api.IdentitiesPost, api.IdentityPut], string, error) {
		m, name, err := method(k.Name)
		return s.Identities(m), name, err
	}
	return &resource.Kind{
		Noun: "method/name", Singular: i18n.M("an identity"), Plural: i18n.G("identities"),
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
		}.Any(),
		DefaultColumns: "atnig", Name: resource.Of(func(i api.Identity) string { return i.AuthenticationMethod + "/" + i.Name }), DeleteAliases: []string{"rm"}, Silent: true,
		Help: i18n.G("An identity and its groups. Lines starting with # are ignored."),
	}
}
