package cli

import (
	"context"
	"path"
	"strings"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/pkg/config"
)

// InstancePaths completes `[<remote>:]<instance>/<path>` with the files in the instance.
func InstancePaths(ctx context.Context, app *App, at Cursor) []string {
	instance, file, inside := config.SplitName(withoutRemote(at.Word))
	if !inside {
		return WithSlash(Names("instance"))(ctx, app, at)
	}
	return On(func(s lxd.InstanceServer, _ []string) ([]string, error) {
		return withPrefix(instance+"/", entriesLike(s, instance, file)), nil
	})(ctx, app, at)
}

// PathsInside completes absolute paths in the instance named by an earlier argument.
func PathsInside(ctx context.Context, app *App, at Cursor) []string {
	file, found := strings.CutPrefix(at.Word, "/")
	if !found || len(at.Before) == 0 {
		return nil
	}
	return Under(func(s lxd.InstanceServer, words []string) ([]string, error) {
		return withPrefix("/", entriesLike(s, words[0], file)), nil
	})(ctx, app, at)
}

// entriesLike returns the entries of the directory of file whose names start with its last element. file has no leading
// slash. If the only match is a directory, a slash is appended.
func entriesLike(srv lxd.InstanceServer, instance, file string) []string {
	dir, base := path.Split(file)
	entries, isDir := folder(srv, instance, "/"+dir)
	if !isDir {
		return nil
	}
	fit := beginning(entries, base)
	if len(fit) == 1 {
		if _, isDir := folder(srv, instance, "/"+dir+fit[0]); isDir {
			fit[0] += "/"
		}
	}
	return withPrefix(dir, fit)
}

// folder lists a directory. For a file it does not read the content.
func folder(srv lxd.InstanceServer, instance, name string) (entries []string, isDir bool) {
	content, info, err := srv.GetInstanceFile(instance, name)
	if err != nil {
		return nil, false
	}
	if content != nil {
		defer content.Close()
	}
	return info.Entries, info.Type == "directory"
}
