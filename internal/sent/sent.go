// Package sent keeps what a server said about an object and our types have no field for, so that it can be shown and goes
// back unchanged when the object is written. A type takes part by embedding Sent with the tag `yaml:"-"`.
package sent

import (
	"encoding/json"
	"reflect"
)

// Sent is the object as the server sent it. It is part of an object's writable half, too, so that it survives the way from
// reading to writing. The zero value stands for an object that no server sent.
type Sent struct{ from *origin }

type origin struct {
	raw []byte       // the whole object in JSON
	of  reflect.Type // what it was read into: its fields are the known ones
}

// Keep gives an object, or all objects in a list or map, the text that it was decoded from. into is what json.Unmarshal was
// given, data is valid JSON.
func Keep(into any, data []byte) {
	if v := reflect.ValueOf(into); v.Kind() == reflect.Pointer {
		keep(v, data)
	}
}

// KeepAs is Keep for a part of an object: the fields of the whole are known ones, too.
func KeepAs(into any, data []byte, whole reflect.Type) {
	Keep(into, data)
	v := reflect.ValueOf(into).Elem()
	if v.Kind() != reflect.Struct || whole.Kind() != reflect.Struct {
		return
	}
	for _, index := range planOf(v.Type()).sents {
		v.FieldByIndex(index).Set(reflect.ValueOf(Sent{&origin{raw: data, of: whole}}))
	}
}

func keep(v reflect.Value, data []byte) {
	p := planOf(v.Type())
	if !p.bears {
		return
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() && v.Elem().CanSet() || v.Elem().Kind() == reflect.Pointer {
			keep(v.Elem(), data)
		}
	case reflect.Slice:
		n := 0
		elements(data, func(raw []byte) {
			if n < v.Len() {
				keep(v.Index(n), raw)
			}
			n++
		})
	case reflect.Map:
		keepMap(v, data)
	case reflect.Struct:
		if len(p.sents) > 0 {
			from := reflect.ValueOf(Sent{&origin{raw: data, of: v.Type()}})
			for _, index := range p.sents {
				v.FieldByIndex(index).Set(from)
			}
		}
		if p.nested {
			members(data, func(key string, raw []byte) {
				if f := p.find(key); f != nil && planOf(f.typ).bears {
					keep(v.FieldByIndex(f.index), raw)
				}
			})
		}
	}
}

// keepMap replaces the values of a map, which cannot be changed in place.
func keepMap(v reflect.Value, data []byte) {
	if v.Type().Key().Kind() != reflect.String {
		return
	}
	members(data, func(key string, raw []byte) {
		name := reflect.ValueOf(key).Convert(v.Type().Key())
		value := v.MapIndex(name)
		if !value.IsValid() {
			return
		}
		changed := reflect.New(value.Type()).Elem()
		changed.Set(value)
		keep(changed, raw)
		v.SetMapIndex(name, changed)
	})
}

// Unknown returns the names of the members of an object, and of the objects in it, for which there are no fields.
func Unknown(object any) []string {
	var out []string
	unknown(reflect.ValueOf(object), &out)
	return out
}

func unknown(v reflect.Value, out *[]string) {
	if !v.IsValid() || !planOf(v.Type()).bears {
		return
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		unknown(v.Elem(), out)
	case reflect.Slice:
		for i := range v.Len() {
			unknown(v.Index(i), out)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			unknown(v.MapIndex(key), out)
		}
	case reflect.Struct:
		p := planOf(v.Type())
		if s := p.sent(v); s != nil {
			for _, m := range s.rest(p, nil) {
				*out = append(*out, m.Key)
			}
		}
		for _, f := range p.fields {
			unknown(v.FieldByIndex(f.index), out)
		}
	}
}

// rest returns the members that neither the type that the object was read into nor the one it has now knows. Where had is
// given, it learns which fields of p were sent.
func (s *origin) rest(p *plan, had []bool) []Member {
	var out []Member
	of := planOf(s.of)
	members(s.raw, func(key string, raw []byte) {
		if i := p.index(key); i >= 0 {
			if had != nil {
				had[i] = true
			}
			return
		}
		if of.index(key) < 0 {
			out = append(out, Member{Key: key, Raw: json.RawMessage(raw)})
		}
	})
	return out
}
