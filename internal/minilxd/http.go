package minilxd

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/openlxc/lxc/pkg/api"
)

// handler handles a request. It returns a value (sync), an *operation (async), or raw after writing the response itself.
type handler func(w http.ResponseWriter, r *http.Request) (any, error)

// raw means that the handler has written the response.
type raw struct{}

// tagged is a sync response with an ETag computed from the writable part of an object.
type tagged struct {
	value    any
	writable any
}

// created is the sync response of a POST that created an object.
type created struct{ location string }

// open marks routes available to untrusted callers.
const open = true

func (s *Server) route(pattern string, h handler, untrusted ...bool) {
	s.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		if len(untrusted) == 0 && !s.trusted(r) {
			s.fail(w, &api.StatusError{Code: http.StatusForbidden, Message: "not authorized"})
			return
		}
		value, err := h(w, r)
		if err != nil {
			s.fail(w, err)
			return
		}
		s.reply(w, value)
	})
}

// aliasMount is the internal path of aliases: below /1.0/images their routes would conflict with those of images.
const aliasMount = "/1.0/image-aliases"

func (s *Server) handle(w http.ResponseWriter, r *http.Request) {
	if rest, ok := strings.CutPrefix(r.URL.EscapedPath(), "/1.0/images/aliases"); ok {
		u := *r.URL
		u.RawPath = aliasMount + rest
		u.Path, _ = url.PathUnescape(u.RawPath)
		r = r.WithContext(r.Context())
		r.URL = &u
	}
	if !s.has("instances") { // a server older than virtual machines
		if strings.HasPrefix(r.URL.Path, "/1.0/instances") {
			s.fail(w, notFound("not found"))
			return
		}
		if rest, old := strings.CutPrefix(r.URL.EscapedPath(), "/1.0/containers"); old {
			u := *r.URL
			u.RawPath = "/1.0/instances" + rest
			u.Path, _ = url.PathUnescape(u.RawPath)
			r = r.WithContext(r.Context())
			r.URL = &u
		}
	}
	if _, pattern := s.mux.Handler(r); pattern == "" {
		s.fail(w, notFound("not found"))
		return
	}
	s.mux.ServeHTTP(w, r)
}

func (s *Server) reply(w http.ResponseWriter, value any) {
	body := map[string]any{
		"type": "sync", "status": "Success", "status_code": 200, "operation": "", "error_code": 0, "error": "",
	}
	code := http.StatusOK
	switch v := value.(type) {
	case raw:
		return
	case *operation:
		url := "/1.0/operations/" + v.id()
		body["type"], body["status"], body["status_code"] = "async", "Operation created", 100
		state := v.state() // always reported as running, however fast it was, for deterministic clients
		state.Status, state.StatusCode, state.Err = api.Running.String(), api.Running, ""
		body["operation"], body["metadata"] = url, state
		w.Header().Set("Location", url)
		code = http.StatusAccepted
	case tagged:
		if s.has("etag") {
			w.Header().Set("ETag", etagOf(v.writable))
		}
		body["metadata"] = v.value
	case created:
		w.Header().Set("Location", v.location)
		body["metadata"], code = map[string]any{}, http.StatusCreated
	case nil:
		body["metadata"] = map[string]any{}
	default:
		body["metadata"] = v
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(body)
}

func (s *Server) fail(w http.ResponseWriter, err error) {
	code := http.StatusInternalServerError
	var status *api.StatusError
	if errors.As(err, &status) {
		code = status.Code
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(map[string]any{
		"type": "error", "status": "", "status_code": 0, "operation": "", "error_code": code, "error": err.Error(),
		"metadata": nil,
	})
}

func etagOf(writable any) string {
	data, _ := json.Marshal(writable)
	sum := sha256.Sum256(data)
	return `"` + hex.EncodeToString(sum[:]) + `"`
}

// matches checks If-Match against the current writable part.
func (s *Server) matches(r *http.Request, writable any) error {
	want := strings.Trim(r.Header.Get("If-Match"), `"`)
	if want == "" || !s.has("etag") {
		return nil
	}
	if have := strings.Trim(etagOf(writable), `"`); have != want {
		return &api.StatusError{Code: http.StatusPreconditionFailed, Message: "ETag doesn't match: " + have + " vs " + want}
	}
	return nil
}

func readJSON(r *http.Request, into any) error {
	data, err := io.ReadAll(io.LimitReader(r.Body, 16<<20))
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, into); err != nil {
		return badRequest("%s", err)
	}
	return nil
}

// merge applies a PATCH or PUT to the writable part of an object: PUT replaces it, PATCH modifies the old one.
func merge[P any](r *http.Request, old P) (P, error) {
	var fresh P
	if r.Method == http.MethodPatch {
		data, err := json.Marshal(old)
		if err != nil {
			return fresh, err
		}
		if err := json.Unmarshal(data, &fresh); err != nil {
			return fresh, err
		}
	}
	return fresh, readJSON(r, &fresh)
}

// listing returns a list as URLs or, with recursion, as objects.
func listing[T any](r *http.Request, prefix string, items []T, name func(T) string) any {
	if r.URL.Query().Get("recursion") != "" && r.URL.Query().Get("recursion") != "0" {
		if items == nil {
			items = []T{}
		}
		return items
	}
	urls := []string{}
	for _, i := range items {
		urls = append(urls, prefix+"/"+name(i))
	}
	return urls
}
