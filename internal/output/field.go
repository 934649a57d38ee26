package output

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/openlxc/lxc/pkg/i18n"
)

// lookup returns the value at a path such as config.user.note. Field names may be written as in the templates of other
// programs, such as StatusCode for status_code; a key that contains dots is found too.
func lookup(tree any, path string) (any, bool) {
	if path == "" {
		return tree, true
	}
	fields, ok := tree.(map[string]any)
	if !ok {
		return nil, false
	}
	if value, found := member(fields, path); found {
		return value, true
	}
	for i, c := range path {
		if c != '.' {
			continue
		}
		if value, found := member(fields, path[:i]); found {
			if value, found = lookup(value, path[i+1:]); found {
				return value, true
			}
		}
	}
	return nil, false
}

func member(fields map[string]any, key string) (any, bool) {
	name, found := memberName(fields, key)
	return fields[name], found
}

// memberName returns the real name of a field, however key spells it.
func memberName(fields map[string]any, key string) (string, bool) {
	if _, found := fields[key]; found {
		return key, true
	}
	key = folded(key)
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if folded(name) == key {
			return name, true
		}
	}
	return "", false
}

// folded returns a name without the differences between spellings.
func folded(name string) string {
	return strings.ToLower(strings.NewReplacer("_", "", "-", "", " ", "").Replace(name))
}

// project returns an object with only the fields at the given paths; missing ones are null.
func project(tree any, paths []string) any {
	out := map[string]any{}
	for _, path := range paths {
		copyField(out, tree, path)
	}
	return out
}

// copyField copies the value at a path, creating the same nested objects.
func copyField(out map[string]any, tree any, path string) {
	fields, _ := tree.(map[string]any)
	if name, found := memberName(fields, path); found {
		out[name] = fields[name]
		return
	}
	name, rest := holder(fields, path)
	if name == "" {
		out[path] = nil
		return
	}
	inner, ok := out[name].(map[string]any)
	if !ok {
		inner = map[string]any{}
		out[name] = inner
	}
	copyField(inner, fields[name], rest)
}

// holder splits a path into the name of the object in fields that has, or would have, the value, and the rest of the path.
func holder(fields map[string]any, path string) (holds, rest string) {
	for i, c := range path {
		name, found := memberName(fields, path[:i])
		if c != '.' || !found {
			continue
		}
		if _, inside := lookup(fields[name], path[i+1:]); inside {
			return name, path[i+1:]
		}
		if _, isObject := fields[name].(map[string]any); isObject && holds == "" {
			holds, rest = name, path[i+1:]
		}
	}
	return holds, rest
}

// cellText returns a value as a table cell.
func cellText(value any) string {
	switch value := value.(type) {
	case nil:
		return ""
	case string:
		return value
	case []any:
		texts := make([]string, len(value))
		for i, item := range value {
			texts[i] = cellText(item)
		}
		return strings.Join(texts, "\n")
	case map[string]any:
		data, _ := encodeTree(value) // cannot fail: the value came from JSON
		return string(data)
	}
	return fmt.Sprint(value)
}

func fieldCells(tree any, paths []string) []string {
	row := make([]string, len(paths))
	for i, path := range paths {
		value, _ := lookup(tree, path)
		row[i] = cellText(value)
	}
	return row
}

// flatten adds a row for each value in an object: its path and the value.
func flatten(rows [][]string, path string, tree any) [][]string {
	fields, ok := tree.(map[string]any)
	if !ok {
		return append(rows, []string{path, cellText(tree)})
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		rows = flatten(rows, strings.TrimPrefix(path+"."+name, "."), fields[name])
	}
	return rows
}

// column returns the index of a column, given by its title or its letter, or -1.
func column(heads []Heading, key string) int {
	return slices.IndexFunc(heads, func(h Heading) bool {
		return folded(h.Head) == folded(key) || h.Letter != 0 && string(h.Letter) == key
	})
}

// sortRecords sorts records by columns or fields.
func sortRecords(heads []Heading, records []record, keys []string) error {
	for _, key := range keys {
		key = strings.TrimPrefix(key, "-")
		known := column(heads, key) >= 0 || len(records) == 0
		for _, r := range records {
			_, found := lookup(r.tree, key)
			known = known || found
		}
		if !known {
			return fmt.Errorf("%s", i18n.F("unknown column or field %q", key))
		}
	}
	slices.SortStableFunc(records, func(a, b record) int {
		for _, key := range keys {
			if c := compareBy(heads, a, b, key); c != 0 {
				return c
			}
		}
		return 0
	})
	return nil
}

// compareBy compares a field of two records, or a column if there is no such field or it is an object. Missing values come
// last, even in descending order.
func compareBy(heads []Heading, a, b record, key string) int {
	key, descending := strings.CutPrefix(key, "-")
	x, y := a.value(heads, key), b.value(heads, key)
	c := compareValues(x, y)
	if descending && cellText(x) != "" && cellText(y) != "" {
		return -c
	}
	return c
}

// value returns what a record is sorted by.
func (r record) value(heads []Heading, key string) any {
	value, _ := lookup(r.tree, key)
	switch value.(type) {
	case nil, []any, map[string]any:
		if n := column(heads, key); n >= 0 && r.cells != nil {
			return r.cells[n]
		}
	}
	return value
}

// compareValues compares numbers numerically and everything else in natural order; missing values come last.
func compareValues(x, y any) int {
	m, okX := x.(json.Number)
	n, okY := y.(json.Number)
	if okX && okY {
		a, errA := m.Float64()
		b, errB := n.Float64()
		if errA == nil && errB == nil {
			return cmp.Compare(a, b)
		}
	}
	return CompareCells([]string{cellText(x)}, []string{cellText(y)})
}
