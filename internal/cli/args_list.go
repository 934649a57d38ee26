package cli

import "github.com/openlxc/lxc/pkg/i18n"

// ListRemote is the remote of a list, `[<remote>:]`. A name behind it, or in its place, filters nothing: the stock clients
// overlook it, or refuse it, as strict lists do.
func ListRemote(into *string, strict bool) Arg {
	a := Remote(into)
	a.Matches = nil
	a.Set = func(app *App, words []string) error {
		ref, err := app.ref(words[0])
		if *into = ref.Remote; err == nil && strict && ref.Name != "" {
			err = Usagef(i18n.G("unexpected filter %q"), ref.Name)
		}
		return err
	}
	return a
}
