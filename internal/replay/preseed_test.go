package replay_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"gopkg.in/yaml.v2"
)

// preseed returns the document that a flow of `init --preseed` must have read: everything that its client wrote, in the
// sections of a preseed.
func (s *stage) preseed() string {
	doc := map[string]any{}
	for _, e := range s.flow.Exchanges {
		if e.Request.Method == http.MethodGet {
			continue
		}
		var body map[string]any
		if json.Unmarshal(e.Request.Body, &body) != nil {
			continue
		}
		path, query, _ := strings.Cut(strings.TrimPrefix(e.Request.Path, "/1.0"), "?")
		parts := strings.Split(strings.Trim(path, "/"), "/")
		if path == "" {
			doc["config"] = body["config"]
			continue
		}
		section := parts[0]
		if len(parts) > 2 && parts[2] == "volumes" {
			section, body["pool"] = "storage_volumes", parts[1]
		}
		if e.Request.Method == http.MethodPut {
			body["name"] = parts[len(parts)-1]
			s.complete(e.Request.Path, body)
		}
		if values, err := url.ParseQuery(query); err == nil && values.Get("project") != "" && section != "projects" {
			body["project"] = values.Get("project")
		}
		section = strings.ReplaceAll(section, "-", "_")
		list, _ := doc[section].([]any)
		doc[section] = append(list, body)
	}
	text, err := yaml.Marshal(doc)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// complete adds what a preseed requires and a request does not contain: the type of the object.
func (s *stage) complete(path string, body map[string]any) {
	for _, e := range s.flow.Exchanges {
		var have struct{ Metadata map[string]any }
		if e.Request.Method != http.MethodGet || e.Request.Path != path || json.Unmarshal(e.Response.Body, &have) != nil {
			continue
		}
		for _, key := range []string{"driver", "type", "content_type"} {
			if value, found := have.Metadata[key]; found {
				body[key] = value
			}
		}
	}
}
