package image_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestProperties are read, set and removed.
func TestProperties(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given image import $IMAGE --alias bb
$ lxc image set-property bb os Other
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH x2
> PUT /1.0/images/$HASH [if-match] {"auto_update":false,"properties":{"description":"A test","os":"Other"},"public":false,"expires_at":"1970-01-01T00:00:00Z","profiles":["default"]}
$ lxc image set-property bb a=1 b=2
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH x2
> PUT /1.0/images/$HASH [if-match] {"auto_update":false,"properties":{"a":"1","b":"2","description":"A test","os":"Other"},"public":false,"expires_at":"1970-01-01T00:00:00Z","profiles":["default"]}
$ lxc image get-property bb os
| Other
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
$ lxc image get-property bb nosuch
! Error: property "nosuch" not found
= 3
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
$ lxc image unset-property bb os
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH x2
> PUT /1.0/images/$HASH [if-match] {"auto_update":false,"properties":{"a":"1","b":"2","description":"A test"},"public":false,"expires_at":"1970-01-01T00:00:00Z","profiles":["default"]}
$ lxc image unset-property bb os
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH x2
> PUT /1.0/images/$HASH [if-match] {"auto_update":false,"properties":{"a":"1","b":"2","description":"A test"},"public":false,"expires_at":"1970-01-01T00:00:00Z","profiles":["default"]}
$ lxc image set-property nosuch a=1
! Error: Image not found
= 3
> GET /1.0/images/aliases/nosuch
> GET /1.0/images/nosuch
$ lxc image set-property bb
! Error: missing argument: <key>=<value>
= 2
$ lxc image show bb
| auto_update: false
| properties:
|   a: "1"
|   b: "2"
|   description: A test
| public: false
| expires_at: 1970-01-01T00:00:00Z
| profiles:
| - default
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
$ lxc image show nosuch
! Error: Image not found
= 3
> GET /1.0/images/aliases/nosuch
> GET /1.0/images/nosuch
$ lxc image show bb --vm
! Error: Image not found
= 3
> GET /1.0/images/aliases/bb
> GET /1.0/images/bb
`)
}
