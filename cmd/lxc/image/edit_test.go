package image_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestEdit covers YAML from standard input.
func TestEdit(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given image import $IMAGE --alias bb
$ lxc image edit bb
< public: true
< properties:
<   os: Edited
> GET /1.0/images/aliases/bb
> PUT /1.0/images/$HASH {"auto_update":false,"properties":{"os":"Edited"},"public":true,"expires_at":"0001-01-01T00:00:00Z","profiles":null}
$ lxc image get-property bb os
| Edited
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
$ lxc image edit bb
< [
! Error: image "bb" on remote "local": invalid YAML: line 1: did not find expected node content
= 1
> GET /1.0/images/aliases/bb
$ lxc image edit nosuch
< public: true
! Error: Image not found
= 3
> GET /1.0/images/aliases/nosuch
> PUT /1.0/images/nosuch {"auto_update":false,"properties":null,"public":true,"expires_at":"0001-01-01T00:00:00Z","profiles":null}
`)
}
