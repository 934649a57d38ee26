package lxd_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"golang.org/x/sync/errgroup"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/internal/slowlink"
	"github.com/openlxc/lxc/pkg/api"
	lxd "github.com/openlxc/lxc/pkg/client"
)

const (
	cutSize   = 1 << 20 // size of the copied data, much more than what is sent before and after it
	cutPoints = 20
)

// cutServers are two servers, one of them behind a link that can be cut, and something to copy.
type cutServers struct {
	source, target       lxd.InstanceServer // through the link, if there is one
	atSource, atTarget   lxd.InstanceServer // bypassing the link
	link                 *slowlink.Link
	data                 []byte
	fingerprint, linked  string
	sourceURL, targetURL string
}

// newCutServers starts the servers; family is that of the source.
func newCutServers(t *testing.T, linked, family string, middleware func(http.Handler) http.Handler) *cutServers {
	t.Helper()
	opts := minilxd.Options{Middleware: middleware, Extra: []string{
		"file_storage_volume", "container_backup", "backup_override_name", "backup_compression_algorithm", "custom_volume_backup",
	}}
	c := &cutServers{link: &slowlink.Link{}, data: make([]byte, cutSize), linked: linked}
	if _, err := rand.Read(c.data); err != nil {
		t.Fatal(err)
	}
	way := func(side string) func(string) string {
		return func(address string) string {
			if side != linked {
				return address
			}
			worse, err := c.link.Listen(t.Context(), "127.0.0.1:0", address)
			if err != nil {
				t.Fatal(err)
			}
			return worse
		}
	}
	var one, two *minilxd.Server
	c.atTarget, two = local(t, opts)
	opts.Family = family
	c.atSource, one = local(t, opts)
	c.source, c.target = through(t, one, way("source")), through(t, two, way("target"))
	for srv, into := range map[lxd.InstanceServer]*string{c.source: &c.sourceURL, c.target: &c.targetURL} {
		info, err := srv.GetConnectionInfo()
		if err != nil {
			t.Fatal(err)
		}
		*into = info.URL
	}
	op, err := c.atSource.CreateInstance(api.InstancesPost{Name: "c1", Source: api.InstanceSource{Type: "none"}})
	wait(t, op, err)
	args := lxd.InstanceFileArgs{Content: bytes.NewReader(c.data), UID: -1, GID: -1, Mode: -1, Type: "file"}
	if err := c.atSource.CreateInstanceFile("c1", "/data", args); err != nil {
		t.Fatal(err)
	}
	if err := c.atSource.CreateStoragePoolVolume("default", api.StorageVolumesPost{Name: "v1", Type: "custom"}); err != nil {
		t.Fatal(err)
	}
	resp, err := c.atSource.RawRequest(http.MethodPost, volumeFile, bytes.NewReader(c.data), http.Header{"X-Lxd-Type": {"file"}})
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatal(resp, err)
	}
	resp.Body.Close()
	c.fingerprint = upload(t, c.atSource, map[string]string{"root/data": string(c.data)}, "img")
	return c
}

// lengthless hides the length of an image or a backup from clients, which would resume the download otherwise.
func lengthless(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet && strings.HasSuffix(r.URL.Path, "/export") && (r.URL.Query().Get("secret") != "" || strings.Contains(r.URL.Path, "/backups/")) {
			w = chunked{w}
		}
		next.ServeHTTP(w, r)
	})
}

type chunked struct{ http.ResponseWriter }

func (c chunked) Write(p []byte) (int, error) {
	c.Header().Del("Content-Length")
	return c.ResponseWriter.Write(p)
}

func (c chunked) WriteHeader(code int) {
	c.Header().Del("Content-Length")
	c.ResponseWriter.WriteHeader(code)
}

const volumeFile = "/1.0/storage-pools/default/volumes/custom/v1/files?path=/data"

// copy starts a copy of one kind in one mode.
func (c *cutServers) copy(kind, mode string) error {
	var remote *lxd.RemoteOperation
	var err error
	switch kind {
	case "instance":
		remote, err = c.target.CopyInstance(c.source, api.Instance{Name: "c1", Type: "container"}, &lxd.InstanceCopyArgs{Mode: mode})
	case "volume":
		volume := api.StorageVolume{Name: "v1", Type: "custom", ContentType: "filesystem"}
		remote, err = c.target.CopyStoragePoolVolume("default", c.source, "default", volume, &lxd.StoragePoolVolumeCopyArgs{Mode: mode})
	default:
		remote, err = c.target.CopyImage(c.source, api.Image{Fingerprint: c.fingerprint}, &lxd.ImageCopyArgs{Mode: mode})
	}
	if err != nil {
		return err
	}
	return remote.Wait()
}

// has reports whether a server has the complete object.
func (c *cutServers) has(t *testing.T, srv lxd.InstanceServer, kind string) bool {
	t.Helper()
	var body io.ReadCloser
	var err error
	switch kind {
	case "instance":
		body, _, err = srv.GetInstanceFile("c1", "/data")
	case "volume":
		var resp *http.Response
		if resp, err = srv.RawRequest(http.MethodGet, volumeFile, nil, nil); err == nil {
			body = resp.Body
			if resp.StatusCode == http.StatusNotFound {
				err = errors.Join(api.ErrNotFound, body.Close())
			}
		}
	default:
		_, _, err := srv.GetImage(c.fingerprint)
		if err != nil && !errors.Is(err, api.ErrNotFound) {
			t.Error(err)
		}
		return err == nil // servers check the fingerprint
	}
	if errors.Is(err, api.ErrNotFound) {
		return false
	}
	if err != nil {
		t.Error(err)
		return false
	}
	defer body.Close()
	data, err := io.ReadAll(body)
	if err != nil || !bytes.Equal(data, c.data) {
		t.Errorf("%d bytes, %v", len(data), err)
	}
	return true
}

// absent checks that the target has no part of the object and runs no operations.
func (c *cutServers) absent(t *testing.T, kind string) {
	t.Helper()
	if c.has(t, c.atTarget, kind) {
		t.Error("the target has the object")
	}
	names, err := c.atTarget.GetInstanceNames(api.InstanceTypeAny)
	if err != nil || len(names) > 0 {
		t.Error("left at the target:", names, err)
	}
	for _, of := range []lxd.Owner{lxd.InstanceOwner("c1"), lxd.VolumeOwner("default", "v1")} {
		if names, err := c.atSource.GetBackupNames(of); err != nil || len(names) > 0 {
			t.Error("left at the source:", names, err)
		}
	}
	for _, srv := range []lxd.InstanceServer{c.atSource, c.atTarget} {
		ops, err := srv.GetOperations()
		if err != nil {
			t.Error(err)
		}
		for _, op := range ops {
			if op.Class != "token" && !op.StatusCode.IsFinal() {
				if state, err := lxd.WaitOperation(srv, op.ID); err != nil || state.StatusCode == api.Success {
					t.Error(state, err)
				}
			}
		}
	}
}

// TestCutCopies cuts the link in the middle of each kind of copy, in each mode, at twenty points: the copy fails with exit code
// 1, the source is unchanged, the target has nothing, and the error has what broke and what both servers say. The copies mostly
// wait, so more of them run in parallel than there are processors.
func TestCutCopies(t *testing.T) {
	t.Parallel()
	var running errgroup.Group
	running.SetLimit(4)
	for _, kind := range []string{"instance", "volume", "image"} {
		for _, way := range []struct{ mode, linked, family string }{
			{"pull", "source", "lxd"}, {"push", "target", "lxd"}, {"relay", "source", "lxd"}, {"relay", "target", "lxd"},
			{"backup", "source", "incus"}, {"backup", "target", "incus"},
		} {
			running.Go(func() error {
				t.Run(kind+" "+way.mode+" "+way.linked, func(t *testing.T) {
					c := newCutServers(t, way.linked, way.family, lengthless)
					for n := range int64(cutPoints) {
						c.cut(t, kind, way.mode, cutSize*(n+1)/(cutPoints+2))
					}
					if err := c.copy(kind, way.mode); err != nil || !c.has(t, c.atTarget, kind) {
						t.Error("without a cut:", err)
					}
				})
				return nil
			})
		}
	}
	_ = running.Wait()
}

// TestCutRefresh cuts the link in the middle of a refresh at ten points: the source is unchanged, the target has the old contents
// or the new ones and is never removed, and the error names both sides.
func TestCutRefresh(t *testing.T) {
	t.Parallel()
	for _, way := range []struct{ mode, linked string }{{"pull", "source"}, {"push", "target"}, {"relay", "source"}} {
		t.Run(way.mode, func(t *testing.T) {
			t.Parallel()
			c := newCutServers(t, way.linked, "lxd", nil)
			if err := c.copy("instance", way.mode); err != nil {
				t.Fatal(err)
			}
			old := c.data
			c.data = bytes.Clone(old)
			slices.Reverse(c.data)
			args := lxd.InstanceFileArgs{Content: bytes.NewReader(c.data), UID: -1, GID: -1, Mode: -1, Type: "file"}
			if err := c.atSource.CreateInstanceFile("c1", "/data", args); err != nil {
				t.Fatal(err)
			}
			for n := range int64(10) {
				c.link.CutIn(cutSize * (n + 1) / 12)
				err := c.refresh(way.mode)
				var failed *lxd.CopyError
				if err == nil || !errors.As(err, &failed) || failed.Target == nil || failed.Source == nil {
					t.Errorf("cut %d: not both sides: %v", n, err)
				}
				if !c.has(t, c.atSource, "instance") {
					t.Errorf("cut %d: the source lost it", n)
				}
				body, _, err := c.atTarget.GetInstanceFile("c1", "/data")
				if err != nil {
					t.Fatalf("cut %d: the target lost it: %v", n, err)
				}
				data, err := io.ReadAll(body)
				if err != nil || !bytes.Equal(data, old) && !bytes.Equal(data, c.data) {
					t.Errorf("cut %d: the target has %d other bytes, %v", n, len(data), err)
				}
				body.Close()
			}
			if err := c.refresh(way.mode); err != nil || !c.has(t, c.atTarget, "instance") {
				t.Error("without a cut:", err)
			}
		})
	}
}

func (c *cutServers) refresh(mode string) error {
	remote, err := c.target.CopyInstance(c.source, api.Instance{Name: "c1", Type: "container"}, &lxd.InstanceCopyArgs{Mode: mode, Refresh: true})
	if err != nil {
		return err
	}
	return remote.Wait()
}

// TestCutBackupGoesOn resumes the download of a backup whose length is known.
func TestCutBackupGoesOn(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"instance", "volume"} {
		c := newCutServers(t, "source", "incus", nil)
		c.link.CutIn(cutSize / 2)
		if err := c.copy(kind, "backup"); err != nil || !c.has(t, c.atTarget, kind) {
			t.Error(kind, err)
		}
	}
}

func (c *cutServers) cut(t *testing.T, kind, mode string, after int64) {
	t.Helper()
	c.link.CutIn(after)
	err := c.copy(kind, mode)
	if !c.has(t, c.atSource, kind) {
		t.Errorf("cut after %d bytes: the source lost it", after)
	}
	if err == nil && kind == "image" && mode == "push" && c.has(t, c.atTarget, kind) { // through the other address
		op, err := c.atTarget.DeleteImage(c.fingerprint)
		wait(t, op, err)
		return
	}
	if err == nil {
		t.Fatalf("cut after %d bytes: no error", after)
	}
	if code := cli.ExitCode(err); code != cli.ExitFailure {
		t.Errorf("cut after %d bytes: exit code %d: %v", after, code, err)
	}
	c.named(t, kind, mode, err)
	c.absent(t, kind)
}

// named checks what an error mentions.
func (c *cutServers) named(t *testing.T, kind, mode string, err error) {
	t.Helper()
	var failed *lxd.CopyError
	carried := mode == "relay" || mode == "backup"
	if !carried && kind == "image" {
		return // one operation on one server: its own message
	}
	works := kind != "image" && mode != "backup" // the source has an operation as well
	if !errors.As(err, &failed) || failed.Target == nil || works && failed.Source == nil {
		t.Errorf("not both sides: %v", err)
		return
	}
	if !carried {
		return
	}
	address := map[string]string{"source": c.sourceURL, "target": c.targetURL}[c.linked]
	if failed.Link == nil || failed.Link.Side != c.linked || !strings.Contains(err.Error(), fmt.Sprintf("the connection to the %s (%s) broke", c.linked, address)) {
		t.Errorf("not the link that broke: %v", err)
	}
}
