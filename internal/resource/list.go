package resource

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// ListFlags are the common flags of lists.
type ListFlags struct {
	Columns string
	Format  string
	Order   func(a, b []string) int // order of rows; nil orders by their cells

	Projects bool // add a project column, because objects come from several projects

	defaults string
	hides    func() bool // whether JSON and YAML omit hidden objects
}

// Add declares the flags on a command. If columns is empty, there is no columns flag.
func (f *ListFlags) Add(app *cli.App, cmd *cobra.Command, columns string) {
	f.defaults = columns
	if columns != "" {
		cmd.Flags().StringVarP(&f.Columns, "columns", "c", columns, i18n.G("Columns to show"))
	}
	cmd.Flags().StringVarP(&f.Format, "format", "f", "", i18n.F("Format: %s; tables also with ,header or ,noheader", strings.Join(output.Formats, ", ")))
	cmd.Flags().Lookup("format").DefValue = "table"
	app.ResultFlags(cmd)
	cmd.Flags().Lookup("output").Usage = i18n.G("Same as --format")
	cmd.Flags().StringSliceVar(&app.Result.Sort, "sort", nil, i18n.G("Sort by columns or fields, with - in front for descending, for example -created_at"))
	cmd.Flags().StringArrayVar(&app.Result.Filters, "filter", nil, i18n.G("Show only objects with key=value, a field or a column (can be repeated)"))
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(output.Formats, cobra.ShellCompDirectiveNoFileComp))
}

// Offer records the available columns for completion and help.
func Offer[T any](cmd *cobra.Command, columns output.Columns[T]) {
	if cmd.Flags().Lookup("columns") == nil {
		return
	}
	letters, width := make([]string, len(columns)), 0
	for i, c := range columns {
		if letters[i] = string(c.Letter); c.Alias != 0 {
			letters[i] += ", " + string(c.Alias)
		}
		width = max(width, len(letters[i]))
	}
	lines := make([]string, len(columns))
	for i, c := range columns {
		lines[i] = fmt.Sprintf("%-*s  %s", width, letters[i], c.Head)
	}
	_ = cmd.Flags().SetAnnotation("columns", cli.LettersAnnotation, []string{columns.Letters()})
	_ = cmd.Flags().SetAnnotation("columns", cli.ColumnsAnnotation, lines)
}

// Default changes the default columns.
func (f *ListFlags) Default(columns string) { f.Columns, f.defaults = columns, columns }

// Chosen reports whether the user selected columns.
func (f *ListFlags) Chosen() bool { return f.Columns != f.defaults }

// ParseFormat returns the format from the flag, the user's default, or else a table.
func (f *ListFlags) ParseFormat(app *cli.App) (output.Format, error) {
	text := f.Format
	if text == "" {
		text = "table"
		if c, err := app.Config(); err == nil && c.DefaultText("list_format") != "" {
			text = c.DefaultText("list_format")
		}
	}
	format, err := app.Format(text)
	if err != nil {
		return format, err
	}
	format.Order = f.Order
	return format, nil
}

// Print validates the flags, fetches the items and prints them. Rows are sorted by their cells, objects are not.
func Print[T any](app *cli.App, flags ListFlags, columns output.Columns[T], fetch func() ([]T, error)) error {
	k := &Kind{Columns: columns.Any()}
	return k.print(app, flags, func() ([]any, error) {
		items, err := fetch()
		return boxed(items), err
	})
}

func (k *Kind) print(app *cli.App, flags ListFlags, fetch func() ([]any, error)) error {
	columns, chosen := k.Columns, flags.Chosen()
	format, err := flags.ParseFormat(app)
	if err != nil {
		return err
	}
	if format.Wide && !chosen && flags.Columns != "" {
		flags.Columns = columns.Wide(flags.Columns)
	}
	if flags.Columns != "" {
		if columns, err = columns.Pick(flags.Columns, nil); err != nil {
			return cli.Usagef("%s", err)
		}
	}
	items, err := fetch()
	if err != nil {
		return err
	}
	if k.Hidden != nil && (!format.Objects() || flags.hides != nil && flags.hides()) {
		items = slices.DeleteFunc(items, k.Hidden)
	}
	if !chosen {
		columns = withoutLocation(columns, items)
		if flags.Projects {
			columns = withProject(columns, items)
		}
		if k.Without != nil {
			letters := k.Without(items)
			columns = slices.DeleteFunc(slices.Clone(columns), func(c output.Column[any]) bool { return strings.ContainsRune(letters, c.Letter) })
		}
	}
	return output.List(app.Streams.Out, format, columns, items)
}

// withProject puts a project column first if the objects belong to projects.
func withProject(columns output.Columns[any], items []any) output.Columns[any] {
	project := output.Col('e', i18n.G("PROJECT"), func(item any) string {
		var in struct {
			Project string `json:"project"`
		}
		if text, err := json.Marshal(item); err == nil {
			_ = json.Unmarshal(text, &in)
		}
		return in.Project
	})
	if len(items) > 0 && !slices.ContainsFunc(items, func(item any) bool { return project.Cell(item) != "" }) {
		return columns
	}
	rest := slices.DeleteFunc(slices.Clone(columns), func(c output.Column[any]) bool { return c.Head == project.Head })
	return append(output.Columns[any]{project}, rest...)
}

// withoutLocation drops the column of cluster members if no object is on one.
func withoutLocation(columns output.Columns[any], items []any) output.Columns[any] {
	n := slices.IndexFunc(columns, func(c output.Column[any]) bool { return c.Member })
	if n < 0 || slices.ContainsFunc(items, func(item any) bool { at := columns[n].Cell(item); return at != "" && at != "none" }) {
		return columns
	}
	return slices.Delete(slices.Clone(columns), n, n+1)
}

func (k *Kind) listCommand(app *cli.App) *cobra.Command {
	var at location
	var words []string
	var flags ListFlags
	all, watch := false, false
	args := []cli.Arg{cli.ListRemote(&at.Remote, k.NoFilter)}
	if len(k.Parents) > 0 {
		args = k.args(&at.Key, false)
	}
	if k.Filtered {
		args = append(args, cli.Filters(&words))
	}
	cmd := app.Command(cli.Spec{
		Name: "list", Aliases: []string{"ls"}, Short: i18n.F("List %s", k.Plural), Args: args,
		Run: func(ctx context.Context) error {
			srv, err := app.ServerAt(ctx, &at.Remote)
			if err != nil {
				return err
			}
			if all {
				srv = srv.UseAllProjects()
			}
			if flags.Projects = all; k.DefaultOf != nil && !flags.Chosen() {
				flags.Default(k.DefaultOf(srv))
			}
			if at.target != "" {
				srv = srv.UseTarget(at.target)
			}
			if k.HiddenAlways != nil {
				flags.hides = func() bool { return k.HiddenAlways(srv) }
			}
			return app.WatchOr(ctx, watch, cmp.Or(app.Result.Output, flags.Format), func() error {
				return k.print(app, flags, func() ([]any, error) {
					items, err := k.Verbs.list(srv, at.Key)
					if err != nil {
						return nil, k.aboutParents(at.Key, err)
					}
					return filterItems(items, k.Name, words)
				})
			}, srv)
		},
	})
	flags.Add(app, cmd, k.DefaultColumns)
	Offer(cmd, k.Columns)
	if k.Watched {
		cli.WatchFlag(cmd.Flags(), &watch)
	}
	if k.AllProjects {
		cmd.Flags().BoolVar(&all, "all-projects", false, i18n.G("Across all projects"))
	}
	return k.flags(cmd, &at)
}

// aboutParents adds the parents to an error.
func (k *Kind) aboutParents(key Key, err error) error {
	if len(k.Parents) == 0 {
		return err
	}
	return cli.WithObject(cli.Noun(k.Parents[len(k.Parents)-1]), config.Ref{Remote: key.Remote, Name: strings.Join(key.Parents, "/")}, err)
}

// filterItems returns the items that match all words: key=value compares a property or a configuration key, anything else is
// a regular expression for the name.
func filterItems(items []any, name func(any) string, words []string) ([]any, error) {
	for _, word := range words {
		var kept []any
		key, value, keyed := strings.Cut(word, "=")
		pattern, err := regexp.Compile("^(?:" + word + ")")
		if !keyed && err != nil {
			return nil, cli.Usagef(i18n.G("invalid filter %q: %s"), word, err)
		}
		for _, item := range items {
			fits := !keyed && name != nil && pattern.MatchString(name(item))
			if keyed {
				fields, err := asMap(item)
				if err != nil {
					return nil, err
				}
				fits = fmt.Sprint(lookup(fields, key)) == value
			}
			if fits {
				kept = append(kept, item)
			}
		}
		items = kept
	}
	return items, nil
}
