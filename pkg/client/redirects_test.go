package lxd_test

import (
	"crypto/tls"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/pkg/api"
	lxd "github.com/openlxc/lxc/pkg/client"
)

// moved is what a redirect brings along, and what stands at the place that it leads to: neither is anybody's data.
const moved = "moved elsewhere\n"

// TestRedirects: a server that sends its client elsewhere is not followed, by requests, files, downloads or websockets, and what
// comes with the redirect is no data.
func TestRedirects(t *testing.T) {
	t.Parallel()
	var followed atomic.Int32
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		followed.Add(1)
		_, _ = io.WriteString(w, moved)
	}))
	t.Cleanup(elsewhere.Close)
	var status atomic.Int32
	var asked atomic.Int32
	var where atomic.Value
	_, fallback := scripted(t, "incus", nil, nil)
	here := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		exec := strings.HasSuffix(r.URL.Path, "/exec")
		switch {
		case r.URL.Path == "/1.0":
			fallback.ServeHTTP(w, r)
			return
		case exec:
			w.WriteHeader(http.StatusAccepted)
			_, _ = io.WriteString(w, `{"type":"async","status_code":100,"operation":"/1.0/operations/op1","metadata":{"id":"op1","class":"websocket","status_code":103,"metadata":{"fds":{"0":"a","1":"b","2":"c","control":"d"}}}}`)
			return
		}
		asked.Add(1)
		w.Header().Set("Location", where.Load().(string)+r.URL.Path)
		w.Header().Set("Content-Type", "application/octet-stream")
		w.Header().Set("X-LXD-type", "file")
		w.Header().Set("X-Incus-type", "file")
		w.WriteHeader(int(status.Load()))
		_, _ = io.WriteString(w, moved)
	}))
	t.Cleanup(here.Close)
	srv, err := lxd.Connect(t.Context(), here.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(srv.Disconnect)
	var uploads atomic.Int32
	target, _ := local(t, minilxd.Options{Middleware: func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPost {
				uploads.Add(1)
			}
			next.ServeHTTP(w, r)
		})
	}})
	for name, ask := range redirected(srv, target) {
		for _, code := range []int32{301, 302, 303, 307, 308, 300, 304} {
			for _, to := range []string{elsewhere.URL, here.URL + "/again"} { // the other server, and another path here
				status.Store(code)
				where.Store(to)
				before := asked.Load()
				if got, err := ask(); err == nil || strings.Contains(got, strings.TrimSpace(moved)) {
					t.Errorf("%s, HTTP %d to %s: %q, %v", name, code, to, got, err)
				}
				if n := asked.Load() - before; n == 0 || n > 8 {
					t.Errorf("%s, HTTP %d to %s: asked %d times", name, code, to, n)
				}
			}
		}
	}
	if n := followed.Load() + uploads.Load(); n > 0 {
		t.Errorf("%d redirects were followed, and %d passed on", followed.Load(), uploads.Load())
	}
}

// redirected are ways to ask a server, by name, one of them for another server. Each returns what it took for an answer.
func redirected(srv, here lxd.InstanceServer) map[string]func() (string, error) {
	read := func(body io.ReadCloser, err error) (string, error) {
		if err != nil || body == nil {
			return "", err
		}
		defer body.Close()
		data, err := io.ReadAll(body)
		return string(data), err
	}
	socket := func(closer io.Closer, err error) (string, error) {
		if err == nil {
			err = closer.Close()
			return strings.TrimSpace(moved), err
		}
		return "", err
	}
	of := lxd.InstanceOwner("c1")
	return map[string]func() (string, error){
		"object":  func() (string, error) { p, _, err := srv.GetProfile("x"); return fmt.Sprint(p), err },
		"list":    func() (string, error) { p, err := srv.GetProfiles(); return fmt.Sprint(p), err },
		"write":   func() (string, error) { return "", srv.CreateProfile(api.ProfilesPost{Name: "x"}) },
		"delete":  func() (string, error) { return "", srv.DeleteProfile("x") },
		"started": func() (string, error) { _, err := srv.CreateInstance(api.InstancesPost{Name: "x"}); return "", err },
		"query": func() (string, error) {
			r, _, err := srv.RawQuery("GET", "/1.0/profiles/x", nil, "")
			return fmt.Sprint(r), err
		},
		"file": func() (string, error) {
			body, _, err := srv.GetInstanceFile("c1", "/x")
			return read(body, err)
		},
		"pushed file": func() (string, error) {
			return "", srv.CreateInstanceFile("c1", "/x", lxd.InstanceFileArgs{Content: strings.NewReader("x"), UID: -1, GID: -1, Mode: -1, Type: "file"})
		},
		"log":      func() (string, error) { return read(srv.GetInstanceLogfile("c1", "lxc.log")) },
		"console":  func() (string, error) { return read(srv.GetInstanceConsoleLog("c1", nil)) },
		"template": func() (string, error) { return read(srv.GetInstanceTemplateFile("c1", "x.tpl")) },
		"backup":   func() (string, error) { body, _, _, err := srv.GetBackupFile(of, "b0", 0); return read(body, err) },
		"rest of a backup": func() (string, error) {
			body, _, _, err := srv.GetBackupFile(of, "b0", 3)
			return read(body, err)
		},
		"streamed backup": func() (string, error) { return read(srv.StreamBackup(of, api.BackupsPost{})) },
		"image": func() (string, error) {
			var meta, rootfs received
			_, err := srv.GetImageFile(strings.Repeat("a", 64), lxd.ImageFileRequest{MetaFile: &meta, RootfsFile: &rootfs})
			return meta.String() + rootfs.String(), err
		},
		"relayed image": func() (string, error) {
			op, err := here.CopyImage(srv, api.Image{Fingerprint: strings.Repeat("a", 64)}, &lxd.ImageCopyArgs{Mode: "relay"})
			if err == nil {
				err = op.Wait()
			}
			return "", err
		},
		"websocket": func() (string, error) { return socket(srv.RawWebsocket("/1.0/x")) },
		"events":    func() (string, error) { _, err := srv.GetEvents(); return "", err },
		"exec": func() (string, error) {
			_, err := srv.StartExec("c1", api.InstanceExecPost{Command: []string{"x"}, WaitForWS: true}, lxd.InstanceExecArgs{})
			return "", err
		},
		"SFTP": func() (string, error) { return socket(srv.GetInstanceFileSFTPConn("c1")) },
	}
}

// received collects a download.
type received struct{ strings.Builder }

// Seek satisfies io.WriteSeeker.
func (k *received) Seek(int64, int) (int64, error) { return 0, nil }

// TestEndlessAnswerForAFile: an answer of the API in place of a file is given up at the limit of all answers.
func TestEndlessAnswerForAFile(t *testing.T) {
	t.Parallel()
	var sent atomic.Int64
	_, begin := scripted(t, "incus", nil, nil)
	piece := []byte(strings.Repeat("x", 1<<20))
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/1.0" {
			begin.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"type":"sync","metadata":{"name":"`)
		for r.Context().Err() == nil && sent.Load() < 1<<30 {
			n, err := w.Write(piece)
			if sent.Add(int64(n)); err != nil {
				return
			}
		}
	}))
	t.Cleanup(s.Close)
	srv, err := lxd.Connect(t.Context(), s.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(srv.Disconnect)
	target, _ := local(t, minilxd.Options{})
	ways := redirected(srv, target)
	for _, name := range []string{"query", "backup", "image"} {
		sent.Store(0)
		if got, err := ways[name](); err == nil || !strings.Contains(err.Error(), "longer than 64 MiB") {
			t.Errorf("%s: %d bytes, %v", name, len(got), err)
		}
		if n := sent.Load(); n > 128<<20 {
			t.Errorf("%s: %d bytes were taken", name, n)
		}
	}
}

// TestImageServerRedirects: an image server may send its clients elsewhere, but not from a protected connection to an open one,
// and not round and round.
func TestImageServerRedirects(t *testing.T) {
	t.Parallel()
	var followed atomic.Int32
	open := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { followed.Add(1) }))
	t.Cleanup(open.Close)
	var where atomic.Value
	images := newStreams(t)
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, where.Load().(string)+r.URL.Path, http.StatusFound)
	}))
	s.TLS = &tls.Config{Certificates: images.TLS.Certificates, MinVersion: tls.VersionTLS12} // one certificate for both
	s.StartTLS()
	t.Cleanup(s.Close)
	for to, says := range map[string]string{images.URL: "", open.URL: "not protected by TLS", s.URL: "too many redirects"} {
		where.Store(to)
		srv, err := lxd.ConnectSimpleStreams(s.URL, images.args(""))
		if err != nil {
			t.Fatal(err)
		}
		names, err := srv.GetImageFingerprints()
		if (err == nil) != (says == "") || err == nil && len(names) == 0 || err != nil && !strings.Contains(err.Error(), says) {
			t.Errorf("to %s: %q %v", to, names, err)
		}
	}
	if n := followed.Load(); n > 0 {
		t.Errorf("the open server was asked %d times", n)
	}
}
