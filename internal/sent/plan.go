package sent

import (
	"encoding"
	"encoding/json"
	"reflect"
	"strings"
	"sync"
)

// plan caches the reflection of a type.
type plan struct {
	bears  bool    // may contain Sent at any depth
	nested bool    // may contain Sent in one of its fields
	sents  [][]int // indexes of the Sent fields of a struct
	fields []field
	keys   map[string]int // index into fields by JSON name
}

// field is a field of a struct or of an embedded struct.
type field struct {
	json, yaml           string // names; "" means not encoded
	jsonOmits, yamlOmits omission
	index                []int
	typ                  reflect.Type
}

type omission int

const (
	never omission = iota
	ifEmpty
	ifZero
)

var (
	plans sync.Map

	sentType      = reflect.TypeFor[Sent]()
	jsonMarshaler = reflect.TypeFor[json.Marshaler]()
	textMarshaler = reflect.TypeFor[encoding.TextMarshaler]()
	rawJSON       = reflect.TypeFor[json.RawMessage]()
	emptyPlan     = &plan{}
	interfacePlan = &plan{bears: true}
)

func planOf(t reflect.Type) *plan {
	if p, found := plans.Load(t); found {
		made, _ := p.(*plan)
		return made
	}
	return makePlan(t, nil)
}

// makePlan analyzes a type. above holds the enclosing types, to stop at recursive ones.
func makePlan(t reflect.Type, above []reflect.Type) *plan {
	if p, found := plans.Load(t); found {
		made, _ := p.(*plan)
		return made
	}
	for _, a := range above {
		if a == t {
			return emptyPlan
		}
	}
	above = append(above, t)
	p := &plan{}
	switch t.Kind() {
	case reflect.Interface:
		p = interfacePlan
	case reflect.Map:
		p.bears = t.Key().Kind() == reflect.String && makePlan(t.Elem(), above).bears
	case reflect.Pointer, reflect.Slice:
		p.bears = t != rawJSON && makePlan(t.Elem(), above).bears
	case reflect.Struct:
		if t.Implements(jsonMarshaler) || reflect.PointerTo(t).Implements(jsonMarshaler) || t.Implements(textMarshaler) {
			break
		}
		p.keys = map[string]int{}
		p.addFields(t, nil, above)
		p.bears = p.nested || len(p.sents) > 0
	}
	if len(above) == 1 {
		plans.Store(t, p)
	}
	return p
}

func (p *plan) addFields(t reflect.Type, index []int, above []reflect.Type) {
	for i := range t.NumField() {
		f := t.Field(i)
		f.Index = append(append([]int{}, index...), i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Type == sentType:
			p.sents = append(p.sents, f.Index)
		case f.Anonymous && name == "" && f.Type.Kind() == reflect.Struct:
			p.addFields(f.Type, f.Index, above)
		case f.IsExported():
			p.addField(f, above)
		}
	}
}

func (p *plan) addField(f reflect.StructField, above []reflect.Type) {
	out := field{index: f.Index, typ: f.Type}
	out.json, out.jsonOmits = tagged(f.Tag.Get("json"), f.Name)
	out.yaml, out.yamlOmits = tagged(f.Tag.Get("yaml"), strings.ToLower(f.Name))
	p.nested = p.nested || makePlan(f.Type, above).bears
	i, found := p.keys[out.json]
	switch {
	case out.json == "":
	case !found:
		p.keys[out.json] = len(p.fields)
	case len(p.fields[i].index) > len(f.Index): // the outer struct's field hides the embedded one
		p.fields[i] = out
		return
	default:
		return
	}
	p.fields = append(p.fields, out)
}

func tagged(tag, other string) (string, omission) {
	if tag == "-" {
		return "", never
	}
	name, options, _ := strings.Cut(tag, ",")
	if name == "" {
		name = other
	}
	switch {
	case strings.Contains(options, "omitempty"):
		return name, ifEmpty
	case strings.Contains(options, "omitzero"):
		return name, ifZero
	}
	return name, never
}

// index returns the index of a field by its JSON name, matched like encoding/json does, or -1.
func (p *plan) index(key string) int {
	if i, found := p.keys[key]; found {
		return i
	}
	for name, i := range p.keys {
		if len(name) == len(key) && strings.EqualFold(name, key) {
			return i
		}
	}
	return -1
}

func (p *plan) find(key string) *field {
	if i := p.index(key); i >= 0 {
		return &p.fields[i]
	}
	return nil
}

// sent returns what the server sent for a struct, or nil.
func (p *plan) sent(v reflect.Value) *origin {
	for _, index := range p.sents {
		if s, ok := v.FieldByIndex(index).Interface().(Sent); ok && s.from != nil {
			return s.from
		}
	}
	return nil
}
