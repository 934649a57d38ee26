// Package warning holds `lxc warning`.
package warning

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func warnings() *resource.Kind[api.Warning, struct{}] {
	return &resource.Kind[api.Warning, struct{}]{
		Noun: "warning", Plural: i18n.G("warnings"), Silent: true, Writable: func(*api.Warning) struct{} { return struct{}{} },
		Verbs: resource.Verbs[api.Warning, struct{}]{
			Get: func(s resource.Server, k resource.Key) (*api.Warning, string, error) { return s.Warnings().Get(k.Name) },
		},
		Name: func(w api.Warning) string { return w.UUID },
	}
}

// Summary is what the list of all commands says of these.
func Summary() string { return i18n.G("Look at what servers warn of") }

// New is `lxc warning`.
func New(app *cli.App) *cobra.Command {
	return app.Group("warning", Summary(), warnings().Commands(app),
		[]*cobra.Command{list(app), acknowledge(app), remove(app)})
}

func columns() output.Columns[api.Warning] {
	seen := cli.ByProgram(output.LongTime, output.Time)
	return output.Columns[api.Warning]{
		output.Col('u', i18n.G("UUID"), func(w api.Warning) string { return w.UUID }),
		output.Col('t', i18n.G("TYPE"), func(w api.Warning) string { return w.Type }),
		output.Col('S', cli.ByProgram(i18n.G("STATUS"), i18n.G("STATE")), func(w api.Warning) string { return strings.ToUpper(w.Status) }),
		output.Col('s', i18n.G("SEVERITY"), func(w api.Warning) string { return strings.ToUpper(w.Severity) }),
		output.Col('c', i18n.G("COUNT"), func(w api.Warning) string { return strconv.Itoa(w.Count) }),
		output.Col('p', i18n.G("PROJECT"), func(w api.Warning) string { return w.Project }),
		output.Col('L', i18n.G("LOCATION"), func(w api.Warning) string { return w.Location }),
		output.Col('l', i18n.G("LAST SEEN"), func(w api.Warning) string { return seen(w.LastSeenAt) }),
		output.Col('f', i18n.G("FIRST SEEN"), func(w api.Warning) string { return seen(w.FirstSeenAt) }),
	}
}

func list(app *cli.App) *cobra.Command {
	var remote string
	var flags resource.ListFlags
	all := false
	var rest []string // overlooked, as the stock clients do
	cmd := app.Command(cli.Spec{
		Name: "list", Aliases: []string{"ls"}, Short: i18n.F("List %s", i18n.G("warnings")), Example: "lxc warning list --all",
		Args: []cli.Arg{cli.ListRemote(&remote, false), cli.Opt(cli.Words("[<filter>...]", &rest))},
		Run: func(ctx context.Context) error {
			srv, err := app.ServerAt(ctx, &remote)
			if err != nil {
				return err
			}
			return resource.Print(app, flags, columns(), func() ([]api.Warning, error) {
				items, err := srv.Warnings().List()
				if !all {
					items = slices.DeleteFunc(items, func(w api.Warning) bool { return w.Status == "acknowledged" || w.Status == "resolved" })
				}
				return items, err
			})
		},
	})
	flags.Add(cmd, "utSscpLl")
	cmd.Flags().BoolVarP(&all, "all", "a", false, i18n.G("Acknowledged and resolved ones, too"))
	return cmd
}

func acknowledge(app *cli.App) *cobra.Command {
	var ref config.Ref
	return app.Command(cli.Spec{
		Name: "acknowledge", Aliases: []string{"ack"}, Short: i18n.G("Acknowledge a warning"), Args: []cli.Arg{cli.Object("warning", &ref)},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			return cli.About("warning", ref, srv.Warnings().Update(ref.Name, api.WarningPut{Status: "acknowledged"}, ""))
		},
	})
}

func remove(app *cli.App) *cobra.Command {
	var words []string
	all := false
	cmd := app.Command(cli.Spec{
		Name: "delete", Aliases: []string{"remove", "rm"}, Short: i18n.G("Delete warnings"), Example: "lxc warning delete --all",
		Args: []cli.Arg{cli.Opt(cli.Words("[<remote>:]<warning>...", &words))},
		Run: func(ctx context.Context) error {
			refs, err := targets(ctx, app, words, all)
			if err != nil {
				return err
			}
			return app.Each(ctx, refs, "warning", func(ctx context.Context, ref config.Ref) error {
				srv, err := app.Server(ctx, ref.Remote)
				if err != nil {
					return err
				}
				return srv.Warnings().Delete(ref.Name)
			})
		},
	})
	cmd.Flags().BoolVarP(&all, "all", "a", false, i18n.G("Delete all of them"))
	return cmd
}

// targets are the warnings that are named, or all of a remote.
func targets(ctx context.Context, app *cli.App, words []string, all bool) ([]config.Ref, error) {
	c, err := app.Config()
	if err != nil {
		return nil, err
	}
	var refs []config.Ref
	remote := c.Default()
	for _, w := range words {
		ref, err := c.ParseRef(w)
		if err != nil {
			return nil, err
		}
		if ref.Name == "" && all {
			remote = ref.Remote
			continue
		}
		refs = append(refs, ref)
	}
	if !all && len(words) == 0 {
		return nil, cli.ErrBare
	}
	if all == (len(refs) > 0) {
		return nil, cli.Usagef("%s", i18n.G("name warnings, or give --all"))
	}
	if !all {
		return refs, nil
	}
	srv, err := app.Server(ctx, remote)
	if err != nil {
		return nil, err
	}
	names, err := srv.Warnings().Names()
	for _, name := range names {
		refs = append(refs, config.Ref{Remote: remote, Name: name})
	}
	return refs, err
}
