package root

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/cmd/lxc/admin"
	"github.com/openlxc/lxc/cmd/lxc/alias"
	"github.com/openlxc/lxc/cmd/lxc/auth"
	"github.com/openlxc/lxc/cmd/lxc/cluster"
	"github.com/openlxc/lxc/cmd/lxc/config"
	"github.com/openlxc/lxc/cmd/lxc/defaults"
	"github.com/openlxc/lxc/cmd/lxc/file"
	"github.com/openlxc/lxc/cmd/lxc/image"
	"github.com/openlxc/lxc/cmd/lxc/instance"
	"github.com/openlxc/lxc/cmd/lxc/network"
	"github.com/openlxc/lxc/cmd/lxc/operation"
	"github.com/openlxc/lxc/cmd/lxc/profile"
	"github.com/openlxc/lxc/cmd/lxc/project"
	"github.com/openlxc/lxc/cmd/lxc/remote"
	"github.com/openlxc/lxc/cmd/lxc/server"
	"github.com/openlxc/lxc/cmd/lxc/storage"
	"github.com/openlxc/lxc/cmd/lxc/warning"
	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

// area is a word that may come first, with its aliases, and what builds the commands below it. Building all of them costs
// more than most commands do, so only the one that is used is built; a test compares the names with what is built.
type area struct {
	names string
	build func(*cli.App) *cobra.Command
	// summary is the line of a group in the list of all commands, for which the group itself need not be built.
	summary func() string
}

// configArea has the profiles a second time: scripts of the first years call them so.
func configArea(app *cli.App) *cobra.Command {
	cmd, old := config.New(app), profile.New(app)
	old.Hidden = true
	cmd.AddCommand(old)
	return cmd
}

func storageArea(app *cli.App) *cobra.Command { return storage.New(app, file.Volumes(app)) }

// groups are the areas as the help shows them.
var groups = []struct {
	id    string
	title func() string
	areas []area
}{
	{"instances", func() string { return i18n.G("Instances:") }, []area{
		{"launch", instance.Launch, nil}, {"init", instance.Init, nil}, {"create", instance.Create, nil}, {"list ls", instance.List, nil}, {"info", instance.Info, nil},
		{"start", instance.Start, nil}, {"stop", instance.Stop, nil}, {"restart", instance.Restart, nil}, {"pause freeze", instance.Pause, nil},
		{"resume unfreeze", instance.Resume, nil}, {"exec", instance.Exec, nil}, {"file", file.New, file.Summary}, {"snapshot", instance.Snapshot, nil},
		{"restore", instance.Restore, nil}, {"copy cp", instance.Copy, nil}, {"move mv", instance.Move, nil}, {"rename", instance.Rename, nil},
		{"rebuild", instance.Rebuild, nil}, {"publish", instance.Publish, nil}, {"delete remove rm", instance.Delete, nil},
		{"console", instance.Console, nil}, {"export", instance.Export, nil}, {"import", instance.Import, nil}, {"top", instance.Top, nil},
		{"wait", instance.Wait, nil}, {"port-forward", instance.PortForward, nil}, {"low-level debug", instance.LowLevel, nil},
	}},
	{"objects", func() string { return i18n.G("Images, profiles and configuration:") }, []area{
		{"image", image.New, image.Summary}, {"profile", profile.New, profile.Summary}, {"config", configArea, config.Summary}, {"project", project.New, project.Summary},
		{"network", network.New, network.Summary}, {"storage", storageArea, storage.Summary},
	}},
	{"servers", func() string { return i18n.G("Servers:") }, []area{
		{"remote", remote.New, remote.Summary}, {"operation", operation.New, operation.Summary}, {"monitor", server.Monitor, nil}, {"query", server.Query, nil},
		{"version", server.Version, nil}, {"warning", warning.New, warning.Summary}, {"cluster", cluster.New, cluster.Summary}, {"placement-group", cluster.Placement, nil},
		{"replicator", cluster.Replicator, nil}, {"auth", auth.New, auth.Summary}, {"admin", admin.New, admin.Summary}, {"webui", server.WebUI, nil},
	}},
	{"client", func() string { return i18n.G("This client:") }, []area{{"alias", alias.New, alias.Summary}, {"default", defaults.New, nil}}},
}

// known reports whether a word is the name or an alias of an area.
func known(word string) bool {
	for _, g := range groups {
		if slices.ContainsFunc(g.areas, func(a area) bool { return slices.Contains(strings.Fields(a.names), word) }) {
			return true
		}
	}
	return false
}

// addAreas adds the area that the command line begins with, or all of them where it begins with no word of an area. It
// reports whether it was one.
func addAreas(app *cli.App, root *cobra.Command) (one bool) {
	one = known(app.FirstWord)
	for _, g := range groups {
		root.AddGroup(&cobra.Group{ID: g.id, Title: g.title()})
		for _, a := range g.areas {
			names := strings.Fields(a.names)
			var cmd *cobra.Command
			switch {
			case one && !slices.Contains(names, app.FirstWord):
				continue
			case app.OnlyNames && a.summary != nil:
				cmd = &cobra.Command{Use: names[0], Aliases: names[1:], Short: a.summary(), Run: func(*cobra.Command, []string) {}}
			default:
				cmd = a.build(app)
			}
			cmd.GroupID = g.id
			root.AddCommand(cmd)
		}
	}
	return one
}
