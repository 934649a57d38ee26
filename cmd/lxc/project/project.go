// Package project holds `lxc project`.
package project

import (
	"cmp"
	"context"
	"errors"
	"maps"
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

func projects(app *cli.App) *resource.Kind[api.Project, api.ProjectPut] {
	feature := func(name string) func(api.Project) string {
		return func(p api.Project) string { return output.YesNo(p.Config["features."+name] == "true") }
	}
	used := "" // the project of the remote, which its list marks
	return &resource.Kind[api.Project, api.ProjectPut]{
		Noun: "project", SparesInput: true, Plural: i18n.G("projects"),
		Verbs: resource.Verbs[api.Project, api.ProjectPut]{
			List: func(s resource.Server, k resource.Key) (items []api.Project, err error) {
				if used, err = inUse(app, k.Remote); err != nil {
					return nil, err
				}
				return s.GetProjects()
			},
			Get: func(s resource.Server, k resource.Key) (*api.Project, string, error) { return s.GetProject(k.Name) },
			Update: func(s resource.Server, k resource.Key, p api.ProjectPut, etag string) error {
				return s.UpdateProject(k.Name, p, etag)
			},
			Rename: func(s resource.Server, k resource.Key, to string) error {
				return s.RenameProject(k.Name, api.ProjectPost{Name: to})
			},
		},
		Columns: output.Columns[api.Project]{
			output.Col('n', i18n.G("NAME"), func(p api.Project) string {
				if p.Name == used {
					return i18n.F("%s (current)", p.Name)
				}
				return p.Name
			}),
			output.Col('i', i18n.G("IMAGES"), feature("images")).Or('I'),
			output.Col('p', i18n.G("PROFILES"), feature("profiles")).Or('P'),
			output.Col('v', i18n.G("STORAGE VOLUMES"), feature("storage.volumes")),
			output.Col('b', i18n.G("STORAGE BUCKETS"), feature("storage.buckets")),
			output.Col('w', i18n.G("NETWORKS"), feature("networks")).Or('N'),
			output.Col('z', i18n.G("NETWORK ZONES"), feature("networks.zones")),
			output.Col('d', i18n.G("DESCRIPTION"), func(p api.Project) string { return p.Description }),
			output.Col('u', i18n.G("USED BY"), func(p api.Project) string { return strconv.Itoa(len(p.UsedBy)) }),
			output.Col('r', i18n.G("REPLICA MODE"), func(p api.Project) string {
				if p.ReplicaMode == "" {
					return "-"
				}
				return p.ReplicaMode
			}),
		},
		Default: cli.ByProgram("nipvwdu", "nipvbwzdu"), DefaultOf: columnsOf, Name: func(p api.Project) string { return p.Name },
		Help: i18n.G("A project: description and configuration keys. Lines with # are ignored."),
	}
}

// columnsOf are the columns of the stock clients that go with a server.
func columnsOf(s resource.Server) string {
	switch {
	case cli.ByProgram(s.HasExtension("replicators"), false):
		return "nipvbwzdur"
	case cli.ByProgram(s.HasExtension("storage_buckets"), true):
		return "nipvbwzdu"
	}
	return "nipvwdu"
}

// Summary is what the list of all commands says of these.
func Summary() string { return i18n.G("Manage projects") }

// New is `lxc project`.
func New(app *cli.App) *cobra.Command {
	return app.Group("project", Summary(), projects(app).Commands(app), []*cobra.Command{
		create(app), remove(app), current(app), switchTo(app), info(app), replica(app, "promote-replica"), replica(app, "demote-replica"),
	})
}

type createOptions struct {
	ref              config.Ref
	pairs            []string
	description      string
	network, storage string
}

func create(app *cli.App) *cobra.Command {
	var o createOptions
	cmd := app.Command(cli.Spec{
		Name: "create", Aliases: []string{"add"}, Short: i18n.G("Create a project; YAML can be given on standard input"),
		Example: "lxc project create web -c limits.instances=10",
		Args:    []cli.Arg{cli.Object("project", &o.ref)},
		Run:     func(ctx context.Context) error { return cli.About("project", o.ref, o.run(ctx, app)) },
	})
	f := cmd.Flags()
	f.StringArrayVarP(&o.pairs, "config", "c", nil, i18n.G("Configuration key and value, such as limits.instances=10; can be repeated"))
	f.StringVar(&o.description, "description", "", i18n.G("Description"))
	f.StringVarP(&o.network, "network", "n", "", i18n.G("Network that the project's default profile gives to instances"))
	f.StringVarP(&o.storage, "storage", "s", "", i18n.G("Pool that the project's default profile gives to instances"))
	return cmd
}

func (o *createOptions) run(ctx context.Context, app *cli.App) error {
	put, err := projects(app).FromInput(ctx, app, o.pairs, o.description)
	if err != nil {
		return err
	}
	srv, err := app.Server(ctx, o.ref.Remote)
	if err != nil {
		return err
	}
	if err := srv.CreateProject(api.ProjectsPost{Name: o.ref.Name, ProjectPut: put}); err != nil {
		return err
	}
	app.Note(i18n.G("Created %s %s"), "project", o.ref.Name)
	if o.network == "" && o.storage == "" {
		return nil
	}
	return resource.ChangeProfile(srv.UseProject(o.ref.Name), "default", func(p *api.ProfilePut) error {
		if o.storage != "" {
			p.Devices["root"] = map[string]string{"type": "disk", "path": "/", "pool": o.storage}
		}
		if o.network != "" {
			p.Devices["eth0"] = map[string]string{"type": "nic", "name": "eth0", "network": o.network}
		}
		return nil
	})
}

func remove(app *cli.App) *cobra.Command {
	var ref config.Ref
	force, sure := false, false
	cmd := app.Command(cli.Spec{
		Name: "delete", Aliases: []string{"remove", "rm"}, Short: i18n.G("Delete a project"), Example: "lxc project delete web",
		Args: []cli.Arg{cli.Object("project", &ref)},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			if !force {
				err = srv.DeleteProject(ref.Name)
			} else {
				if asks := cli.ByProgram(false, true); asks && !sure {
					sure, err = app.Confirm(ctx, i18n.F("Delete the project %s with all that is in it?", ref.Name), "--yes")
					if err != nil {
						return err
					}
					if !sure {
						return errors.New(i18n.G("not deleted: the answer was no"))
					}
				}
				err = srv.DeleteProjectForce(ref.Name)
			}
			if err != nil {
				return cli.About("project", ref, err)
			}
			app.Note(i18n.G("Deleted %s %s"), "project", ref.Name)
			return forget(ctx, app, ref)
		},
	})
	cmd.Flags().BoolVarP(&force, "force", "f", false, i18n.G("Delete all that is in it, too"))
	cmd.Flags().BoolVar(&sure, "yes", false, i18n.G("Do not ask"))
	return cmd
}

// forget goes back to the project default on a remote whose current project is gone.
func forget(ctx context.Context, app *cli.App, ref config.Ref) error {
	c, err := app.Config()
	if err != nil || c.Remotes[ref.Remote].Project != ref.Name {
		return err
	}
	return c.SetProject(ctx, ref.Remote, "")
}

func current(app *cli.App) *cobra.Command {
	var remote string
	return app.Command(cli.Spec{
		Name: "get-current", Short: i18n.G("Print the project that is used"), Args: []cli.Arg{cli.Remote(&remote)},
		Run: func(context.Context) error {
			if err := app.ResolveRemote(&remote); err != nil {
				return err
			}
			project, err := inUse(app, remote)
			if err != nil {
				return err
			}
			app.Print("%s\n", project)
			return nil
		},
	})
}

// inUse is the project that commands on a remote work in.
func inUse(app *cli.App, remote string) (string, error) {
	c, err := app.Config()
	if err != nil {
		return "", err
	}
	return cmp.Or(c.ProjectOverride, c.Remotes[remote].Project, "default"), nil
}

func switchTo(app *cli.App) *cobra.Command {
	var ref config.Ref
	return app.Command(cli.Spec{
		Name: "switch", Short: i18n.G("Choose the project to use on a remote"), Example: "lxc project switch web\nlxc project switch prod:web",
		Args: []cli.Arg{cli.Object("project", &ref)},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			if _, _, err := srv.GetProject(ref.Name); err != nil {
				return cli.About("project", ref, err)
			}
			c, err := app.Config()
			if err != nil {
				return err
			}
			return c.SetProject(ctx, ref.Remote, ref.Name)
		},
	})
}

// usage is one resource of a project.
type usage struct {
	Resource     string
	Limit, Usage int64
}

func info(app *cli.App) *cobra.Command {
	var ref config.Ref
	var flags resource.ListFlags
	access := false
	cmd := app.Command(cli.Spec{
		Name: "info", Short: i18n.G("Show what a project uses of its limits"), Example: "lxc project info web",
		Args: []cli.Arg{cli.Object("project", &ref)},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			if access {
				list, err := srv.GetProjectAccess(ref.Name)
				if err != nil {
					return cli.About("project", ref, err)
				}
				return output.YAML(app.Streams.Out, list)
			}
			state, err := srv.GetProjectState(ref.Name)
			if err != nil {
				return cli.About("project", ref, err)
			}
			return printUsage(app, flags, state)
		},
	})
	flags.Add(cmd, "")
	cmd.Flags().BoolVar(&access, "show-access", false, i18n.G("Show who may do what"))
	return cmd
}

// printUsage prints a line for each limit; json and yaml have the state as the API has it.
func printUsage(app *cli.App, flags resource.ListFlags, state *api.ProjectState) error {
	format, err := flags.ParseFormat(app)
	switch {
	case err != nil:
		return err
	case format.Name == "json":
		return output.JSON(app.Streams.Out, state)
	case format.Name == "yaml":
		return output.YAML(app.Streams.Out, state)
	}
	var list []usage
	for _, name := range slices.Sorted(maps.Keys(state.Resources)) {
		list = append(list, usage{name, state.Resources[name].Limit, state.Resources[name].Usage})
	}
	return output.List(app.Streams.Out, format, usageColumns(), list)
}

func usageColumns() output.Columns[usage] {
	amount := func(name string, n int64) string {
		switch {
		case n < 0:
			return i18n.G("UNLIMITED")
		case strings.HasPrefix(name, "memory") || strings.HasPrefix(name, "disk"):
			return output.Bytes(n)
		}
		return strconv.FormatInt(n, 10)
	}
	return output.Columns[usage]{
		output.Col('r', i18n.G("RESOURCE"), func(u usage) string { return strings.ToUpper(u.Resource) }),
		output.Col('l', i18n.G("LIMIT"), func(u usage) string { return amount(u.Resource, u.Limit) }),
		output.Col('u', i18n.G("USAGE"), func(u usage) string { return amount(u.Resource, u.Usage) }),
	}
}

// replica makes a project the leading or the following one of a replicated pair (extension project_replica_mode, LXD).
func replica(app *cli.App, name string) *cobra.Command {
	var ref config.Ref
	force := false
	short, mode := i18n.G("Make a project the leading one of a replicated pair"), "leader"
	if name == "demote-replica" {
		short, mode = i18n.G("Make a project the following one of a replicated pair"), "standby"
	}
	cmd := app.Command(cli.Spec{
		Name: name, Short: short, Example: "lxc project " + name + " web", Args: []cli.Arg{cli.Object("project", &ref)},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			if err := srv.UpdateProjectReplica(ref.Name, mode, force); err != nil {
				return cli.About("project", ref, err)
			}
			app.Note(i18n.G("The mode of project %s is now: %s"), ref.Name, mode)
			return nil
		},
	})
	cmd.Flags().BoolVarP(&force, "force", "f", false, i18n.G("Do it although the other side cannot be asked"))
	return cmd
}
