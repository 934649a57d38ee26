package output_test

import (
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"

	"github.com/openlxc/lxc/internal/output"
)

// TestTablesFit checks that no line is wider than the terminal; lists are counted and wide characters take two columns.
func TestTablesFit(t *testing.T) {
	t.Parallel()
	heads := output.Headings("NAME", "DESCRIPTION", "ADDRESSES", "LAST COLUMN")
	rows := func() [][]string {
		return [][]string{
			{"web", strings.Repeat("long ", 30), "192.0.2.7 (eth0)\n192.0.2.8 (eth1)\n192.0.2.9 (eth2)", "x"},
			{"日本語の名前です", "短い", "fd42:1234:5678:9abc:def0:1234:5678:9abc (eth0)\nfd42::1 (eth1)", strings.Repeat("y", 40)},
			{"short", "", "", ""},
		}
	}
	for _, name := range []string{"table", "wide", "compact"} {
		for width := 12; width < 300; width++ {
			var b strings.Builder
			format, err := output.ParseFormat(name)
			if err != nil {
				t.Fatal(err)
			}
			format.Terminal, format.Width = true, width
			if err := output.Table(&b, format, heads, rows()); err != nil {
				t.Fatal(err)
			}
			lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
			for _, line := range lines {
				if w := runewidth.StringWidth(line); w > width && width >= 20 {
					t.Fatalf("%s of %d columns has a line of %d:\n%s", name, width, w, b.String())
				}
				if name != "compact" && runewidth.StringWidth(line) != runewidth.StringWidth(lines[0]) {
					t.Fatalf("the lines of a table of %d columns are not equally wide:\n%s", width, b.String())
				}
			}
			if name == "compact" && len(lines) != 4 {
				t.Fatalf("%d lines in a table of three rows:\n%s", len(lines), b.String())
			}
		}
	}
	for width, want := range map[int]string{
		300: "192.0.2.7 (eth0) (+2 more)", 120: "(+2 more)", 0: "192.0.2.9 (eth2)",
	} {
		var b strings.Builder
		if err := output.Table(&b, output.Format{Name: "compact", Width: width}, heads, rows()); err != nil || !strings.Contains(b.String(), want) {
			t.Errorf("%d columns: %v\n%s", width, err, b.String())
		}
	}
}

// TestWideTablesFit checks that a wide table is that of the format table with the same columns: as long as they can be narrow
// all of them stay, and in a pipe nothing is cut.
func TestWideTablesFit(t *testing.T) {
	t.Parallel()
	heads := output.Headings("NAME", "STATE", "DESCRIPTION", "LOCATION", "PROFILES")
	printed := func(name string, width int) string {
		t.Helper()
		format, err := output.ParseFormat(name)
		if err != nil {
			t.Fatal(err)
		}
		format.Terminal, format.Width = width > 0, width
		var b strings.Builder
		row := []string{"web", "RUNNING", strings.Repeat("long ", 30), "first-member", "default\nsecond"}
		if err := output.Table(&b, format, heads, [][]string{row}); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	for width := range 200 {
		if got, want := printed("wide", width), printed("table", width); got != want {
			t.Errorf("%d columns:\n%s\nnot:\n%s", width, got, want)
		}
	}
	if got := printed("wide", 70); !strings.Contains(got, "PROFILES") || !strings.Contains(got, "…") {
		t.Errorf("70 columns lack the last column, or are not cut:\n%s", got)
	}
	if got := printed("wide", 0); strings.Contains(got, "…") || !strings.Contains(got, "| second") {
		t.Errorf("a table in a pipe is cut:\n%s", got)
	}
}

func TestStatesHaveColors(t *testing.T) {
	t.Parallel()
	heads := output.Headings("NAME", "STATE")
	rows := [][]string{{"RUNNING", "RUNNING"}, {"c2", "STOPPED"}, {"c3", "Error"}, {"c4", "FROZEN"}}
	for name, want := range map[string]string{
		"compact": "  RUNNING  \x1b[32mRUNNING\x1b[0m  \n  c2       STOPPED  \n  c3       \x1b[31mError\x1b[0m    \n  c4       \x1b[33mFROZEN\x1b[0m   \n",
		"csv":     "RUNNING,RUNNING\nc2,STOPPED\nc3,Error\nc4,FROZEN\n",
	} {
		copied := make([][]string, len(rows))
		for i, row := range rows {
			copied[i] = append([]string(nil), row...)
		}
		var b strings.Builder
		if err := output.Table(&b, output.Format{Name: name, Color: true}, heads, copied); err != nil || b.String() != want {
			t.Errorf("%s: %v\n%q", name, err, b.String())
		}
	}
}
