package cli

import "github.com/openlxc/lxc/pkg/i18n"

// ListRemote is the remote of a list, `[<remote>:]`. A name in it does not filter: it is ignored or, if strict is set,
// rejected, as the stock clients do.
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
