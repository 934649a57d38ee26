package config_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/openlxc/lxc/pkg/config"
)

func TestRegistryCredentials(t *testing.T) {
	t.Parallel()
	helper := filepath.Join(t.TempDir(), "helper")
	script := "#!/bin/sh\nread -r host\n[ \"$1\" = get ] || exit 9\ncase $host in\n" +
		"r.example) echo '{\"ServerURL\":\"r.example\",\"Username\":\"ada\",\"Secret\":\"p w\"}' ;;\n" +
		"none.example) echo 'credentials not found in native keychain'; exit 1 ;;\n" +
		"*) echo broken >&2; exit 1 ;;\nesac\n"
	if err := os.WriteFile(helper, []byte(script), 0o700); err != nil { // executable
		t.Fatal(err)
	}
	remote := func(host string) config.Remote {
		return config.Remote{Addr: "https://" + host, Protocol: "oci", Extra: map[string]any{"credentials_helper": helper}}
	}
	for host, want := range map[string]string{"r.example": "https://ada:p%20w@r.example", "none.example": "https://none.example"} {
		if got, err := remote(host).RegistryURL(t.Context()); got != want || err != nil {
			t.Errorf("%s: %q %v", host, got, err)
		}
	}
	if _, err := remote("bad.example").RegistryURL(t.Context()); err == nil {
		t.Error("the failure of the helper was not told")
	}
	c := config.NewConfig()
	c.Remotes["reg"] = remote("r.example")
	if srv, err := c.ImageServer(t.Context(), "reg", "incus"); err != nil {
		t.Error(err)
	} else if info, err := srv.GetConnectionInfo(); err != nil || info.Protocol != "oci" {
		t.Errorf("%+v %v", info, err)
	}
}
