package lxd_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
)

// overTLS connects to a server over HTTPS as a trusted client.
func overTLS(t *testing.T, s *minilxd.Server) lxd.InstanceServer {
	t.Helper()
	return through(t, s, func(address string) string { return address })
}

// through is overTLS with another address in place of the server's.
func through(t *testing.T, s *minilxd.Server, way func(address string) string) lxd.InstanceServer {
	t.Helper()
	address, err := s.ListenTLS("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := config.NewConfig()
	c.ConfigDir = t.TempDir()
	cert, key, _, err := c.ClientCertificate(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Trust("tester", cert); err != nil {
		t.Fatal(err)
	}
	srv, err := lxd.Connect(context.Background(), "https://"+way(address), &lxd.ConnectionArgs{
		TLSServerCert: s.Certificate(), TLSClientCert: cert, TLSClientKey: key,
	})
	if err != nil {
		t.Fatal(err)
	}
	return srv
}

func TestHandlersSeeProgress(t *testing.T) {
	t.Parallel()
	srv, _ := local(t, minilxd.Options{})
	upload(t, srv, map[string]string{"root/a": "1"}, "img")
	op, err := srv.CreateInstance(api.InstancesPost{Name: "c1", Source: api.InstanceSource{Type: "image", Alias: "img"}})
	if err != nil {
		t.Fatal(err)
	}
	target, err := op.AddHandler(func(api.Operation) {})
	if err != nil {
		t.Fatal(err)
	}
	if err := op.RemoveHandler(target); err != nil {
		t.Fatal(err)
	}
	if err := op.RemoveHandler(target); err != nil {
		t.Fatal(err)
	}
	if err := op.Wait(); err != nil {
		t.Fatal(err)
	}
}

// upload imports an image and returns its fingerprint.
func upload(t *testing.T, srv lxd.InstanceServer, files map[string]string, alias string) string {
	t.Helper()
	f, err := os.Open(clitest.Image(t, files))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	op, err := srv.CreateImage(api.ImagesPost{}, &lxd.ImageCreateArgs{MetaFile: f, MetaName: "image.tar.gz"})
	state := wait(t, op, err).Get()
	fingerprint := state.Secret("fingerprint")
	post := api.ImageAliasesPost{}
	post.Name, post.Target = alias, fingerprint
	if err := srv.CreateImageAlias(post); err != nil {
		t.Fatal(err)
	}
	return fingerprint
}

func TestFiles(t *testing.T) {
	t.Parallel()
	for _, family := range []string{"lxd", "incus"} {
		t.Run(family, func(t *testing.T) {
			t.Parallel()
			srv, _ := local(t, minilxd.Options{Family: family})
			running(t, srv, "c1")
			put := func(path, content, kind string, mode int) {
				t.Helper()
				args := lxd.InstanceFileArgs{Content: strings.NewReader(content), UID: -1, GID: -1, Mode: mode, Type: kind}
				if err := srv.CreateInstanceFile("c1", path, args); err != nil {
					t.Fatal(path, err)
				}
			}
			put("/d", "", "directory", 0o750)
			put("/d/f", "text", "file", 0o640)
			put("/d/l", "f", "symlink", -1)
			body, info, err := srv.GetInstanceFile("c1", "/d/f")
			if err != nil {
				t.Fatal(err)
			}
			data, err := io.ReadAll(body)
			body.Close()
			if err != nil || string(data) != "text" || info.Mode != 0o640 || info.Type != "file" || info.UID < 0 {
				t.Errorf("%q %+v %v", data, info, err)
			}
			if _, info, err = srv.GetInstanceFile("c1", "/d"); err != nil || info.Type != "directory" || len(info.Entries) != 2 {
				t.Errorf("%+v %v", info, err)
			}
			if _, _, err := srv.GetInstanceFile("c1", "/nosuch"); !errors.Is(err, api.ErrNotFound) {
				t.Error(err)
			}
			if err := srv.DeleteInstanceFile("c1", "/d/f"); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestImageDownloadIsVerified(t *testing.T) {
	t.Parallel()
	corrupt := false
	srv, _ := local(t, minilxd.Options{Middleware: func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if corrupt && strings.HasSuffix(r.URL.Path, "/export") {
				w.Header().Set("Content-Type", "application/octet-stream")
				_, _ = w.Write([]byte("something else"))
				return
			}
			next.ServeHTTP(w, r)
		})
	}})
	fp := upload(t, srv, nil, "img")
	out, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	progress := 0
	files, err := srv.GetImageFile(fp, lxd.ImageFileRequest{MetaFile: out, ProgressHandler: func(lxd.ProgressData) { progress++ }})
	if err != nil || files.MetaName != "image.tar.gz" || files.MetaSize == 0 || progress == 0 {
		t.Errorf("%+v %v", files, err)
	}
	corrupt = true
	if _, err := srv.GetImageFile(fp, lxd.ImageFileRequest{MetaFile: out}); !errors.Is(err, lxd.ErrImageHash) {
		t.Error(err)
	}
	for _, short := range []string{"", "a", fp[:12]} {
		if _, err := srv.GetImageFile(short, lxd.ImageFileRequest{MetaFile: out}); err == nil {
			t.Errorf("%q passed for a fingerprint", short)
		}
	}
}

func TestCopiesBetweenServers(t *testing.T) {
	t.Parallel()
	_, sa := local(t, minilxd.Options{})
	_, sb := local(t, minilxd.Options{})
	a, b := overTLS(t, sa), overTLS(t, sb)
	fp := upload(t, a, map[string]string{"root/data": "precious"}, "img")
	op, err := a.CreateInstance(api.InstancesPost{Name: "c1", Source: api.InstanceSource{Type: "image", Fingerprint: fp}})
	wait(t, op, err)
	op, err = a.CreateInstanceSnapshot("c1", api.InstanceSnapshotsPost{Name: "s0"})
	wait(t, op, err)
	inst, _, err := a.GetInstance("c1")
	if err != nil {
		t.Fatal(err)
	}
	for _, mode := range []string{"pull", "push", "relay"} {
		remote, err := b.CopyInstance(a, *inst, &lxd.InstanceCopyArgs{Name: "to-" + mode, Mode: mode})
		if err != nil {
			t.Fatal(mode, err)
		}
		if err := remote.Wait(); err != nil {
			t.Fatal(mode, err)
		}
		body, _, err := b.GetInstanceFile("to-"+mode, "/root/data")
		if err != nil {
			t.Fatal(mode, err)
		}
		data, _ := io.ReadAll(body)
		body.Close()
		names, err := b.GetInstanceSnapshotNames("to-" + mode)
		if string(data) != "precious" || len(names) != 1 || err != nil {
			t.Errorf("%s: %q %v %v", mode, data, names, err)
		}
		image, _, err := a.GetImage(fp)
		if err != nil {
			t.Fatal(err)
		}
		if remote, err = b.CopyImage(a, *image, &lxd.ImageCopyArgs{Mode: mode, Aliases: []api.ImageAlias{{Name: mode}}}); err != nil {
			t.Fatal(mode, err)
		}
		if err := remote.Wait(); err != nil {
			t.Fatal(mode, err)
		}
		alias, _, err := b.GetImageAlias(mode)
		if err != nil || alias.Target != fp {
			t.Error(mode, alias, err)
		}
		op, err := b.DeleteImage(fp)
		wait(t, op, err)
	}
	if _, err := b.CopyInstance(a, *inst, &lxd.InstanceCopyArgs{Mode: "teleport"}); err == nil {
		t.Error("an unknown mode was accepted")
	}
	remote, err := b.CopyInstance(a, *inst, &lxd.InstanceCopyArgs{Name: "to-pull"})
	if err == nil {
		err = remote.Wait()
	}
	if err == nil {
		t.Error("a copy onto another instance was accepted")
	}
}
