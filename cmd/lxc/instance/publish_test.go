package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestPublish creates images from instances and snapshots.
func TestPublish(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given image import $IMAGE --alias bb
given init bb c1
given snapshot c1 s0
given init bb run
given start run
$ lxc publish run
! Error: the instance is running: stop it first, or use --force
= 1
> GET /1.0/instances/run
$ lxc publish nosuch
! Error: Instance not found
= 3
> GET /1.0/instances/nosuch
$ lxc publish c1/nosuch
! Error: Instance snapshot not found
= 3
> POST /1.0/images {"auto_update":false,"properties":null,"public":false,"expires_at":"0001-01-01T00:00:00Z","profiles":null,"source":{"alias":"","certificate":"","protocol":"","server":"","type":"snapshot","name":"c1/nosuch"}}
$ lxc publish c1 two: --alias x
! Error: the source server does not listen on the network: use mode relay
= 1
> GET /1.0/instances/c1
> POST /1.0/images {"auto_update":false,"properties":null,"public":false,"expires_at":"0001-01-01T00:00:00Z","profiles":null,"source":{"alias":"","certificate":"","protocol":"","server":"","type":"instance","name":"c1"}}
> GET /1.0/images/SHA256
> GET /1.0/operations/ID/wait?timeout=-1
answer POST /1.0/images 403 not authorized
$ lxc publish c1 --alias pub description=words --public --compression none --expire nosuch
! Error: invalid date "nosuch": use 2027-01-31, DATE, or a duration such as 36h or 2w 3d
= 2
file another
< another image than before
given file push $DIR/another c1/etc/another
$ lxc publish c1 --alias bb
| Instance published with fingerprint: SHA256
> GET /1.0/instances/c1
> POST /1.0/images {"auto_update":false,"properties":null,"public":false,"expires_at":"0001-01-01T00:00:00Z","profiles":null,"source":{"alias":"","certificate":"","protocol":"","server":"","type":"instance","name":"c1"}}
> GET /1.0/images/aliases?recursion=1
> GET /1.0/operations/ID/wait?timeout=-1
> PUT /1.0/images/aliases/bb {"description":"","target":"SHA256"}
$ lxc publish c1 words
! Error: invalid value "words": use key=value
= 2
$ lxc publish
| (help)
`)
}

// TestPublishMore covers stopping and restarting, and error cases.
func TestPublishMore(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given image import $IMAGE --alias bb
given init bb run
given start run
$ lxc publish run --force --alias pub --public --expire 2099-01-02
| Instance published with fingerprint: SHA256
> GET /1.0/instances/run
> PUT /1.0/instances/run/state {"action":"stop","timeout":-1,"force":true,"stateful":false}
> GET /1.0/operations/ID/wait?timeout=-1
> POST /1.0/images {"auto_update":false,"properties":null,"public":true,"expires_at":"DATE","profiles":null,"source":{"alias":"","certificate":"","protocol":"","server":"","type":"instance","name":"run"}}
> GET /1.0/images/aliases?recursion=1
> GET /1.0/operations/ID/wait?timeout=-1
> POST /1.0/images/aliases {"description":"","target":"SHA256","name":"pub"}
> PUT /1.0/instances/run/state {"action":"start","timeout":-1,"force":true,"stateful":false}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc publish run/nosuch --force
! Error: Instance snapshot not found
= 3
> POST /1.0/images {"auto_update":false,"properties":null,"public":false,"expires_at":"0001-01-01T00:00:00Z","profiles":null,"source":{"alias":"","certificate":"","protocol":"","server":"","type":"snapshot","name":"run/nosuch"}}
given stop run
answer POST /1.0/images 202 {"status_code":400,"status":"Failure","err":"tar failed"}
$ lxc publish run --compression zstd
! Error: tar failed
= 1
> GET /1.0/instances/run
> POST /1.0/images {"auto_update":false,"properties":null,"public":false,"expires_at":"0001-01-01T00:00:00Z","profiles":null,"source":{"alias":"","certificate":"","protocol":"","server":"","type":"instance","name":"run"},"compression_algorithm":"zstd"}
$ lxc publish run --format split
! Error: the server (lxd 5.0.2) lacks the API extension "instance_publish_split"
= 6
$ lxc publish run --format nosuch
! Error: unknown image format "nosuch" (must be one of: unified, split)
= 2
answer POST /1.0/images 403 not authorized
$ lxc publish run --alias new os=Linux release="1 2"
! Error: not authorized
= 4
> GET /1.0/instances/run
> POST /1.0/images {"auto_update":false,"properties":{"os":"Linux","release":"1 2"},"public":false,"expires_at":"0001-01-01T00:00:00Z","profiles":null,"source":{"alias":"","certificate":"","protocol":"","server":"","type":"instance","name":"run"}}
$ lxc publish run two: extra=1 words
! Error: invalid value "words": use key=value
= 2
`)
}
