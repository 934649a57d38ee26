package cli

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"strings"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func missingArgument(args []Arg, given int) string {
	for _, a := range args {
		if a.Optional {
			continue
		}
		if given == 0 {
			return i18n.F("missing argument: %s", a.Usage)
		}
		given--
	}
	return i18n.G("missing argument")
}

func tooMany(word string) string { return i18n.F("one argument too many: %q", word) }

// Opt makes an argument optional.
func Opt(a Arg) Arg {
	a.Optional = true
	return a
}

// Given makes an argument tell whether a word was given for it, if an empty one.
func Given(a Arg, given *bool) Arg {
	set := a.Set
	a.Set = func(app *App, words []string) error {
		*given = true
		return set(app, words)
	}
	return a
}

// NonEmpty makes an argument refuse the empty word, as of a variable that is not set.
func NonEmpty(a Arg) Arg {
	set := a.Set
	a.Set = func(app *App, words []string) error {
		if words[0] == "" {
			return Usagef(i18n.G("%s is empty: give it, or leave the word out"), a.Usage)
		}
		return set(app, words)
	}
	return a
}

// Word is a plain word.
func Word(usage string, into *string) Arg {
	return Arg{Usage: "<" + usage + ">", Set: func(_ *App, words []string) error {
		*into = words[0]
		return nil
	}}
}

// LocalFile is a file to write. An empty name is none.
func LocalFile(usage string, into *string) Arg {
	return Arg{Usage: "<" + usage + ">", Set: func(_ *App, words []string) error {
		if *into = words[0]; words[0] == "" {
			return &fs.PathError{Op: "open", Err: fs.ErrNotExist}
		}
		return nil
	}}
}

// Words are all words that follow. Usage is shown as it is.
func Words(usage string, into *[]string) Arg {
	return Arg{Usage: usage, Repeat: true, Set: func(_ *App, words []string) error {
		*into = words
		return nil
	}}
}

// Object is `[<remote>:]<noun>`. The name must not be empty.
func Object(noun string, into *config.Ref) Arg {
	return Arg{Usage: "[<remote>:]<" + noun + ">", Set: func(app *App, words []string) error {
		ref, err := app.ref(words[0])
		if err == nil && ref.Name == "" {
			err = Usagef(i18n.G("%q has no name after the remote"), words[0])
		}
		*into = ref
		return err
	}}
}

// Instance is an object whose names are completed from the server.
func Instance(into *config.Ref) Arg {
	a := Object("instance", into)
	a.Complete = completeInstances
	return a
}

// Instances are many instances. Of several, one on a remote that is not there fails when its turn comes, beside the others.
func Instances(into *[]config.Ref) Arg {
	return Arg{Usage: "[<remote>:]<instance>", Repeat: true, Complete: completeInstances, Set: func(app *App, words []string) error {
		for _, w := range words {
			ref, err := app.ref(w)
			var unknown *config.UnknownRemoteError
			if errors.As(err, &unknown) && len(words) > 1 {
				ref.Remote, ref.Name, _ = strings.Cut(w, ":")
				err = nil
			}
			if err != nil {
				return err
			}
			if ref.Name == "" {
				return Usagef(i18n.G("%q has no name after the remote"), w)
			}
			*into = append(*into, ref)
		}
		return nil
	}}
}

// Target is `[<remote>:][<noun>]`: the name may be left to the server.
func Target(noun string, into *config.Ref) Arg {
	return Arg{Usage: "[<remote>:][<" + noun + ">]", Optional: true, Set: func(app *App, words []string) error {
		ref, err := app.ref(words[0])
		*into = ref
		return err
	}}
}

// Snapshot is `[<remote>:]<instance>[/<snapshot>]`.
func Snapshot(into *config.SnapshotRef) Arg {
	return Arg{Usage: "[<remote>:]<instance>[/<snapshot>]", Complete: completeInstances, Set: func(app *App, words []string) error {
		c, err := app.Config()
		if err != nil {
			return err
		}
		*into, err = c.ParseSnapshot(words[0])
		if err == nil && into.Name == "" {
			err = Usagef(i18n.G("%q has no name after the remote"), words[0])
		}
		return err
	}}
}

// File is `[<remote>:]<instance>/<path>`.
func File(into *config.FileRef) Arg {
	return Arg{Usage: "[<remote>:]<instance>/<path>", Set: func(app *App, words []string) error {
		c, err := app.Config()
		if err != nil {
			return err
		}
		*into, err = c.ParseFile(words[0])
		return err
	}}
}

// Remote is `[<remote>:]`, which takes a word only when it ends in a colon or is empty, as a variable that is not set. Without
// it the default remote is meant.
func Remote(into *string) Arg {
	return Arg{
		Usage: "[<remote>:]", Optional: true,
		Matches:  func(word string) bool { return word == "" || strings.HasSuffix(word, ":") },
		Complete: completeRemotes,
		Set: func(app *App, words []string) error {
			ref, err := app.ref(words[0])
			*into = ref.Remote
			return err
		},
	}
}

// ResolveRemote fills in the default remote where none was given.
func (a *App) ResolveRemote(remote *string) error {
	if *remote != "" {
		return nil
	}
	c, err := a.Config()
	if err != nil {
		return err
	}
	*remote = c.Default()
	return nil
}

// ServerAt connects to a remote, which it fills in with the default one where none was given.
func (a *App) ServerAt(ctx context.Context, remote *string) (lxd.InstanceServer, error) {
	if err := a.ResolveRemote(remote); err != nil {
		return nil, err
	}
	return a.Server(ctx, *remote)
}

func (a *App) ref(word string) (config.Ref, error) {
	c, err := a.Config()
	if err != nil {
		return config.Ref{}, err
	}
	return c.ParseRef(word)
}

// SplitFilters takes a remote from the front of filters: `remote:` or `remote:filter`.
func (a *App) SplitFilters(words []string) (remote string, filters []string, err error) {
	if len(words) == 0 || !strings.Contains(words[0], ":") {
		return remote, words, a.ResolveRemote(&remote)
	}
	ref, err := a.ref(words[0])
	if err != nil {
		return "", nil, err
	}
	filters = words[1:]
	if ref.Name != "" {
		filters = append([]string{ref.Name}, filters...)
	}
	return ref.Remote, filters, nil
}

// KeyValues reads `key=value` words.
func KeyValues(words []string) (map[string]string, error) {
	out := make(map[string]string, len(words))
	for _, w := range words {
		key, value, found := strings.Cut(w, "=")
		if !found || key == "" {
			return nil, Usagef(i18n.G("%q is not of the form key=value"), w)
		}
		out[key] = value
	}
	return out, nil
}

// KeyValues reads `key=value` words; the value "-" is standard input.
func (a *App) KeyValues(words []string) (map[string]string, error) {
	values, err := KeyValues(words)
	if err != nil {
		return nil, err
	}
	return values, a.valueFromInput(values)
}

// KeyValuesOrPair reads `key=value` words, or the older form of one key and one value as two words. The value "-" is
// standard input.
func (a *App) KeyValuesOrPair(words []string) (map[string]string, error) {
	if len(words) == 2 && !strings.Contains(words[0], "=") {
		values := map[string]string{words[0]: words[1]}
		return values, a.valueFromInput(values)
	}
	return a.KeyValues(words)
}

// valueFromInput puts standard input where the value is "-". There can be one such key.
func (a *App) valueFromInput(values map[string]string) error {
	from := ""
	for key, value := range values {
		if value != "-" {
			continue
		}
		if from != "" {
			return Usagef("%s", i18n.G("only one value can come from standard input"))
		}
		from = key
	}
	if from == "" {
		return nil
	}
	text, err := io.ReadAll(a.Streams.In)
	values[from] = string(text)
	return err
}

// CompleteNames proposes names on the remote that a word begins with.
func (a *App) CompleteNames(ctx context.Context, word string, names func(lxd.InstanceServer) ([]string, error)) []string {
	c, err := a.Config()
	if err != nil {
		return nil
	}
	ref, err := c.ParseRef(word)
	if err != nil {
		return nil
	}
	srv, err := a.Server(ctx, ref.Remote)
	if err != nil {
		return nil
	}
	list, err := names(srv)
	if err != nil {
		return nil
	}
	prefix := strings.TrimSuffix(word, ref.Name)
	var out []string
	for _, n := range list {
		if strings.HasPrefix(n, ref.Name) {
			out = append(out, prefix+n)
		}
	}
	if prefix == "" {
		for name, r := range c.Remotes {
			if !r.IsImagesOnly() && strings.HasPrefix(name, word) {
				out = append(out, name+":")
			}
		}
	}
	return out
}

func completeRemotes(_ context.Context, app *App, word string) []string {
	c, err := app.Config()
	if err != nil {
		return nil
	}
	var out []string
	for name, r := range c.Remotes {
		if strings.HasPrefix(name, word) && !r.Hidden {
			out = append(out, name+":")
		}
	}
	return out
}

func completeInstances(ctx context.Context, app *App, word string) []string {
	return app.CompleteNames(ctx, word, lxd.InstanceServer.GetInstanceNames)
}
