package replay

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
)

// derive answers a read that was not recorded from one that was: with one object of a list, or with a part of an object.
// Failing that, it uses other recordings of the same server version.
func (s *FlowServer) derive(r *http.Request) ([]byte, bool) {
	path := r.URL.EscapedPath()
	parent, name := path[:strings.LastIndex(path, "/")], path[strings.LastIndex(path, "/")+1:]
	for i := range s.flow.Exchanges {
		e := &s.flow.Exchanges[i]
		own, query, _ := strings.Cut(e.Request.Path, "?")
		if e.Request.Transport != s.transport || e.Request.Method != http.MethodGet || e.Response.Status != http.StatusOK {
			continue
		}
		var body struct {
			Metadata json.RawMessage `json:"metadata"`
		}
		if json.Unmarshal(e.Response.Body, &body) != nil {
			continue
		}
		switch {
		case own == path && (bytes.HasPrefix(body.Metadata, []byte("{")) || bytes.HasPrefix(body.Metadata, []byte("[{"))):
			// recorded with more detail than requested
			return envelope(body.Metadata), true
		case own == parent && strings.Contains(query, "recursion="):
			if data, found := element(body.Metadata, name); found {
				return envelope(data), true
			}
			if data, found := part(body.Metadata, name); found {
				return envelope(data), true
			}
		case strings.HasPrefix(path, own+"/") && strings.Contains(query, "recursion="): // a part of an object in a list
			rest := strings.Split(strings.TrimPrefix(path, own+"/"), "/")
			if data, found := element(body.Metadata, rest[0]); found && len(rest) == 2 {
				if data, found = part(data, rest[1]); found {
					return envelope(data), true
				}
			}
		}
	}
	if parent == "/1.0/images" && len(name) == 64 && s.names(name) {
		return envelope([]byte(`{"fingerprint":"` + name + `","type":"container"}`)), true
	}
	if strings.Contains(parent, "/volumes/") && strings.Contains(s.flow.Command, name) {
		return envelope([]byte(`{"name":"` + name + `","type":"custom","content_type":"filesystem","config":{}}`)), true
	}
	wanted := key(path + "?" + r.URL.RawQuery)
	if wanted == "/1.0" {
		return s.anyServer()
	}
	for recorded, data := range s.generation.Resources {
		own, _, _ := strings.Cut(recorded, "?")
		if key(recorded) == wanted || own == path && sameDepth(recorded, wanted) {
			return data, true
		}
	}
	return nil, false
}

// names reports whether a response or another request of the flow mentions an image.
func (s *FlowServer) names(fingerprint string) bool {
	for i := range s.flow.Exchanges {
		e := &s.flow.Exchanges[i]
		if e.Request.Transport == s.transport && (strings.Contains(e.Request.Path, fingerprint) || strings.Contains(string(e.Response.Body), fingerprint)) {
			return true
		}
	}
	return false
}

// element returns the object with the given name from a list.
func element(list json.RawMessage, name string) (json.RawMessage, bool) {
	var all []json.RawMessage
	if json.Unmarshal(list, &all) != nil {
		return nil, false
	}
	for _, data := range all {
		var o struct {
			Name        string `json:"name"`
			Fingerprint string `json:"fingerprint"`
			ServerName  string `json:"server_name"`
		}
		if json.Unmarshal(data, &o) == nil && (o.Name == name || o.Fingerprint == name || o.ServerName == name) {
			return data, true
		}
	}
	return nil, false
}

// part returns a field of an object.
func part(object json.RawMessage, name string) (json.RawMessage, bool) {
	var fields map[string]json.RawMessage
	if json.Unmarshal(object, &fields) != nil {
		return nil, false
	}
	data, found := fields[name]
	if (name == "snapshots" || name == "backups") && string(data) == "null" {
		return json.RawMessage("[]"), true
	}
	return data, found && string(data) != "null"
}

func envelope(metadata json.RawMessage) []byte {
	data, err := json.Marshal(map[string]any{"type": "sync", "status": "Success", "status_code": 200, "metadata": metadata})
	if err != nil {
		return nil
	}
	return data
}

// anyServer returns the server information (GET /1.0) from another flow of the same server version.
func (s *FlowServer) anyServer() ([]byte, bool) {
	for i := range s.generation.Flows {
		for j := range s.generation.Flows[i].Exchanges {
			e := &s.generation.Flows[i].Exchanges[j]
			if e.Request.Path == "/1.0" && e.Request.Method == http.MethodGet && e.Request.Transport == s.transport && bytes.Contains(e.Response.Body, []byte(`"server_version"`)) {
				return s.withExtensions(e.Response.Body), true
			}
		}
	}
	return nil, false
}
