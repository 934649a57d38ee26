package minilxd

import (
	"maps"
	"net/http"
	"slices"
)

func (s *Server) allVolumes(_ http.ResponseWriter, r *http.Request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	path := "/1.0/storage-pools/" + r.PathValue("pool") + "/volumes"
	items := []fields{}
	custom := s.collection(projectName(r), path+"/custom")
	for _, name := range slices.Sorted(maps.Keys(custom)) {
		items = append(items, custom[name])
	}
	for _, inst := range sortedValues(s.projects[projectName(r)].instances) {
		items = append(items, fields{"name": inst.Name, "type": "container", "content_type": "filesystem", "config": fields{}, "used_by": []any{"/1.0/instances/" + inst.Name}})
	}
	return listing(r, path, items, func(f fields) string {
		kind, _ := f["type"].(string)
		name, _ := f["name"].(string)
		return kind + "/" + name
	}), nil
}

func (s *Server) allIdentities(_ http.ResponseWriter, _ *http.Request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	items := []fields{}
	for _, method := range []string{"tls", "oidc", "bearer"} {
		all := s.collection("default", "/1.0/auth/identities/"+method)
		for _, name := range slices.Sorted(maps.Keys(all)) {
			items = append(items, all[name])
		}
	}
	return items, nil
}
