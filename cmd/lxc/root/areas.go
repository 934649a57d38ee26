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

// groups returns the areas, grouped as in the help.
func groups() []group {
	return []group{
		{"instances", i18n.G("Instances:"), slices.Concat(instance.Areas, []cli.Area{file.Area})},
		{"objects", i18n.G("Images, profiles and configuration:"), []cli.Area{
			image.Area, profile.Area, withProfiles(config.Area), project.Area, network.Area, storage.Area(file.Volumes),
		}},
		{"servers", i18n.G("Servers:"), slices.Concat([]cli.Area{remote.Area, operation.Area, warning.Area}, server.Areas, cluster.Areas, []cli.Area{
			auth.Area, admin.Area,
		})},
		{"client", i18n.G("This client:"), []cli.Area{alias.Area, defaults.Area}},
	}
}

type group struct {
	id, title string
	areas     []cli.Area
}

// withProfiles adds the profile commands to another area, where early scripts expect them.
func withProfiles(area cli.Area) cli.Area {
	build := area.Build
	area.Build = func(app *cli.App) *cobra.Command {
		cmd, old := build(app), profile.Area.Build(app)
		old.Hidden = true
		cmd.AddCommand(old)
		return cmd
	}
	return area
}

// addAreas adds the area that the command line selects, or all areas if there is none; building all of them takes longer
// than most commands. It reports whether a single area was added.
func addAreas(app *cli.App, root *cobra.Command, words []string) (one bool) {
	first := firstWord(words)
	lines := len(words) == 1 && slices.Contains([]string{"help", "--help", "-h"}, words[0])
	all := groups()
	one = slices.ContainsFunc(all, func(g group) bool {
		return slices.ContainsFunc(g.areas, func(a cli.Area) bool { return a.Named(first) })
	})
	for _, g := range all {
		root.AddGroup(&cobra.Group{ID: g.id, Title: g.title})
		for _, a := range g.areas {
			var cmd *cobra.Command
			switch {
			case one && !a.Named(first):
				continue
			case lines:
				cmd = a.Line(app)
			default:
				cmd = a.Build(app)
			}
			cmd.GroupID = g.id
			root.AddCommand(cmd)
		}
	}
	return one
}

// firstWord returns the first word of a command line, or "" if that is a flag. For a completion request it is the first word
// of the line being completed, once that word is complete.
func firstWord(words []string) string {
	if len(words) > 2 && strings.HasPrefix(words[0], cobra.ShellCompRequestCmd) {
		words = words[1:]
	}
	if len(words) == 1 && words[0] == "--version" {
		return "version" // needs no other command
	}
	if len(words) == 0 || strings.HasPrefix(words[0], "-") {
		return ""
	}
	return words[0]
}
