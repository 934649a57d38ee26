package sent

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"time"
	"unicode/utf8"
)

// Part is a member of an object or an element of an array, as raw JSON.
type Part struct {
	Key  string
	Raw  []byte
	Type reflect.Type // nil if there is no field for it
}

// Parts appends the members of a JSON object in the order in which Shown returns those of a struct of type t, without
// decoding them. For other types they keep their order. raw must be valid.
func Parts(into []Part, raw []byte, t reflect.Type, format string) []Part {
	if t == nil || t.Kind() != reflect.Struct {
		var elem reflect.Type
		if t != nil && t.Kind() == reflect.Map {
			elem = t.Elem()
		}
		members(raw, func(key string, raw []byte) { into = append(into, Part{key, raw, elem}) })
		return into
	}
	p := planOf(t)
	start := len(into)
	for i := range p.fields { // a slot for each field, in order
		into = append(into, Part{Key: p.fields[i].name(format), Type: p.fields[i].typ})
	}
	members(raw, func(key string, raw []byte) {
		if i := p.index(key); i >= 0 {
			into[start+i].Raw = raw
			return
		}
		into = append(into, Part{Key: key, Raw: raw})
	})
	fields := into[start:]
	fields = slices.DeleteFunc(fields, func(m Part) bool { return m.Raw == nil || m.Key == "" })
	return into[:start+len(fields)]
}

// Elements appends the elements of a JSON array. raw must be valid.
func Elements(into []Part, raw []byte, t reflect.Type) []Part {
	var elem reflect.Type
	if t != nil && t.Kind() == reflect.Slice {
		elem = t.Elem()
	}
	elements(raw, func(raw []byte) { into = append(into, Part{Raw: raw, Type: elem}) })
	return into
}

// Fields decodes the wanted members of a JSON object into the struct that into points to. raw must be valid.
func Fields(raw []byte, into any, wanted []string) error {
	v := reflect.ValueOf(into).Elem()
	p := planOf(v.Type())
	var failed error
	members(raw, func(key string, raw []byte) {
		i := p.index(key)
		if i < 0 || failed != nil || !slices.Contains(wanted, p.fields[i].json) {
			return
		}
		field := v.FieldByIndex(p.fields[i].index)
		if field.Kind() == reflect.String && len(raw) > 1 && raw[0] == '"' && bytes.IndexByte(raw, '\\') < 0 && utf8.Valid(raw) {
			field.SetString(string(raw[1 : len(raw)-1]))
			return
		}
		failed = json.Unmarshal(raw, field.Addr().Interface())
	})
	return failed
}

// Canonical reports whether decoding and encoding raw in Go would not change it: no blanks, no fractions, no unnecessary
// escapes, and no number or null where the type has another kind. raw must be valid JSON.
func Canonical(raw []byte) bool {
	if !utf8.Valid(raw) {
		return false
	}
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; {
		case c == '"':
			for i++; raw[i] != '"'; i++ {
				if raw[i] == '\\' {
					if i++; !usualEscape(raw[i:]) {
						return false
					}
				}
			}
		case c == '.' || c == 'E' || c == '+' || c <= ' ':
			return false
		case c == 'e' && i > 0 && raw[i-1] >= '0' && raw[i-1] <= '9':
			return false
		}
	}
	return true
}

// usualEscape reports whether Go would write the escape sequence that follows a backslash.
func usualEscape(rest []byte) bool {
	switch rest[0] {
	case '"', '\\', 'n', 't', 'r':
		return true
	case 'u':
		code := string(rest[1:min(len(rest), 5)])
		return code == "003c" || code == "003e" || code == "0026"
	}
	return false
}

var timeType = reflect.TypeFor[time.Time]()

// Scalar reports whether raw is what a value of type t looks like in canonical JSON: a string, number, boolean or date.
// dated reports that it is a date.
func Scalar(raw []byte, t reflect.Type) (dated, known bool) {
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	first := raw[0]
	switch {
	case t == nil:
		return false, true
	case t == timeType:
		text := string(bytes.Trim(raw, `"`))
		date, err := time.Parse(time.RFC3339Nano, text)
		return true, err == nil && date.Format(time.RFC3339Nano) == text
	case reflect.PointerTo(t).Implements(jsonMarshaler) || t.Implements(textMarshaler):
		return false, false
	case t.Kind() == reflect.String:
		return false, first == '"'
	case t.Kind() == reflect.Bool:
		return false, first == 't' || first == 'f'
	case t.Kind() >= reflect.Int && t.Kind() <= reflect.Uint64:
		return false, first == '-' || first >= '0' && first <= '9'
	}
	return false, false
}
