package lxd_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/pkg/api"
	lxd "github.com/openlxc/lxc/pkg/client"
)

// streams is a simplestreams server over HTTPS with one image, for LXD and for Incus.
type streams struct {
	*httptest.Server
	mu    sync.Mutex
	files map[string]string // by path
	asked map[string]int
	down  bool
}

// metaText and rootText are the two files of an image.
var (
	metaText = tarball("metadata.yaml", "architecture: x86_64\ncreation_date: 1700000000\n")
	rootText = tarball("root/hello", "hello")
)

// tarball is a gzipped tar archive of one file.
func tarball(name, text string) string {
	var b bytes.Buffer
	zipped := gzip.NewWriter(&b)
	w := tar.NewWriter(zipped)
	err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: int64(len(text))})
	if err == nil {
		_, err = w.Write([]byte(text))
	}
	if err := errors.Join(err, w.Close(), zipped.Close()); err != nil {
		panic(err)
	}
	return b.String()
}

func sum(texts ...string) string {
	h := sha256.Sum256([]byte(strings.Join(texts, "")))
	return hex.EncodeToString(h[:])
}

func newStreams(t *testing.T) *streams {
	t.Helper()
	arch := map[string]string{"amd64": "amd64", "arm64": "arm64"}[runtime.GOARCH]
	item := func(kind, file, text, more string) string {
		return fmt.Sprintf(`%q: {"ftype": %q, "path": "images/%s", "size": %d, "sha256": %q%s}`, kind, kind, file, len(text), sum(text), more)
	}
	s := &streams{asked: map[string]int{}, files: map[string]string{
		"/streams/v1/index.json": `{"format": "index:1.0", "index": {"i": {"datatype": "image-downloads", "path": "streams/v1/images.json", "format": "products:1.0", "products": ["p"]}}}`,
		"/streams/v1/images.json": fmt.Sprintf(`{"content_id": "images", "datatype": "image-downloads", "format": "products:1.0", "products": {"p": {
			"aliases": "busy,busy/1", "arch": %q, "os": "Busy", "release": "one", "release_title": "1", "variant": "default",
			"versions": {"20260101_0000": {"items": {%s, %s, %s}}}}}}`, arch,
			item("lxd.tar.xz", "meta", metaText, fmt.Sprintf(`, "combined_squashfs_sha256": %q`, sum(metaText, rootText))),
			item("incus.tar.xz", "meta2", metaText+"2", fmt.Sprintf(`, "combined_squashfs_sha256": %q`, sum(metaText+"2", rootText))),
			item("squashfs", "root", rootText, "")),
		"/images/meta": metaText, "/images/meta2": metaText + "2", "/images/root": rootText,
	}}
	s.Server = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.asked[r.URL.Path]++
		text, found := s.files[r.URL.Path]
		if s.down || !found {
			http.NotFound(w, r)
			return
		}
		_, _ = w.Write([]byte(text))
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *streams) set(path, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files[path] = text
}

func (s *streams) args(cache string) *lxd.ConnectionArgs {
	cert := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw})
	return &lxd.ConnectionArgs{TLSServerCert: string(cert), CachePath: cache}
}

// kept is a temporary file as ImageFileRequest needs it.
func kept(t *testing.T) *os.File {
	t.Helper()
	f, err := os.Create(filepath.Join(t.TempDir(), "f"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func content(t *testing.T, f *os.File) string {
	t.Helper()
	data, err := os.ReadFile(f.Name())
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestSimpleStreams(t *testing.T) {
	t.Parallel()
	s := newStreams(t)
	srv, err := lxd.ConnectSimpleStreams(s.URL, s.args(""))
	if err != nil {
		t.Fatal(err)
	}
	fingerprint := sum(metaText, rootText)
	names, err := srv.GetImageFingerprints()
	if err != nil || len(names) != 1 || names[0] != fingerprint {
		t.Fatalf("fingerprints: %v %v", names, err)
	}
	image, _, err := srv.GetImage(fingerprint[:12])
	if err != nil || image.Fingerprint != fingerprint || image.Properties["os"] != "Busy" || len(image.Aliases) == 0 {
		t.Errorf("image: %+v %v", image, err)
	}
	if _, _, err := srv.GetImage("ffff"); !errors.Is(err, api.ErrNotFound) {
		t.Errorf("unknown fingerprint: %v", err)
	}
	all, err := srv.GetImageAliases()
	aliasNames, err2 := srv.GetImageAliasNames()
	if err != nil || err2 != nil || len(all) != len(aliasNames) || len(all) < 2 {
		t.Errorf("aliases: %v %v %v %v", all, aliasNames, err, err2)
	}
	alias, _, err := srv.GetImageAlias("busy/1")
	if err != nil || alias.Target != fingerprint {
		t.Errorf("alias: %+v %v", alias, err)
	}
	if _, _, err := srv.GetImageAlias("none"); !errors.Is(err, api.ErrNotFound) {
		t.Errorf("unknown alias: %v", err)
	}
	if _, _, err := srv.GetImageAliasType("virtual-machine", "busy"); !errors.Is(err, api.ErrNotFound) {
		t.Errorf("alias of a virtual machine: %v", err)
	}
	meta, root := kept(t), kept(t)
	files, err := srv.GetImageFile(fingerprint, lxd.ImageFileRequest{MetaFile: meta, RootfsFile: root})
	if err != nil || content(t, meta) != metaText || content(t, root) != rootText || files.RootfsName != "root" || files.MetaSize != int64(len(metaText)) {
		t.Errorf("files: %+v %v", files, err)
	}
	if s.asked["/streams/v1/images.json"] != 1 {
		t.Errorf("the list of products was read %d times", s.asked["/streams/v1/images.json"])
	}
	for what, call := range map[string]func() error{
		"secret":  func() error { return second(srv.GetImageSecret(fingerprint)) },
		"private": func() error { return third(srv.GetPrivateImage(fingerprint, "x")) },
		"file":    func() error { return second(srv.GetPrivateImageFile(fingerprint, "x", lxd.ImageFileRequest{})) },
	} {
		if call() == nil {
			t.Errorf("%s: these images are public", what)
		}
	}
	info, err := srv.GetConnectionInfo()
	if err != nil || info.Protocol != "simplestreams" || info.URL != s.URL {
		t.Errorf("info: %+v %v", info, err)
	}
}

// TestSimpleStreamsRefuses checks that a swapped file, an endless one, and a pair of valid files that do not belong together
// are refused.
func TestSimpleStreamsRefuses(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(s *streams){
		"swapped": func(s *streams) { s.set("/images/root", strings.ToUpper(rootText)) },
		"longer":  func(s *streams) { s.set("/images/root", rootText+"!") },
		"shorter": func(s *streams) { s.set("/images/root", rootText[1:]) },
		"joined": func(s *streams) {
			list := s.files["/streams/v1/images.json"]
			s.set("/streams/v1/images.json", strings.ReplaceAll(list, sum(metaText, rootText), sum("another image")))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStreams(t)
			change(s)
			srv, err := lxd.ConnectSimpleStreams(s.URL, s.args(""))
			if err != nil {
				t.Fatal(err)
			}
			names, err := srv.GetImageFingerprints()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := srv.GetImageFile(names[0], lxd.ImageFileRequest{MetaFile: kept(t), RootfsFile: kept(t)}); !errors.Is(err, lxd.ErrImageHash) {
				t.Errorf("accepted: %v", err)
			}
		})
	}
}

// TestSimpleStreamsCache checks that a fresh cache saves the request, and that a stale one is used if the server is down.
func TestSimpleStreamsCache(t *testing.T) {
	t.Parallel()
	s, cache := newStreams(t), t.TempDir()
	list := func() (int, error) {
		srv, err := lxd.NewSimpleStreams(t.Context(), s.URL, s.args(cache), "incus")
		if err != nil {
			t.Fatal(err)
		}
		images, err := srv.GetImages()
		if err == nil && images[0].Fingerprint != sum(metaText+"2", rootText) {
			t.Errorf("that is no image for Incus: %s", images[0].Fingerprint)
		}
		return len(images), err
	}
	for range 2 {
		if n, err := list(); n != 1 || err != nil {
			t.Fatal(n, err)
		}
	}
	if s.asked["/streams/v1/index.json"] != 1 {
		t.Errorf("the index was read %d times", s.asked["/streams/v1/index.json"])
	}
	s.mu.Lock()
	s.down = true
	s.mu.Unlock()
	err := filepath.Walk(cache, func(path string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			err = os.Chtimes(path, info.ModTime().AddDate(0, 0, -2), info.ModTime().AddDate(0, 0, -2))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if n, err := list(); n != 1 || err != nil {
		t.Errorf("with the server down: %d %v", n, err)
	}
	if _, err := lxd.ConnectSimpleStreams("gopher://x", nil); err == nil {
		t.Error("gopher is no protocol of image servers")
	}
}

// TestImageRelay relays images through the client: from simplestreams and from another server, unified and split.
func TestImageRelay(t *testing.T) {
	t.Parallel()
	s := newStreams(t)
	source, err := lxd.ConnectSimpleStreams(s.URL, s.args(""))
	if err != nil {
		t.Fatal(err)
	}
	target, _ := local(t, minilxd.Options{})
	fingerprint := sum(metaText, rootText)
	image, _, err := source.GetImage(fingerprint)
	if err != nil {
		t.Fatal(err)
	}
	op, err := target.CopyImage(source, *image, &lxd.ImageCopyArgs{Mode: "relay", Aliases: []api.ImageAlias{{Name: "busy"}}})
	if err == nil {
		err = op.Wait()
	}
	if err != nil {
		t.Fatal(err)
	}
	if alias, _, err := target.GetImageAlias("busy"); err != nil || alias.Target != fingerprint {
		t.Errorf("alias: %+v %v", alias, err)
	}
	meta, root := kept(t), kept(t)
	if _, err := target.GetImageFile(fingerprint, lxd.ImageFileRequest{MetaFile: meta, RootfsFile: root}); err != nil {
		t.Fatal(err)
	}
	if content(t, meta) != metaText || content(t, root) != rootText {
		t.Error("the files have changed on the way")
	}
	third, _ := local(t, minilxd.Options{})
	copied, _, err := target.GetImage(fingerprint)
	if err != nil {
		t.Fatal(err)
	}
	op, err = third.CopyImage(target, *copied, &lxd.ImageCopyArgs{Mode: "relay", CopyAliases: true})
	if err == nil {
		err = op.Wait()
	}
	if alias, _, got := third.GetImageAlias("busy"); err != nil || got != nil || alias.Target != fingerprint {
		t.Errorf("second relay: %v %v", err, got)
	}
	if _, err := third.CopyImage(target, *copied, &lxd.ImageCopyArgs{Mode: "sideways"}); err == nil {
		t.Error("an unknown mode was accepted")
	}
}

// TestRemoteImageLaunch checks that the server is told where a remote image is, and downloads it itself.
func TestRemoteImageLaunch(t *testing.T) {
	t.Parallel()
	s := newStreams(t)
	source, err := lxd.ConnectSimpleStreams(s.URL, s.args(""))
	if err != nil {
		t.Fatal(err)
	}
	srv, asked := scripted(t, "lxd", nil, map[string]string{"POST /1.0/instances": "async"})
	image, _, err := source.GetImage(sum(metaText, rootText))
	if err != nil {
		t.Fatal(err)
	}
	op, err := srv.CreateInstanceFromImage(source, *image, api.InstancesPost{Name: "c", Source: api.InstanceSource{Alias: "busy"}})
	if err == nil {
		err = op.Wait()
	}
	if err != nil || len(asked.seen) != 1 {
		t.Fatalf("%v %q", err, asked.seen)
	}
	for _, part := range []string{`"mode":"pull"`, `"protocol":"simplestreams"`, `"alias":"busy"`, `"server":"` + s.URL + `"`, `BEGIN CERTIFICATE`} {
		if !bytes.Contains([]byte(asked.seen[0]), []byte(part)) {
			t.Errorf("%s is missing in %s", part, asked.seen[0])
		}
	}
}
