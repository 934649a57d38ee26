package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestSnapshotsGoBeforeTheirInstance: a snapshot that is named beside its instance is deleted first, wherever it stands.
func TestSnapshotsGoBeforeTheirInstance(t *testing.T) {
	t.Parallel()
	for range 20 { // they are deleted at once otherwise, and either may be gone before the other
		env := clitest.New(t, root.New, minilxd.Options{})
		for _, name := range []string{"c1", "c2"} {
			env.Must("init", "--empty", name)
		}
		for _, name := range []string{"s1", "s2", "s3"} {
			env.Must("snapshot", "c1", name)
		}
		env.Must("delete", "c1/s1", "c1", "c2", "c1/s2", "c1/s3")
		if out := env.Must("list", "-f", "csv", "-c", "n"); out != "" {
			t.Error(out)
		}
	}
}
