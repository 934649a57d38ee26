package image_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestInfo prints an image by alias or fingerprint.
func TestInfo(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given image import $IMAGE --alias bb
$ lxc image info bb
| Fingerprint: $HASH
| Size: 0.00MB
| Architecture: x86_64
| Type: container
| Public: no
| Timestamps:
|     Created: DATE
|     Uploaded: DATE
|     Expires: never
|     Last used: never
| Properties:
|     description: A test
|     os: Test
| Aliases:
|     - bb
| Cached: no
| Auto update: disabled
| Profiles:
|     - default
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
$ lxc image info $HASH
| Fingerprint: $HASH
| Size: 0.00MB
| Architecture: x86_64
| Type: container
| Public: no
| Timestamps:
|     Created: DATE
|     Uploaded: DATE
|     Expires: never
|     Last used: never
| Properties:
|     description: A test
|     os: Test
| Aliases:
|     - bb
| Cached: no
| Auto update: disabled
| Profiles:
|     - default
> GET /1.0/images/aliases/$HASH
> GET /1.0/images/$HASH
$ lxc image info df9f
| Fingerprint: $HASH
| Size: 0.00MB
| Architecture: x86_64
| Type: container
| Public: no
| Timestamps:
|     Created: DATE
|     Uploaded: DATE
|     Expires: never
|     Last used: never
| Properties:
|     description: A test
|     os: Test
| Aliases:
|     - bb
| Cached: no
| Auto update: disabled
| Profiles:
|     - default
> GET /1.0/images/aliases/df9f
> GET /1.0/images/df9f
$ lxc image show bb
| auto_update: false
| properties:
|   description: A test
|   os: Test
| public: false
| expires_at: 1970-01-01T00:00:00Z
| profiles:
| - default
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
$ lxc image info nosuch
! Error: Image not found
= 3
> GET /1.0/images/aliases/nosuch
> GET /1.0/images/nosuch
$ lxc image show nosuch
! Error: Image not found
= 3
> GET /1.0/images/aliases/nosuch
> GET /1.0/images/nosuch
$ lxc image get-property bb os
| Test
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
$ lxc image get-property bb nosuch
! Error: property "nosuch" not found
= 3
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
$ lxc image set-property bb os Other
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH x2
> PUT /1.0/images/$HASH [if-match] {"auto_update":false,"properties":{"description":"A test","os":"Other"},"public":false,"expires_at":"1970-01-01T00:00:00Z","profiles":["default"]}
$ lxc image unset-property bb os
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH x2
> PUT /1.0/images/$HASH [if-match] {"auto_update":false,"properties":{"description":"A test"},"public":false,"expires_at":"1970-01-01T00:00:00Z","profiles":["default"]}
$ lxc image unset-property bb os
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH x2
> PUT /1.0/images/$HASH [if-match] {"auto_update":false,"properties":{"description":"A test"},"public":false,"expires_at":"1970-01-01T00:00:00Z","profiles":["default"]}
$ lxc image set-property nosuch os Other
! Error: Image not found
= 3
> GET /1.0/images/aliases/nosuch
> GET /1.0/images/nosuch
$ lxc image info
| (help)
`)
}
