package root

import (
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/openlxc/lxc/internal/cli"
)

// ManDate is the date of all man pages. It changes with the version, not with each generation.
const ManDate = "2026-11-30"

// PageName returns the name of a command's man page. Like the stock clients, it joins words with dots: with dashes, the page
// of `lxc copy` would replace that of the LXC tool lxc-copy.
func PageName(cmd *cobra.Command) string { return strings.ReplaceAll(cmd.CommandPath(), " ", ".") }

// ManPage returns the man page of a command in section 1. It generates the pages in docs/man as well as those that `lxc
// manpage` writes at run time, which is why it does not use a markup library.
func ManPage(cmd *cobra.Command) string {
	var b strings.Builder
	name := PageName(cmd)
	fmt.Fprintf(&b, ".TH %s 1 %s lxc \"User Commands\"\n", strings.ToUpper(name), ManDate)
	fmt.Fprintf(&b, ".SH NAME\n%s\n.SH SYNOPSIS\n", manLines(name+" - "+cmd.Short))
	fmt.Fprintf(&b, ".nf\n%s\n.fi\n", roff(cli.UsageLine(cmd)))
	if cmd.Long != "" {
		b.WriteString(".SH DESCRIPTION\n" + manText(cmd.Long))
	}
	manTable(&b, "COMMANDS", manCommands(cmd))
	manTable(&b, "OPTIONS", manFlags(cmd.LocalNonPersistentFlags()))
	manTable(&b, "GLOBAL OPTIONS", manFlags(cmd.InheritedFlags()))
	if columns := columnLines(cmd); len(columns) > 0 {
		fmt.Fprintf(&b, ".SH COLUMNS\n.nf\n%s\n.fi\n", roff(strings.Join(columns, "\n")))
	}
	if text := examples(cmd); text != "" {
		fmt.Fprintf(&b, ".SH EXAMPLES\n.nf\n%s\n.fi\n", roff(strings.TrimPrefix(strings.ReplaceAll(text, "\n  ", "\n"), "  ")))
	}
	b.WriteString(".SH EXIT STATUS\n0 on success.\n.BR lxc-formats (7)\nexplains the others.\n")
	fmt.Fprintf(&b, ".SH SEE ALSO\n%s\n", strings.Join(manReferences(cmd), ",\n"))
	return b.String()
}

// manTable writes a section of terms and descriptions.
func manTable(b *strings.Builder, title string, rows [][2]string) {
	if len(rows) == 0 {
		return
	}
	fmt.Fprintf(b, ".SH %s\n", title)
	for _, row := range rows {
		fmt.Fprintf(b, ".TP\n.B %s\n%s\n", quoted(roff(row[0])), manLines(row[1]))
	}
}

func quoted(text string) string { return `"` + strings.ReplaceAll(text, `"`, `""`) + `"` }

func manCommands(cmd *cobra.Command) [][2]string {
	var rows [][2]string
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() {
			rows = append(rows, [2]string{sub.Name(), sub.Short})
		}
	}
	return rows
}

func manFlags(set *pflag.FlagSet) [][2]string {
	var rows [][2]string
	set.VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			rows = append(rows, [2]string{flagName(f), flagText(f)})
		}
	})
	return rows
}

// manReferences returns the pages of the parent command and of the subcommands, or of the topics.
func manReferences(cmd *cobra.Command) []string {
	reference := func(name string, section int) string { return fmt.Sprintf(".BR %s (%d)", roff(name), section) }
	var out []string
	if cmd.HasParent() {
		out = append(out, reference(PageName(cmd.Parent()), 1))
	}
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() {
			out = append(out, reference(PageName(sub), 1))
		}
	}
	for i := range out[:max(0, len(out)-1)] {
		out[i] += " "
	}
	if len(out) == 0 || !cmd.HasParent() {
		return append(out, reference("lxc-config", 5), reference("lxc-remotes", 7), reference("lxc-formats", 7))
	}
	return out
}

// manText formats paragraphs. Lines of rows that begin with two spaces are preserved.
func manText(text string) string {
	var b strings.Builder
	table := false
	for i, paragraph := range strings.Split(text, "\n") {
		row := strings.HasPrefix(paragraph, "  ")
		switch {
		case row && !table:
			b.WriteString(".PP\n.nf\n")
		case !row && table:
			b.WriteString(".fi\n.PP\n")
		case !row && i > 0 && paragraph != "":
			b.WriteString(".PP\n")
		}
		table = row
		if row {
			b.WriteString(roff(paragraph) + "\n")
		} else if paragraph != "" {
			b.WriteString(manLines(paragraph) + "\n")
		}
	}
	if table {
		b.WriteString(".fi\n")
	}
	return b.String()
}

// manLines wraps and escapes running text.
func manLines(text string) string { return roff(wrap(text, manWidth)) }

// manWidth leaves room for escape sequences.
const manWidth = 70

// roffPatterns match typed dashes, and control characters at the beginning of a line.
var roffPatterns = sync.OnceValue(func() [2]*regexp.Regexp {
	return [2]*regexp.Regexp{regexp.MustCompile(`(^|[^\w])-+`), regexp.MustCompile(`(?m)^([.'])`)}
})

// roff escapes text for man: typed dashes differ from hyphens, and no line may begin with a control character.
func roff(text string) string {
	patterns := roffPatterns()
	text = strings.ReplaceAll(text, `\`, `\e`)
	text = patterns[0].ReplaceAllStringFunc(text, func(s string) string { return strings.ReplaceAll(s, "-", `\-`) })
	return patterns[1].ReplaceAllString(text, `\&$1`)
}
