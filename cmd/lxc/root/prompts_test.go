package root_test

import (
	"io"
	"strings"
	"testing"

	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// endless repeats a text for ever.
type endless struct {
	text string
	at   int
}

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = e.text[e.at]
		e.at = (e.at + 1) % len(e.text)
	}
	return len(p), nil
}

// TestPromptsEnd: a question that gets no usable answer ends the command with an error, and nothing is changed: standard input is
// closed, sends empty lines, the same word for ever, or a line without end.
func TestPromptsEnd(t *testing.T) {
	t.Parallel()
	e, record := namedObjects(t, "incus")
	e.As = "incus"
	other := clitest.StartServer(t, minilxd.Options{})
	address, err := other.ListenTLS("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	record.record()
	for name, input := range map[string]func() io.Reader{
		"closed":  func() io.Reader { return strings.NewReader("") },
		"empty":   func() io.Reader { return &endless{text: "\n"} },
		"x":       func() io.Reader { return &endless{text: "x\n"} },
		"no line": func() io.Reader { return &endless{text: "x"} },
	} {
		for _, line := range []string{
			"delete --interactive a", "project delete a --force", "cluster evacuate minilxd", "cluster restore minilxd",
			"cluster remove minilxd --force", "remote add new https://" + address,
			"remote add new https://" + address + " --accept-certificate", "admin init", "admin recover",
		} {
			r := e.Fed(input(), strings.Fields(line)...)
			declined := strings.HasPrefix(line, "cluster evacuate") || strings.HasPrefix(line, "cluster restore") // no is an answer, as in stock
			looked := name == "empty" && line == "admin recover"
			if (r.Code == 0 || r.ErrOut == "") && !declined && !looked {
				t.Errorf("%s, %s: exit code %d, %q", name, line, r.Code, r.ErrOut)
			}
			if writes := record.record(); len(writes) > 0 && !looked {
				t.Errorf("%s, %s: wrote %q", name, line, writes)
			}
		}
	}
}
