package output

import (
	"encoding/json"
	"io"
	"reflect"
	"slices"
	"strings"

	"gopkg.in/yaml.v2"

	"github.com/openlxc/lxc/internal/sent"
)

// YAML prints a value, including data from the server that its type has no fields for.
func YAML(w io.Writer, value any) error {
	data, err := YAMLText(value)
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}

// YAMLText returns the text that YAML prints.
func YAMLText(value any) ([]byte, error) {
	tree, err := document(reflect.ValueOf(value))
	if err != nil {
		return nil, err
	}
	return yaml.Marshal(tree)
}

// Without returns an object as it is printed, without some of its keys.
func Without(object any, keys ...string) any {
	tree, err := document(reflect.ValueOf(object))
	if items, ordered := tree.(yaml.MapSlice); err == nil && ordered {
		return slices.DeleteFunc(items, func(item yaml.MapItem) bool {
			key, _ := item.Key.(string)
			return slices.Contains(keys, key)
		})
	}
	return object
}

// document returns a value in the form in which the YAML library prints it correctly.
func document(v reflect.Value) (any, error) {
	if !v.IsValid() {
		return nil, nil
	}
	if _, ordered := v.Interface().(yaml.MapSlice); ordered || sent.Leaf(v) {
		return v.Interface(), nil
	}
	if _, own := v.Interface().(yaml.Marshaler); own {
		return v.Interface(), nil
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return nil, nil
		}
		return document(v.Elem())
	case reflect.Slice:
		out := make([]any, v.Len())
		for i := range out {
			var err error
			if out[i], err = document(v.Index(i)); err != nil {
				return nil, err
			}
		}
		return out, nil
	case reflect.Map:
		return documentOfMap(v)
	}
	out := yaml.MapSlice{}
	for _, m := range sent.Shown(v, "yaml") {
		var item any
		var err error
		if m.Raw != nil {
			item, err = documentOfJSON(m.Raw)
		} else {
			item, err = document(m.Value)
		}
		if err != nil {
			return nil, err
		}
		out = append(out, yaml.MapItem{Key: m.Key, Value: item})
	}
	return out, nil
}

func documentOfMap(v reflect.Value) (any, error) {
	out := map[string]any{}
	for _, key := range v.MapKeys() {
		item, err := document(v.MapIndex(key))
		if err != nil {
			return nil, err
		}
		out[key.String()] = item
	}
	return out, nil
}

// documentOfJSON keeps numbers as they are written.
func documentOfJSON(raw json.RawMessage) (any, error) {
	d := json.NewDecoder(strings.NewReader(string(raw)))
	d.UseNumber()
	var value any
	if err := d.Decode(&value); err != nil {
		return nil, err
	}
	return plainNumbers(value), nil
}

func plainNumbers(value any) any {
	switch value := value.(type) {
	case json.Number:
		if n, err := value.Int64(); err == nil {
			return n
		}
		if f, err := value.Float64(); err == nil {
			return f
		}
	case []any:
		out := slices.Clone(value)
		for i := range out {
			out[i] = plainNumbers(out[i])
		}
		return out
	case map[string]any:
		out := map[string]any{}
		for key, item := range value {
			out[key] = plainNumbers(item)
		}
		return out
	}
	return value
}
