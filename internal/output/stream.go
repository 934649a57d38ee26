package output

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"slices"
	"strings"

	"github.com/openlxc/lxc/internal/sent"
)

// errDecode means that an object must be decoded to be printed.
var errDecode = errors.New("not in the usual form")

// Stream prints objects of type T as they come, in a format for which Format.Streams is true, exactly as List would print them
// all; memory use does not grow with their number. In plain JSON and YAML, objects in the usual form are not decoded but only
// reordered.
type Stream[T any] struct {
	out     *bufio.Writer
	format  string
	records *recordStream // of a format that only decoded objects can be printed in
	count   int
	text    bytes.Buffer
	parts   []sent.Part
	yaml    *yamlText
}

// recordStream prints records in portions.
type recordStream struct {
	format Format
	next   []record
}

// portion is the number of records that are printed at once.
const portion = 64

// Streams reports whether objects can be printed in this format as they come.
func (f Format) Streams() bool {
	alone := f.Name == "jsonl" || f.Name == "template"
	return f.Machine() || alone && len(f.Query.Sort)+len(f.Query.Filters) == 0
}

// NewStream returns a Stream.
func NewStream[T any](w io.Writer, format Format) *Stream[T] {
	s := &Stream[T]{out: bufio.NewWriterSize(format.screen(w), 64<<10), format: format.Name, yaml: newYAMLText()}
	if !format.Machine() {
		format.Terminal = false // what is written to is the screen already
		s.records = &recordStream{format: format}
	}
	return s
}

// write prints the records once there are enough of them.
func (r *recordStream) write(w io.Writer, item any) error {
	record, err := newRecord(item, nil)
	if err != nil {
		return err
	}
	if r.next = append(r.next, record); len(r.next) < portion {
		return nil
	}
	return r.flush(w)
}

func (r *recordStream) flush(w io.Writer) error {
	defer func() { r.next = r.next[:0] }()
	return r.format.print(w, r.next, true)
}

// Write prints one object, given in valid JSON. more has fields to add to it, each as "name":value.
func (s *Stream[T]) Write(raw []byte, more ...string) error {
	raw = withMembers(raw, more)
	if s.records != nil {
		item, err := Decode[T](raw)
		if err != nil {
			return err
		}
		return s.records.write(s.out, *item)
	}
	s.text.Reset()
	err := errDecode
	switch {
	case !sent.Canonical(raw):
	case s.format == "json":
		err = s.json(raw, reflect.TypeFor[T]())
	default:
		err = s.yaml.item(&s.text, raw, reflect.TypeFor[T]())
	}
	if errors.Is(err, errDecode) {
		s.text.Reset()
		err = s.decoded(raw)
	}
	if err != nil {
		return err
	}
	if s.format == "json" {
		_ = s.out.WriteByte("[,"[min(s.count, 1)]) // Flush returns the first error
	}
	s.count++
	_, err = s.out.Write(s.text.Bytes())
	return err
}

// withMembers adds the fields that an object lacks.
func withMembers(raw []byte, more []string) []byte {
	if len(more) == 0 {
		return raw
	}
	end := bytes.LastIndexByte(raw, '}')
	comma := ","
	if len(bytes.TrimSpace(raw[:end])) == 1 {
		comma = ""
	}
	return slices.Concat(raw[:end], []byte(comma+strings.Join(more, ",")+"}"))
}

// Close writes the end of the list.
func (s *Stream[T]) Close() error {
	if s.records != nil {
		if err := s.records.flush(s.out); err != nil {
			return err
		}
		return s.out.Flush()
	}
	end := ""
	switch {
	case s.count == 0:
		end = "[]\n"
	case s.format == "json":
		end = "]\n"
	}
	_, _ = s.out.WriteString(end)
	return s.out.Flush()
}

// decoded prints an object by decoding it.
func (s *Stream[T]) decoded(raw []byte) error {
	item, err := Decode[T](raw)
	if err != nil {
		return err
	}
	if s.format == "json" {
		data, err := sent.JSON(*item)
		json.HTMLEscape(&s.text, data)
		return err
	}
	data, err := YAMLText([]T{*item})
	s.text.Write(data)
	return err
}

// json sorts the fields of objects and leaves everything else unchanged.
func (s *Stream[T]) json(raw []byte, t reflect.Type) error {
	if t != nil && t.Kind() == reflect.Pointer && raw[0] != 'n' {
		t = t.Elem()
	}
	if t == nil || !sent.Bears(t) {
		if !sameJSON(raw, t) {
			return errDecode
		}
		json.HTMLEscape(&s.text, raw)
		return nil
	}
	start := len(s.parts)
	defer func() { s.parts = s.parts[:start] }()
	switch {
	case raw[0] == 'n' && t.Kind() != reflect.Struct:
		s.text.WriteString("null")
		return nil
	case raw[0] == '[' && t.Kind() == reflect.Slice:
		s.parts = sent.Elements(s.parts, raw, t)
		return s.jsonParts("[]", start)
	case raw[0] == '{' && t.Kind() == reflect.Struct:
		s.parts = sent.Parts(s.parts, raw, t, "json")
		return s.jsonParts("{}", start)
	case raw[0] == '{' && t.Kind() == reflect.Map:
		s.parts = sent.Parts(s.parts, raw, t, "json")
		if !slices.IsSortedFunc(s.parts[start:], byKey) {
			return errDecode
		}
		return s.jsonParts("{}", start)
	}
	return errDecode
}

func (s *Stream[T]) jsonParts(brackets string, start int) error {
	s.text.WriteByte(brackets[0])
	for i := start; i < len(s.parts); i++ {
		part := s.parts[i]
		if i > start {
			s.text.WriteByte(',')
		}
		if brackets == "{}" {
			key, err := json.Marshal(part.Key)
			if err != nil {
				return err
			}
			s.text.Write(key)
			s.text.WriteByte(':')
		}
		if err := s.json(part.Raw, part.Type); err != nil {
			return err
		}
	}
	s.text.WriteByte(brackets[1])
	return nil
}

func byKey(a, b sent.Part) int { return strings.Compare(a.Key, b.Key) }

// sameJSON reports whether a value without objects of our types would look the same after decoding.
func sameJSON(raw []byte, t reflect.Type) bool {
	if t == nil {
		return true
	}
	switch t.Kind() {
	case reflect.Pointer:
		return raw[0] == 'n' || sameJSON(raw, t.Elem())
	case reflect.Slice, reflect.Map:
		if raw[0] == 'n' {
			return true
		}
		var parts []sent.Part
		if raw[0] == '[' && t.Kind() == reflect.Slice {
			parts = sent.Elements(nil, raw, t)
		} else if raw[0] == '{' && t.Kind() == reflect.Map && t.Key().Kind() == reflect.String {
			if parts = sent.Parts(nil, raw, t, "json"); !slices.IsSortedFunc(parts, byKey) {
				return false
			}
		} else {
			return false
		}
		return !slices.ContainsFunc(parts, func(p sent.Part) bool { return !sameJSON(p.Raw, p.Type) })
	}
	_, known := sent.Scalar(raw, t)
	return known
}
