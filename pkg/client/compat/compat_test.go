package compat_test

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/client/compat"
	"github.com/openlxc/lxc/pkg/config"
)

// connect returns a client of a new server with one image.
func connect(t *testing.T) *compat.Client {
	t.Helper()
	s := clitest.StartServer(t, minilxd.Options{})
	c := config.NewConfig()
	c.ConfigDir = t.TempDir()
	c.Remotes["local"] = config.Remote{Addr: "unix://" + clitest.Socket(t, s)}
	client, err := compat.NewClient(c, "local")
	if err != nil {
		t.Fatal(err)
	}
	fp, err := client.PostImage(clitest.Image(t, nil), "", []string{"os=test"}, true, []string{"img"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if client.GetAlias("img") != fp {
		t.Fatal("the alias does not stand for the image")
	}
	return client
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func waited(t *testing.T, c *compat.Client) func(*compat.Response, error) {
	return func(resp *compat.Response, err error) {
		t.Helper()
		ok(t, err)
		if resp.Type == compat.Async {
			ok(t, c.WaitForSuccess(resp.Operation))
		}
	}
}

func TestContainers(t *testing.T) {
	t.Parallel()
	c := connect(t)
	end := waited(t, c)
	end(c.Init("c1", "", "img", nil, map[string]string{"user.a": "b"}, nil, false))
	end(c.Action("c1", compat.Start, -1, false, false))
	state, err := c.ContainerState("c1")
	ok(t, err)
	if state.StatusCode != api.Running {
		t.Errorf("state: %v", state.Status)
	}
	ok(t, c.SetContainerConfig("c1", "user.b", "2"))
	lines, err := c.GetContainerConfig("c1")
	ok(t, err)
	if !slices.Contains(lines, "user.a = b") || !slices.Contains(lines, "user.b = 2") {
		t.Errorf("config: %v", lines)
	}
	end(c.ContainerDeviceAdd("c1", "home", "disk", []string{"source=/tmp", "path=/mnt"}))
	devices, err := c.ContainerListDevices("c1")
	ok(t, err)
	if !slices.Contains(devices, "home: disk") {
		t.Errorf("devices: %v", devices)
	}
	end(c.ContainerDeviceDelete("c1", "home"))
	if _, err := c.ContainerDeviceDelete("c1", "home"); err == nil {
		t.Error("a device that is gone was deleted")
	}
	end(c.Snapshot("c1", "s0", false))
	info, err := c.SnapshotInfo("c1/s0")
	ok(t, err)
	if info.Name != "s0" {
		t.Errorf("snapshot: %q", info.Name)
	}
	var out bytes.Buffer
	status, err := c.Exec("c1", []string{"sh", "-c", "echo hi; exit 3"}, nil, nil, closer{&out}, nil, nil, 0, 0)
	ok(t, err)
	if status != 3 || out.String() != "hi\n" {
		t.Errorf("exec: %d %q", status, out.String())
	}
	end(c.Action("c1", compat.Stop, -1, true, false))
	end(c.RestoreSnapshot("c1", "s0", false))
	end(c.LocalCopy("c1/s0", "c2", nil, []string{"default"}, false))
	end(c.Rename("c2", "c3"))
	end(c.Delete("c1/s0"))
	end(c.Delete("c3"))
	if _, err := c.ContainerInfo("c3"); !errors.Is(err, api.ErrNotFound) {
		t.Errorf("a missing container: %v", err)
	}
	list, err := c.ListContainers()
	ok(t, err)
	if len(list) != 1 {
		t.Errorf("list: %v", list)
	}
}

type closer struct{ io.Writer }

func (closer) Close() error { return nil }

func TestFiles(t *testing.T) {
	t.Parallel()
	c := connect(t)
	end := waited(t, c)
	end(c.Init("c1", "", "img", nil, nil, nil, false))
	end(c.Action("c1", compat.Start, -1, false, false))
	ok(t, c.MkdirP("c1", "/srv/a/b", 0o755))
	ok(t, c.PushFile("c1", "/srv/a/b/f", os.Getgid(), os.Getuid(), "0640", strings.NewReader("text")))
	_, _, mode, kind, content, _, err := c.PullFile("c1", "/srv/a/b/f")
	ok(t, err)
	text, err := io.ReadAll(content)
	ok(t, errors.Join(err, content.Close()))
	if string(text) != "text" || mode&0o777 != 0o640 || kind != "file" {
		t.Errorf("file: %q %o %s", text, mode, kind)
	}
	dir := t.TempDir()
	ok(t, c.RecursivePullFile("c1", "/srv/a", dir))
	if got, err := os.ReadFile(filepath.Join(dir, "a/b/f")); err != nil || string(got) != "text" {
		t.Errorf("pulled: %q %v", got, err)
	}
	ok(t, c.RecursivePushFile("c1", filepath.Join(dir, "a"), "/srv/back"))
	_, _, _, _, content, _, err = c.PullFile("c1", "/srv/back/a/b/f")
	ok(t, err)
	ok(t, content.Close())
}

func TestObjects(t *testing.T) {
	t.Parallel()
	c := connect(t)
	ok(t, c.ProfileCreate("p1"))
	ok(t, c.SetProfileConfigItem("p1", "user.a", "1"))
	if _, err := c.ProfileDeviceAdd("p1", "d", "disk", []string{"path=/x"}); err != nil {
		t.Error(err)
	}
	ok(t, c.ProfileCopy("p1", "p2", c))
	conf, err := c.GetProfileConfig("p2")
	ok(t, err)
	if conf["user.a"] != "1" {
		t.Errorf("copied: %v", conf)
	}
	ok(t, c.ProfileDelete("p2"))
	ok(t, c.NetworkCreate("n1", map[string]string{"user.a": "b"}))
	n, err := c.NetworkGet("n1")
	ok(t, err)
	n.Description = "changed"
	ok(t, c.NetworkPut("n1", n))
	ok(t, c.NetworkDelete("n1"))
	if _, err := c.SetServerConfig("user.x", "y"); err != nil {
		t.Error(err)
	}
	lines, err := c.GetServerConfigString()
	ok(t, err)
	if !slices.Contains(lines, "user.x = y") || !c.AmTrusted() {
		t.Errorf("server: %v", lines)
	}
	images, err := c.ListImages()
	ok(t, err)
	dir := t.TempDir()
	where, err := c.ExportImage("img", dir)
	ok(t, err)
	if filepath.Dir(where) != dir || len(images) != 1 {
		t.Errorf("exported to %s", where)
	}
	if is, err := c.IsAlias("nosuch"); is || err != nil {
		t.Errorf("alias: %v %v", is, err)
	}
	ok(t, c.DeleteImage("img"))
}

func TestReplies(t *testing.T) {
	t.Parallel()
	body := func(text string) *http.Response {
		return &http.Response{StatusCode: 200, Body: io.NopCloser(strings.NewReader(text))}
	}
	if _, err := compat.HoistResponse(body(`{"type":"error","error_code":404,"error":"gone"}`), compat.Sync); !errors.Is(err, api.ErrNotFound) {
		t.Errorf("not found: %v", err)
	}
	if _, err := compat.HoistResponse(body(`{"type":"async"}`), compat.Sync); err == nil {
		t.Error("the wrong kind of reply was taken")
	}
	resp, err := compat.HoistResponse(body(`{"type":"sync","metadata":["a","b"]}`), compat.Sync)
	ok(t, err)
	if list, err := resp.MetadataAsStringSlice(); err != nil || len(list) != 2 {
		t.Errorf("list: %v %v", list, err)
	}
	if _, err := resp.MetadataAsMap(); err == nil {
		t.Error("a list was taken for an object")
	}
	client, err := compat.NewClientFromInfo(compat.ConnectInfo{Name: "x", RemoteConfig: compat.RemoteConfig{Addr: "unix:///nonexistent/socket"}})
	ok(t, err)
	if _, err := client.ServerStatus(); !errors.Is(compat.GetLocalLXDErr(err), syscall.ENOENT) {
		t.Errorf("no socket: %v", err)
	}
	if compat.GetLocalLXDErr(errors.New("else")) != nil {
		t.Error("any error is taken for a local one")
	}
}
