package minilxd

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// fields is an object as JSON.
type fields = map[string]any

// document is a kind of object that the server only stores: networks, volumes, groups and so on.
type document struct {
	path  string   // below /1.0, with {name} for the parents
	key   string   // field that identifies an object; "" means name
	put   []string // fields that PUT may change in addition to config and description
	fixed fields   // initial values of further fields
	// async is the API extension that made changes asynchronous; "" means they are synchronous.
	async string
	// renamed is the field with the new name in a POST that renames; "" means name.
	renamed string
	seed    []fields // objects in the default project at start
}

var documents = []document{
	{path: "networks", fixed: fields{"type": "bridge", "managed": true, "status": "Created", "locations": []any{"none"}, "used_by": []any{}}, async: "storage_and_network_operations"},
	{path: "networks/{net}/forwards", key: "listen_address", put: []string{"ports"}, fixed: fields{"location": ""}, async: "storage_and_network_operations"},
	{path: "networks/{net}/load-balancers", key: "listen_address", put: []string{"ports", "backends"}, fixed: fields{"location": ""}, async: "storage_and_network_operations"},
	{path: "networks/{net}/load-balancer-pools", put: []string{"instances"}, async: "storage_and_network_operations"},
	{path: "networks/{net}/peers", fixed: fields{"status": "Pending", "used_by": []any{}}, async: "storage_and_network_operations"},
	{path: "network-acls", put: []string{"egress", "ingress"}, fixed: fields{"used_by": []any{}}, async: "storage_and_network_operations"},
	{path: "network-address-sets", put: []string{"addresses"}, fixed: fields{"used_by": []any{}}},
	{path: "network-zones", fixed: fields{"used_by": []any{}}, async: "storage_and_network_operations"},
	{path: "network-zones/{zone}/records", put: []string{"entries"}, async: "storage_and_network_operations"},
	{path: "network-integrations", fixed: fields{"used_by": []any{}}},
	{
		path: "storage-pools", async: "storage_and_network_operations",
		fixed: fields{"status": "Created", "locations": []any{"none"}, "used_by": []any{}},
		seed:  []fields{{"name": "default", "driver": "dir", "description": "", "config": fields{}}},
	},
	{path: "storage-pools/{pool}/volumes/custom", fixed: fields{"type": "custom", "content_type": "filesystem", "location": "none", "used_by": []any{}}, async: "storage_and_profile_operations"},
	{path: "storage-pools/{pool}/volumes/custom/{vol}/snapshots", put: []string{"expires_at"}, fixed: fields{"content_type": "filesystem"}, async: "storage_and_profile_operations"},
	{path: "storage-pools/{pool}/volumes/custom/{vol}/bitmaps"},
	{path: "storage-pools/{pool}/buckets", fixed: fields{"s3_url": "", "location": "none"}, async: "storage_and_network_operations"},
	{path: "storage-pools/{pool}/buckets/{bucket}/keys", put: []string{"role", "access-key", "secret-key"}},
	{path: "cluster/groups", put: []string{"members"}, seed: []fields{{"name": "default", "description": "Default cluster group", "members": []any{"minilxd"}}}},
	{
		path: "cluster/members", key: "server_name", renamed: "server_name", put: []string{"roles", "failure_domain", "groups"},
		seed: []fields{{
			"server_name": "minilxd", "url": "https://127.0.0.1:8443", "database": true, "status": "Online", "message": "Fully operational",
			"architecture": "x86_64", "roles": []any{"database-leader", "database"}, "failure_domain": "default", "description": "",
			"config": fields{}, "groups": []any{"default"},
		}},
	},
	{path: "cluster/links", fixed: fields{"type": "delegated"}},
	{path: "placement-groups", fixed: fields{"used_by": []any{}}},
	{path: "replicators"},
	{path: "auth/groups", put: []string{"permissions"}, fixed: fields{"identities": fields{}, "identity_provider_groups": []any{}}},
	{path: "auth/identity-provider-groups", put: []string{"groups"}},
	{path: "auth/identities/tls", put: []string{"groups", "tls_certificate"}, fixed: fields{"authentication_method": "tls", "type": "Client certificate", "id": ""}},
	{path: "auth/identities/oidc", put: []string{"groups"}, fixed: fields{"authentication_method": "oidc", "type": "OIDC client", "id": ""}},
	{path: "auth/identities/bearer", put: []string{"groups"}, fixed: fields{"authentication_method": "bearer", "type": "Client token bearer", "id": ""}},
	{path: "auth/oidc-sessions", key: "uuid", seed: []fields{{"uuid": "5b2d", "email": "jane@example.com", "username": "Jane"}}},
	{
		path: "warnings", key: "uuid", put: []string{"status"},
		seed: []fields{{
			"uuid": "c7d6", "location": "none", "project": "default", "type": "Missing CGroup blkio.weight", "count": 1, "severity": "low",
			"status": "new", "last_message": "disk priority will be ignored", "entity_url": "",
			"first_seen_at": "2026-01-02T03:04:05Z", "last_seen_at": "2026-01-02T03:04:05Z",
		}},
	},
}

func (s *Server) documentRoutes() {
	s.docs = map[string]map[string]fields{}
	for _, d := range documents {
		if d.key == "" {
			d.key = "name"
		}
		for _, item := range d.seed {
			name, _ := item[d.key].(string)
			s.collection("default", "/1.0/"+d.path)[name] = d.fresh(item)
		}
		path := "/1.0/" + d.path
		s.route("GET "+path, d.on(s, d.list))
		add := d.changing(s, d.add)
		if strings.HasSuffix(path, "/buckets") {
			add = s.orImportBucket(add)
		}
		rename := d.changing(s, d.rename)
		if strings.HasSuffix(path, "/volumes/custom") {
			add, rename = s.orReceiveVolume(d.add, d), s.orOfferVolume(rename)
		}
		s.route("POST "+path, add)
		s.route("GET "+path+"/{name}", d.on(s, d.get))
		s.route("PUT "+path+"/{name}", d.changing(s, d.update))
		s.route("PATCH "+path+"/{name}", d.changing(s, d.update))
		s.route("POST "+path+"/{name}", rename)
		s.route("DELETE "+path+"/{name}", d.changing(s, d.remove))
	}
}

// collection returns the objects below a path. The caller holds the lock.
func (s *Server) collection(project, path string) map[string]fields {
	key := project + " " + path
	if s.docs[key] == nil {
		s.docs[key] = map[string]fields{}
	}
	return s.docs[key]
}

// fresh returns a new object: the defaults of its kind overridden by given.
func (d document) fresh(given fields) fields {
	item := fields{"config": fields{}, "description": ""}
	for _, name := range d.put {
		item[name] = nil
	}
	maps.Copy(item, d.fixed)
	for name, value := range given {
		if value != nil && name != "source" {
			item[name] = value
		}
	}
	return item
}

// collectionPath returns the path of a request without the object name.
func (d document) collectionPath(r *http.Request) string {
	elements := strings.Split("/1.0/"+d.path, "/")
	for i, e := range elements {
		if strings.HasPrefix(e, "{") {
			elements[i] = url.PathEscape(r.PathValue(strings.Trim(e, "{}")))
		}
	}
	return strings.Join(elements, "/")
}

type documentHandler func(s *Server, r *http.Request, all map[string]fields) (any, error)

// on finds the collection of a request, checks that its parents exist, and calls h with the lock held.
func (d document) on(s *Server, h documentHandler) handler {
	return func(_ http.ResponseWriter, r *http.Request) (any, error) {
		s.mu.Lock()
		defer s.mu.Unlock()
		project := projectName(r)
		if s.projects[project] == nil {
			return nil, notFound("Project not found")
		}
		path := d.collectionPath(r)
		if up := strings.Split(path, "/"); strings.Contains(d.path, "{") {
			above, name := strings.Join(up[:len(up)-2], "/"), up[len(up)-2]
			if strings.HasPrefix(d.path, "storage-pools/{pool}/volumes/custom") && !strings.Contains(d.path, "{vol}") {
				above, name = "/1.0/storage-pools", up[3]
			}
			plain, _ := url.PathUnescape(name)
			if s.collection(project, above)[plain] == nil && s.collection("default", above)[plain] == nil {
				return nil, notFound("not found: " + plain)
			}
		}
		return h(s, r, s.collection(project, path))
	}
}

// changing is like on for requests that newer servers answer with an operation.
func (d document) changing(s *Server, h documentHandler) handler {
	direct := d.on(s, h)
	if d.async == "" {
		return direct
	}
	return func(w http.ResponseWriter, r *http.Request) (any, error) {
		value, err := direct(w, r)
		if err != nil || !s.has(d.async) {
			return value, err
		}
		return s.start("task", "Changing "+d.path, nil, func(context.Context, *operation) error { return nil }), nil
	}
}

func (d document) list(_ *Server, r *http.Request, all map[string]fields) (any, error) {
	items := []fields{}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		items = append(items, all[name])
	}
	return frozen(listing(r, d.collectionPath(r), items, func(f fields) string {
		name, _ := f[d.key].(string)
		return url.PathEscape(name)
	})), nil
}

func (d document) add(s *Server, r *http.Request, all map[string]fields) (any, error) {
	given := fields{}
	if err := readJSON(r, &given); err != nil {
		return nil, err
	}
	name, _ := given[d.key].(string)
	if name == "" && strings.HasSuffix(d.path, "/snapshots") {
		name = "snap" + string(rune('0'+len(all)))
		given[d.key] = name
	}
	if chosen := allocated[name]; chosen != "" && d.key == "listen_address" && s.has("network_allocate_external_ips") {
		name = chosen
		given[d.key] = name
	}
	if name == "" {
		return nil, badRequest("No %s provided", d.key)
	}
	if all[name] != nil {
		return nil, conflict("%s already exists", name)
	}
	item := d.fresh(given)
	item["project"] = projectName(r)
	all[name] = item
	switch {
	case strings.HasSuffix(d.path, "/buckets"):
		return d.key1(s, r, name), nil
	case strings.HasSuffix(d.path, "/keys"):
		for _, k := range []string{"access-key", "secret-key"} {
			if item[k] == nil || item[k] == "" {
				item[k] = strings.ReplaceAll(uuid(), "-", "")
			}
		}
		return item, nil
	}
	return created{d.collectionPath(r) + "/" + url.PathEscape(name)}, nil
}

// allocated are the addresses that the server chooses for the wildcards.
var allocated = map[string]string{"0.0.0.0": "203.0.113.1", "::": "2001:db8::1"}

// key1 creates the first key of a bucket.
func (d document) key1(s *Server, r *http.Request, bucket string) fields {
	key := fields{"name": "admin", "role": "admin", "access-key": uuid(), "secret-key": uuid(), "description": "Admin user"}
	s.collection(projectName(r), d.collectionPath(r)+"/"+url.PathEscape(bucket)+"/keys")["admin"] = key
	return key
}

func (d document) find(r *http.Request, all map[string]fields) (fields, error) {
	item := all[r.PathValue("name")]
	if item == nil {
		return nil, notFound("not found: " + r.PathValue("name"))
	}
	return item, nil
}

func (d document) writable(item fields) fields {
	out := fields{}
	for _, name := range append([]string{"config", "description"}, d.put...) {
		out[name] = item[name]
	}
	return out
}

func (d document) get(_ *Server, r *http.Request, all map[string]fields) (any, error) {
	item, err := d.find(r, all)
	if err != nil {
		return nil, err
	}
	return tagged{frozen(item), frozen(d.writable(item))}, nil
}

func (d document) update(s *Server, r *http.Request, all map[string]fields) (any, error) {
	item, err := d.find(r, all)
	if err != nil {
		return nil, err
	}
	if err := s.matches(r, d.writable(item)); err != nil {
		return nil, err
	}
	given := fields{}
	if err := readJSON(r, &given); err != nil {
		return nil, err
	}
	next := maps.Clone(item)
	for name := range d.writable(item) {
		value, found := given[name]
		switch old, isMap := item[name].(fields); {
		case r.Method == http.MethodPatch && !found:
		case r.Method == http.MethodPatch && isMap:
			merged := maps.Clone(old)
			added, _ := value.(fields)
			maps.Copy(merged, added)
			next[name] = merged
		default:
			next[name] = value
		}
	}
	data, err := json.Marshal(next)
	if err != nil {
		return nil, err
	}
	stored := fields{}
	all[r.PathValue("name")] = stored
	return nil, json.Unmarshal(data, &stored)
}

func (d document) rename(_ *Server, r *http.Request, all map[string]fields) (any, error) {
	item, err := d.find(r, all)
	if err != nil {
		return nil, err
	}
	given := fields{}
	if err := readJSON(r, &given); err != nil {
		return nil, err
	}
	field := d.renamed
	if field == "" {
		field = "name"
	}
	to, _ := given[field].(string)
	if to == "" || all[to] != nil {
		return nil, conflict("Name %q is empty or taken", to)
	}
	delete(all, r.PathValue("name"))
	item[d.key] = to
	all[to] = item
	return created{d.collectionPath(r) + "/" + url.PathEscape(to)}, nil
}

func (d document) remove(_ *Server, r *http.Request, all map[string]fields) (any, error) {
	if _, err := d.find(r, all); err != nil {
		return nil, err
	}
	delete(all, r.PathValue("name"))
	return nil, nil
}

// documentExtensions lists the API extensions for documents, by server family.
var documentExtensions = map[string][]string{
	"": {
		"network_acl", "network_forward", "network_load_balancer", "network_peer", "network_dns", "network_dns_records",
		"storage_api_volume_rename", "storage_api_volume_snapshots", "storage_api_local_volume_handling", "storage_api_remote_volume_handling", "storage_buckets",
		"storage_buckets_create_credentials", "clustering", "clustering_groups", "networks_all_projects",
		"network_acls_all_projects", "network_zones_all_projects", "storage_buckets_all_projects", "project_usage",
		"network_leases", "network_allocations", "storage_volume_state",
	},
	"lxd": {
		"access_management", "auth_oidc_sessions", "cluster_links", "replicators", "instance_placement_groups",
		"network_load_balancer_pool", "access_management_tls", "auth_bearer",
	},
	"incus": {"network_address_set", "network_integrations", "clustering_groups_config", "storage_volume_nbd"},
}
