package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"

	"gopkg.in/yaml.v2"
)

// same compares two values as JSON.
func same(a, b any) bool {
	x, err1 := json.Marshal(a)
	y, err2 := json.Marshal(b)
	return err1 == nil && err2 == nil && string(x) == string(y)
}

// parse parses a machine format into maps, lists and scalars; ok is false for anything else.
func parse(text string, yamlToo bool) (any, bool) {
	trimmed := strings.TrimSpace(text)
	if trimmed == "" {
		return nil, false
	}
	var value any
	decoder := json.NewDecoder(strings.NewReader(trimmed))
	decoder.UseNumber()
	if (trimmed[0] == '{' || trimmed[0] == '[') && decoder.Decode(&value) == nil && !decoder.More() {
		return value, true
	}
	if !yamlToo || trimmed[0] == '+' {
		return nil, false
	}
	var documents []any
	y := yaml.NewDecoder(strings.NewReader(text))
	for {
		var document any
		err := y.Decode(&document)
		if err != nil {
			if err.Error() != "EOF" {
				return nil, false
			}
			break
		}
		documents = append(documents, plain(document))
	}
	for _, d := range documents {
		switch d.(type) {
		case map[string]any, []any:
		default:
			return nil, false
		}
	}
	return documents, len(documents) > 0
}

// plain converts YAML maps to JSON maps.
func plain(v any) any {
	switch v := v.(type) {
	case map[any]any:
		m := map[string]any{}
		for key, value := range v {
			m[fmt.Sprint(key)] = plain(value)
		}
		return m
	case []any:
		for i := range v {
			v[i] = plain(v[i])
		}
	}
	return v
}

// flatten writes a value as masked lines "path: scalar"; of measurements only the name is kept. Empty maps and lists count
// as scalars.
func flatten(path string, v any, m *masker, lines map[string]string) {
	switch v := v.(type) {
	case map[string]any:
		if len(v) == 0 {
			lines[path] = "{}"
		}
		for _, key := range slices.Sorted(maps.Keys(v)) {
			name := path + "." + m.text(key)
			if usageKeys[key] {
				if _, isMap := v[key].(map[string]any); !isMap && v[key] != nil && fmt.Sprint(v[key]) != "0" {
					lines[name] = "(measured)"
					continue
				}
			}
			flatten(name, v[key], m, lines)
		}
	case []any:
		if len(v) == 0 {
			lines[path] = "[]"
		}
		if strings.HasSuffix(path, ".used_by") || strings.HasSuffix(path, ".api_extensions") {
			sort.Slice(v, func(i, j int) bool { return fmt.Sprint(v[i]) < fmt.Sprint(v[j]) })
		}
		for i := range v {
			flatten(fmt.Sprintf("%s[%d]", path, i), v[i], m, lines)
		}
	default:
		lines[path] = m.text(fmt.Sprintf("%T %v", v, v))
		if n, ok := v.(json.Number); ok {
			lines[path] = m.text("number " + n.String())
		}
	}
}

// compareMaps returns the differences between two descriptions, with both values of each.
func compareMaps(stock, ours map[string]string) []string {
	keys := map[string]bool{}
	for key := range stock {
		keys[key] = true
	}
	for key := range ours {
		keys[key] = true
	}
	var found []string
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		s, inStock := stock[key]
		o, inOurs := ours[key]
		switch {
		case !inOurs:
			found = append(found, fmt.Sprintf("%s: stock has %s, ours lacks it", key, s))
		case !inStock:
			found = append(found, fmt.Sprintf("%s: ours has %s, stock lacks it", key, o))
		case s != o:
			found = append(found, fmt.Sprintf("%s: stock %s, ours %s", key, s, o))
		}
	}
	return found
}
