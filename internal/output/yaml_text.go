package output

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"

	"gopkg.in/yaml.v2"

	"github.com/openlxc/lxc/internal/sent"
)

// yamlText writes JSON as the YAML library would after decoding. It asks the library once how each string is written and how
// keys are sorted; strings that might be broken into lines are left to the library.
type yamlText struct {
	texts  map[string]string // how a string is written; "" if it takes several lines
	orders map[string][]int  // sort order by the keys of a map
	parts  []sent.Part
	keys   []byte
	shown  bytes.Buffer
	writer *yaml.Encoder
	asked  int // number of strings that writer has written
}

const (
	maxTexts  = 4096 // strings to remember
	lineWidth = 80   // the library breaks lines longer than this
	maxAsked  = 256  // the library keeps everything it ever wrote
)

func newYAMLText() *yamlText {
	return &yamlText{texts: map[string]string{}, orders: map[string][]int{}}
}

// item writes an element of the top-level list.
func (y *yamlText) item(out *bytes.Buffer, raw []byte, t reflect.Type) error {
	if raw[0] != '{' {
		return errDecode
	}
	y.parts = sent.Parts(y.parts[:0], raw, t, "yaml")
	if len(y.parts) == 0 {
		return errDecode
	}
	out.WriteString("- ")
	return y.members(out, 0, 2)
}

// members writes the fields from start on; the first one continues the current line.
func (y *yamlText) members(out *bytes.Buffer, start, indent int) error {
	end := len(y.parts)
	for i := start; i < end; i++ {
		if i > start {
			blanks(out, indent)
		}
		part := y.parts[i]
		key, err := y.text(part.Key)
		if err != nil || len(key) > lineWidth {
			return errDecode
		}
		out.WriteString(key)
		out.WriteByte(':')
		if err := y.value(out, part, indent, indent+len(key)+1); err != nil {
			return err
		}
	}
	y.parts = y.parts[:start]
	return nil
}

func blanks(out *bytes.Buffer, n int) {
	for range n {
		out.WriteByte(' ')
	}
}

// value writes what follows a key and its colon.
func (y *yamlText) value(out *bytes.Buffer, part sent.Part, indent, column int) error {
	t := part.Type
	for t != nil && t.Kind() == reflect.Pointer && part.Raw[0] != 'n' {
		t = t.Elem()
	}
	switch part.Raw[0] {
	case 'n':
		return null(out, t)
	case '{':
		return y.object(out, part.Raw, t, indent+2)
	case '[':
		return y.array(out, part.Raw, t, indent)
	}
	out.WriteByte(' ')
	if err := y.scalar(out, part.Raw, t, column+1); err != nil {
		return err
	}
	out.WriteByte('\n')
	return nil
}

// null writes a missing value; lists and maps of our types are written as empty.
func null(out *bytes.Buffer, t reflect.Type) error {
	switch {
	case t == nil || t.Kind() == reflect.Pointer:
		out.WriteString(" null\n")
	case t.Kind() == reflect.Slice:
		out.WriteString(" []\n")
	case t.Kind() == reflect.Map:
		out.WriteString(" {}\n")
	default:
		return errDecode
	}
	return nil
}

func (y *yamlText) object(out *bytes.Buffer, raw []byte, t reflect.Type, indent int) error {
	if t != nil && (t.Kind() != reflect.Map || t.Key().Kind() != reflect.String) && (t.Kind() != reflect.Struct || !sent.Bears(t)) {
		return errDecode
	}
	start := len(y.parts)
	y.parts = sent.Parts(y.parts, raw, t, "yaml")
	if len(y.parts) == start {
		out.WriteString(" {}\n")
		return nil
	}
	if t == nil || t.Kind() == reflect.Map {
		if err := y.order(start); err != nil {
			return err
		}
	}
	out.WriteByte('\n')
	blanks(out, indent)
	return y.members(out, start, indent)
}

// array writes a list, with the dashes aligned with its key.
func (y *yamlText) array(out *bytes.Buffer, raw []byte, t reflect.Type, indent int) error {
	if t != nil && t.Kind() != reflect.Slice {
		return errDecode
	}
	items := sent.Elements(nil, raw, t)
	if len(items) == 0 {
		out.WriteString(" []\n")
		return nil
	}
	out.WriteByte('\n')
	for _, item := range items {
		blanks(out, indent)
		out.WriteString("- ")
		switch item.Raw[0] {
		case '{':
			start := len(y.parts)
			if item.Type != nil && (item.Type.Kind() != reflect.Struct || !sent.Bears(item.Type)) {
				return errDecode
			}
			y.parts = sent.Parts(y.parts, item.Raw, item.Type, "yaml")
			if len(y.parts) == start {
				return errDecode
			}
			if item.Type == nil {
				if err := y.order(start); err != nil {
					return err
				}
			}
			if err := y.members(out, start, indent+2); err != nil {
				return err
			}
		case '[', 'n':
			return errDecode
		default:
			if err := y.scalar(out, item.Raw, item.Type, indent+2); err != nil {
				return err
			}
			out.WriteByte('\n')
		}
	}
	return nil
}

// scalar writes a string, number, boolean or date, starting at a column.
func (y *yamlText) scalar(out *bytes.Buffer, raw []byte, t reflect.Type, column int) error {
	dated, known := sent.Scalar(raw, t)
	if !known || len(raw) > 18 && raw[0] != '"' { // numbers that may exceed 64 bits
		return errDecode
	}
	if dated {
		out.Write(bytes.Trim(raw, `"`))
		return nil
	}
	if raw[0] != '"' {
		out.Write(raw)
		return nil
	}
	inner := raw[1 : len(raw)-1]
	if isPlain(inner) {
		out.Write(inner)
		return nil
	}
	text := string(inner)
	if bytes.IndexByte(inner, '\\') >= 0 {
		if err := json.Unmarshal(raw, &text); err != nil {
			return err
		}
	}
	shown, err := y.text(text)
	if err != nil || column+strings.LastIndexByte(shown, ' ') > lineWidth {
		return errDecode
	}
	out.WriteString(shown)
	return nil
}

// isPlain reports whether a string certainly needs no quotes: it starts with a letter, consists of letters, digits, dashes,
// dots and slashes, and is not one of the short words with a special meaning.
func isPlain(text []byte) bool {
	if len(text) < 6 {
		return false
	}
	for i, c := range text {
		switch {
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
		case i > 0 && (c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.' || c == '/'):
		default:
			return false
		}
	}
	return true
}

// text returns a string as the library writes it on one line.
func (y *yamlText) text(text string) (string, error) {
	if shown, found := y.texts[text]; found {
		if shown == "" {
			return "", errDecode
		}
		return shown, nil
	}
	if y.asked%maxAsked == 0 {
		y.writer = yaml.NewEncoder(&y.shown)
	}
	y.shown.Reset()
	if err := y.writer.Encode([]string{text}); err != nil {
		return "", err
	}
	y.asked++
	shown := strings.TrimPrefix(y.shown.String(), "---\n") // separates the documents of a stream
	shown = strings.TrimSuffix(strings.TrimPrefix(shown, "- "), "\n")
	if strings.Contains(shown, "\n") || shown == "" {
		shown = ""
	}
	if len(y.texts) >= maxTexts {
		clear(y.texts)
	}
	y.texts[strings.Clone(text)] = shown
	if shown == "" {
		return "", errDecode
	}
	return shown, nil
}

// order sorts the fields from start on as the library does.
func (y *yamlText) order(start int) error {
	parts := y.parts[start:]
	y.keys = y.keys[:0]
	for _, p := range parts {
		y.keys = append(append(y.keys, p.Key...), 0)
	}
	order, found := y.orders[string(y.keys)]
	if !found {
		var err error
		if order, err = yamlOrder(parts); err != nil {
			return err
		}
		if len(y.orders) >= maxTexts {
			clear(y.orders)
		}
		y.orders[string(y.keys)] = order
	}
	old := append([]sent.Part{}, parts...)
	for i, from := range order {
		parts[i] = old[from]
	}
	return nil
}

func yamlOrder(parts []sent.Part) ([]int, error) {
	places := map[string]int{}
	for i, p := range parts {
		places[p.Key] = i
	}
	data, err := yaml.Marshal(places)
	if err != nil || len(places) != len(parts) {
		return nil, errDecode
	}
	var ordered yaml.MapSlice
	if yaml.Unmarshal(data, &ordered) != nil { // it treats << as a merge key
		return nil, errDecode
	}
	var order []int
	for _, item := range ordered {
		place, ok := item.Value.(int)
		if !ok {
			return nil, errDecode
		}
		order = append(order, place)
	}
	return order, nil
}
