package root_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// learned is a newer server in front of the built-in one: its objects have a writable field unknown to this program. It
// records changes that omit or alter the field.
type learned struct {
	mu    sync.Mutex
	puts  int
	lost  []string
	parts map[string]int // number of nested objects
}

const (
	learnedField = "x_learned"
	learnedValue = `{"a":["1",2.5],"b":null}`
)

func (l *learned) wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method == http.MethodPut && !strings.HasSuffix(r.URL.Path, "/state"):
			data, _ := io.ReadAll(r.Body)
			r.Body = io.NopCloser(bytes.NewReader(data))
			l.check(r.URL.Path, data)
		case r.Method == http.MethodGet && !strings.Contains(r.URL.Path, "/operations") && !strings.HasSuffix(r.URL.Path, "/events") &&
			!strings.Contains(r.URL.Path, "/files") && !strings.Contains(r.URL.Path, "/metadata"):
			got := httptest.NewRecorder()
			next.ServeHTTP(got, r)
			for key, values := range got.Header() {
				w.Header()[key] = values
			}
			w.WriteHeader(got.Code)
			_, _ = w.Write(teach(got.Body.Bytes()))
			return
		}
		next.ServeHTTP(w, r)
	})
}

// teach adds the field to an object, to each object in a list, and to nested objects.
func teach(body []byte) []byte {
	reply := map[string]json.RawMessage{}
	var metadata any
	if json.Unmarshal(body, &reply) != nil || json.Unmarshal(reply["metadata"], &metadata) != nil {
		return body
	}
	if items, list := metadata.([]any); list {
		for _, item := range items {
			teachObject(item)
		}
	}
	teachObject(metadata)
	reply["metadata"], _ = json.Marshal(metadata)
	body, _ = json.Marshal(reply)
	return body
}

func teachObject(item any) {
	object, ok := item.(map[string]any)
	if !ok {
		return
	}
	object[learnedField] = json.RawMessage(learnedValue)
	for _, part := range []string{"ingress", "egress", "ports", "backends", "entries", "permissions", "instances"} {
		items, _ := object[part].([]any)
		for _, item := range items {
			teachObject(item)
		}
	}
}

// check looks for the field in an object that is written, and in as many nested objects as before.
func (l *learned) check(path string, data []byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.puts++
	var object map[string]json.RawMessage
	if json.Unmarshal(data, &object) != nil || string(object[learnedField]) != learnedValue {
		l.lost = append(l.lost, path+": "+string(data))
	}
	for _, part := range []string{"ingress", "egress", "ports", "backends", "entries", "permissions", "instances"} {
		var items []map[string]json.RawMessage
		_ = json.Unmarshal(object[part], &items)
		place, without := path+", "+part, 0
		for _, item := range items {
			if string(item[learnedField]) != learnedValue {
				without++
			}
		}
		if without > max(0, len(items)-l.parts[place]) {
			l.lost = append(l.lost, place+": "+string(data))
		}
		l.parts[place] = len(items)
	}
}

// TestWhatAServerLearnedSurvives runs every verb that changes an object of every kind against a server with unknown fields.
func TestWhatAServerLearnedSurvives(t *testing.T) {
	t.Parallel()
	for _, c := range kindCases {
		t.Run(strings.ReplaceAll(c.group, " ", "-"), func(t *testing.T) {
			t.Parallel()
			l := &learned{parts: map[string]int{}}
			env := clitest.New(t, root.New, minilxd.Options{Family: c.family, Middleware: l.wrap})
			for _, line := range c.before {
				good(t, env, "", strings.Fields(line)...)
			}
			good(t, env, "", c.line("create", c.name, strings.Fields(c.create)...)...)
			text := good(t, env, "", c.line("show", c.name)...)
			list := good(t, env, "", c.line("list", "", "-f", "json")...)
			if !strings.Contains(text, "\n"+learnedField+":\n") || !strings.Contains(list, `"`+learnedField+`":`+learnedValue) {
				t.Errorf("the field is not shown:\n%s%s", text, list)
			}
			good(t, env, text, c.line("edit", c.name)...)
			if c.has("set") {
				good(t, env, "", c.line("set", c.name, "user.a=1", "user.b=2")...)
				good(t, env, "", c.line("unset", c.name, "user.a")...)
				good(t, env, "", c.line("set", c.name, "-p", "description=other")...)
			}
			l.report(t)
		})
	}
}

func (l *learned) report(t *testing.T) {
	t.Helper()
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.puts == 0 {
		t.Error("nothing was written")
	}
	for _, what := range l.lost {
		t.Errorf("lost: %s", what)
	}
}

// learnedLines are command lines that change objects other than by generic verbs.
var learnedLines = []string{
	"profile create p1", "network create n1", "project create pr1", "storage volume create default v1", "storage create s1 dir",
	"init alpine c1", "snapshot c1 snap0", "profile add c1 p1", "profile remove c1 p1", "profile assign c1 default,p1",
	"config set c1 user.a=1", "config unset c1 user.a", "config set c1 -p description=other",
	"config device add c1 home disk source=/srv path=/srv", "config device set c1 home readonly=true",
	"config device unset c1 home readonly", "config device override c1 root size=1GiB", "config device remove c1 home",
	"config set c1/snap0 -p expires_at=2030-01-02T03:04:05Z",
	"profile device add p1 home disk source=/srv path=/srv", "profile device set p1 home readonly=true", "profile device remove p1 home",
	"network attach n1 c1 eth7", "network detach n1 c1 eth7", "network attach-profile n1 p1 eth7", "network detach-profile n1 p1 eth7",
	"storage volume attach default v1 c1 /mnt", "storage volume detach default v1 c1",
	"storage volume attach-profile default v1 p1 /mnt", "storage volume detach-profile default v1 p1",
	"config set core.https_allowed_methods=GET", "config unset core.https_allowed_methods",
	"network acl create a1", "network acl rule add a1 ingress action=allow", "network acl rule add a1 ingress action=drop",
	"network acl rule remove a1 ingress action=drop",
	"network forward create n1 192.0.2.1", "network forward port add n1 192.0.2.1 tcp 80 198.51.100.1",
	"network forward port add n1 192.0.2.1 tcp 81 198.51.100.1", "network forward port remove n1 192.0.2.1 tcp 81",
	"network zone create example.net", "network zone record create example.net www", "network zone record entry add example.net www A 192.0.2.1",
	"network zone record entry remove example.net www A 192.0.2.1",
	"storage volume snapshot default v1 vs0", "storage volume set default v1/vs0 -p description=other",
	"image set-property alpine a=b", "image unset-property alpine a",
}

func TestWhatAServerLearnedSurvivesEveryVerb(t *testing.T) {
	t.Parallel()
	l := &learned{parts: map[string]int{}}
	env := clitest.New(t, root.New, minilxd.Options{Middleware: l.wrap})
	env.Must("image", "import", clitest.Image(t, nil), "--alias", "alpine")
	for _, line := range learnedLines {
		env.Must(strings.Fields(line)...)
	}
	for _, show := range []string{"config show c1", "config show c1/snap0", "config show", "profile show p1", "network acl show a1", "image show alpine", "storage volume show default v1"} {
		text := env.Must(strings.Fields(show)...)
		if !strings.Contains(text, "\n"+learnedField+":") {
			t.Errorf("%s does not show the field:\n%s", show, text)
		}
		edit := strings.Replace(show, "show", "edit", 1)
		if edit == show {
			continue
		}
		if r := env.Run(text, strings.Fields(edit)...); r.Code != 0 {
			t.Errorf("%s: %s", edit, r.ErrOut)
		}
	}
	l.report(t)
}
