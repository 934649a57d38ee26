package config_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/openlxc/lxc/pkg/config"
)

// Tests that change the environment cannot run in parallel.

func TestEnvironmentOverridesAndIsNeverSaved(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("LXD_CONF", dir)
	t.Setenv("LXD_GLOBAL_CONF", filepath.Join(dir, "global"))
	t.Setenv("LXC_REMOTE", "other")
	c, err := config.Load("lxd")
	if err != nil {
		t.Fatal(err)
	}
	if c.Default() != "other" || c.DefaultRemote != "local" {
		t.Error(c.Default(), c.DefaultRemote)
	}
	if err := c.Add(t.Context(), "x", config.Remote{Addr: "https://x"}); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "config.yml"))
	if err != nil || strings.Contains(string(data), "other") {
		t.Errorf("%s %v", data, err)
	}
}

func TestEitherFamilysDirectoryIsFound(t *testing.T) {
	home := t.TempDir()
	for _, name := range []string{"LXD_CONF", "INCUS_CONF", "XDG_CONFIG_HOME", "LXD_GLOBAL_CONF", "INCUS_GLOBAL_CONF"} {
		t.Setenv(name, "")
	}
	t.Setenv("HOME", home)
	incus := filepath.Join(home, ".config", "incus")
	if err := os.MkdirAll(incus, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(incus, "config.yml"), []byte("default-remote: i\nremotes:\n  i:\n    addr: https://a,https://b\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := config.Load("lxd")
	if err != nil || c.ConfigDir != incus || len(c.Remotes["i"].URLs()) != 2 {
		t.Errorf("%+v %v", c, err)
	}
	lxc := filepath.Join(home, ".config", "lxc")
	if err := os.MkdirAll(lxc, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(lxc, "config.yml"), []byte("remotes: {}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if c, err = config.Load("lxd"); err != nil || c.ConfigDir != lxc {
		t.Error(c.ConfigDir, err)
	}
	if c, err = config.Load("incus"); err != nil || c.ConfigDir != incus {
		t.Error(c.ConfigDir, err)
	}
}

func TestGlobalRemotesAreReadAndNotSaved(t *testing.T) {
	dir, global := t.TempDir(), t.TempDir()
	t.Setenv("LXD_CONF", dir)
	t.Setenv("LXD_GLOBAL_CONF", global)
	if err := os.WriteFile(filepath.Join(global, "config.yml"), []byte("remotes:\n  company:\n    addr: https://c\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := config.Load("lxd")
	if err != nil || !c.Remotes["company"].Global {
		t.Fatalf("%+v %v", c.Remotes, err)
	}
	if err := c.Add(t.Context(), "own", config.Remote{Addr: "https://o"}); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "config.yml"))
	if err != nil || strings.Contains(string(data), "company") {
		t.Errorf("%s %v", data, err)
	}
	if err := c.Remove(t.Context(), "company"); err == nil {
		t.Error("a system-wide remote was removed")
	}
}

func TestLocalSocketOrder(t *testing.T) {
	for _, name := range []string{"LXD_DIR", "LXD_SOCKET", "INCUS_DIR", "INCUS_SOCKET"} {
		t.Setenv(name, "")
	}
	c := config.NewConfig()
	t.Setenv("INCUS_SOCKET", "/incus.sock")
	if got := c.LocalSocket(); got != "/incus.sock" {
		t.Error(got)
	}
	t.Setenv("LXD_SOCKET", "/lxd.sock")
	if got := c.LocalSocket(); got != "/lxd.sock" {
		t.Error(got)
	}
	c.Family = "incus"
	if got := c.LocalSocket(); got != "/incus.sock" {
		t.Error(got)
	}
}
