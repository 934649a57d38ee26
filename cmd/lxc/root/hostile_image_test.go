package root_test

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// imageServer replaces the information about images and their content.
type imageServer struct {
	info   string // GET /1.0/images/…, if set
	export http.HandlerFunc
}

func (s *imageServer) middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case strings.HasSuffix(r.URL.Path, "/export") && s.export != nil:
			s.export(w, r)
		case strings.HasPrefix(r.URL.Path, "/1.0/images/") && !strings.Contains(r.URL.Path, "aliases") && s.info != "":
			_, _ = fmt.Fprintf(w, `{"type":"sync","status_code":200,"metadata":%s}`, s.info)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// exportFails runs an export into a directory with an old file, which must stay as the only one.
func exportFails(t *testing.T, e *clitest.Env, says string) {
	t.Helper()
	for _, target := range []string{"", "old"} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "old.tar.gz"), []byte("old"), 0o600); err != nil {
			t.Fatal(err)
		}
		r := e.Run("", "image", "export", "img", dir+"/"+target)
		if r.Code == 0 || !strings.Contains(r.ErrOut, says) {
			t.Errorf("%d %q, want %q", r.Code, r.ErrOut, says)
		}
		if got := tree(t, dir); len(got) != 2 {
			t.Errorf("left behind: %q", got)
		}
		if data, err := os.ReadFile(filepath.Join(dir, "old.tar.gz")); err != nil || string(data) != "old" {
			t.Errorf("the old file is %q %v", data, err)
		}
	}
}

// TestExportChecksTheWholeFingerprint checks that a server cannot have an image taken by a fingerprint that is empty, short or a
// path, nor with other content, split or not, whatever its headers say about the kind of image.
func TestExportChecksTheWholeFingerprint(t *testing.T) {
	t.Parallel()
	s := &imageServer{}
	e := clitest.New(t, root.New, minilxd.Options{Middleware: s.middleware})
	e.Must("image", "import", clitest.Image(t, nil), "--alias", "img")
	fingerprint := strings.TrimSpace(e.Must("image", "list", "-c", "F", "-f", "csv"))
	for _, bad := range []string{"", "a", fingerprint[:12], "../../" + fingerprint[6:], "/" + fingerprint[1:], strings.Repeat("x", 300), `..\\` + fingerprint[3:]} {
		s.info = `{"fingerprint":"` + bad + `","properties":{"type":"oci"},"type":"container"}`
		exportFails(t, e, "Error: ")
	}
	s.info = ""
	for _, kind := range []string{"", "oci"} {
		header := func(w http.ResponseWriter) {
			for _, name := range []string{"X-Incus-Type", "X-Lxd-Type", "X-Incus-Image-Type", "Incus-Image-Hash", "Lxd-Image-Hash", "X-Incus-Hash"} {
				w.Header().Set(name, kind)
			}
		}
		s.export = func(w http.ResponseWriter, _ *http.Request) {
			header(w)
			_, _ = io.WriteString(w, "another image")
		}
		exportFails(t, e, "does not match its fingerprint")
		s.export = func(w http.ResponseWriter, _ *http.Request) {
			header(w)
			var b bytes.Buffer
			form := multipart.NewWriter(&b)
			for _, part := range []string{"metadata", "rootfs"} {
				f, _ := form.CreateFormFile(part, "../"+part)
				_, _ = io.WriteString(f, part)
			}
			_ = form.Close()
			w.Header().Set("Content-Type", form.FormDataContentType())
			_, _ = w.Write(b.Bytes())
		}
		exportFails(t, e, "does not match its fingerprint")
	}
}

// TestExportEnds checks that an export ends when the server sends less than announced, more, other things or without end, and
// that an old file stays as it was.
func TestExportEnds(t *testing.T) {
	t.Parallel()
	var sent atomic.Int64 // its handler may outlive the client
	for name, c := range map[string]struct {
		says string
		send http.HandlerFunc
	}{
		"less": {"closed the connection", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1000000")
			_, _ = io.WriteString(w, "begin")
			panic(http.ErrAbortHandler)
		}},
		"cut": {"closed the connection", func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusOK)
			w.(http.Flusher).Flush()
			_, _ = io.WriteString(w, "begin")
			w.(http.Flusher).Flush()
			panic(http.ErrAbortHandler)
		}},
		"more":    {"does not match", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, strings.Repeat("x", 1<<20)) }},
		"nothing": {"does not match", func(http.ResponseWriter, *http.Request) {}},
		"redirect": {"Error: ", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "/elsewhere")
			w.WriteHeader(302)
		}},
		"JSON": {"sent no image", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_, _ = io.WriteString(w, `{"type":"sync","metadata":null}`)
		}},
		"half a form": {"Error: ", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "multipart/form-data; boundary=x")
			_, _ = io.WriteString(w, "--x\r\nContent-Disposition: form-data; name=metadata; filename=m\r\n\r\nabc")
		}},
		"odd form": {"unknown part", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "multipart/form-data; boundary=x")
			_, _ = io.WriteString(w, "--x\r\nContent-Disposition: form-data; name=\"../evil\"; filename=m\r\n\r\nabc\r\n--x--\r\n")
		}},
		"endless": {"more was sent than announced", func(w http.ResponseWriter, _ *http.Request) {
			for chunk := make([]byte, 1<<20); sent.Add(int64(len(chunk))) < 1<<30; {
				if _, err := w.Write(chunk); err != nil {
					return
				}
			}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &imageServer{}
			e := clitest.New(t, root.New, minilxd.Options{Middleware: s.middleware})
			e.Must("image", "import", clitest.Image(t, nil), "--alias", "img")
			s.export = c.send
			exportFails(t, e, c.says)
		})
	}
	t.Cleanup(func() {
		if taken := sent.Load(); taken > 200<<20 {
			t.Errorf("%d bytes were taken", taken)
		}
	})
}
