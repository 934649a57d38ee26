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

// Format is how a list is printed: a name, whether a head is wanted, whether it is for a terminal, and the order of the
// rows where it is not that of their cells.
type Format struct {
	Name     string
	Header   bool
	Terminal bool
	Tight    bool // a table without lines between its rows
	Order    func(a, b []string) int
}

// Formats are the names of the formats that every list offers.
var Formats = []string{"table", "compact", "csv", "json", "yaml", "markdown"}

// ParseFormat reads "csv", "table,noheader", "csv,header" and the like.
func ParseFormat(text string) (Format, error) {
	words := strings.Split(text, ",")
	f := Format{Name: words[0], Header: slices.Contains([]string{"table", "compact", "markdown"}, words[0])}
	if !slices.Contains(Formats, f.Name) {
		return f, fmt.Errorf("%s", i18n.F("unknown format %q (must be one of: %s)", f.Name, strings.Join(Formats, ", ")))
	}
	for _, w := range words[1:] {
		switch w {
		case "": // the stock client overlooks it
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

// Machine reports whether the format prints the objects themselves.
func (f Format) Machine() bool { return f.Name == "json" || f.Name == "yaml" }

// List prints items. json and yaml print the objects in their order, the others the cells of the columns, ordered by
// them. What a terminal could take for commands is escaped in a table for one, never in csv. Everything is written in a
// few large writes.
func List[T any](w io.Writer, format Format, columns Columns[T], items []T) error {
	if items == nil {
		items = []T{}
	}
	switch format.Name {
	case "json":
		return JSON(w, items)
	case "yaml":
		return YAML(w, items)
	}
	rows := make([][]string, 0, len(items))
	for _, item := range items {
		row := make([]string, len(columns))
		for i, c := range columns {
			row[i] = c.Cell(item)
			if c.Break != "" && format.Name == "csv" {
				row[i] = strings.ReplaceAll(row[i], "\n", c.Break)
			}
		}
		rows = append(rows, row)
	}
	sortRows(format, rows)
	if format.Terminal && format.Name != "csv" {
		for _, row := range rows {
			for i := range row {
				row[i] = Escape(row[i], true)
			}
		}
	}
	heads := make([]string, len(columns))
	for i, c := range columns {
		heads[i] = c.Head
	}
	return Table(w, format, heads, rows)
}

// Table prints rows of text.
func Table(w io.Writer, format Format, heads []string, rows [][]string) error {
	var out bytes.Buffer
	if format.Name == "csv" {
		c := csv.NewWriter(&out)
		if format.Header {
			rows = append([][]string{heads}, rows...)
		}
		if err := c.WriteAll(rows); err != nil {
			return err
		}
	} else {
		renderTable(&out, format, heads, rows)
	}
	_, err := w.Write(out.Bytes())
	return err
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

// markdownCells keeps cells from ending their column or their line.
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

// JSON prints a value as one line, with what a server sent beyond the fields of its type.
func JSON(w io.Writer, value any) error {
	data, err := sent.JSON(value)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	json.HTMLEscape(&out, append(data, '\n')) // <, > and & look as the stock clients write them
	_, err = w.Write(out.Bytes())
	return err
}

// Titles are heads made of the names of fields: in capitals, with blanks for what joins words.
func Titles(names []string) []string {
	out := make([]string, 0, len(names))
	for _, name := range names {
		out = append(out, tablewriter.Title(name))
	}
	return out
}
