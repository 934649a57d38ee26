package root

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

// manpage is `lxc manpage`, which writes the help of every command as man pages.
func manpage(app *cli.App) *cobra.Command {
	var target, format string
	all := false
	cmd := app.Command(cli.Spec{
		Name: "manpage", Short: i18n.G("Generate man pages or Markdown pages for all commands"), Hidden: true,
		Example: "lxc manpage ./man", Args: []cli.Arg{cli.Local("directory", &target)},
	})
	explain := cmd.RunE
	cmd.RunE = func(cmd *cobra.Command, words []string) error {
		if len(words) != 1 {
			return cmd.Help()
		}
		page, ext := ManPage, ".1"
		switch format {
		case "man":
		case "md":
			page, ext = markdown, ".md"
		default:
			return cli.WithUsage(cmd, cli.Usagef(i18n.G("unknown format %q (must be one of: %s)"), format, "man, md"))
		}
		if app.Flags.Explain {
			return explain(cmd, words)
		}
		return pages(cmd.Context(), cmd.Root(), words[0], ext, all, page)
	}
	cmd.Flags().BoolVarP(&all, "all", "a", false, i18n.G("Include hidden commands"))
	cmd.Flags().StringVarP(&format, "format", "f", "man", i18n.G("Format: man or md"))
	return cmd
}

func pages(ctx context.Context, cmd *cobra.Command, dir, ext string, all bool, page func(*cobra.Command) string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	file := filepath.Join(dir, PageName(cmd)+ext)
	if err := os.WriteFile(file, []byte(page(cmd)), 0o644); err != nil {
		return err
	}
	for _, sub := range cmd.Commands() {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if sub.IsAvailableCommand() || all {
			if err := pages(ctx, sub, dir, ext, all, page); err != nil {
				return err
			}
		}
	}
	return nil
}

// markdown formats a page as Markdown.
func markdown(cmd *cobra.Command) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n\n```\n%s\n```\n", cmd.CommandPath(), cmd.Short, cmd.UseLine())
	if cmd.Long != "" {
		fmt.Fprintf(&b, "\n%s\n", cmd.Long)
	}
	if cmd.HasAvailableFlags() {
		b.WriteString("\n")
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			if !f.Hidden {
				fmt.Fprintf(&b, "- `%s`: %s\n", flagName(f), f.Usage)
			}
		})
	}
	if text := examples(cmd); text != "" {
		fmt.Fprintf(&b, "\n```\n%s\n```\n", text)
	}
	return b.String()
}
