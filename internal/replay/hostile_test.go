package replay_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/creack/pty"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/replay"
	"github.com/openlxc/lxc/internal/term"
	"github.com/openlxc/lxc/pkg/config"
)

// planted is appended to the texts of a server. None of it may reach a terminal as it is.
const planted = "\x1b]52;c;cHduZWQ=\x07\x1b[31m\u009b31m\x9bA\rB\x07\u202e\u200b\u2066\x7f"

// raw lists the parts of planted that must not be seen on a terminal. A YAML or JSON text keeps what these formats allow.
var raw = []string{"\x1b]52", "\x1b[31m", "\u009b", "A\rB", "\x07", "\u202e", "\u200b", "\u2066", "\x7f"}

// hostility changes the answers of a server.
type hostility struct {
	name     string
	all      bool // run all command lines; otherwise a third of those that only read
	mayWork  bool // a command may also succeed
	terminal bool // show the output on a terminal
	change   func(w http.ResponseWriter, status int, body []byte)
}

// rewritten sends a body with every value of its metadata, or the error, replaced.
func rewritten(change func(any) any) func(http.ResponseWriter, int, []byte) {
	return func(w http.ResponseWriter, status int, body []byte) {
		reply := map[string]any{}
		if err := json.Unmarshal(body, &reply); err != nil {
			w.WriteHeader(status)
			_, _ = w.Write(body)
			return
		}
		for _, key := range []string{"metadata", "error"} {
			if value, found := reply[key]; found {
				reply[key] = change(value)
			}
		}
		text, err := json.Marshal(reply)
		if err != nil {
			text = body
		}
		w.WriteHeader(status)
		_, _ = w.Write(text)
	}
}

// leaves replaces all values of a document that are not containers.
func leaves(change func(any) any) func(any) any {
	var visit func(any) any
	visit = func(v any) any {
		switch v := v.(type) {
		case map[string]any:
			out := map[string]any{}
			for key, value := range v {
				out[key] = visit(value)
			}
			return out
		case []any:
			out := []any{}
			for _, value := range v {
				out = append(out, visit(value))
			}
			return out
		}
		return change(v)
	}
	return visit
}

func plant(v any) any {
	text, ok := v.(string)
	if !ok {
		return v
	}
	if _, err := time.Parse(time.RFC3339, text); err == nil {
		return v
	}
	return text + planted
}

// plantKeys plants names into the maps of strings, such as a configuration.
func plantKeys(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out, texts := map[string]any{}, len(v) > 0
		for _, value := range v {
			_, isText := value.(string)
			texts = texts && isText
		}
		for key, value := range v {
			if texts {
				key += planted
			}
			out[key] = plantKeys(value)
		}
		return out
	case []any:
		out := []any{}
		for _, value := range v {
			out = append(out, plantKeys(value))
		}
		return out
	}
	return v
}

func otherType(v any) any {
	switch v.(type) {
	case string:
		return 7
	case nil:
		return "text"
	case bool:
		return []any{true}
	}
	return "text"
}

func always(text, kind string) func(http.ResponseWriter, int, []byte) {
	return func(w http.ResponseWriter, _ int, _ []byte) {
		w.Header().Set("Content-Type", kind)
		w.WriteHeader(http.StatusOK)
		_, _ = io.WriteString(w, text)
	}
}

func hostilities() []hostility {
	deep := strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000)
	deepMap := strings.Repeat(`{"config":`, 100_000) + "null" + strings.Repeat("}", 100_000)
	const sync = `{"type":"sync","status":"Success","status_code":200,"metadata":`
	return []hostility{
		{"planted escapes", true, true, true, rewritten(leaves(plant))},
		{"planted keys", true, true, true, rewritten(plantKeys)},
		{"null for every value", false, true, true, rewritten(leaves(func(any) any { return nil }))},
		{"null for every object", true, true, true, rewritten(func(v any) any {
			if list, ok := v.([]any); ok {
				return make([]any, len(list))
			}
			return nil
		})},
		{"null", false, false, false, always("null", "application/json")},
		{"nothing", false, false, false, always("", "application/json")},
		{"other types", false, true, false, rewritten(leaves(otherType))},
		{"text for every object", false, true, false, rewritten(func(any) any { return "text" })},
		{"list of lists", false, true, false, always(sync+"[[[1]]]}", "application/json")},
		{"deep lists", false, true, false, always(sync+deep+"}", "application/json")},
		{"deep objects", false, true, false, always(sync+deepMap+"}", "application/json")},
		{"HTML", false, true, true, always("<html><body>Log in here\x1b[31m</body></html>", "text/html")},
		{"half an answer", false, true, false, func(w http.ResponseWriter, status int, body []byte) {
			w.WriteHeader(status)
			_, _ = w.Write(body[:len(body)/2])
		}},
		{"less than announced", false, true, false, func(w http.ResponseWriter, status int, body []byte) {
			w.Header().Set("Content-Length", fmt.Sprint(len(body)+10))
			w.WriteHeader(status)
			_, _ = w.Write(body)
			panic(http.ErrAbortHandler)
		}},
		{"redirect", false, false, false, func(w http.ResponseWriter, _ int, _ []byte) {
			w.Header().Set("Location", "http://127.0.0.1:1/elsewhere")
			w.WriteHeader(http.StatusFound)
		}},
	}
}

// wrap makes a server hostile. The answer to GET /1.0 stays as it is, so that commands go on.
func (h hostility) wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Upgrade") != "" || r.URL.Path == "/1.0" && r.Method == http.MethodGet {
			next.ServeHTTP(w, r)
			return
		}
		recorded := httptest.NewRecorder()
		next.ServeHTTP(recorded, r)
		for key, values := range recorded.Header() {
			if key != "Content-Length" {
				w.Header()[key] = values
			}
		}
		h.change(w, recorded.Code, recorded.Body.Bytes())
	})
}

// TestHostileServers runs the recorded command lines against servers whose answers are mangled in many ways: none may end in a
// panic or hang, what fails says why, and no control sequence of the server reaches a terminal.
func TestHostileServers(t *testing.T) {
	t.Parallel()
	for _, server := range []string{"lxd-6.9", "incus-7.3"} {
		g, err := replay.LoadFlows(filepath.Join("testdata", server+".jsonl.gz"), "")
		if err != nil {
			t.Fatal(err)
		}
		flows := slices.DeleteFunc(g.Flows, func(f replay.Flow) bool { return !plainCommand(f.Command) })
		for n, h := range hostilities() {
			t.Run(server+"/"+strings.ReplaceAll(h.name, " ", "-"), func(t *testing.T) {
				t.Parallel()
				w := newWorkshop(t, server, g)
				w.wrap = h.wrap
				for i := range flows {
					if !h.all && (changes(&flows[i]) || i%3 != n%3) {
						continue
					}
					if fault := w.against(&flows[i], h); fault != "" {
						t.Errorf("%s: %s: %s", flows[i].Name, flows[i].Command, fault)
					}
				}
			})
		}
	}
}

// plainCommand reports whether a command line needs no shell and does not wait for something.
func plainCommand(line string) bool {
	if strings.ContainsAny(line, "|<>$;&(\"'") || !strings.HasPrefix(line, "lxc ") && !strings.HasPrefix(line, "incus ") {
		return false
	}
	for _, word := range []string{"exec", "console", "monitor", "file", "remote", "admin", "export", "import", "mount", "--explain", "query"} {
		if slices.Contains(strings.Fields(line), word) {
			return false
		}
	}
	return true
}

// asksMore reports whether a command line needs more than the information about the server.
func asksMore(f *replay.Flow) bool {
	return slices.ContainsFunc(f.Exchanges, func(e replay.FlowExchange) bool { return e.Request.Path != "/1.0" || e.Changes() })
}

// changes reports whether a command line sent a change when it was recorded.
func changes(f *replay.Flow) bool {
	return slices.ContainsFunc(f.Exchanges, func(e replay.FlowExchange) bool { return e.Changes() })
}

// against runs a flow in this process and returns what is wrong.
func (w *workshop) against(f *replay.Flow, h hostility) string {
	s, err := w.stage(f)
	if err != nil {
		return err.Error()
	}
	defer s.close()
	line, err := w.prepare(s, true)
	if err != nil {
		return err.Error()
	}
	c, err := config.LoadConfig(filepath.Join(s.dir, "conf", "config.yml"))
	if err != nil {
		return err.Error()
	}
	c.Remotes["local"] = config.Remote{Addr: "unix://" + filepath.Join(s.dir, "s")}
	ctx, cancel := context.WithTimeout(w.Context(), time.Minute)
	defer cancel()
	words := strings.Fields(line)
	code, text, failure := 0, "", ""
	run := func(out, errOut io.Writer) {
		defer func() {
			if p := recover(); p != nil {
				stack := make([]byte, 4096)
				failure = fmt.Sprintf("panic: %v\n%s", p, stack[:runtime.Stack(stack, false)])
			}
		}()
		app := cli.NewApp(&term.Streams{In: strings.NewReader(""), Out: out, Err: errOut})
		app.SetProgram(words[0])
		app.Now = f.Now
		app.Config = func() (*config.Config, error) { return c, nil }
		code = app.Run(ctx, root.New, append(words[1:], "--color=never", "--no-pager"))
	}
	if h.terminal {
		text, err = onScreen(run)
	} else {
		var b lockedBuffer
		run(&b, &b)
		text = b.text()
	}
	switch {
	case err != nil:
		return err.Error()
	case failure != "":
		return failure
	case ctx.Err() != nil:
		return "did not end: " + text
	case code == 0 && !h.mayWork && asksMore(f):
		return "succeeded: " + text
	case code != 0 && !strings.Contains(text, ": "):
		return fmt.Sprintf("exit code %d without a reason: %q", code, text)
	case len(text) > 1<<20:
		return fmt.Sprintf("%d bytes of output", len(text))
	}
	for _, mark := range raw {
		if h.terminal && strings.Contains(text, mark) {
			return fmt.Sprintf("%q is on the terminal: %q", mark, text)
		}
	}
	return ""
}

// onScreen runs something whose output goes to a terminal, and returns what that shows.
func onScreen(run func(out, errOut io.Writer)) (string, error) {
	person, tty, err := pty.Open()
	if err != nil {
		return "", err
	}
	defer person.Close()
	shown := make(chan string)
	go func() {
		text, _ := io.ReadAll(person) // ends with an error when the other side is closed
		shown <- strings.ReplaceAll(string(text), "\r\n", "\n")
	}()
	run(tty, tty)
	err = tty.Close()
	return <-shown, err
}

// lockedBuffer is an output for several writers.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *lockedBuffer) text() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}
