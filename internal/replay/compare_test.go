package replay_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"

	"gopkg.in/yaml.v2"

	"github.com/openlxc/lxc/internal/replay"
)

// run is what ours did with a flow.
type run struct {
	*stage
	started     time.Time
	code        int
	out, errOut string
}

// faults returns what differs from the stock client.
func (r *run) faults() []string {
	var faults []string
	say := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	if (r.code == 0) != (r.flow.Exit == 0) {
		say("exit %d, stock %d", r.code, r.flow.Exit)
	}
	stock := r.neutral(r.flow.Stdout)
	if diff := r.outputs(r.out, stock); diff != "" {
		say("output: %s\n-- ours\n%s\n-- stock\n%s", diff, r.out, stock)
	}
	if diff := r.errors(); diff != "" {
		say("%s\n-- ours\n%s\n-- stock\n%s", diff, r.errOut, r.flow.Stderr)
	}
	ours, theirs := r.ourWrites(), r.stockWrites()
	if !slices.Equal(ours, theirs) {
		say("requests:")
		for _, o := range ours {
			if !slices.Contains(theirs, o) {
				say("  ours  %s", o)
			}
		}
		for _, o := range theirs {
			if !slices.Contains(ours, o) {
				say("  stock %s", o)
			}
		}
		if len(faults) > 0 && faults[len(faults)-1] == "requests:" {
			say("  in another order, or more often:\n  ours  %s\n  stock %s", strings.Join(ours, "\n        "), strings.Join(theirs, "\n        "))
		}
	}
	if len(faults) > 0 {
		if misses := append(r.local.Misses(), r.remote.Misses()...); len(misses) > 0 {
			say("not in the flow: %s", strings.Join(misses, ", "))
		}
		if r.code != 0 && r.flow.Exit == 0 {
			say("standard error: %s", r.errOut)
		}
	}
	return faults
}

var (
	progress      = regexp.MustCompile(`(?m)^.*: [0-9]+% \([0-9.]+[a-zA-Z]+/s\) *$`)
	confirmations = regexp.MustCompile(`(?i)^(creating|starting|launching|the instance|to start|please) |(created|deleted|renamed|copied|moved|added|removed|imported|exported|successfully|restored|evacuated|enabled|updated|revoked|pending deletion|attached|detached)\b[^:]*$`)
)

// outputs compares standard output. Of mere confirmations the number of lines counts.
func (r *run) outputs(ours, stock string) string {
	clean := func(text string) string {
		text = strings.ReplaceAll(text, "\r", "\n")
		if progress.MatchString(text) {
			text = strings.Trim(progress.ReplaceAllString(text, ""), "\n ")
			if text != "" {
				text += "\n"
			}
		}
		return text
	}
	ours, stock = clean(ours), clean(stock)
	if r.flow.Truncated != nil && len(ours) >= len(stock) {
		ours = ours[:len(stock)]
	}
	if ours == stock {
		return ""
	}
	if same, known := r.values2(ours, stock); known {
		if same == "" {
			return ""
		}
		return same
	}
	a, b := strings.Split(ours, "\n"), strings.Split(stock, "\n")
	if len(a) != len(b) {
		return "other lines"
	}
	for i := range a {
		if a[i] != b[i] && (a[i] == "" || b[i] == "" || !confirmations.MatchString(b[i])) {
			return fmt.Sprintf("line %d", i+1)
		}
	}
	return ""
}

var document = regexp.MustCompile(`( show( |$)|--dump|(-f|--format)[ =]?yaml| query )`)

// values2 compares JSON and YAML as values; known says that it is such a document.
func (r *run) values2(ours, stock string) (diff string, known bool) {
	var a, b any
	switch {
	case strings.HasPrefix(stock, "{") || strings.HasPrefix(stock, "["):
		if json.Unmarshal([]byte(stock), &b) != nil {
			return "", false
		}
		if json.Unmarshal([]byte(ours), &a) != nil {
			return "no JSON", true
		}
	case document.MatchString(r.flow.Command):
		if yaml.Unmarshal([]byte(stock), &b) != nil {
			return "", false
		}
		if yaml.Unmarshal([]byte(ours), &a) != nil {
			return "no YAML", true
		}
		a, b = plain(a), plain(b)
	default:
		return "", false
	}
	return r.values3("", a, b), true
}

// values3 says where two documents differ. A field more is fine where the server sent it.
func (r *run) values3(path string, ours, stock any) string {
	switch b := stock.(type) {
	case map[string]any:
		a, ok := ours.(map[string]any)
		if !ok {
			return fmt.Sprintf("%s: %v, stock %v", path, ours, stock)
		}
		for _, key := range slices.Sorted(maps.Keys(b)) {
			if _, found := a[key]; !found {
				return fmt.Sprintf("%s.%s is missing: %v", path, key, b[key])
			}
			if diff := r.values3(path+"."+key, a[key], b[key]); diff != "" {
				return diff
			}
		}
		for key := range a {
			if _, found := b[key]; !found && !r.sent(key) {
				return fmt.Sprintf("%s.%s: %v is too much", path, key, a[key])
			}
		}
	case []any:
		a, ok := ours.([]any)
		if !ok || len(a) != len(b) {
			return fmt.Sprintf("%s: %v, stock %v", path, ours, stock)
		}
		for i := range b {
			if diff := r.values3(fmt.Sprintf("%s[%d]", path, i), a[i], b[i]); diff != "" {
				return diff
			}
		}
	default:
		if !reflect.DeepEqual(ours, stock) {
			return fmt.Sprintf("%s: %#v, stock %#v", path, ours, stock)
		}
	}
	return ""
}

// sent reports whether the server has a field.
func (r *run) sent(key string) bool {
	for _, e := range r.flow.Exchanges {
		if bytes.Contains(e.Response.Body, []byte(`"`+key+`"`)) {
			return true
		}
	}
	return false
}

func plain(v any) any {
	switch v := v.(type) {
	case map[any]any:
		m := map[string]any{}
		for key, value := range v {
			m[fmt.Sprint(key)] = plain(value)
		}
		return m
	case []any:
		for i := range v {
			v[i] = plain(v[i])
		}
	}
	return v
}

// errors compares standard error: of what the server said each word counts, of the rest that it is one line.
func (r *run) errors() string {
	stock, _ := strings.CutPrefix(lastLine(r.flow.Stderr), "Error: ")
	ours, isError := strings.CutPrefix(strings.TrimSuffix(r.errOut, "\n"), "Error: ")
	switch {
	case r.flow.Exit == 0 && r.flow.Stderr == "" && r.errOut != "":
		return "a word on standard error"
	case r.flow.Exit == 0 || !strings.Contains(r.flow.Stderr, "Error: "):
		return ""
	case !isError || strings.Contains(ours, "\n"):
		return "not one line of error"
	case r.serverSaid(stock) && ours != r.neutral(stock):
		return "not the server's words"
	}
	return ""
}

func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}

// serverSaid reports whether an error is the server's.
func (r *run) serverSaid(text string) bool {
	said := false
	for _, e := range r.flow.Exchanges {
		quoted, _ := json.Marshal(text)
		said = said || len(text) > 3 && bytes.Contains(e.Response.Body, quoted)
		if e.Websocket != nil {
			for _, f := range e.Websocket.Frames {
				said = said || len(text) > 3 && bytes.Contains(f.Payload, quoted)
			}
		}
	}
	return said
}

func (r *run) ourWrites() []string {
	var all []string
	for _, side := range []*replay.FlowServer{r.local, r.remote} {
		for _, w := range side.Writes() {
			all = append(all, r.request(w.Transport, w.Method, w.Path, w.Header, w.Body, "", r.started))
		}
	}
	return all
}

func (r *run) stockWrites() []string {
	var all []string
	for _, transport := range []string{localTransport(r.flow), "https to server2"} {
		for i := range r.flow.Exchanges {
			e := &r.flow.Exchanges[i]
			if !e.Changes() || e.Request.Transport != transport {
				continue
			}
			header := http.Header{}
			for name, value := range e.Request.Headers {
				header.Set(name, value)
			}
			body := []byte(e.Request.Body)
			var text string
			if json.Unmarshal(body, &text) == nil {
				body = []byte(text)
			}
			all = append(all, r.request(transport, e.Request.Method, replay.Key(e.Request.Path), header, body, e.Request.Omitted, r.flow.Now()))
		}
	}
	return all
}

// request is a request as text, without what makes no difference.
func (r *run) request(transport, method, path string, header http.Header, body []byte, omitted string, now time.Time) string {
	var names []string
	for name := range header {
		if strings.HasPrefix(name, "X-Lxd-") || strings.HasPrefix(name, "X-Incus-") {
			names = append(names, name+": "+header.Get(name))
		}
	}
	slices.Sort(names)
	kind, _, _ := strings.Cut(header.Get("Content-Type"), ";")
	text := ""
	var value any
	switch {
	case strings.HasPrefix(path, "/1.0/instances/") && strings.Contains(path, "/files"):
		text = string(body)
	case omitted != "" || kind == "multipart/form-data" || kind == "application/octet-stream":
		text = "(content)"
	case json.Unmarshal([]byte(r.neutral(string(body))), &value) == nil:
		data, _ := json.Marshal(neutralBody(value, "", now))
		text = string(data)
	default:
		text = string(body)
	}
	return strings.TrimSpace(fmt.Sprintf("%s: %s %s %s %s", transport, method, path, strings.Join(names, ", "), text))
}

// neutralBody leaves out what is no more than the default, and counts times from now.
func neutralBody(v any, key string, now time.Time) any {
	switch v := v.(type) {
	case map[string]any:
		m := map[string]any{}
		for k, value := range v {
			value = neutralBody(value, k, now)
			if !isZero(value) || k == "properties" && value != nil {
				m[k] = value
			}
		}
		return m
	case []any:
		for i := range v {
			v[i] = neutralBody(v[i], "", now)
		}
	case string:
		if strings.HasPrefix(v, "0001-01-01T") {
			return "0001-01-01T00:00:00Z"
		}
		if at, err := time.Parse(time.RFC3339, v); err == nil && strings.HasSuffix(key, "_at") && at.Sub(now).Abs() < 100*24*time.Hour {
			return fmt.Sprintf("now%+dh", int(at.Sub(now).Round(time.Hour).Hours()))
		}
	}
	return v
}

func isZero(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case bool:
		return !v
	case string:
		return v == ""
	case float64:
		return v == 0
	case map[string]any:
		return len(v) == 0
	case []any:
		return len(v) == 0
	}
	return false
}
