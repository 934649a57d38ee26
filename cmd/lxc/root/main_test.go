package root_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
)

func TestMain(m *testing.M) { clitest.Main(m, root.New) }
