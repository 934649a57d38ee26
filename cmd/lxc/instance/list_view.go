package instance

import (
	"path"
	"slices"
	"strings"

	"github.com/openlxc/lxc/internal/cli"
)

// A list on a terminal follows the user's preferences: the columns in the default list.columns, and without the addresses of
// the interfaces in list.hide_interfaces.

// remember uses the user's preferred columns, unless columns are given on the command line.
func (o *listOptions) remember(app *cli.App) {
	if o.flags.Chosen() || !app.Streams.OutputIsTerminal() {
		return
	}
	if c, err := app.Config(); err == nil && c.DefaultText("list.columns") != "" {
		o.flags.Default(c.DefaultText("list.columns"))
	}
}

// hiddenInterfaces returns the patterns of the interfaces whose addresses are hidden.
func hiddenInterfaces(app *cli.App) []string {
	c, err := app.Config()
	if err != nil || !app.Streams.OutputIsTerminal() {
		return nil
	}
	return strings.FieldsFunc(c.DefaultText("list.hide_interfaces"), func(r rune) bool { return r == ',' || r == ' ' })
}

func fitsOne(patterns []string, name string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		fits, err := path.Match(pattern, name)
		return err == nil && fits
	})
}
