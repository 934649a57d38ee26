package output_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/openlxc/lxc/internal/output"
)

func TestEscape(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"plain ünï": "plain ünï", "\x1b[31mred": `\x1b[31mred`, "a\rb": `a\x0db`, "\u009bx": `\x9bx`, "a\x80b": `a\x80b`,
		"\u202eevil": `\u202eevil`, "zero\u200bwidth": `zero\u200bwidth`, "bell\a": `bell\x07`, "100% %s": "100% %s",
		"\U000e0001": `\U000e0001`, "\u2028": `\u2028`,
	} {
		if got := output.Escape(in, false); got != want {
			t.Errorf("Escape(%q) = %q, want %q", in, got, want)
		}
	}
	if got := output.Escape("a\nb\tc", true); got != "a\nb\tc" {
		t.Error(got)
	}
	if got := output.Escape("a\nb", false); got != `a\x0ab` {
		t.Error(got)
	}
}

func FuzzEscape(f *testing.F) {
	f.Add("x\x1b]8;;http://x\x07y", true)
	f.Fuzz(func(t *testing.T, text string, lines bool) {
		for _, r := range output.Escape(text, lines) {
			if r < 0x20 && !(lines && (r == '\n' || r == '\t')) || r >= 0x7f && r < 0xa0 {
				t.Errorf("%q came through in %q", r, text)
			}
		}
	})
}

type row struct {
	Name string `json:"name" yaml:"name"`
	N    int    `json:"n" yaml:"n"`
}

func columns() output.Columns[row] {
	return output.Columns[row]{
		output.Col('n', "NAME", func(r row) string { return r.Name }),
		output.Col('x', "X", func(row) string { return "a,b" }),
	}
}

func TestFormats(t *testing.T) {
	t.Parallel()
	items := []row{{"one", 1}, {"two\x1b", 2}}
	for format, want := range map[string]string{
		"csv":            "one,\"a,b\"\ntwo\\u001b,\"a,b\"\n",
		"csv,header":     "NAME,X\none,\"a,b\"\ntwo\\u001b,\"a,b\"\n",
		"json":           "[{\"name\":\"one\",\"n\":1},{\"name\":\"two\\u001b\",\"n\":2}]\n",
		"yaml":           "- name: one\n  \"n\": 1\n- name: \"two\\e\"\n  \"n\": 2\n",
		"table":          "+---------+-----+\n|  NAME   |  X  |\n+---------+-----+\n| one     | a,b |\n+---------+-----+\n| two\\x1b | a,b |\n+---------+-----+\n",
		"table,noheader": "+---------+-----+\n| one     | a,b |\n+---------+-----+\n| two\\x1b | a,b |\n+---------+-----+\n",
	} {
		f, err := output.ParseFormat(format)
		if err != nil {
			t.Fatal(err)
		}
		f.Terminal = true
		var b bytes.Buffer
		if err := output.List(&b, f, columns(), items); err != nil {
			t.Fatal(err)
		}
		if b.String() != want {
			t.Errorf("%s:\n%s\nwant:\n%s", format, b.String(), want)
		}
	}
	for _, bad := range []string{"", "nosuch", "csv,sideways"} {
		if _, err := output.ParseFormat(bad); err == nil {
			t.Errorf("%q was accepted", bad)
		}
	}
}

// counting counts writes: a table of a thousand rows must not be written cell by cell.
type counting struct{ writes int }

func (c *counting) Write(p []byte) (int, error) { c.writes++; return len(p), nil }

func TestTableIsWrittenAtOnce(t *testing.T) {
	t.Parallel()
	var c counting
	if err := output.List(&c, output.Format{Name: "table", Header: true}, columns(), make([]row, 1000)); err != nil {
		t.Fatal(err)
	}
	if c.writes > 4 {
		t.Errorf("%d writes", c.writes)
	}
}

func TestPick(t *testing.T) {
	t.Parallel()
	picked, err := columns().Pick("xn", nil)
	if err != nil || len(picked) != 2 || picked[0].Letter != 'x' {
		t.Error(picked, err)
	}
	for _, bad := range []string{"q", "n,,x", ""} {
		if _, err := columns().Pick(bad, nil); err == nil {
			t.Errorf("%q was accepted", bad)
		}
	}
}

func TestUnits(t *testing.T) {
	t.Parallel()
	for n, want := range map[int64]string{0: "0B", 1023: "1023B", 596 << 10: "596.00KiB", 3 << 29: "1.50GiB"} {
		if got := output.Bytes(n); got != want {
			t.Errorf("Bytes(%d) = %s, want %s", n, got, want)
		}
	}
	if !output.Never(time.Time{}) || !output.Never(time.Unix(0, 0)) || output.Never(time.Unix(1, 0)) {
		t.Error("Never is wrong")
	}
	if output.Time(time.Time{}) != "" {
		t.Error("a date that never comes was printed")
	}
}

func TestNaturalOrder(t *testing.T) {
	t.Parallel()
	ordered := strings.Fields("C3 a a1 a2 a10 a10b web1 web-1 web-2")
	for i := range ordered[1:] {
		if output.CompareNatural(ordered[i], ordered[i+1]) >= 0 || output.CompareNatural(ordered[i+1], ordered[i]) <= 0 {
			t.Errorf("%s and %s", ordered[i], ordered[i+1])
		}
	}
	if output.CompareNatural("x7", "x7") != 0 {
		t.Error("equal names differ")
	}
}

func TestRowsAreOrderedByTheirCells(t *testing.T) {
	t.Parallel()
	cells := output.Columns[[]string]{
		output.Col('a', "A", func(r []string) string { return r[0] }), output.Col('b', "B", func(r []string) string { return r[1] }),
	}
	items := [][]string{{"", "x"}, {"2", "c10"}, {"10", ""}, {"2", "c9"}, {"10", "a"}}
	for order, want := range map[string]string{"": "2,c9\n2,c10\n10,a\n10,\n,x\n", "as it is": ",x\n2,c10\n10,\n2,c9\n10,a\n"} {
		format := output.Format{Name: "csv"}
		if order != "" {
			format.Order = output.Unsorted
		}
		var b strings.Builder
		if err := output.List(&b, format, cells, items); err != nil || b.String() != want {
			t.Errorf("%q: %v\n%s", order, err, b.String())
		}
	}
}

func TestMarkdown(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	err := output.Table(&b, output.Format{Name: "markdown", Header: true}, output.Headings("NAME", "X"), [][]string{{"a|b", "1\n2"}})
	if want := "| NAME |   X    |\n|------|--------|\n| a\\|b | 1<br>2 |\n"; err != nil || b.String() != want {
		t.Errorf("%v\n%s", err, b.String())
	}
}
