package output_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/openlxc/lxc/internal/output"
)

// TestScreen checks what reaches a terminal, however the text is divided into writes.
func TestScreen(t *testing.T) {
	t.Parallel()
	const text = "ünï\ttab\n\x1b]52;c;x\x07 \u009b31m \u202e \x80 \U000e0001 \x7f done\n"
	const want = "ünï\ttab\n\\u001b]52;c;x\\u0007 \\u009b31m \\u202e \\u0080 \\U000e0001 \\u007f done\n"
	for size := 1; size < len(text); size++ {
		var b bytes.Buffer
		w := output.Screen(&b)
		for rest := text; rest != ""; {
			n, err := w.Write([]byte(rest[:min(size, len(rest))]))
			if err != nil {
				t.Fatal(err)
			}
			rest = rest[n:]
		}
		if b.String() != want {
			t.Errorf("in pieces of %d: %q", size, b.String())
		}
	}
}

// TestObjectsOnATerminal checks that no format passes control characters on to a terminal, and that JSON stays valid.
func TestObjectsOnATerminal(t *testing.T) {
	t.Parallel()
	const evil = "x\x1b]52;c;x\x07\u009b31m\u202e\x7f"
	items := []row{{evil, 1}}
	for _, name := range []string{"table", "compact", "csv", "json", "yaml", "markdown", "jsonl", "name", "template"} {
		f, err := output.ParseFormat(name)
		if err == nil && name == "template" {
			f, err = f.With(output.Query{Template: "{{.name}}\n"})
		}
		if err != nil {
			t.Fatal(err)
		}
		f.Terminal = true
		var list, object bytes.Buffer
		if err := output.List(&list, f, columns(), items); err != nil {
			t.Fatal(err)
		}
		if err := output.Object(&object, f, items[0]); err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{list.String(), object.String()} {
			if strings.ContainsAny(text, "\x1b\x07\u009b\u202e\x7f") {
				t.Errorf("%s: %q", name, text)
			}
		}
		var back []row
		if name == "json" && (json.Unmarshal(list.Bytes(), &back) != nil || back[0].Name != evil) {
			t.Errorf("%q is not the same data", list.String())
		}
	}
	var b bytes.Buffer
	stream := output.NewStream[row](&b, output.Format{Name: "json", Terminal: true})
	if err := stream.Write([]byte(`{"name":"x` + "\u009b\x7f" + `","n":1}`)); err != nil {
		t.Fatal(err)
	}
	if err := stream.Close(); err != nil || strings.ContainsAny(b.String(), "\u009b\x7f") {
		t.Errorf("%q %v", b.String(), err)
	}
}
