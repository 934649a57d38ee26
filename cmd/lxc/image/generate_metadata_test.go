package image_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestGenerateMetadata writes a metadata file from answers or flags.
func TestGenerateMetadata(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc image generate-metadata
| (help)
$ lxc image generate-metadata $DIR/metadata.yaml
cat metadata.yaml
| architecture: x86_64
| creation_date: NOW
| expiry_date: 0
| properties: {}
| templates: {}
$ lxc image generate-metadata $DIR/nosuch/metadata.yaml
! Error: open $DIR/nosuch/metadata.yaml: no such file or directory
= 1
`)
}
