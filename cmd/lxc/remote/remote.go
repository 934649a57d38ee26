// Package remote implements `lxc remote`.
package remote

import (
	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Area is `lxc remote`.
var Area = cli.Area{Name: "remote", Short: summary, Build: build}

func summary() string { return i18n.G("Manage remote servers") }

func build(app *cli.App) *cobra.Command {
	return app.Group("remote", summary(), []*cobra.Command{
		add(app), generate(app), getDefault(app), clientCertificate(app), list(app), remove(app), rename(app), setURL(app), switchTo(app),
		clientToken(app), proxy(app), setKeepalive(app),
	})
}

// name is an argument for the name of a remote, with or without a colon.
func name(usage string, into *string) cli.Arg {
	a := cli.Completed(cli.Word(usage, into), cli.RemoteNames)
	set := a.Set
	a.Set = func(app *cli.App, words []string) error {
		word := words[0]
		if plain, only := config.OnlyRemote(word); only && plain != "" {
			word = plain
		}
		return set(app, []string{word})
	}
	return a
}

// change modifies the configuration.
func change(app *cli.App, work func(*config.Config) error) error {
	c, err := app.Config()
	if err != nil {
		return err
	}
	return work(c)
}
