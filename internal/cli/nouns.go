package cli

import (
	"context"
	"errors"
	"strings"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/pkg/config"
)

// Lister lists the names of objects of one kind below the parents named by earlier arguments.
type Lister func(s lxd.InstanceServer, parents []string) ([]string, error)

// errUnlisted means that objects of a noun cannot be listed.
var errUnlisted = errors.New("not listed")

// Names completes `[<remote>:]<noun>`.
func Names(noun string) Completer {
	return On(func(s lxd.InstanceServer, _ []string) ([]string, error) { return namesOf(s, noun, nil) })
}

// Below completes a noun below the parents named by earlier arguments, the first of which carries the remote.
func Below(noun string) Completer {
	return Under(func(s lxd.InstanceServer, parents []string) ([]string, error) { return namesOf(s, noun, parents) })
}

// On completes names on the remote that the argument begins with, and the remotes themselves.
func On(list Lister) Completer {
	return func(ctx context.Context, app *App, at Cursor) []string {
		c, err := app.Config()
		if err != nil {
			return nil
		}
		ref, err := c.ParseRef(at.Word)
		if err != nil {
			return nil
		}
		prefix := strings.TrimSuffix(at.Word, ref.Name)
		var out []string
		if prefix == "" {
			out = remotesLike(c, at.Word, func(r config.Remote) bool { return !r.IsImagesOnly() })
		}
		srv, err := app.Server(ctx, ref.Remote)
		if err != nil {
			return out
		}
		names, err := list(srv, nil)
		if err != nil {
			return out
		}
		return append(out, withPrefix(prefix, beginning(names, ref.Name))...)
	}
}

// Under completes names below the parents named by earlier arguments. The first argument names the remote; the default is
// used otherwise.
func Under(list Lister) Completer {
	return func(ctx context.Context, app *App, at Cursor) []string {
		c, err := app.Config()
		if err != nil {
			return nil
		}
		parents := append([]string{}, at.Before...)
		remote := c.Default()
		if len(parents) > 0 {
			ref, err := c.ParseRef(parents[0])
			if err != nil {
				return nil
			}
			remote, parents[0] = ref.Remote, ref.Name
		}
		srv, err := app.Server(ctx, remote)
		if err != nil {
			return nil
		}
		names, err := list(srv, parents)
		if err != nil {
			return nil
		}
		return beginning(names, at.Word)
	}
}

// Remotes completes `<remote>:`.
func Remotes(_ context.Context, app *App, at Cursor) []string {
	c, err := app.Config()
	if err != nil {
		return nil
	}
	return remotesLike(c, at.Word, func(config.Remote) bool { return true })
}

// RemoteNames completes the name of a remote without the colon.
func RemoteNames(ctx context.Context, app *App, at Cursor) []string {
	out := Remotes(ctx, app, at)
	for i, word := range out {
		out[i], _ = config.OnlyRemote(word)
	}
	return out
}

func remotesLike(c *config.Config, word string, fits func(config.Remote) bool) []string {
	var out []string
	for name, r := range c.Remotes {
		if strings.HasPrefix(name, word) && !r.Hidden && fits(r) {
			out = append(out, name+":")
		}
	}
	return out
}

// InstancesAndSnapshots completes `[<remote>:]<instance>`, and after a slash the snapshots of that instance.
func InstancesAndSnapshots(ctx context.Context, app *App, at Cursor) []string {
	return On(func(s lxd.InstanceServer, _ []string) ([]string, error) {
		instance, _, inside := config.SplitName(withoutRemote(at.Word))
		if !inside {
			return instanceNames(s)
		}
		names, err := s.GetInstanceSnapshotNames(instance)
		return withPrefix(instance+"/", names), err
	})(ctx, app, at)
}

// withoutRemote returns the argument being typed without its remote.
func withoutRemote(word string) string {
	if _, rest, found := config.SplitRemote(word); found {
		return rest
	}
	return word
}

// Images completes images by alias and by fingerprint prefix, on every remote that serves images.
func Images(ctx context.Context, app *App, at Cursor) []string {
	c, err := app.Config()
	if err != nil {
		return nil
	}
	ref, err := c.ParseRef(at.Word)
	if err != nil {
		return nil
	}
	prefix := strings.TrimSuffix(at.Word, ref.Name)
	var out []string
	if prefix == "" {
		out = remotesLike(c, at.Word, func(config.Remote) bool { return true })
	}
	srv, err := app.Images(ctx, ref.Remote, app.RemoteFamily(ref.Remote))
	if err != nil {
		return out
	}
	names, err := srv.GetImageAliasNames()
	if err != nil {
		return out
	}
	if own, ok := srv.(lxd.InstanceServer); ok && ref.Name != "" {
		if prints, err := own.GetImageFingerprints(); err == nil {
			names = append(names, prints...)
		}
	}
	return append(out, withPrefix(prefix, beginning(names, ref.Name))...)
}
