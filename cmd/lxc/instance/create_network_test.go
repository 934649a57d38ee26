package instance_test

import (
	"strings"
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestNoNetworkIsTold: a person hears that a new instance has no network; a script does not, and neither does who has one.
func TestNoNetworkIsTold(t *testing.T) {
	t.Parallel()
	env := clitest.New(t, root.New, minilxd.Options{})
	p := env.OnTerminal(t, "init", "--empty", "c1")
	p.Sees("To attach one: lxc network attach <network> c1")
	if r := p.Ends(); r != 0 {
		t.Error(r)
	}
	if r := env.Run("", "init", "--empty", "c2"); r.Code != 0 || r.ErrOut != "" {
		t.Error(r)
	}
	env.Must("profile", "device", "add", "default", "eth0", "nic", "nictype=macvlan", "parent=lo")
	p = env.OnTerminal(t, "init", "--empty", "c3")
	if r := p.Ends(); r != 0 || strings.Contains(p.Screen(), "network") {
		t.Error(r, p.Screen())
	}
	p = env.OnTerminal(t, "init", "--empty", "c4", "--quiet")
	if r := p.Ends(); r != 0 || strings.Contains(p.Screen(), "network") {
		t.Error(r, p.Screen())
	}
}
