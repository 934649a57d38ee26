package main

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// objects are all objects of a server: path with project → object as JSON.
type objects map[string]map[string]any

// A collection is a list of objects of one kind. Paths of child objects are relative to it.
type collection struct {
	path   string
	global bool // not in a project
	key    string
	of     string // project feature that separates objects of this kind
	below  []collection
	keep   func(map[string]any) bool
}

var collections = []collection{
	{path: "instances", key: "name", below: []collection{{path: "snapshots", key: "name"}, {path: "backups", key: "name"}}},
	{path: "images/aliases", of: "features.images", key: "name"},
	{path: "images", of: "features.images", key: "fingerprint"},
	{path: "profiles", of: "features.profiles", key: "name"},
	{path: "network-acls", of: "features.networks", key: "name"},
	{path: "network-zones", of: "features.networks.zones", key: "name", below: []collection{{path: "records", key: "name"}}},
	{path: "networks", of: "features.networks", key: "name", keep: func(o map[string]any) bool { return o["managed"] == true }, below: []collection{
		{path: "forwards", key: "listen_address"}, {path: "load-balancers", key: "listen_address"}, {path: "peers", key: "name"},
	}},
	{path: "storage-pools", key: "name", global: true, below: []collection{
		{path: "volumes/custom", key: "name", below: []collection{{path: "snapshots", key: "name"}, {path: "backups", key: "name"}}},
		{path: "buckets", key: "name", below: []collection{{path: "keys", key: "name"}}},
	}},
	{path: "certificates", key: "fingerprint", global: true},
}

// state reads all objects of the server.
func (s *server) state() (objects, error) {
	all := objects{}
	config, err := s.get("/1.0")
	if err != nil {
		return nil, err
	}
	root, _ := config.(map[string]any)
	all["/1.0"] = map[string]any{"config": root["config"]}
	projects, err := s.get("/1.0/projects?recursion=1")
	if err != nil {
		return nil, err
	}
	list, _ := projects.([]any)
	for _, p := range list {
		project, _ := p.(map[string]any)
		name := fmt.Sprint(project["name"])
		if name != "default" {
			all["/1.0/projects/"+name] = project
		}
		for _, c := range collections {
			if features, _ := project["config"].(map[string]any); name != "default" && c.of != "" && features[c.of] != "true" {
				continue
			}
			if c.global && name != "default" && len(c.below) == 0 {
				continue
			}
			if err := s.collect(all, "/1.0/"+c.path, name, c, c.global && name != "default"); err != nil {
				return nil, err
			}
		}
	}
	return all, nil
}

// collect reads a list and its child objects. onlyBelow omits the objects themselves, which belong to no project.
func (s *server) collect(all objects, path, project string, c collection, onlyBelow bool) error {
	list, err := s.get(path + "?recursion=1&project=" + url.QueryEscape(project))
	if errors.Is(err, errNotFound) || err != nil && strings.Contains(err.Error(), "not supported") || err != nil && strings.Contains(err.Error(), "not support") {
		return nil
	}
	if err != nil {
		return err
	}
	items, _ := list.([]any)
	for _, item := range items {
		o, _ := item.(map[string]any)
		if o == nil || c.keep != nil && !c.keep(o) {
			continue
		}
		name := fmt.Sprint(o[c.key])
		if i := strings.LastIndex(name, "/"); i >= 0 && (c.path == "snapshots" || c.path == "backups") {
			name = name[i+1:]
		}
		if strings.Contains(path, "volumes/custom") && c.path != "snapshots" && strings.Contains(name, "/") {
			continue // a snapshot, which is read below its volume
		}
		if p, ok := o["project"].(string); ok && p != "" && p != project && !c.global {
			continue // belongs to the project that shares its objects
		}
		at := path + "/" + url.PathEscape(name)
		if !onlyBelow {
			all[at+suffix(project)] = o
		}
		for _, b := range c.below {
			if err := s.collect(all, at+"/"+b.path, project, b, false); err != nil {
				return err
			}
		}
	}
	return nil
}

func suffix(project string) string {
	if project == "default" {
		return ""
	}
	return "?project=" + url.QueryEscape(project)
}

// order is the order of deletion: objects before those they use.
var order = []string{"/instances/", "/images/aliases/", "/images/", "/buckets/", "/volumes/", "/profiles/", "/forwards/", "/load-balancers/", "/peers/", "/networks/", "/network-acls/", "/records/", "/network-zones/", "/storage-pools/", "/projects/", "/certificates/"}

func rank(path string) int {
	for i, part := range order {
		if strings.Contains(path, part) {
			return i
		}
	}
	return len(order)
}

// reset restores the initial state of the server.
func (s *server) reset(first objects) error {
	var last error
	for range 6 {
		now, err := s.state()
		if err != nil {
			return err
		}
		changed, err := s.undo(first, now)
		if !changed {
			return s.revokeTokens()
		}
		last = err
	}
	return fmt.Errorf("the server did not come back to its first state: %w", last)
}

// revokeTokens revokes unused tokens.
func (s *server) revokeTokens() error {
	states, err := s.get("/1.0/operations?recursion=1")
	if err != nil {
		return err
	}
	byState, _ := states.(map[string]any)
	for _, operations := range byState {
		list, _ := operations.([]any)
		for _, operation := range list {
			if op, _ := operation.(map[string]any); op["class"] == "token" && op["status"] == "Running" {
				if _, err := s.do(http.MethodDelete, fmt.Sprint("/1.0/operations/", op["id"]), nil); err != nil && !errors.Is(err, errNotFound) {
					return err
				}
			}
		}
	}
	return nil
}

// quiet waits until the server has dropped finished operations, which takes five seconds.
func (s *server) quiet() error {
	for limit := time.Now().Add(time.Minute); time.Now().Before(limit); time.Sleep(100 * time.Millisecond) {
		states, err := s.get("/1.0/operations")
		if byState, _ := states.(map[string]any); err != nil || byState["success"] == nil && byState["failure"] == nil && byState["cancelled"] == nil {
			return err
		}
	}
	return errors.New("the server did not forget the operations that have ended")
}

func (s *server) undo(first, now objects) (changed bool, last error) {
	paths := slices.SortedFunc(maps.Keys(now), func(a, b string) int {
		if ra, rb := rank(a), rank(b); ra != rb {
			return ra - rb
		}
		return len(b) - len(a)
	})
	for _, path := range paths {
		if _, ok := first[path]; ok {
			continue
		}
		changed = true
		if err := s.remove(path, now[path]); err != nil && !errors.Is(err, errNotFound) {
			last = err
		}
	}
	for path, was := range first {
		if is, ok := now[path]; ok && same(writable(was), writable(is)) {
			continue
		}
		changed = true
		if now[path] == nil {
			last = s.recreate(path, was)
		} else if _, err := s.do(http.MethodPut, path, writable(was)); err != nil {
			last = err
		}
	}
	return changed, last
}

func (s *server) remove(path string, o map[string]any) error {
	bare, query, _ := strings.Cut(path, "?")
	if strings.Contains(bare, "/instances/") && strings.Count(bare, "/") == 3 {
		if o["status"] != "Stopped" {
			_, _ = s.do(http.MethodPut, bare+"/state?"+query, map[string]any{"action": "stop", "force": true, "timeout": 20})
		}
		_, _ = s.do(http.MethodPatch, path, map[string]any{"config": map[string]string{"security.protection.delete": "false"}})
	}
	_, err := s.do(http.MethodDelete, path, nil)
	if err != nil && strings.Contains(bare, "/profiles/default") {
		_, err = s.do(http.MethodPut, path, map[string]any{"config": map[string]any{}, "devices": map[string]any{}, "description": ""})
	}
	return err
}

func (s *server) recreate(path string, was map[string]any) error {
	if i := strings.LastIndex(path, "/"); strings.HasPrefix(path, "/1.0/images/aliases/") || strings.HasPrefix(path, "/1.0/certificates/") {
		_, err := s.do(http.MethodPost, path[:i], was)
		return err
	}
	if strings.HasPrefix(path, "/1.0/images/") {
		return s.importImage()
	}
	return fmt.Errorf("%s is gone", path)
}

// writable returns the fields of an object that PUT accepts.
func writable(o map[string]any) map[string]any {
	w := map[string]any{}
	for _, key := range []string{"config", "devices", "description", "properties", "public", "auto_update", "expires_at", "profiles", "target", "restricted", "projects", "name", "type"} {
		if v, ok := o[key]; ok {
			w[key] = v
		}
	}
	if _, isImage := o["properties"]; !isImage {
		delete(w, "expires_at")
	}
	return w
}
