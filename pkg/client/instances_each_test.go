package lxd_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/pkg/api"
	lxd "github.com/openlxc/lxc/pkg/client"
)

// answering connects to a server that responds with this text to a list of instances.
func answering(t *testing.T, status int, text string) lxd.InstanceServer {
	t.Helper()
	srv, _ := local(t, minilxd.Options{Middleware: func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/1.0/instances" {
				next.ServeHTTP(w, r)
				return
			}
			w.WriteHeader(status)
			pieces := iotest.OneByteReader(strings.NewReader(text)) // a read may return part of a value
			var piece [1]byte
			for n, err := pieces.Read(piece[:]); n > 0; n, err = pieces.Read(piece[:]) {
				if _, failed := w.Write(piece[:]); failed != nil || err != nil {
					return
				}
				w.(http.Flusher).Flush()
			}
		})
	}})
	return srv
}

// TestEachInstance reads lists in every form that servers send, and invalid ones.
func TestEachInstance(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`{"type":"sync","metadata":[]}`:              "",
		`{"type":"sync","metadata":null,"error":""}`: "",
		`{"metadata" : [ {"name":"a"} , null, {"name":"b\"]}","x":[{}]}` + "\n" + `] , "type":"sync"}`: `a b"]}`,
		`{"type":"sync","metadata":["a",1,true,{"name":"c"}]}`:                                         "   c",
		`{"type":"sync","metadata":[{"name":"a"},{"name":"b`:                                           "a!unexpected EOF",
		`{"type":"sync","metadata":[{"name":"a"},{"name":}]}`:                                          "a!the list is no valid JSON",
		`{"type":"sync","metadata":{"name":"a"}}`:                                                      "!the list is no valid JSON",
		`{"type":"sync","metadata":[{"name":"a"}]`:                                                     "a!unexpected EOF",
		`{"type":"error","error":"not now","error_code":403,"metadata":null}`:                          "!not now",
		`nonsense`: "!invalid character 'o' in literal null (expecting 'u')",
		`{"type":"sync","metadata":[{"name":"` + strings.Repeat("x", 200_000) + `"},{"name":"end"}]}`: strings.Repeat("x", 200_000) + " end",
	} {
		t.Run(text[:min(len(text), 40)], func(t *testing.T) {
			t.Parallel()
			srv := answering(t, http.StatusOK, text)
			if len(text) > 1000 {
				srv, _ = local(t, minilxd.Options{Middleware: func(http.Handler) http.Handler {
					return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, text) })
				}})
			}
			var names []string
			err := lxd.EachInstance(srv, url.Values{"recursion": {"1"}}, func(raw lxd.RawInstance) error {
				var item struct {
					Name  string `json:"name"`
					Other string `json:"other"`
				}
				names = append(names, "")
				if !json.Valid(raw) {
					t.Errorf("%q is no JSON", raw)
				}
				if err := raw.Decode(&item, "name"); err != nil {
					return err
				}
				names[len(names)-1] = item.Name
				return nil
			})
			got := strings.Join(names, " ")
			if err != nil {
				got += "!" + err.Error()
			}
			if i := strings.Index(got, "(HTTP 200): "); i >= 0 {
				got = got[:strings.IndexByte(got, '!')+1] + got[i+len("(HTTP 200): "):]
			}
			if got != want {
				t.Errorf("%.300q, not %.300q", got, want)
			}
		})
	}
	errStop := errors.New("stop")
	srv := answering(t, http.StatusOK, `{"type":"sync","metadata":[{"name":"a"},{"name":"b"}]}`)
	if err := lxd.EachInstance(srv, url.Values{"recursion": {"1"}}, func(lxd.RawInstance) error { return errStop }); !errors.Is(err, errStop) {
		t.Error(err)
	}
	srv = answering(t, http.StatusForbidden, `{"type":"error","error":"no","error_code":403}`)
	if err := lxd.EachInstance(srv, url.Values{}, func(lxd.RawInstance) error { return nil }); !errors.Is(err, api.ErrForbidden) {
		t.Error(err)
	}
}

// TestListInstances decodes into the caller's type.
func TestListInstances(t *testing.T) {
	t.Parallel()
	srv := answering(t, http.StatusOK, `{"type":"sync","metadata":[{"name":"a","profiles":["p"]},{"name":"b"}]}`)
	items, err := lxd.ListInstances[struct {
		Name     string   `json:"name"`
		Profiles []string `json:"profiles"`
	}](srv, url.Values{"recursion": {"1"}})
	if err != nil || len(items) != 2 || items[1].Name != "b" || !slices.Equal(items[0].Profiles, []string{"p"}) {
		t.Error(items, err)
	}
}
