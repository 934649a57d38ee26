package storage

import (
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
)

// reworded replaces the error for a missing volume with incus's wording; lxc prints the server's.
func reworded(app *cli.App, verb, word string, err error) error {
	if app.Family != "incus" || !errors.Is(err, api.ErrNotFound) {
		return err
	}
	var status *api.StatusError
	v := parseVolume(word)
	if !errors.As(err, &status) || status.Message != "Storage pool volume not found" && v.name != "" {
		return err
	}
	text := fmt.Sprintf("Storage pool volume %q not found", v.kind+"/"+v.source())
	if verb == "show" && v.kind == "custom" {
		text += ". Try virtual-machine or container for type"
	}
	return cli.NotFound("volume", text)
}

// rewordedCommands wraps the volume commands whose errors incus rewords.
func rewordedCommands(app *cli.App, commands []*cobra.Command) []*cobra.Command {
	for _, c := range commands {
		if run := c.RunE; slices.Contains([]string{"show", "get", "set", "unset"}, c.Name()) {
			c.RunE = func(cmd *cobra.Command, words []string) error {
				err := run(cmd, words)
				if err == nil || len(words) < 2 {
					return err
				}
				return reworded(app, cmd.Name(), words[1], err)
			}
		}
	}
	return commands
}
