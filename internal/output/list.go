package output

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/olekukonko/tablewriter"

	"github.com/openlxc/lxc/internal/sent"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Format describes how a list is printed: the format's name, whether there is a header, whether it is for a terminal, and the
// sort order if it is not that of the cells.
type Format struct {
	Name     string
	Header   bool
	Terminal bool
	Tight    bool // no lines between the rows of a table
	Order    func(a, b []string) int
	Query    Query
	Width    int  // of the terminal, 0 for unlimited
	Color    bool // color states
	Wide     bool // all columns
}

// Formats are the names of the formats of every list.
var Formats = []string{"table", "wide", "compact", "csv", "json", "yaml", "markdown", "jsonl", "name", "template"}

// ParseFormat parses "csv", "table,noheader", "csv,header" and the like.
func ParseFormat(text string) (Format, error) {
	words := strings.Split(text, ",")
	f := Format{Name: words[0], Header: slices.Contains([]string{"table", "wide", "compact", "markdown"}, words[0])}
	if !slices.Contains(Formats, f.Name) {
		return f, fmt.Errorf("%s", i18n.F("unknown format %q (must be one of: %s)", f.Name, strings.Join(Formats, ", ")))
	}
	if f.Wide = f.Name == "wide"; f.Wide {
		f.Name = "table"
	}
	for _, w := range words[1:] {
		switch w {
		case "": // ignored, as by the stock client
		case "header":
			f.Header = true
		case "noheader":
			f.Header = false
		default:
			return f, fmt.Errorf("%s", i18n.F("unknown format option %q (must be one of: header, noheader)", w))
		}
	}
	return f, nil
}

// Machine reports whether the format prints the objects themselves, unmodified.
func (f Format) Machine() bool { return (f.Name == "json" || f.Name == "yaml") && f.Plain() }

// Objects reports whether the format prints objects, or text made from them, rather than cells.
func (f Format) Objects() bool { return !f.tabular() && f.Name != "name" }

// Plain reports whether the format is one of the stock clients, without further options.
func (f Format) Plain() bool {
	return f.Name != "jsonl" && f.Name != "name" && f.Name != "template" && !f.Query.asked()
}

func (f Format) tabular() bool {
	return slices.Contains([]string{"table", "compact", "csv", "markdown"}, f.Name)
}

// With adds a query to a format. It refuses combinations that are not possible.
func (f Format) With(q Query) (Format, error) {
	f.Query = q
	switch {
	case q.JQ != "" && q.Template != "":
		return f, fmt.Errorf("%s", i18n.G("--jq and --template cannot be used together"))
	case q.JQ != "" && f.Name != "json":
		return f, fmt.Errorf("%s", i18n.G("--jq requires the format json"))
	case (q.Template != "") != (f.Name == "template"):
		return f, fmt.Errorf("%s", i18n.G("--template and the format template require each other"))
	}
	for _, filter := range q.Filters {
		if !strings.Contains(filter, "=") {
			return f, fmt.Errorf("%s", i18n.F("invalid filter %q (must be key=value)", filter))
		}
	}
	var err error
	if q.JQ != "" {
		_, err = compileJQ(q.JQ)
	}
	if q.Template != "" {
		_, err = parseTemplate(q.Template)
	}
	return f, err
}

// List prints items. json and yaml print the objects in the given order, the other formats print cells, sorted by them. Control
// characters are escaped for a terminal only. The output is written in a few large writes.
func List[T any](w io.Writer, format Format, columns Columns[T], items []T) error {
	if items == nil {
		items = []T{}
	}
	switch {
	case format.Machine() && format.Name == "json":
		return JSON(format.screen(w), items)
	case format.Machine():
		return YAML(format.screen(w), items)
	}
	heads := make([]Heading, len(columns))
	for i, c := range columns {
		heads[i] = c.Heading
	}
	rows := make([][]string, len(items))
	for n, item := range items {
		rows[n] = make([]string, len(columns))
		for i, c := range columns {
			rows[n][i] = c.Cell(item)
		}
	}
	if !format.Plain() {
		return special(w, format, heads, items, rows)
	}
	breakLines(format, heads, rows)
	sortRows(format, rows)
	return Table(w, format, heads, rows)
}

// breakLines replaces the line breaks in csv cells.
func breakLines(format Format, heads []Heading, rows [][]string) {
	for _, row := range rows {
		for i, h := range heads {
			if h.Break != "" && format.Name == "csv" {
				row[i] = strings.ReplaceAll(row[i], "\n", h.Break)
			}
		}
	}
}

// special prints a list in a format that the stock clients do not have.
func special[T any](w io.Writer, format Format, heads []Heading, items []T, rows [][]string) error {
	records := make([]record, len(items))
	for n, item := range items {
		var err error
		if records[n], err = newRecord(item, rows[n]); err != nil {
			return err
		}
	}
	return format.list(w, heads, records)
}

// Table prints rows of text. Control characters are escaped for a terminal only.
func Table(w io.Writer, format Format, heads []Heading, rows [][]string) error {
	var out bytes.Buffer
	if format.Name != "csv" {
		heads, rows = forScreen(format, heads, rows)
	}
	titles := make([]string, len(heads))
	for i, h := range heads {
		titles[i] = h.Head
	}
	if format.Name == "csv" {
		c := csv.NewWriter(&out)
		if format.Header {
			if err := c.Write(titles); err != nil {
				return err
			}
		}
		if err := c.WriteAll(rows); err != nil {
			return err
		}
		w = format.screen(w)
	} else {
		renderTable(&out, format, titles, rows)
	}
	_, err := w.Write(out.Bytes())
	return err
}

// forScreen escapes cells and fits the table to the width of the terminal.
func forScreen(format Format, heads []Heading, rows [][]string) ([]Heading, [][]string) {
	if format.Terminal {
		for _, row := range rows {
			for i := range row {
				row[i] = Escape(row[i], true)
			}
		}
	}
	if format.Name == "markdown" {
		return heads, rows
	}
	if format.Width > 0 {
		heads, rows = fit(format.Width, heads, rows)
	}
	if format.Color {
		colorStates(heads, rows)
	}
	return heads, rows
}

func renderTable(out io.Writer, format Format, heads []string, rows [][]string) {
	t := tablewriter.NewWriter(out)
	t.SetAlignment(tablewriter.ALIGN_LEFT)
	t.SetAutoWrapText(false)
	t.SetAutoFormatHeaders(false)
	switch format.Name {
	case "compact":
		t.SetColumnSeparator("")
		t.SetHeaderLine(false)
		t.SetBorder(false)
	case "markdown":
		t.SetBorders(tablewriter.Border{Left: true, Right: true})
		t.SetCenterSeparator("|")
		rows = markdownCells(rows)
	default:
		t.SetRowLine(!format.Tight)
	}
	if format.Header {
		t.SetHeader(heads)
	}
	t.AppendBulk(rows)
	t.Render()
}

// markdownCells escapes what would end a cell or its row.
func markdownCells(rows [][]string) [][]string {
	keep := strings.NewReplacer("|", `\|`, "\n", "<br>")
	out := make([][]string, len(rows))
	for i, row := range rows {
		for _, cell := range row {
			out[i] = append(out[i], keep.Replace(cell))
		}
	}
	return out
}

// JSON prints a value on one line, including data from the server that its type has no fields for.
func JSON(w io.Writer, value any) error {
	data, err := sent.JSON(value)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	json.HTMLEscape(&out, append(data, '\n')) // escape <, > and & as the stock clients do
	_, err = w.Write(out.Bytes())
	return err
}

// Titles returns column titles for field names: in capitals, with spaces between words.
func Titles(names []string) []string {
	out := make([]string, 0, len(names))
	for _, name := range names {
		out = append(out, tablewriter.Title(name))
	}
	return out
}
