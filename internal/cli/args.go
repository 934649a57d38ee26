package cli

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// TargetFlag declares --target, which names a cluster member.
func TargetFlag(flags *pflag.FlagSet, into *string) {
	flags.StringVar(into, "target", "", i18n.G("Cluster member"))
}

// Opt makes an argument optional.
func Opt(a Arg) Arg {
	a.Optional = true
	return a
}

// Given makes an argument set given when it is present, even if it is empty.
func Given(a Arg, given *bool) Arg {
	set := a.Set
	a.Set = func(app *App, words []string) error {
		*given = true
		return set(app, words)
	}
	return a
}

// NonEmpty makes an argument reject the empty string, which is what an unset shell variable expands to.
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

// Named changes the noun shown in the usage line.
func Named(a Arg, name string) Arg {
	a.Name = name
	return a
}

// Completed changes the completer of an argument.
func Completed(a Arg, with Completer) Arg {
	a.Complete = with
	return a
}

// Unless makes an argument unavailable when a flag that replaces it is set.
func Unless(flag *bool, a Arg) Arg {
	a.Unless = flag
	return a
}

// Word is a plain argument. If its name is a known noun, it is completed below the parents named by earlier arguments.
func Word(name string, into *string) Arg {
	return Arg{Name: name, Complete: Below(name), Set: func(_ *App, words []string) error {
		*into = words[0]
		return nil
	}}
}

// Choice is an argument that is completed from a fixed list of values.
func Choice(name string, into *string, values ...string) Arg {
	return Completed(Word(name, into), Fixed(values...))
}

// Local is a local file or directory.
func Local(name string, into *string) Arg {
	a := Completed(Word(name, into), Nothing)
	a.Form.Local = true
	return a
}

// LocalFile is a local file to write. An empty name counts as not given.
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

// Words takes all remaining arguments.
func Words(name string, into *[]string) Arg {
	return Arg{Name: name, Repeat: true, Complete: Below(name), Set: func(_ *App, words []string) error {
		*into = append(*into, words...)
		return nil
	}}
}

// Pairs takes the remaining `key=value` arguments.
func Pairs(into *[]string) Arg {
	a := Words("key", into)
	a.Form.Value = "value"
	return a
}

// Filters takes the filters of a list.
func Filters(into *[]string) Arg {
	a := Opt(Words("filter", into))
	a.Complete = Nothing
	return a
}

// FilterRemote is the remote that may precede the filters of a list: `remote:`, or `remote:filter` as one argument.
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

// TransferMode returns the mode of a transfer. Scripts may rely on the stock clients, which take every other word for pull; on
// a terminal it is a mistake.
func (a *App) TransferMode(mode string, modes ...string) (string, error) {
	switch {
	case slices.Contains(modes, mode):
		return mode, nil
	case a.Streams.OutputIsTerminal():
		return "", Usagef(i18n.G("unknown transfer mode %q (must be one of: %s)"), mode, strings.Join(modes, ", "))
	}
	return "pull", nil
}

// OnDrive reports whether a word is a path with a drive letter: C:\x or C:/x.
func OnDrive(word string) bool {
	if len(word) < 3 || word[1] != ':' || word[2] != '\\' && word[2] != '/' {
		return false
	}
	letter := word[0] | ' '
	return 'a' <= letter && letter <= 'z'
}

// Object is `[<remote>:]<noun>`. The name is required.
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

// MissingName returns the usage error for an argument without a name: an empty one, or only a remote.
func MissingName(word string) error {
	if word == "" {
		return Usagef("%s", i18n.G("the name must not be empty"))
	}
	return Usagef(i18n.G("missing name after the remote in %q"), word)
}

// Instance is `[<remote>:]<instance>`.
func Instance(into *config.Ref) Arg { return Object("instance", into) }

// Instances takes one or more instances. If there are several, an unknown remote fails only the instances on it.
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

// Target is `[<remote>:][<noun>]`: the server chooses a name if none is given.
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

// Snapshots takes instances and snapshots.
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

// Remote is `[<remote>:]`. It accepts an argument only if it ends in a colon or is empty (an unset shell variable), and
// otherwise means the default remote.
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

// RemoteOf is Remote for lists of the stock clients that ignore the name of an object after the remote.
func RemoteOf(into *string) Arg {
	a := Remote(into)
	a.Matches = nil
	return a
}

// ResolveRemote replaces an empty remote with the default one.
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

// ServerAt connects to a remote. It replaces an empty remote with the default one.
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

// KeyValues parses `key=value` arguments.
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

// KeyValues parses `key=value` arguments; the value "-" is read from standard input.
func (a *App) KeyValues(words []string) (map[string]string, error) {
	values, err := KeyValues(words)
	if err != nil {
		return nil, err
	}
	return values, a.valueFromInput(values)
}

// KeyValuesOrPair parses `key=value` arguments, or the legacy form of a key and a value as two arguments. The value "-" is
// read from standard input.
func (a *App) KeyValuesOrPair(words []string) (map[string]string, error) {
	if len(words) == 2 && !strings.Contains(words[0], "=") {
		values := map[string]string{words[0]: words[1]}
		return values, a.valueFromInput(values)
	}
	return a.KeyValues(words)
}

// valueFromInput replaces the value "-" with standard input. At most one key can have it.
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
