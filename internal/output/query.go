package output

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/openlxc/lxc/internal/sent"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Query selects what a command prints, apart from its format: which objects, in what order, and which of their fields.
type Query struct {
	Fields   []string // paths such as state.cpu.usage
	JQ       string
	Template string
	Sort     []string // columns or fields; a leading - means descending
	Filters  []string // key=value
}

// asked reports whether the query is not empty.
func (q Query) asked() bool {
	return len(q.Fields)+len(q.Sort)+len(q.Filters) > 0 || q.JQ != "" || q.Template != ""
}

// Raw is an item that can return its whole object, while the item itself has only what columns need.
type Raw interface{ Object() (any, error) }

// Decode decodes an object and keeps data that its type has no fields for.
func Decode[T any](raw []byte) (*T, error) {
	var item T
	if err := json.Unmarshal(raw, &item); err != nil {
		return nil, err
	}
	sent.Keep(&item, bytes.Clone(raw))
	return &item, nil
}

// record is an item of a list in each form in which it can be printed.
type record struct {
	object any
	data   []byte // as JSON
	tree   any    // the decoded JSON
	cells  []string
}

func newRecord(item any, cells []string) (record, error) {
	r := record{object: item, cells: cells}
	var err error
	if raw, ok := item.(Raw); ok {
		if r.object, err = raw.Object(); err != nil {
			return r, err
		}
	}
	if r.data, err = sent.JSON(r.object); err != nil {
		return r, err
	}
	r.tree, err = decodeTree(r.data)
	return r, err
}

// decodeTree decodes JSON and keeps numbers as they are written.
func decodeTree(data []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var tree any
	err := d.Decode(&tree)
	return tree, err
}

// Tree returns a value as decoded JSON.
func Tree(value any) (any, error) {
	data, err := sent.JSON(value)
	if err != nil {
		return nil, err
	}
	tree, err := decodeTree(data)
	return plainNumbers(tree), err
}

// WithField returns an object as decoded JSON with an additional field.
func WithField(object any, field string, value any) (map[string]any, error) {
	whole := map[string]any{}
	for _, part := range []any{object, map[string]any{field: value}} {
		tree, err := Tree(part)
		if err != nil {
			return nil, err
		}
		fields, _ := tree.(map[string]any)
		maps.Copy(whole, fields)
	}
	return whole, nil
}

// Object prints one object. Tables have one row per field.
func Object(w io.Writer, format Format, value any) error {
	if raw, ok := value.(json.RawMessage); ok && format.Name == "yaml" {
		tree, err := decodeTree(raw)
		if err != nil {
			return err
		}
		value = plainNumbers(tree)
	}
	if format.Plain() {
		switch format.Name {
		case "json":
			return JSON(format.screen(w), value)
		case "yaml":
			return YAML(format.screen(w), value)
		}
	}
	r, err := newRecord(value, nil)
	if err != nil {
		return err
	}
	if format.tabular() {
		tree := r.tree
		if len(format.Query.Fields) > 0 {
			tree = project(tree, format.Query.Fields)
		}
		return Table(w, format, Headings(i18n.G("FIELD"), i18n.G("VALUE")), flatten(nil, "", tree))
	}
	return format.print(w, []record{r}, false)
}

// list filters, sorts and prints the records of a list.
func (f Format) list(w io.Writer, heads []Heading, records []record) error {
	for _, filter := range f.Query.Filters {
		records = filterRecords(heads, records, filter)
	}
	if err := sortRecords(heads, records, f.Query.Sort); err != nil {
		return err
	}
	if !f.tabular() {
		return f.print(w, records, true)
	}
	rows := make([][]string, len(records))
	for i, r := range records {
		rows[i] = r.cells
		if len(f.Query.Fields) > 0 {
			rows[i] = fieldCells(r.tree, f.Query.Fields)
		}
	}
	if len(f.Query.Fields) > 0 {
		heads = nil
		for _, path := range f.Query.Fields {
			heads = append(heads, Heading{Head: strings.ToUpper(path), Break: ","})
		}
	}
	if breakLines(f, heads, rows); len(f.Query.Sort) == 0 {
		sortRows(f, rows)
	}
	return Table(w, f, heads, rows)
}

// print writes records in a format other than a table, as a list or as one object.
func (f Format) print(w io.Writer, records []record, list bool) error {
	q := f.Query
	objects, trees := make([]any, len(records)), make([]any, len(records))
	lines := make([][]byte, len(records))
	for i := range records {
		objects[i], trees[i], lines[i] = records[i].object, records[i].tree, records[i].data
		if len(q.Fields) == 0 {
			continue
		}
		trees[i] = project(trees[i], q.Fields)
		objects[i] = plainNumbers(trees[i])
		var err error
		if lines[i], err = encodeTree(trees[i]); err != nil {
			return err
		}
	}
	var out bytes.Buffer
	var err error
	switch {
	case q.JQ != "":
		var input any = trees
		if !list {
			input = trees[0]
		}
		err = runJQ(&out, q.JQ, input)
	case f.Name == "template":
		err = runTemplate(&out, q.Template, trees)
	case f.Name == "name":
		names(&out, trees, len(q.Sort) > 0)
	case f.Name == "yaml" && list:
		err = YAML(&out, objects)
	case f.Name == "yaml":
		err = YAML(&out, objects[0])
	case f.Name == "jsonl" || !list:
		for _, line := range lines {
			out.Write(append(line, '\n'))
		}
	default:
		json.HTMLEscape(&out, slices.Concat([]byte{'['}, bytes.Join(lines, []byte{','}), []byte("]\n")))
	}
	if err != nil {
		return err
	}
	_, err = f.screen(w).Write(out.Bytes())
	return err
}

// encodeTree returns a tree as one line of JSON without escaping < and >.
func encodeTree(tree any) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	err := e.Encode(tree)
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), err
}

// nameFields are the fields that may name an object, in order of preference.
var nameFields = []string{"name", "fingerprint", "uuid", "listen_address", "id", "client_name", "alias", "hostname", "entity_url", "resource"}

// names writes the name of each object, one per line.
func names(out *bytes.Buffer, trees []any, sorted bool) {
	var list []string
	for _, tree := range trees {
		if text, ok := tree.(string); ok {
			list = append(list, text)
		}
		for _, field := range nameFields {
			if name, found := lookup(tree, field); found && cellText(name) != "" {
				list = append(list, cellText(name))
				break
			}
		}
	}
	if !sorted {
		slices.SortStableFunc(list, CompareNatural)
	}
	for _, name := range list {
		out.WriteString(name + "\n")
	}
}

// filterRecords returns the records in which a column or field has a value, ignoring case.
func filterRecords(heads []Heading, records []record, filter string) []record {
	key, value, _ := strings.Cut(filter, "=")
	return slices.DeleteFunc(records, func(r record) bool {
		return !slices.ContainsFunc(r.texts(heads, key), func(text string) bool { return strings.EqualFold(text, value) })
	})
}

// texts returns the values of a field, and of the column, as text.
func (r record) texts(heads []Heading, key string) []string {
	var texts []string
	if value, found := lookup(r.tree, key); found {
		items, isList := value.([]any)
		if !isList {
			items = []any{value}
		}
		for _, item := range items {
			texts = append(texts, cellText(item))
		}
	}
	if n := column(heads, key); n >= 0 && r.cells != nil {
		texts = append(texts, strings.Split(r.cells[n], "\n")...)
	}
	return texts
}
