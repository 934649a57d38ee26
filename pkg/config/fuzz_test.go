package config_test

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/openlxc/lxc/pkg/config"
)

// FuzzConfig loads any config.yml: it is refused, or what is saved of it is loaded as the same.
func FuzzConfig(f *testing.F) {
	for _, text := range []string{
		"default-remote: local\nremotes:\n  x:\n    addr: https://192.0.2.1:8443\n    protocol: incus\n    auth_type: oidc\n    project: p\n    public: false\naliases:\n  ll: list -c n\n",
		"remotes: {a: {addr: unix://}, b: null}\n", "remotes: [x]\n", "aliases: {1: 2, true: x}\n", "defaults: {list_format: csv, depth: 3}\n",
		"a: &a {b: *a}\n", "remotes:\n  images: {addr: x}\n", "# The remote images was removed.\nremotes: {}\n", "default-remote: [x]\n", "", "\x00", "newer: {a: [1, yes]}\n",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		path := filepath.Join(t.TempDir(), "config.yml")
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		c, err := config.LoadConfig(path)
		if err != nil {
			return
		}
		if err := config.SaveConfig(c, path); err != nil {
			t.Fatal(err)
		}
		again, err := config.LoadConfig(path)
		if err != nil {
			saved, _ := os.ReadFile(path)
			t.Fatalf("%q was saved as %q: %v", text, saved, err)
		}
		if !reflect.DeepEqual(c.Aliases, again.Aliases) || c.DefaultRemote != again.DefaultRemote || len(c.Remotes) != len(again.Remotes) {
			t.Errorf("%q: %+v, then %+v", text, c, again)
		}
	})
}
