package image

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

func columns(app *cli.App, unit string) output.Columns[api.Image] {
	yesNo := map[bool]string{true: i18n.G("yes"), false: i18n.G("no")}
	return output.Columns[api.Image]{
		output.Col('l', i18n.G("ALIAS"), func(i api.Image) string {
			names := aliasNames(i)
			switch len(names) {
			case 0:
				return ""
			case 1:
				return names[0]
			}
			return i18n.F("%s (%d more)", names[0], len(names)-1)
		}),
		output.Col('L', i18n.G("ALIASES"), func(i api.Image) string { return strings.Join(aliasNames(i), "\n") }),
		output.Col('f', i18n.G("FINGERPRINT"), func(i api.Image) string { return i.Fingerprint[:min(12, len(i.Fingerprint))] }),
		output.Col('F', i18n.G("FINGERPRINT"), func(i api.Image) string { return i.Fingerprint }),
		output.Col('p', i18n.G("PUBLIC"), func(i api.Image) string { return yesNo[i.Public] }),
		output.Col('d', i18n.G("DESCRIPTION"), func(i api.Image) string { return i.Properties["description"] }),
		output.Col('e', i18n.G("PROJECT"), func(i api.Image) string { return i.Project }),
		output.Col('a', i18n.G("ARCHITECTURE"), func(i api.Image) string { return i.Architecture }),
		output.Col('t', i18n.G("TYPE"), func(i api.Image) string { return strings.ToUpper(kindOf(&i)) }),
		output.Col('s', i18n.G("SIZE"), func(i api.Image) string { return megabytes(i.Size, unit) }),
		output.Col('u', i18n.G("UPLOAD DATE"), func(i api.Image) string { return cli.PerFlavor(app, output.LongTime, output.Time)(i.UploadedAt) }),
	}
}

// aliasNames returns the aliases, shortest (the most memorable) first.
func aliasNames(i api.Image) []string {
	var names []string
	for _, a := range i.Aliases {
		names = append(names, a.Name)
	}
	slices.SortStableFunc(names, func(a, b string) int { return len(a) - len(b) })
	return names
}

func list(app *cli.App) *cobra.Command {
	var remote string
	var filters []string
	var flags resource.ListFlags
	all := false
	cmd := app.Command(cli.Spec{
		Name: "list", Aliases: []string{"ls"}, Short: i18n.G("List images"),
		Long:    i18n.G("Filters are key=value pairs of properties or fields (os=debian, type=container, architecture=x86_64), or part of a fingerprint or alias. An image must match all of them. Values are regular expressions that match the whole text."),
		Example: "lxc image list\nlxc image list images: debian/12 type=container\nlxc image list -c lFs -f csv",
		Args:    []cli.Arg{cli.FilterRemote(&remote, &filters), cli.Filters(&filters)},
		Run: func(ctx context.Context) error {
			if err := app.ResolveRemote(&remote); err != nil {
				return err
			}
			srv, err := app.Images(ctx, remote, app.RemoteFamily(remote))
			if err != nil {
				return err
			}
			flags.Projects = all
			return resource.Print(app, flags, columns(app, unitOf(app, srv)), func() ([]api.Image, error) { return fetch(app, srv, filters, all) })
		},
	})
	flags.Add(app, cmd, "lfpdatsu")
	resource.Offer(cmd, columns(app, ""))
	cmd.Flags().BoolVar(&all, "all-projects", false, i18n.G("Across all projects"))
	return cmd
}

func fetch(app *cli.App, srv lxd.ImageServer, filters []string, all bool) ([]api.Image, error) {
	if all {
		server, ok := srv.(lxd.InstanceServer)
		if !ok {
			return nil, cli.Failed(i18n.G("--all-projects is not supported by image servers"))
		}
		if err := server.CheckExtension("images_all_projects"); err != nil {
			return nil, err
		}
		srv = server.UseAllProjects()
	}
	items, filters, err := filtered(app, srv, filters)
	return slices.DeleteFunc(items, func(i api.Image) bool {
		return slices.ContainsFunc(filters, func(f string) bool { return !matches(i, f) })
	}), err
}

// filtered passes filters to the server as far as it supports them, and returns the remaining ones. If the server rejects
// the filters, all are applied to properties.
func filtered(app *cli.App, srv lxd.ImageServer, filters []string) ([]api.Image, []string, error) {
	fields := []string{
		"aliases", "architecture", "auto_update", "cached", "created_at", "expires_at", "filename", "fingerprint", "last_used_at",
		"profiles", "properties", "public", "size", "type", "uploaded_at",
	}
	fields = append(fields, cli.PerFlavor(app, nil, []string{"project"})...)
	expression, rest := resource.SplitFilters(filters, fields)
	server, able := srv.(lxd.InstanceServer)
	if able = able && server.HasExtension("api_filtering"); able && expression != "" {
		items, err := lxd.List[api.Image](srv, url.Values{"recursion": {"1"}, "filter": {expression}}, "images")
		if err == nil {
			return items, rest, nil
		}
	}
	items, err := srv.GetImages()
	if !able {
		items = slices.DeleteFunc(items, func(i api.Image) bool { return !fieldsFit(i, filters, rest) })
		filters = rest
	}
	return items, filters, err
}

// fieldsFit applies the filters that are not in rest, which are about fields.
func fieldsFit(i api.Image, filters, rest []string) bool {
	return !slices.ContainsFunc(filters, func(f string) bool {
		key, value, _ := strings.Cut(f, "=")
		return !slices.Contains(rest, f) && !matches(i, f) && !resource.FieldFits(i, key, value)
	})
}

// matches compares a filter with the aliases and the fingerprint, or with a property, whose name may be abbreviated.
func matches(i api.Image, filter string) bool {
	key, value, isPair := strings.Cut(filter, "=")
	if !isPair {
		return strings.Contains(i.Fingerprint, filter) ||
			slices.ContainsFunc(i.Aliases, func(a api.ImageAlias) bool { return strings.Contains(a.Name, filter) })
	}
	pattern := resource.NewPattern(value)
	for name, property := range i.Properties {
		if resource.KeyFits(key, name) && pattern.Fits(property) {
			return true
		}
	}
	return false
}
