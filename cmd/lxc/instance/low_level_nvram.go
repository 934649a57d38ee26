package instance

import (
	"context"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func nvram(app *cli.App) []*cobra.Command {
	return []*cobra.Command{nvramList(app), nvramGet(app), nvramSet(app), nvramUnset(app), nvramEdit(app)}
}

// variable splits `GUID/NAME` or `NAME-GUID`.
func variable(text string) (guid, name string, err error) {
	if guid, name, found := config.SplitName(text); found {
		return guid, name, nil
	}
	const guidLength = 36
	if i := len(text) - guidLength; i > 1 && text[i-1] == '-' {
		return text[i:], text[:i-1], nil
	}
	return "", "", cli.Usagef(i18n.G("invalid variable %q: use GUID/NAME"), text)
}

// variableNames completes the firmware variables of the instance in the previous argument, as GUID/NAME.
var variableNames = cli.Under(func(s lxd.InstanceServer, words []string) ([]string, error) {
	if len(words) == 0 {
		return nil, nil
	}
	raw, err := s.GetInstanceNVRAM(words[0], "")
	var names []string
	for _, v := range firmwareVariables(raw, "") {
		names = append(names, v.GUID+"/"+v.Name)
	}
	return names, err
})

// guids completes the GUIDs of firmware variables.
func guids(ctx context.Context, app *cli.App, at cli.Cursor) []string {
	var out []string
	for _, name := range variableNames(ctx, app, at) {
		guid, _, _ := config.SplitName(name)
		out = append(out, guid)
	}
	return out
}

// firmwareVariable is a row of the list.
type firmwareVariable struct {
	GUID string `json:"guid" yaml:"guid"`
	Name string `json:"name" yaml:"name"`
	Data any    `json:"data" yaml:"data"`
}

// firmwareVariables flattens the server's response: a map of GUIDs to maps of variables, or only the inner map.
func firmwareVariables(raw any, guid string) []firmwareVariable {
	all, _ := raw.(map[string]any)
	if guid != "" {
		all = map[string]any{guid: raw}
	}
	var out []firmwareVariable
	for _, g := range slices.Sorted(maps.Keys(all)) {
		names, _ := all[g].(map[string]any)
		for _, name := range slices.Sorted(maps.Keys(names)) {
			out = append(out, firmwareVariable{g, name, names[name]})
		}
	}
	return out
}
