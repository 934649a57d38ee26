package image_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestImport imports images from files.
func TestImport(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc image import $IMAGE --alias bb
| Image imported with fingerprint: $HASH
> POST /1.0/images [x-incus-filename: IMAGE] [x-incus-public: 0] [x-lxd-filename: IMAGE] [x-lxd-public: 0] (data)
> GET /1.0/images/aliases?recursion=1
> GET /1.0/operations/ID/wait?timeout=-1
> POST /1.0/images/aliases {"description":"","target":"$HASH","name":"bb"}
$ lxc image import $IMAGE
! Error: Image with same fingerprint already exists
= 5
> POST /1.0/images [x-incus-filename: IMAGE] [x-incus-public: 0] [x-lxd-filename: IMAGE] [x-lxd-public: 0] (data)
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc image import $IMAGE --alias bb --reuse
! Error: Image with same fingerprint already exists
= 5
> POST /1.0/images [x-incus-filename: IMAGE] [x-incus-public: 0] [x-lxd-filename: IMAGE] [x-lxd-public: 0] (data)
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc image import $DIR/nosuch.tar.gz
! Error: stat $DIR/nosuch.tar.gz: no such file or directory
= 1
$ lxc image import $IMAGE os=Other --public
! Error: Image with same fingerprint already exists
= 5
> POST /1.0/images [x-incus-filename: IMAGE] [x-incus-properties: os=Other] [x-incus-public: 1] [x-lxd-filename: IMAGE] [x-lxd-properties: os=Other] [x-lxd-public: 1] (data)
> GET /1.0/operations/ID/wait?timeout=-1
file bad
< no image
$ lxc image import $DIR/bad
! Error: Metadata file not found in image
= 1
> POST /1.0/images [x-incus-filename: bad] [x-incus-public: 0] [x-lxd-filename: bad] [x-lxd-public: 0] "no image\n"
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc image import
| (help)
answer POST /1.0/images 403 not authorized
$ lxc image import $IMAGE
! Error: not authorized
= 4
> POST /1.0/images [x-incus-filename: IMAGE] [x-incus-public: 0] [x-lxd-filename: IMAGE] [x-lxd-public: 0] (data)
`)
}

// TestImportMore covers URLs, split images, remotes between properties, and aliases that are in use.
func TestImportMore(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
file meta
< metadata
file rootfs
< root file system
file tiny
answer POST /1.0/images 202 {"metadata":{"fingerprint":"f00d"}}
$ lxc image import https://example.com/img
| Image imported with fingerprint: f00d
> POST /1.0/images {"auto_update":false,"properties":{},"public":false,"expires_at":"0001-01-01T00:00:00Z","profiles":null,"source":{"alias":"","certificate":"","protocol":"","server":"","mode":"pull","type":"url","url":"https://example.com/img"}}
$ lxc image import http://example.com/img
! Error: servers download images only over https
= 2
answer POST /1.0/images 202 {"metadata":{"fingerprint":"f00d"}}
$ lxc image import $DIR/meta $DIR/rootfs two: os=Test
| Image imported with fingerprint: f00d
> two: POST /1.0/images [x-incus-filename: meta] [x-incus-properties: os=Test] [x-incus-public: 0] [x-lxd-filename: meta] [x-lxd-properties: os=Test] [x-lxd-public: 0] (data)
answer two: POST /1.0/images 202 {"metadata":{"fingerprint":"f00d"}}
$ lxc image import $DIR/meta os=Test two: release=1 --alias new --alias newer
! Error: Failed to create alias new: Image not found
= 3
> two: POST /1.0/images [x-incus-filename: meta] [x-incus-properties: os=Test&release=1] [x-incus-public: 0] [x-lxd-filename: meta] [x-lxd-properties: os=Test&release=1] [x-lxd-public: 0] "metadata\n"
> two: GET /1.0/images/aliases?recursion=1
> two: POST /1.0/images/aliases {"description":"","target":"f00d","name":"new"}
$ lxc image import $DIR/meta $DIR/tiny
! Error: $DIR/tiny: unexpected EOF
= 1
$ lxc image import $DIR/meta $DIR/nosuch
! Error: open $DIR/nosuch: no such file or directory
= 1
$ lxc image import $DIR/nosuch
! Error: stat $DIR/nosuch: no such file or directory
= 1
$ lxc image import $DIR/meta os
! Error: open os: no such file or directory
= 1
$ lxc image import $DIR/meta nowhere:
! Error: remote "nowhere" does not exist
= 3
given image import $IMAGE --alias taken
answer POST /1.0/images 202 {"metadata":{"fingerprint":"f00d"}}
answer POST /1.0/images/aliases 200 {}
$ lxc image import $DIR/meta --alias taken --reuse
| Image imported with fingerprint: f00d
> POST /1.0/images [x-incus-filename: meta] [x-incus-public: 0] [x-lxd-filename: meta] [x-lxd-public: 0] "metadata\n"
> GET /1.0/images/aliases?recursion=1
> DELETE /1.0/images/$HASH
> GET /1.0/images/aliases?recursion=1
> GET /1.0/operations/ID/wait?timeout=-1
> POST /1.0/images/aliases {"description":"","target":"f00d","name":"taken"}
answer POST /1.0/images 202 {"metadata":{"fingerprint":"f00d"}}
$ lxc image import $DIR/meta --alias taken
! Error: Failed to create alias taken: Image not found
= 3
> POST /1.0/images [x-incus-filename: meta] [x-incus-public: 0] [x-lxd-filename: meta] [x-lxd-public: 0] "metadata\n"
> GET /1.0/images/aliases?recursion=1
> POST /1.0/images/aliases {"description":"","target":"f00d","name":"taken"}
answer POST /1.0/images 202 {"status_code":400,"status":"Failure","err":"Image is invalid"}
$ lxc image import $DIR/meta
! Error: Image is invalid
= 1
> POST /1.0/images [x-incus-filename: meta] [x-incus-public: 0] [x-lxd-filename: meta] [x-lxd-public: 0] "metadata\n"
answer POST /1.0/images 403 not authorized
$ lxc image import $DIR/meta
! Error: not authorized
= 4
> POST /1.0/images [x-incus-filename: meta] [x-incus-public: 0] [x-lxd-filename: meta] [x-lxd-public: 0] "metadata\n"
$ lxc image import
| (help)
`)
}
