package sent

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
)

// Member is one member of an object: a field, or, where Raw is given, one that there is no field for.
type Member struct {
	Key   string
	Value reflect.Value
	Raw   json.RawMessage
}

// Bears reports whether objects of a type, or what is in them, may come from a server and be more than their fields say.
func Bears(t reflect.Type) bool { return planOf(t).bears }

// Leaf reports whether a value is written by its own rules: it is no struct, list, map, pointer or interface that Sent may
// be in.
func Leaf(v reflect.Value) bool { return !v.IsValid() || !planOf(v.Type()).bears }

// Shown returns the members of a struct as they are shown under their names in "json" or "yaml": what the server sent, also
// where it is empty or unknown, and what is not empty. A struct that no server sent has its fields alone.
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

// omitted follows the libraries: YAML leaves out empty structs, too.
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

// Written returns an object in JSON as it is sent back: its fields, and what the server said beyond them.
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

// JSON returns a value in JSON as it is shown.
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
	e.Truncate(e.Len() - 1) // the line break
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

// entries are the entries of a map in the order of their keys.
func entries(v reflect.Value) []Member {
	var out []Member
	for _, key := range v.MapKeys() {
		out = append(out, Member{Key: key.String(), Value: v.MapIndex(key)})
	}
	slices.SortFunc(out, func(a, b Member) int { return strings.Compare(a.Key, b.Key) })
	return out
}
