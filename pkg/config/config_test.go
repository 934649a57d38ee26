package config_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"gopkg.in/yaml.v2"

	"github.com/openlxc/lxc/pkg/config"
)

func testConfig(t testing.TB) *config.Config {
	t.Helper()
	c := config.NewConfig()
	c.ConfigDir = filepath.Join(t.TempDir(), "conf")
	c.Remotes["prod"] = config.Remote{Addr: "https://192.0.2.1:8443"}
	return c
}

func TestParseRef(t *testing.T) {
	t.Parallel()
	c := testConfig(t)
	for text, want := range map[string]config.Ref{
		"web": {Remote: "local", Name: "web"}, "prod:web": {Remote: "prod", Name: "web"}, "prod:": {Remote: "prod"},
		"": {Remote: "local"}, "web/snap:1": {Remote: "local", Name: "web/snap:1"}, "[::1]:8443": {Remote: "local", Name: "[::1]:8443"},
		"prod:a:b": {Remote: "prod", Name: "a:b"},
	} {
		got, err := c.ParseRef(text)
		if err != nil || got != want {
			t.Errorf("ParseRef(%q) = %+v, %v; want %+v", text, got, err, want)
		}
	}
	_, err := c.ParseRef("prodd:web")
	var unknown *config.UnknownRemoteError
	if !errors.As(err, &unknown) || len(unknown.Near) != 1 || unknown.Near[0] != "prod" {
		t.Errorf("near miss: %#v", err)
	}
	if _, err := c.ParseRef(":web"); err == nil {
		t.Error("an empty remote was accepted")
	}
}

func TestParseSnapshotAndFile(t *testing.T) {
	t.Parallel()
	c := testConfig(t)
	s, err := c.ParseSnapshot("prod:web/s0")
	if err != nil || s.Name != "web" || s.Snapshot != "s0" || s.Remote != "prod" {
		t.Errorf("%+v %v", s, err)
	}
	for _, bad := range []string{"/s", "web/"} {
		if _, err := c.ParseSnapshot(bad); err == nil {
			t.Errorf("%q was accepted", bad)
		}
	}
	f, err := c.ParseFile("web/etc/hosts")
	if err != nil || f.Name != "web" || f.Path != "/etc/hosts" {
		t.Errorf("%+v %v", f, err)
	}
	if _, err := c.ParseFile("web"); err == nil {
		t.Error("a file without a path was accepted")
	}
	remote, name := c.ParseRemoteAndContainer("nosuch:x")
	if remote != "nosuch" || name != "x" {
		t.Error(remote, name)
	}
}

func FuzzParseRef(f *testing.F) {
	for _, seed := range []string{"web", "prod:web", "prod:", "a/b:c", "[::1]", ""} {
		f.Add(seed)
	}
	c := testConfig(f)
	f.Fuzz(func(t *testing.T, text string) {
		ref, err := c.ParseRef(text)
		if err != nil {
			return
		}
		again, err := c.ParseRef(ref.String())
		if err != nil || again != ref {
			t.Errorf("%q: %+v, then %+v, %v", text, ref, again, err)
		}
	})
}

func FuzzParseSnapshot(f *testing.F) {
	f.Add("prod:web/s0")
	c := testConfig(f)
	f.Fuzz(func(t *testing.T, text string) {
		ref, err := c.ParseSnapshot(text)
		if err != nil {
			return
		}
		if again, err := c.ParseSnapshot(ref.String()); err != nil || again != ref {
			t.Errorf("%q: %+v, then %+v, %v", text, ref, again, err)
		}
	})
}

func FuzzParseFile(f *testing.F) {
	f.Add("prod:web/etc/hosts")
	c := testConfig(f)
	f.Fuzz(func(t *testing.T, text string) {
		ref, err := c.ParseFile(text)
		if err != nil {
			return
		}
		if again, err := c.ParseFile(ref.String()); err != nil || again != ref {
			t.Errorf("%q: %+v, then %+v, %v", text, ref, again, err)
		}
	})
}

func TestSaveAndLoad(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "c", "config.yml")
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	text := "default-remote: prod\nremotes:\n  prod:\n    addr: https://192.0.2.1:8443\n    protocol: incus\n    keepalive: 30\n    public: false\naliases:\n  ll: list -c n\ndefaults:\n  list_format: csv\n"
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	c, err := config.LoadConfig(path)
	if err != nil {
		t.Fatal(err)
	}
	if c.DefaultRemote != "prod" || c.Aliases["ll"] != "list -c n" || !c.Remotes["local"].Static {
		t.Errorf("%+v", c)
	}
	if r := c.Remotes["images"]; r.Addr != config.ImagesRemote.Addr || !r.Static {
		t.Errorf("a built-in remote that the file does not name: %+v", r)
	}
	if err := config.SaveConfig(c, path); err != nil {
		t.Fatal(err)
	}
	saved, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"keepalive: 30", "list_format: csv", "protocol: incus"} {
		if !strings.Contains(string(saved), want) {
			t.Errorf("%q was lost:\n%s", want, saved)
		}
	}
	if strings.Contains(string(saved), "ubuntu") {
		t.Errorf("a built-in remote was saved:\n%s", saved)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm()&0o640 != 0o640 || info.Mode().Perm()&0o033 != 0 {
		t.Error(info.Mode(), err) // readable by all, minus the umask
	}
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := config.SaveConfig(c, path); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Error("a save changed the mode:", info.Mode(), err)
	}
}

// Other clients must be able to read what this one saves: saving must not change entries, keys or types.
func TestSaveKeepsTheUsersFile(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"booleans of the defaults": "default-remote: local\nremotes: {}\naliases: {}\ndefaults:\n  no_color: false\n  list_format: \"\"\n  depth: 3\n",
		"unknown keys":             "default-remote: local\nremotes:\n  x:\n    addr: https://192.0.2.1:8443\n    public: false\n    credential_helper: [a, {b: true}]\naliases: {}\nnewer:\n  a: {b: [1, yes, \"1\"]}\n",
		"ubuntu of the user's own": "default-remote: ubuntu\nremotes:\n  ubuntu:\n    addr: https://images.example.com\n    protocol: simplestreams\n    public: true\n  ubuntu-daily:\n    addr: https://daily.example.com\n    protocol: simplestreams\n    public: true\naliases: {}\n",
		"images of the user's own": "default-remote: images\nremotes:\n  images:\n    addr: https://images.example.com\n    protocol: simplestreams\n    public: true\naliases: {}\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "config.yml")
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			c, err := config.LoadConfig(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := c.Update(t.Context(), func(c *config.Config) error { c.Aliases["ll"] = "list"; return nil }); err != nil {
				t.Fatal(err)
			}
			saved, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			var want, have map[string]any
			if err := errors.Join(yaml.Unmarshal([]byte(text), &want), yaml.Unmarshal(saved, &have)); err != nil {
				t.Fatal(err)
			}
			want["aliases"] = map[any]any{"ll": "list"}
			if !reflect.DeepEqual(want, have) {
				t.Errorf("want %v\nhave %v", want, have)
			}
			if r, found := want["remotes"].(map[any]any)["ubuntu"].(map[any]any); found && c.Remotes["ubuntu"].Addr != r["addr"] {
				t.Errorf("the built-in remote wins: %+v", c.Remotes["ubuntu"])
			}
		})
	}
}

func TestBadFileNamesPathAndLine(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "config.yml")
	if err := os.WriteFile(path, []byte("remotes:\n  x: [\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := config.LoadConfig(path)
	if err == nil || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), "line") {
		t.Error(err)
	}
}

func TestParallelUpdatesLoseNothing(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "conf")
	var wg sync.WaitGroup
	for n := range 50 {
		wg.Go(func() {
			c := config.NewConfig()
			c.ConfigDir = dir
			if err := c.Add(t.Context(), fmt.Sprintf("r%d", n), config.Remote{Addr: "https://x"}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	c, err := config.LoadConfig(filepath.Join(dir, "config.yml"))
	if err != nil {
		t.Fatal(err)
	}
	for n := range 50 {
		if _, found := c.Remotes[fmt.Sprintf("r%d", n)]; !found {
			t.Errorf("r%d was lost", n)
		}
	}
}

func TestRemoteLife(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	c := testConfig(t)
	if err := c.Add(ctx, "one", config.Remote{Addr: "https://192.0.2.1"}); err != nil {
		t.Fatal(err)
	}
	var exists *config.RemoteExistsError
	if err := c.Add(ctx, "one", config.Remote{}); !errors.As(err, &exists) {
		t.Error(err)
	}
	for _, bad := range []string{"", "a:b", "../b", "a/../b", "/b", "-x", ".x"} {
		if err := c.Add(ctx, bad, config.Remote{}); err == nil {
			t.Errorf("the name %q was accepted", bad)
		}
	}
	if err := config.WriteFile(c.ServerCertPath("one"), []byte("cert")); err != nil {
		t.Fatal(err)
	}
	if err := c.Rename(ctx, "one", "two"); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(c.ServerCertPath("two")); err != nil {
		t.Error("the certificate did not move:", err)
	}
	if err := c.Switch(ctx, "two"); err != nil {
		t.Fatal(err)
	}
	if err := c.Remove(ctx, "two"); err == nil {
		t.Error("the default remote was removed")
	}
	if err := c.Switch(ctx, "local"); err != nil {
		t.Fatal(err)
	}
	if err := c.Remove(ctx, "two"); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(c.ServerCertPath("two")); !errors.Is(err, os.ErrNotExist) {
		t.Error("the certificate stayed:", err)
	}
	if err := c.Remove(ctx, "local"); err == nil {
		t.Error("a built-in remote was removed")
	}
	if err := c.Switch(ctx, "nosuch"); err == nil {
		t.Error("an unknown remote became the default")
	}
}

func TestClientCertificate(t *testing.T) {
	t.Parallel()
	c := testConfig(t)
	cert, key, ca, err := c.ClientCertificate(t.Context())
	if err != nil || cert == "" || key == "" || ca != "" {
		t.Fatal(err)
	}
	again, _, _, err := c.ClientCertificate(t.Context())
	if err != nil || again != cert {
		t.Error("the certificate changed", err)
	}
	for path, mode := range map[string]os.FileMode{c.ConfigPath("client.key"): 0o600, c.ConfigDir: 0o750} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != mode {
			t.Errorf("%s: %v %v", path, info.Mode(), err)
		}
	}
}

func TestWriteFileIsWholeOrNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "target")
	if err := os.Mkdir(path, 0o700); err != nil { // a directory of the same name
		t.Fatal(err)
	}
	if err := config.WriteFile(path, []byte("x")); err == nil {
		t.Error("a directory was replaced")
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Error("something was left behind:", entries, err)
	}
}

func TestServerRefusesImageRemotes(t *testing.T) {
	t.Parallel()
	c := testConfig(t)
	for _, remote := range []string{"images", "ubuntu"} {
		if _, err := c.Server(context.Background(), remote); err == nil {
			t.Errorf("%s passed for a server of instances", remote)
		}
	}
	c.Remotes["odd"] = config.Remote{Addr: "https://x", AuthType: "candid"}
	if _, err := c.Server(context.Background(), "odd"); err == nil || !strings.Contains(err.Error(), "tls") {
		t.Error(err)
	}
}
