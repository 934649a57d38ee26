package profile

import (
	"strconv"

	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

func profiles() *resource.Kind {
	return &resource.Kind{
		Noun: "profile", Singular: i18n.M("a profile"), Plural: i18n.G("profiles"),
		SparesInput: true, AllProjects: true,
		Columns: output.Columns[api.Profile]{
			output.Col('n', i18n.G("NAME"), func(p api.Profile) string { return p.Name }),
			output.Col('d', i18n.G("DESCRIPTION"), func(p api.Profile) string { return p.Description }),
			output.Col('e', i18n.G("PROJECT"), func(p api.Profile) string { return p.Project }),
			output.Col('u', i18n.G("USED BY"), func(p api.Profile) string { return strconv.Itoa(len(p.UsedBy)) }),
		}.Any(),
		DefaultColumns: "ndu",
		Verbs: resource.Verbs[api.Profile, api.ProfilePut]{
			List: func(s resource.Server, _ resource.Key) ([]api.Profile, error) { return s.GetProfiles() },
			Get: func(s resource.Server, k resource.Key) (*api.Profile, string, error) {
				return s.GetProfile(k.Name)
			},
			Create: func(s resource.Server, k resource.Key, n resource.CreateRequest[api.ProfilePut]) error {
				return s.CreateProfile(api.ProfilesPost{Name: k.Name, ProfilePut: n.Put})
			},
			Update: func(s resource.Server, k resource.Key, p api.ProfilePut, etag string) error {
				return s.UpdateProfile(k.Name, p, etag)
			},
			Rename: func(s resource.Server, k resource.Key, to string) error {
				return s.RenameProfile(k.Name, api.ProfilePost{Name: to})
			},
			Delete: func(s resource.Server, k resource.Key) error { return s.DeleteProfile(k.Name) },
		},
		Name: resource.Of(func(p api.Profile) string { return p.Name }),
		// remove is the command that removes a profile from an instance
		DeleteAliases: []string{"rm"},
		Help:          i18n.G("A profile: configuration keys and devices that instances inherit. Lines starting with # are ignored."),
	}
}
