package root

import (
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// TestManPageEscapes checks that text that looks like man macros or hyphens is escaped.
func TestManPageEscapes(t *testing.T) {
	t.Parallel()
	cmd := &cobra.Command{Use: "run <file>", Short: "Run -x of a file", Run: func(*cobra.Command, []string) {}}
	cmd.Long = ".profile is read; a back\\slash stays.\n\n  --row   of a table\n  'quoted\n\n'begins with a quote"
	cmd.Example = "  run --fast a-file"
	cmd.Flags().StringP("size", "s", "", "Size of \"it\"")
	got := ManPage(cmd)
	for _, want := range []string{
		".SH NAME\nrun \\- Run \\-x of a file\n", "\n\\&.profile is read; a back\\eslash stays.\n", "\n.PP\n.nf\n  \\-\\-row   of a table\n  'quoted\n.fi\n.PP\n",
		"\n\\&'begins with a quote\n", "\n.B \"\\-s, \\-\\-size <size>\"\nSize of \"it\"\n", "\n.nf\nrun \\-\\-fast a-file\n.fi\n", "lxc-config (5)",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
}
