package cli

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"strings"

	"github.com/spf13/pflag"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// TargetFlag adds --target, which names a cluster member.
func TargetFlag(flags *pflag.FlagSet, into *string) {
	flags.StringVar(into, "target", "", i18n.G("Cluster member"))
}

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
			return Usagef(i18n.G("%s must not be empty"), a.word())
		}
		return set(app, words)
	}
	return a
}

// Named gives an argument another noun in its usage line.
func Named(a Arg, name string) Arg {
	a.Name = name
	return a
}

// Completed makes an argument propose other words.
func Completed(a Arg, with Completer) Arg {
	a.Complete = with
	return a
}

// Unless makes an argument take no word when a flag stands in its place.
func Unless(flag *bool, a Arg) Arg {
	a.Unless = flag
	return a
}

// Word is a plain word. Nouns that are known are proposed, below what earlier arguments name.
func Word(name string, into *string) Arg {
	return Arg{Name: name, Complete: Below(name), Set: func(_ *App, words []string) error {
		*into = words[0]
		return nil
	}}
}

// Choice is a word of a closed list.
func Choice(name string, into *string, values ...string) Arg {
	return Completed(Word(name, into), Fixed(values...))
}

// Local is a file or directory of this machine.
func Local(name string, into *string) Arg {
	a := Completed(Word(name, into), Nothing)
	a.Form.Local = true
	return a
}

// LocalFile is a file to write. An empty name is none.
func LocalFile(name string, into *string) Arg {
	a := Local(name, into)
	a.Set = func(_ *App, words []string) error {
		if *into = words[0]; words[0] == "" {
			return &fs.PathError{Op: "open", Err: fs.ErrNotExist}
		}
		return nil
	}
	return a
}

// Words are all words that follow.
func Words(name string, into *[]string) Arg {
	return Arg{Name: name, Repeat: true, Complete: Below(name), Set: func(_ *App, words []string) error {
		*into = append(*into, words...)
		return nil
	}}
}

// Pairs are the words `key=value` that follow.
func Pairs(into *[]string) Arg {
	a := Words("key", into)
	a.Form.Value = "value"
	return a
}

// Filters are the words that choose from a list.
func Filters(into *[]string) Arg {
	a := Opt(Words("filter", into))
	a.Complete = Nothing
	return a
}

// FilterRemote is the remote in front of the filters of a list, `remote:`, or `remote:filter` in one word.
func FilterRemote(remote *string, filters *[]string) Arg {
	a := Remote(remote)
	a.Matches = func(words []string) bool { _, _, found := config.SplitRemote(words[0]); return found }
	a.Set = func(app *App, words []string) error {
		ref, err := app.ref(words[0])
		if *remote = ref.Remote; err == nil && ref.Name != "" {
			*filters = append(*filters, ref.Name)
		}
		return err
	}
	return a
}

// Object is `[<remote>:]<noun>`. The name must not be empty.
func Object(noun string, into *config.Ref) Arg {
	return Arg{Name: noun, Form: Form{Remote: true}, Complete: Names(noun), Set: func(app *App, words []string) error {
		ref, err := app.ref(words[0])
		if err == nil && ref.Name == "" {
			err = MissingName(words[0])
		}
		*into = ref
		return err
	}}
}

// MissingName returns the usage error for a word without a name: an empty one, or a remote alone.
func MissingName(word string) error {
	if word == "" {
		return Usagef("%s", i18n.G("the name must not be empty"))
	}
	return Usagef(i18n.G("missing name after the remote in %q"), word)
}

// Instance is an object whose names are completed from the server.
func Instance(into *config.Ref) Arg { return Object("instance", into) }

// Instances are many instances. Of several, one on a remote that is not there fails when its turn comes, beside the others.
func Instances(into *[]config.Ref) Arg {
	return Arg{Name: "instance", Form: Form{Remote: true}, Repeat: true, Complete: Names("instance"), Set: func(app *App, words []string) error {
		for _, w := range words {
			ref, err := app.ref(w)
			var unknown *config.UnknownRemoteError
			if errors.As(err, &unknown) && len(words) > 1 {
				ref.Remote, ref.Name, _ = config.SplitRemote(w)
				err = nil
			}
			if err != nil {
				return err
			}
			if ref.Name == "" {
				return MissingName(w)
			}
			*into = append(*into, ref)
		}
		return nil
	}}
}

// Target is `[<remote>:][<noun>]`: the name may be left to the server.
func Target(noun string, into *config.Ref) Arg {
	return Arg{Name: noun, Form: Form{Remote: true, NameOptional: true}, Optional: true, Complete: Names(noun), Set: func(app *App, words []string) error {
		ref, err := app.ref(words[0])
		*into = ref
		return err
	}}
}

// Snapshot is `[<remote>:]<instance>[/<snapshot>]`.
func Snapshot(into *config.SnapshotRef) Arg {
	return Arg{Name: "instance", Form: Form{Remote: true, Child: "snapshot", ChildOptional: true}, Complete: InstancesAndSnapshots, Set: func(app *App, words []string) error {
		c, err := app.Config()
		if err != nil {
			return err
		}
		*into, err = c.ParseSnapshot(words[0])
		if err == nil && into.Name == "" {
			err = MissingName(words[0])
		}
		return err
	}}
}

// Snapshots are many instances and snapshots.
func Snapshots(into *[]config.SnapshotRef) Arg {
	var ref config.SnapshotRef
	a := Snapshot(&ref)
	parse := a.Set
	a.Repeat, a.Set = true, func(app *App, words []string) error {
		for _, w := range words {
			if err := parse(app, []string{w}); err != nil {
				return err
			}
			*into = append(*into, ref)
		}
		return nil
	}
	return a
}

// File is `[<remote>:]<instance>/<path>`.
func File(into *config.FileRef) Arg {
	return Arg{Name: "instance", Form: Form{Remote: true, Child: "path"}, Complete: InstancePaths, Set: func(app *App, words []string) error {
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
		Form: Form{Remote: true}, Optional: true,
		Matches:  func(words []string) bool { _, only := config.OnlyRemote(words[0]); return only || words[0] == "" },
		Complete: Remotes,
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

// KeyValues reads `key=value` words.
func KeyValues(words []string) (map[string]string, error) {
	out := make(map[string]string, len(words))
	for _, w := range words {
		key, value, found := strings.Cut(w, "=")
		if !found || key == "" {
			return nil, Usagef(i18n.G("invalid value %q: use key=value"), w)
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
			return Usagef("%s", i18n.G("only one value can be read from standard input"))
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
