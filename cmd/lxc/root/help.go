package root

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/mattn/go-runewidth"
	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

// help prints the help of a command: description, usage, examples, and grouped subcommands or flags.
func help(app *cli.App) func(*cobra.Command, []string) {
	return func(cmd *cobra.Command, _ []string) {
		var b strings.Builder
		text := cmd.Long
		if text == "" {
			text = cmd.Short
		}
		if cmd.Long != "" && cmd.HasParent() && cmd.Short != "" {
			text = cmd.Short + "\n\n" + cmd.Long
		}
		fmt.Fprintln(&b, wrap(app.ProgramText(text), helpColumns(app)))
		if isTopic(cmd) {
			flags(&b, "", topicFlags(cmd))
			app.PrintHelp(app.ProgramText(b.String()))
			return
		}
		fmt.Fprintf(&b, "\n%s\n  %s\n", i18n.G("Usage:"), cli.UsageLine(cmd))
		if len(cmd.Aliases) > 0 {
			fmt.Fprintf(&b, "\n%s\n  %s\n", i18n.G("Aliases:"), strings.Join(cmd.Aliases, ", "))
		}
		if text := examples(cmd); text != "" {
			fmt.Fprintf(&b, "\n%s\n%s\n", i18n.G("Examples:"), text)
		}
		commands(&b, cmd, app.Flags.SubCommand || app.Flags.All)
		if !cmd.HasParent() {
			if names := app.PluginNames(cmd); len(names) > 0 {
				fmt.Fprintf(&b, "\n%s\n  %s\n", i18n.G("Plugins:"), strings.Join(names, "\n  "))
			}
		}
		flags(&b, i18n.G("Flags:"), cmd.LocalNonPersistentFlags())
		if columns := columnLines(cmd); len(columns) > 0 {
			fmt.Fprintf(&b, "\n%s\n  %s\n", i18n.G("Columns:"), strings.Join(columns, "\n  "))
		}
		fmt.Fprintf(&b, "\n%s\n", i18n.G("Global flags: see \"lxc help flags\""))
		if cmd.HasAvailableSubCommands() && !strings.HasPrefix(cmd.Use, "snapshot") {
			fmt.Fprintf(&b, "\n%s\n", i18n.F("Use \"%s <command> --help\" for more about a command.", cmd.CommandPath()))
		}
		app.PrintHelp(app.ProgramText(b.String()))
	}
}

func commands(b *strings.Builder, cmd *cobra.Command, hidden bool) {
	if len(cmd.Groups()) == 0 {
		section(b, i18n.G("Commands:"), cmd.Commands(), "", hidden)
		return
	}
	for _, g := range cmd.Groups() {
		section(b, g.Title, cmd.Commands(), g.ID, hidden)
	}
}

func section(b *strings.Builder, title string, list []*cobra.Command, id string, hidden bool) {
	width := 0
	var shown []*cobra.Command
	for _, c := range list {
		if c.GroupID == id && (c.IsAvailableCommand() || hidden && c.Hidden) {
			shown = append(shown, c)
			width = max(width, len(c.Name()))
		}
	}
	if len(shown) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s\n", title)
	for _, c := range shown {
		fmt.Fprintf(b, "  %-*s  %s\n", width, c.Name(), c.Short)
	}
}

// helpWidth is the maximum width of help, in columns.
const helpWidth = 80

// helpColumns returns the width to wrap at: that of a narrow terminal, otherwise helpWidth.
func helpColumns(app *cli.App) int {
	if app.Streams.OutputIsTerminal() {
		if width, _ := app.Streams.Size(); width > 0 && width < helpWidth {
			return width
		}
	}
	return helpWidth
}

// wrap wraps lines longer than width columns, except those that start with two spaces.
func wrap(text string, width int) string {
	var b strings.Builder
	for i, paragraph := range strings.Split(text, "\n") {
		if i > 0 {
			b.WriteByte('\n')
		}
		if strings.HasPrefix(paragraph, "  ") { // table row
			b.WriteString(paragraph)
			continue
		}
		column := 0
		for n, word := range strings.Fields(paragraph) {
			for i, piece := range breakable(word) {
				size, gap := runewidth.StringWidth(piece), 0
				if n > 0 && i == 0 {
					gap = 1
				}
				if column > 0 && column+gap+size > width {
					b.WriteByte('\n')
					column, gap = 0, 0
				}
				b.WriteString(strings.Repeat(" ", gap) + piece)
				column += gap + size
			}
		}
	}
	return b.String()
}

// breakable splits a word at possible line breaks: before wide characters, because Chinese and Japanese have no spaces, but
// not before punctuation.
func breakable(word string) []string {
	var pieces []string
	start := 0
	wideBefore := false
	for i, r := range word {
		wide := runewidth.RuneWidth(r) == 2
		if i > 0 && (wide || wideBefore) && !unicode.IsPunct(r) && !strings.ContainsRune("ーっゃゅょッャュョ", r) {
			pieces = append(pieces, word[start:i])
			start = i
		}
		wideBefore = wide
	}
	return append(pieces, word[start:])
}
