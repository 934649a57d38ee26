package root_test

import (
	"strings"
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestKindsOfErrorsInLanguages checks that the kind in an error for a program is the same word in every language, and that in
// one for a person it is translated.
func TestKindsOfErrorsInLanguages(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ words, kind, german string }{
		{"profile show nosuch", "profile", "Profil"},
		{"profile get nosuch key", "profile", "Profil"},
		{"network acl show nosuch", "network ACL", "Netzwerk-ACL"},
		{"storage bucket show default nosuch", "storage bucket", "Bucket"},
		{"storage volume show default nosuch", "storage volume", "Volume"},
		{"cluster group show nosuch", "cluster group", "Cluster-Gruppe"},
		{"operation show nosuch", "operation", "Vorgang"},
		{"info nosuch", "instance", "Instanz"},
	} {
		t.Run(c.words, func(t *testing.T) {
			t.Parallel()
			for _, language := range []string{"C", "de_DE.UTF-8", "ja_JP.UTF-8"} {
				env := clitest.New(t, root.New, minilxd.Options{})
				env.Environ = []string{"LC_ALL=" + language}
				p := env.Program(t, append(strings.Fields(c.words), "-o", "json")...)
				if code := p.Ends(); code != 3 || !strings.Contains(p.Screen(), `"kind":"`+c.kind+`","remote":"local"`) {
					t.Errorf("%s: exit code %d: %s", language, code, p.Screen())
				}
			}
			env := clitest.New(t, root.New, minilxd.Options{})
			env.Environ = []string{"LC_ALL=de_DE.UTF-8"}
			p := env.Program(t, strings.Fields(c.words)...)
			if code := p.Ends(); code != 3 || !strings.Contains(p.Screen(), c.german+` "`) {
				t.Errorf("exit code %d: %s", code, p.Screen())
			}
		})
	}
}
