package config_test

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/openlxc/lxc/pkg/config"
)

// secretFiles are all files with secrets of a remote, below the configuration directory.
func secretFiles(remote string) []string {
	return []string{"oidctokens/" + remote + ".json", "bearertokens/" + remote, "jars/" + remote, "clientcerts/" + remote + ".key"}
}

// TestRemoteLeavesNothing renames and removes a remote that has a file of every kind: all move with it, and none stays.
func TestRemoteLeavesNothing(t *testing.T) {
	t.Parallel()
	c := testConfig(t)
	if err := c.Add(t.Context(), "one", config.Remote{Addr: "https://192.0.2.1"}); err != nil {
		t.Fatal(err)
	}
	files := func(remote string) []string {
		return append(secretFiles(remote), "servercerts/"+remote+".crt", "clientcerts/"+remote+".crt", "clientcerts/"+remote+".ca", "oidctokens/"+remote+".json.lock")
	}
	for _, name := range files("one") {
		if err := config.WriteFile(c.ConfigPath(name), []byte("secret of one")); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.Rename(t.Context(), "one", "two"); err != nil {
		t.Fatal(err)
	}
	for _, name := range files("two") {
		if data, err := os.ReadFile(c.ConfigPath(name)); err != nil || string(data) != "secret of one" {
			t.Errorf("%s: %q %v", name, data, err)
		}
	}
	if err := c.Remove(t.Context(), "two"); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(c.ConfigDir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if strings.Contains(string(data), "secret of one") || strings.Contains(d.Name(), "one") || strings.Contains(d.Name(), "two") {
			t.Errorf("%s stayed", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// withoutUmask makes the test binary write the files under umask 0.
const withoutUmask = "CONFIG_TEST_DIR"

// TestSecretsArePrivateUnderAnyUmask checks the modes of all files and directories that are written under umask 0.
func TestSecretsArePrivateUnderAnyUmask(t *testing.T) {
	t.Parallel()
	if dir := os.Getenv(withoutUmask); dir != "" {
		c := config.NewConfig()
		c.ConfigDir = dir
		if _, _, _, err := c.ClientCertificate(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, name := range secretFiles("one") {
			if err := config.WriteFile(c.ConfigPath(name), []byte("secret")); err != nil {
				t.Fatal(err)
			}
		}
		if err := c.Add(t.Context(), "one", config.Remote{Addr: "https://192.0.2.1"}); err != nil {
			t.Fatal(err)
		}
		return
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "conf")
	run := exec.CommandContext(t.Context(), "sh", "-c", `umask 000; exec "$0" -test.run='^TestSecretsArePrivateUnderAnyUmask$'`, self)
	run.Env = append(os.Environ(), withoutUmask+"="+dir)
	if out, err := run.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	want := map[string]fs.FileMode{".": 0o750, "client.key": 0o600}
	for _, name := range secretFiles("one") {
		want[name], want[filepath.Dir(name)] = 0o600, 0o700
	}
	for name, mode := range want {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Mode().Perm() != mode {
			t.Errorf("%s: %v %v, want %v", name, info, err, mode)
		}
	}
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		info, infoErr := d.Info()
		if err == nil && infoErr == nil && info.Mode().Perm()&0o022 != 0 && filepath.Base(path) != "config.yml" {
			t.Errorf("%s can be written by others: %v", path, info.Mode())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestLooseTokensAreTightened checks that a token that others can read becomes private when it is used.
func TestLooseTokensAreTightened(t *testing.T) {
	t.Parallel()
	c := testConfig(t)
	c.Login = func(string, string) {}
	for kind, file := range map[string]string{"bearer": "bearertokens/prod", "oidc": "oidctokens/prod.json"} {
		path := c.ConfigPath(file)
		if err := config.WriteFile(path, []byte(`{}`)); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, 0o644); err != nil {
			t.Fatal(err)
		}
		c.Remotes["prod"] = config.Remote{Addr: "https://127.0.0.1:1", AuthType: kind}
		srv, err := c.Server(t.Context(), "prod")
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := srv.GetServer(); err == nil {
			t.Error("a server answered where none is")
		}
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v %v", file, info.Mode(), err)
		}
	}
}
