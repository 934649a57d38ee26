package sent_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"

	"github.com/openlxc/lxc/internal/sent"
)

type rule struct {
	sent.Sent `yaml:"-"`

	Action string `json:"action" yaml:"action"`
}

type put struct {
	sent.Sent `yaml:"-"`

	Description string            `json:"description" yaml:"description"`
	Config      map[string]string `json:"config" yaml:"config"`
	Rules       []rule            `json:"rules" yaml:"rules"`
	Named       map[string]rule   `json:"named,omitempty" yaml:"named,omitempty"`
	Owner       *rule             `json:"owner,omitempty" yaml:"owner,omitempty"`
}

type object struct {
	sent.Sent `yaml:"-"`

	put

	Name string `json:"name" yaml:"name"`
}

// read decodes a response like the client does.
func read[T any](t *testing.T, text string) T {
	t.Helper()
	var into T
	if err := json.Unmarshal([]byte(text), &into); err != nil {
		t.Fatal(err)
	}
	sent.Keep(&into, []byte(text))
	return into
}

const newer = `{"name":"n1","description":"","config":null,"color":"<red>","rules":[{"action":"allow","log":true}],` +
	`"named":{"a":{"action":"drop","rate":3}},"owner":{"action":"","id":7},"size":12}`

// Keys without a field are reported, also in lists, maps and pointers.
func TestUnknown(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		newer:                      {"color", "size", "log", "rate", "id"},
		`{"name":"n1"}`:            nil,
		`{"NAME":"n1","Other":{}}`: {"Other"},
		`{}`:                       nil,
	} {
		o := read[object](t, text)
		got := sent.Unknown(&o)
		slices.Sort(got)
		got = slices.Compact(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	if got := sent.Unknown(&object{Name: "ours"}); got != nil {
		t.Errorf("an object that no server sent: %q", got)
	}
	if got := sent.Unknown(map[string]int{"a": 1}); got != nil {
		t.Errorf("a type without Sent: %q", got)
	}
}

// An object is shown as received, and sent back with its unknown keys.
func TestJSONAndWritten(t *testing.T) {
	t.Parallel()
	o := read[object](t, newer)
	for name, c := range map[string]struct {
		encode func(any) ([]byte, error)
		value  any
		want   string
	}{
		"shown":         {sent.JSON, o, newer},
		"list":          {sent.JSON, []object{o}, "[" + newer + "]"},
		"written":       {sent.Written, o.put, `{"description":"","config":null,"rules":[{"action":"allow","log":true}],"named":{"a":{"action":"drop","rate":3}},"owner":{"action":"","id":7},"color":"<red>","size":12}`},
		"own":           {sent.Written, put{Description: "d"}, `{"description":"d","config":null,"rules":null}`},
		"own, shown":    {sent.JSON, &object{Name: "n"}, `{"description":"","config":null,"rules":null,"name":"n"}`},
		"nothing":       {sent.JSON, nil, `null`},
		"no pointer":    {sent.JSON, (*object)(nil), `null`},
		"other type":    {sent.JSON, map[string]any{"b": 1, "a": "<"}, `{"a":"<","b":1}`},
		"map of them":   {sent.JSON, map[string]object{"x": read[object](t, `{"name":"n1","new":1}`)}, `{"x":{"name":"n1","new":1}}`},
		"as an element": {sent.JSON, []any{read[object](t, `{"name":"n1","new":1}`)}, `[{"name":"n1","new":1}]`},
	} {
		data, err := c.encode(c.value)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if !same(t, data, c.want) {
			t.Errorf("%s:\n%s\nwant:\n%s", name, data, c.want)
		}
	}
}

// same compares JSON regardless of the order of keys.
func same(t *testing.T, data []byte, want string) bool {
	t.Helper()
	var a, b any
	if err := json.Unmarshal(data, &a); err != nil {
		t.Errorf("%s: %v", data, err)
	}
	if err := json.Unmarshal([]byte(want), &b); err != nil {
		t.Fatal(err)
	}
	return reflect.DeepEqual(a, b)
}

// A changed field overrides the received value; an empty field that was not received is not shown.
func TestChanged(t *testing.T) {
	t.Parallel()
	o := read[object](t, `{"name":"n1","description":"old","new":[1]}`)
	o.Description = "changed"
	data, err := sent.JSON(o)
	if err != nil || !same(t, data, `{"name":"n1","description":"changed","new":[1]}`) {
		t.Errorf("%s, %v", data, err)
	}
}

// Fields of the whole object are not unknown in a part of it.
func TestKeepAs(t *testing.T) {
	t.Parallel()
	text := []byte(`{"name":"n1","description":"d","new":1}`)
	var part put
	if err := json.Unmarshal(text, &part); err != nil {
		t.Fatal(err)
	}
	sent.KeepAs(&part, text, reflect.TypeFor[object]())
	if got := sent.Unknown(part); !slices.Equal(got, []string{"new"}) {
		t.Errorf("%q", got)
	}
	sent.Keep(part, text) // not a pointer: nothing is kept
}

// Shown uses the names of each format.
func TestShown(t *testing.T) {
	t.Parallel()
	type own struct {
		sent.Sent `yaml:"-"`

		A int    `json:"a_json,omitempty" yaml:"a_yaml,omitempty"`
		B string `json:"-" yaml:"b"`
		C string `json:"c" yaml:"-"`
	}
	for format, want := range map[string][]string{"json": {"a_json", "c"}, "yaml": {"a_yaml", "b"}} {
		var keys []string
		for _, m := range sent.Shown(reflect.ValueOf(own{A: 1}), format) {
			keys = append(keys, m.Key)
		}
		if !slices.Equal(keys, want) {
			t.Errorf("%s: %q, want %q", format, keys, want)
		}
	}
	if !sent.Bears(reflect.TypeFor[[]own]()) || sent.Bears(reflect.TypeFor[[]string]()) {
		t.Error("which types may hold more than their fields say")
	}
	if !sent.Leaf(reflect.ValueOf(3)) || sent.Leaf(reflect.ValueOf(own{})) {
		t.Error("what is a leaf")
	}
}
