// Package project implements `lxc project`.
package project

import (
	"cmp"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Area is `lxc project`.
var Area = cli.Area{Name: "project", Short: summary, Build: build}

func summary() string { return i18n.G("Manage projects") }

func build(app *cli.App) *cobra.Command {
	return app.Group("project", summary(), projects(app).Commands(app), []*cobra.Command{
		create(app), remove(app), current(app), switchTo(app), info(app), promoteReplica(app), demoteReplica(app),
	})
}

// inUse returns the current project of a remote.
func inUse(app *cli.App, remote string) (string, error) {
	c, err := app.Config()
	if err != nil {
		return "", err
	}
	return cmp.Or(c.ProjectOverride, c.Remotes[remote].Project, "default"), nil
}
