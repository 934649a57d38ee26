// Package profile holds `lxc profile`.
package profile

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func profiles() *resource.Kind[api.Profile, api.ProfilePut] {
	return &resource.Kind[api.Profile, api.ProfilePut]{
		Noun: "profile", SparesInput: true, Plural: i18n.G("profiles"), AllProjects: true,
		Columns: output.Columns[api.Profile]{
			output.Col('n', i18n.G("NAME"), func(p api.Profile) string { return p.Name }),
			output.Col('d', i18n.G("DESCRIPTION"), func(p api.Profile) string { return p.Description }),
			output.Col('e', i18n.G("PROJECT"), func(p api.Profile) string { return p.Project }),
			output.Col('u', i18n.G("USED BY"), func(p api.Profile) string { return strconv.Itoa(len(p.UsedBy)) }),
		},
		Default: "ndu",
		Verbs: resource.Verbs[api.Profile, api.ProfilePut]{
			List: func(s resource.Server, _ resource.Key) ([]api.Profile, error) { return s.GetProfiles() },
			Get: func(s resource.Server, k resource.Key) (*api.Profile, string, error) {
				return s.GetProfile(k.Name)
			},
			Create: func(s resource.Server, k resource.Key, n resource.New[api.ProfilePut]) error {
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
		Name: func(p api.Profile) string { return p.Name },
		// remove takes a profile from an instance
		DeleteAliases: []string{"rm"},
		Help:          i18n.G("A profile: configuration keys and devices that instances take over. Lines with # are ignored."),
	}
}

// Summary is what the list of all commands says of these.
func Summary() string { return i18n.G("Manage profiles") }

// New is `lxc profile`.
func New(app *cli.App) *cobra.Command {
	return app.Group("profile", Summary(),
		profiles().Commands(app),
		[]*cobra.Command{add(app), assign(app), remove(app), duplicate(app), devices().Command(app)},
	)
}

func devices() *resource.Devices {
	return &resource.Devices{
		Noun: "profile",
		Read: func(s resource.Server, name string) (map[string]map[string]string, error) {
			p, _, err := s.GetProfile(name)
			if err != nil {
				return nil, err
			}
			return p.Devices, nil
		},
		Change: func(s resource.Server, name string, change func(map[string]map[string]string) error) error {
			return resource.ChangeProfile(s, name, func(p *api.ProfilePut) error { return change(p.Devices) })
		},
	}
}

// onInstance changes the list of profiles of an instance.
func onInstance(ctx context.Context, app *cli.App, ref config.Ref, change func([]string) ([]string, error)) error {
	srv, err := app.Server(ctx, ref.Remote)
	if err != nil {
		return err
	}
	return cli.About("instance", ref, resource.ChangeInstance(ctx, app, srv, ref.Name, func(p *api.InstancePut) error {
		list, err := change(p.Profiles)
		p.Profiles = list
		return err
	}))
}

func add(app *cli.App) *cobra.Command {
	var ref config.Ref
	var name string
	return app.Command(cli.Spec{
		Name: "add", Short: i18n.G("Add a profile to an instance"), Example: "lxc profile add web gpu",
		Args: []cli.Arg{cli.Instance(&ref), cli.Word("profile", &name)},
		Run: func(ctx context.Context) error {
			err := onInstance(ctx, app, ref, func(list []string) ([]string, error) {
				if slices.Contains(list, name) { // in the words of the servers, whom stock clients ask
					return nil, &api.StatusError{Code: http.StatusConflict, Message: "Duplicate profile found in request"}
				}
				return append(list, name), nil
			})
			if err == nil {
				app.Note(i18n.G("Added profile %s to %s"), name, ref.Name)
			}
			return err
		},
	})
}

func remove(app *cli.App) *cobra.Command {
	var ref config.Ref
	var name string
	return app.Command(cli.Spec{
		Name: "remove", Short: i18n.G("Remove a profile from an instance"), Example: "lxc profile remove web gpu",
		Args: []cli.Arg{cli.Instance(&ref), cli.Word("profile", &name)},
		Run: func(ctx context.Context) error {
			err := onInstance(ctx, app, ref, func(list []string) ([]string, error) {
				if !slices.Contains(list, name) {
					return nil, &api.StatusError{Code: http.StatusNotFound,
						Message: i18n.F("the instance does not have the profile %q; it has: %s", name, strings.Join(list, ", "))}
				}
				return slices.DeleteFunc(list, func(p string) bool { return p == name }), nil
			})
			if err == nil {
				app.Note(i18n.G("Removed profile %s from %s"), name, ref.Name)
			}
			return err
		},
	})
}

func assign(app *cli.App) *cobra.Command {
	var ref config.Ref
	var words []string
	none := false
	cmd := app.Command(cli.Spec{
		Name: "assign", Aliases: []string{"apply"}, Short: i18n.G("Replace the profiles of an instance"),
		Example: "lxc profile assign web default,gpu\nlxc profile assign web ''",
		Args:    []cli.Arg{cli.Instance(&ref), cli.Opt(cli.Words("<profiles>", &words))},
		Run: func(ctx context.Context) error {
			if none == (len(words) > 0) {
				return cli.Usagef("%s", i18n.G("give the profiles, separated by commas, or --no-profiles"))
			}
			list := []string{}
			for _, w := range words {
				for _, name := range strings.Split(w, ",") {
					if name != "" {
						list = append(list, name)
					}
				}
			}
			err := onInstance(ctx, app, ref, func([]string) ([]string, error) { return list, nil })
			if err == nil {
				app.Note(i18n.G("Profiles of %s: %s"), ref.Name, strings.Join(list, ", "))
			}
			return err
		},
	})
	cmd.Flags().BoolVar(&none, "no-profiles", false, i18n.G("Leave the instance without profiles"))
	return cmd
}

func duplicate(app *cli.App) *cobra.Command {
	var from, to config.Ref
	var project string
	refresh := false
	cmd := app.Command(cli.Spec{
		Name: "copy", Aliases: []string{"cp"}, Short: i18n.G("Copy a profile"), Example: "lxc profile copy default prod:default",
		Args: []cli.Arg{cli.Object("profile", &from), cli.Target("profile", &to)},
		Run: func(ctx context.Context) error {
			if to.Remote == "" {
				return cli.Usagef("%s", i18n.G("missing argument: the name of the copy"))
			}
			if to.Name == "" {
				to.Name = from.Name
			}
			source, err := app.Server(ctx, from.Remote)
			if err != nil {
				return err
			}
			target, err := app.Server(ctx, to.Remote)
			if err != nil {
				return err
			}
			if project != "" {
				target = target.UseProject(project)
			}
			p, _, err := source.GetProfile(from.Name)
			if err != nil {
				return cli.About("profile", from, err)
			}
			if refresh { // servers answer a taken name with 409 or with 500: so the update comes first
				err = target.UpdateProfile(to.Name, p.Writable(), "")
			}
			if !refresh || errors.Is(err, api.ErrNotFound) {
				err = target.CreateProfile(api.ProfilesPost{Name: to.Name, ProfilePut: p.Writable()})
			}
			return cli.About("profile", to, err)
		},
	})
	cmd.Flags().StringVar(&project, "target-project", "", i18n.G("Project to copy into"))
	cmd.Flags().BoolVar(&refresh, "refresh", false, i18n.G("Update an existing profile of that name"))
	return cmd
}
