package resource

import (
	"slices"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/i18n"
)

// ListFlags are the flags of every list.
type ListFlags struct {
	Columns string
	Format  string
}

// Add declares the flags on a command. Empty columns mean that the list has none to choose from.
func (f *ListFlags) Add(cmd *cobra.Command, columns string) {
	if columns != "" {
		cmd.Flags().StringVarP(&f.Columns, "columns", "c", columns, i18n.G("Letters of the columns to show"))
	}
	cmd.Flags().StringVarP(&f.Format, "format", "f", "", i18n.G("Format: table, compact, csv, json or yaml, with ,header or ,noheader"))
	cmd.Flags().Lookup("format").DefValue = "table"
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(output.Formats, cobra.ShellCompDirectiveNoFileComp))
}

// ParseFormat returns the format that was chosen: by the flag, else by the user's default, else a table.
func (f *ListFlags) ParseFormat(app *cli.App) (output.Format, error) {
	text := f.Format
	if text == "" {
		text = "table"
		if c, err := app.Config(); err == nil && c.Defaults["list_format"] != "" {
			text = c.Defaults["list_format"]
		}
	}
	format, err := output.ParseFormat(text)
	if err != nil {
		return format, cli.Usagef("%s", err)
	}
	return format, nil
}

// Print checks the flags, fetches the items and prints them in the order of their names.
func Print[T any](app *cli.App, flags ListFlags, columns output.Columns[T], name func(T) string, fetch func() ([]T, error)) error {
	var named func(any) string
	if name != nil {
		named = func(item any) string { return name(*item.(*T)) }
	}
	return printPlain(app, flags, plainColumns(columns), named, func() ([]any, error) {
		items, err := fetch()
		return boxed(items), err
	})
}

func printPlain(app *cli.App, flags ListFlags, columns output.Columns[any], name func(any) string, fetch func() ([]any, error)) error {
	format, err := flags.ParseFormat(app)
	if err != nil {
		return err
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
	if name != nil {
		slices.SortStableFunc(items, func(a, b any) int { return output.CompareNatural(name(a), name(b)) })
	}
	return output.List(app.Streams.Out, format, columns, items)
}
