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
		{"launch", instance.Launch}, {"init", instance.Init}, {"create", instance.Create}, {"list ls", instance.List}, {"info", instance.Info},
		{"start", instance.Start}, {"stop", instance.Stop}, {"restart", instance.Restart}, {"pause freeze", instance.Pause},
		{"resume unfreeze", instance.Resume}, {"exec", instance.Exec}, {"file", file.New}, {"snapshot", instance.Snapshot},
		{"restore", instance.Restore}, {"copy cp", instance.Copy}, {"move mv", instance.Move}, {"rename", instance.Rename},
		{"rebuild", instance.Rebuild}, {"publish", instance.Publish}, {"delete remove rm", instance.Delete},
		{"console", instance.Console}, {"export", instance.Export}, {"import", instance.Import}, {"top", instance.Top},
		{"wait", instance.Wait}, {"port-forward", instance.PortForward}, {"low-level debug", instance.LowLevel},
	}},
	{"objects", func() string { return i18n.G("Images, profiles and configuration:") }, []area{
		{"image", image.New}, {"profile", profile.New}, {"config", configArea}, {"project", project.New},
		{"network", network.New}, {"storage", storageArea},
	}},
	{"servers", func() string { return i18n.G("Servers:") }, []area{
		{"remote", remote.New}, {"operation", operation.New}, {"monitor", server.Monitor}, {"query", server.Query},
		{"version", server.Version}, {"warning", warning.New}, {"cluster", cluster.New}, {"placement-group", cluster.Placement},
		{"replicator", cluster.Replicator}, {"auth", auth.New}, {"admin", admin.New}, {"webui", server.WebUI},
	}},
	{"client", func() string { return i18n.G("This client:") }, []area{{"alias", alias.New}, {"default", defaults.New}}},
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

// addAreas adds all areas: whole, or, when the command line begins with one of them, that one whole and the others by name.
func addAreas(app *cli.App, root *cobra.Command) {
	first := app.FirstWord
	if !known(first) {
		first = ""
	}
	for _, g := range groups {
		root.AddGroup(&cobra.Group{ID: g.id, Title: g.title()})
		for _, a := range g.areas {
			names := strings.Fields(a.names)
			cmd := &cobra.Command{Use: names[0], Aliases: names[1:], Run: func(*cobra.Command, []string) {}}
			if first == "" || slices.Contains(names, first) {
				cmd = a.build(app)
			}
			cmd.GroupID = g.id
			root.AddCommand(cmd)
		}
	}
}
