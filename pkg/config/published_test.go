package config_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/lxdtest"
)

// TestServersWithoutContext: a program for another client finds the remotes of a user by the names that it knows.
func TestServersWithoutContext(t *testing.T) {
	t.Parallel()
	for family, server := range map[string]*lxdtest.Server{"lxd": lxdtest.NewServer(t), "incus": lxdtest.NewServer(t, lxdtest.Incus())} {
		dir := t.TempDir()
		file := filepath.Join(dir, "config.yml")
		text := "default-remote: mine\nremotes:\n  mine:\n    addr: unix:" + server.Socket() + "\n    project: default\n"
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		c, err := config.LoadConfig(file)
		if err != nil {
			t.Fatal(err)
		}
		srv, err := c.GetInstanceServer(c.DefaultRemote)
		if err != nil {
			t.Fatal(err)
		}
		if info, err := srv.GetConnectionInfo(); err != nil || info.Protocol != family || info.Project != "default" {
			t.Error(info, err)
		}
		containers, err := c.GetContainerServer("mine")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := containers.GetContainerNames(); err != nil {
			t.Error(err)
		}
		images, err := c.GetImageServer("mine")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := images.GetImageFingerprints(); err != nil {
			t.Error(err)
		}
		var unknown *config.UnknownRemoteError
		if _, err := c.GetInstanceServer("nosuch"); !errors.As(err, &unknown) || unknown.Remote != "nosuch" {
			t.Error(err)
		}
		c.Aliases = map[string]string{"ll": "list"}
		if err := c.SaveConfig(file); err != nil {
			t.Error(err)
		}
		if again, err := config.LoadConfig(file); err != nil || again.Aliases["ll"] != "list" || again.Remotes["mine"].Project != "default" {
			t.Error(again, err)
		}
	}
}
