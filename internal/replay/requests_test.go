package replay_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/openlxc/lxc/internal/replay"
)

// change is a request that changes something: its server, target and body.
type change struct {
	head string
	body any
}

func (c change) String() string {
	if c.body == nil {
		return c.head
	}
	text, _ := json.Marshal(c.body)
	return c.head + " " + string(text)
}

// compareRequests returns the differences between two sequences of requests.
func compareRequests(ours, stock []change) []string {
	var faults []string
	heads := func(list []change) []string {
		var all []string
		for _, c := range list {
			all = append(all, c.head)
		}
		return all
	}
	if !slices.Equal(heads(ours), heads(stock)) {
		faults = append(faults, "requests:")
		for _, c := range ours {
			faults = append(faults, "  ours  "+c.String())
		}
		for _, c := range stock {
			faults = append(faults, "  stock "+c.String())
		}
		return faults
	}
	for i := range ours {
		if diff := bodies("", ours[i].body, stock[i].body); len(diff) > 0 {
			faults = append(faults, ours[i].head+"\n  "+strings.Join(diff, "\n  "))
		}
	}
	return faults
}

// bodies returns the differences between two documents.
func bodies(path string, ours, stock any) []string {
	a, okA := ours.(map[string]any)
	b, okB := stock.(map[string]any)
	if !okA || !okB {
		left, _ := json.Marshal(ours)
		right, _ := json.Marshal(stock)
		if string(left) == string(right) {
			return nil
		}
		return []string{fmt.Sprintf("%s: %s, stock %s", path, left, right)}
	}
	keys := maps.Clone(a)
	maps.Copy(keys, b)
	var diff []string
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		diff = append(diff, bodies(path+"."+key, a[key], b[key])...)
	}
	return diff
}

func (r *run) ourWrites() []change {
	var all []change
	for _, side := range []*replay.FlowServer{r.local, r.remote} {
		for _, w := range side.Writes() {
			all = append(all, r.request(w.Transport, w.Method, w.Path, w.Header, w.Body, "", r.started))
		}
	}
	return all
}

func (r *run) stockWrites() []change {
	var all []change
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

// request returns a request without insignificant details.
func (r *run) request(transport, method, path string, header http.Header, body []byte, omitted string, now time.Time) change {
	var names []string
	for name := range header {
		own := "X-Lxd-"
		if strings.HasPrefix(r.flow.Command, "incus") {
			own = "X-Incus-"
		}
		if value := header.Get(name); strings.HasPrefix(name, own) && (!slices.Contains([]string{"", "0", "false"}, value) || strings.HasSuffix(name, "id")) {
			names = append(names, name+": "+strings.Replace(value, "true", "1", 1))
		}
	}
	slices.Sort(names)
	kind, _, _ := strings.Cut(header.Get("Content-Type"), ";")
	c := change{head: strings.TrimSpace(fmt.Sprintf("%s: %s %s %s", transport, method, path, strings.Join(names, ", ")))}
	var value any
	switch {
	case strings.HasPrefix(path, "/1.0/instances/") && strings.Contains(path, "/files"):
		c.body = string(body)
	case omitted != "" || kind == "multipart/form-data" || kind == "application/octet-stream":
		c.body = "(content)"
	case json.Unmarshal([]byte(masked(r.neutral(string(body)))), &value) == nil:
		c.body = neutralBody(value, "", now)
	case len(body) > 0:
		c.body = string(body)
	}
	if isZero(c.body) {
		c.body = nil
	}
	return c
}

// neutralBody removes default values, and makes times relative to now.
func neutralBody(v any, key string, now time.Time) any {
	switch v := v.(type) {
	case map[string]any:
		m := map[string]any{}
		for k, value := range v {
			value = neutralBody(value, k, now)
			kept := k == "properties" || k == "profiles" || k == "Profiles" // an empty value differs from a missing one
			if !isZero(value) || kept && value != nil {
				if k == "Config" || k == "Devices" || k == "Profiles" { // Go accepts both
					k = strings.ToLower(k)
				}
				m[k] = value
			}
		}
		return m
	case []any:
		for i := range v {
			v[i] = neutralBody(v[i], "", now)
		}
	case string:
		if strings.HasPrefix(v, "0001-01-01T") || strings.HasPrefix(v, "1970-01-01T") { // both mean never
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
