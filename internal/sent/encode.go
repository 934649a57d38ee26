package sent

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
)

// Member is a key with its value in a JSON object: a struct field, or Raw for a key without a field.
type Member struct {
	Key   string
	Value reflect.Value
	Raw   json.RawMessage
}

// Bears reports whether values of a type may contain an object that embeds Sent.
func Bears(t reflect.Type) bool { return planOf(t).bears }

// Leaf reports whether a value cannot contain Sent, and is therefore encoded by its own rules.
func Leaf(v reflect.Value) bool { return !v.IsValid() || !planOf(v.Type()).bears }

// Shown returns the members of a struct to show, named for "json" or "yaml": everything that the server sent, including
// empty and unknown members, and all fields that are not empty. A struct that did not come from a server has only its
// fields.
func Shown(v reflect.Value, format string) []Member {
	p := planOf(v.Type())
	s := p.sent(v)
	if s == nil {
		return p.plain(v, format)
	}
	had := make([]bool, len(p.fields))
	rest := s.rest(p, had)
	out := make([]Member, 0, len(p.fields)+len(rest))
	for i := range p.fields {
		f := &p.fields[i]
		name := f.name(format)
		if value := v.FieldByIndex(f.index); name != "" && (had[i] || !empty(value)) {
			out = append(out, Member{Key: name, Value: value})
		}
	}
	return append(out, rest...)
}

func (p *plan) plain(v reflect.Value, format string) []Member {
	out := make([]Member, 0, len(p.fields))
	for i := range p.fields {
		f := &p.fields[i]
		name, omits := f.name(format), f.jsonOmits
		if format == "yaml" {
			omits = f.yamlOmits
		}
		value := v.FieldByIndex(f.index)
		if name == "" || omits == ifZero && value.IsZero() || omits == ifEmpty && omitted(value, format) {
			continue
		}
		out = append(out, Member{Key: name, Value: value})
	}
	return out
}

func (f *field) name(format string) string {
	if format == "yaml" {
		return f.yaml
	}
	return f.json
}

// omitted mirrors omitempty of the libraries: YAML also omits empty structs.
func omitted(v reflect.Value, format string) bool {
	if v.Kind() == reflect.Struct {
		return format == "yaml" && v.IsZero()
	}
	return empty(v)
}

func empty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Map, reflect.Slice, reflect.String:
		return v.Len() == 0
	}
	return v.IsZero()
}

// Written returns an object as JSON to send back: its fields, and the unknown members that the server sent.
func Written(object any) ([]byte, error) {
	return encode(object, func(v reflect.Value) []Member {
		p := planOf(v.Type())
		out := p.plain(v, "json")
		if s := p.sent(v); s != nil {
			out = append(out, s.rest(p, nil)...)
		}
		return out
	})
}

// JSON returns a value as JSON for display.
func JSON(value any) ([]byte, error) {
	return encode(value, func(v reflect.Value) []Member { return Shown(v, "json") })
}

type encoder struct {
	bytes.Buffer

	leaves  *json.Encoder
	members func(reflect.Value) []Member
}

func encode(value any, members func(reflect.Value) []Member) ([]byte, error) {
	e := &encoder{members: members}
	e.leaves = json.NewEncoder(&e.Buffer)
	e.leaves.SetEscapeHTML(false)
	if err := e.value(reflect.ValueOf(value)); err != nil {
		return nil, err
	}
	return e.Bytes(), nil
}

func (e *encoder) value(v reflect.Value) error {
	if Leaf(v) {
		return e.leaf(v)
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface, reflect.Slice, reflect.Map:
		if v.IsNil() {
			e.WriteString("null")
			return nil
		}
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		return e.value(v.Elem())
	case reflect.Slice:
		return e.list(v)
	case reflect.Map:
		return e.object(entries(v))
	}
	return e.object(e.members(v))
}

func (e *encoder) leaf(v reflect.Value) error {
	var value any
	if v.IsValid() {
		value = v.Interface()
	}
	if err := e.leaves.Encode(value); err != nil {
		return err
	}
	e.Truncate(e.Len() - 1) // newline
	return nil
}

func (e *encoder) list(v reflect.Value) error {
	e.WriteByte('[')
	for i := range v.Len() {
		if i > 0 {
			e.WriteByte(',')
		}
		if err := e.value(v.Index(i)); err != nil {
			return err
		}
	}
	e.WriteByte(']')
	return nil
}

func (e *encoder) object(members []Member) error {
	e.WriteByte('{')
	for i, m := range members {
		if i > 0 {
			e.WriteByte(',')
		}
		if err := e.leaf(reflect.ValueOf(m.Key)); err != nil {
			return err
		}
		e.WriteByte(':')
		if m.Raw != nil {
			if err := json.Compact(&e.Buffer, m.Raw); err != nil {
				return err
			}
			continue
		}
		if err := e.value(m.Value); err != nil {
			return err
		}
	}
	e.WriteByte('}')
	return nil
}

// entries returns the entries of a map, sorted by key.
func entries(v reflect.Value) []Member {
	var out []Member
	for _, key := range v.MapKeys() {
		out = append(out, Member{Key: key.String(), Value: v.MapIndex(key)})
	}
	slices.SortFunc(out, func(a, b Member) int { return strings.Compare(a.Key, b.Key) })
	return out
}
