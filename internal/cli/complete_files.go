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
	c, err := app.Config()
	if err != nil {
		return nil
	}
	ref, err := c.ParseRef(at.Word)
	if err != nil {
		return nil
	}
	instance, file, inside := config.SplitName(ref.Name)
	if !inside {
		return WithSlash(Names("instance"))(ctx, app, at)
	}
	srv, err := app.Server(ctx, ref.Remote)
	if err != nil {
		return nil
	}
	return withPrefix(strings.TrimSuffix(at.Word, file), entriesLike(srv, instance, file))
}

// PathsInside completes the path of a file in the instance that an earlier argument names, once it begins with a slash.
func PathsInside(ctx context.Context, app *App, at Cursor) []string {
	file, found := strings.CutPrefix(at.Word, "/")
	if !found || len(at.Before) == 0 {
		return nil
	}
	c, err := app.Config()
	if err != nil {
		return nil
	}
	ref, err := c.ParseRef(at.Before[0])
	if err != nil {
		return nil
	}
	srv, err := app.Server(ctx, ref.Remote)
	if err != nil {
		return nil
	}
	return withPrefix("/", entriesLike(srv, ref.Name, file))
}

// entriesLike are the files in the folder of a path, which is written without its first slash, whose names begin as the path
// ends. One that alone does so and is a folder ends in a slash.
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

// folder lists a folder; of a file the content is left unread.
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
