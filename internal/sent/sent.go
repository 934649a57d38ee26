// Package sent keeps the parts of a server's object that our types have no fields for, so that they can be shown and are
// sent back unchanged. A type takes part by embedding Sent with the tag `yaml:"-"`.
package sent

import (
	"encoding/json"
	"reflect"
)

// Sent holds an object as the server sent it. The writable part of an object has it, too, so that it survives from reading
// to writing. The zero value means that the object did not come from a server.
type Sent struct{ from *origin }

type origin struct {
	raw []byte       // the whole object as JSON
	of  reflect.Type // the type it was decoded into, whose fields are known
}

// Keep stores in an object, or in all objects of a slice or map, the JSON that it was decoded from. into is the argument of
// json.Unmarshal; data must be valid.
func Keep(into any, data []byte) {
	if v := reflect.ValueOf(into); v.Kind() == reflect.Pointer {
		keep(v, data)
	}
}

// KeepAs is like Keep for a part of an object: fields of the type whole count as known.
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

// keepMap replaces the values of a map, which are not addressable.
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

// Unknown returns the keys of an object, and of the objects in it, that have no fields.
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

// rest returns the members known neither to the type that the object was decoded into nor to p. If had is not nil, it is set
// to the fields of p that were sent.
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
