package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestInit creates instances from images, profiles and keys.
func TestInit(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given image import $IMAGE --alias bb
given profile create p1
$ lxc init bb c1
| Creating c1
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> POST /1.0/instances {"architecture":"","config":{},"devices":{},"ephemeral":false,"profiles":null,"stateful":false,"description":"","name":"c1","source":{"type":"image","fingerprint":"$HASH"},"type":"container"}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc init bb c2 -p default -p p1 -c user.k=v -d root,size=1GiB -e
| Creating c2
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> GET /1.0/profiles/default
> GET /1.0/profiles/p1
> POST /1.0/instances {"architecture":"","config":{"user.k":"v"},"devices":{"root":{"path":"/","pool":"default","size":"1GiB","type":"disk"}},"ephemeral":true,"profiles":["default","p1"],"stateful":false,"description":"","name":"c2","source":{"type":"image","fingerprint":"$HASH"},"type":"container"}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc init bb c3 --no-profiles -s default
| Creating c3
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> GET /1.0/storage-pools/default
> POST /1.0/instances {"architecture":"","config":{},"devices":{"root":{"path":"/","pool":"default","type":"disk"}},"ephemeral":false,"profiles":[],"stateful":false,"description":"","name":"c3","source":{"type":"image","fingerprint":"$HASH"},"type":"container"}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc init bb c1
| Creating c1
! Error: Instance "c1" already exists
= 5
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> POST /1.0/instances {"architecture":"","config":{},"devices":{},"ephemeral":false,"profiles":null,"stateful":false,"description":"","name":"c1","source":{"type":"image","fingerprint":"$HASH"},"type":"container"}
$ lxc init nosuch c4
| Creating c4
! Error: Image not found
= 3
> GET /1.0/images/aliases/nosuch
> GET /1.0/images/nosuch
$ lxc init --empty c5
| Creating c5
> POST /1.0/instances {"architecture":"","config":{},"devices":{},"ephemeral":false,"profiles":null,"stateful":false,"description":"","name":"c5","source":{"type":"none"}}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc init --empty c6 --vm
| Creating c6
> POST /1.0/instances {"architecture":"","config":{},"devices":{},"ephemeral":false,"profiles":null,"stateful":false,"description":"","name":"c6","source":{"type":"none"},"type":"virtual-machine"}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc init bb c7 -t c1-m1
| Creating c7
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> POST /1.0/instances {"architecture":"","config":{},"devices":{},"ephemeral":false,"profiles":null,"stateful":false,"description":"","name":"c7","source":{"type":"image","fingerprint":"$HASH"},"instance_type":"c1-m1","type":"container"}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc init bb c8 -n nosuch
| Creating c8
! Error: Failed loading network "nosuch": not found: nosuch
= 3
> GET /1.0/networks/nosuch
$ lxc init bb c9 -p nosuch
| Creating c9
! Error: Requested profile "nosuch" doesn't exist
= 1
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> POST /1.0/instances {"architecture":"","config":{},"devices":{},"ephemeral":false,"profiles":["nosuch"],"stateful":false,"description":"","name":"c9","source":{"type":"image","fingerprint":"$HASH"},"type":"container"}
$ lxc init bb c10 -d root
| Creating c10
! Error: invalid device "root": use name,key=value
= 2
$ lxc init bb c11 -c user.k
| Creating c11
! Error: invalid value "user.k": use key=value
= 2
$ lxc init bb c12
< config:
<   user.from: stdin
< description: from a file
| Creating c12
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> POST /1.0/instances {"architecture":"","config":{"user.from":"stdin"},"devices":{},"ephemeral":false,"profiles":null,"stateful":false,"description":"from a file","name":"c12","source":{"type":"image","fingerprint":"$HASH"},"type":"container"}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc config get c12 user.from
| stdin
> GET /1.0/instances/c12
$ lxc init bb c13 -q
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> POST /1.0/instances {"architecture":"","config":{},"devices":{},"ephemeral":false,"profiles":null,"stateful":false,"description":"","name":"c13","source":{"type":"image","fingerprint":"$HASH"},"type":"container"}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc init bb c14 --project nosuch
| Creating c14
! Error: Project not found
= 3
> GET /1.0/images/aliases/bb?project=nosuch
> GET /1.0/images/bb?project=nosuch
answer POST /1.0/instances 403 not authorized
$ lxc init bb c15
| Creating c15
! Error: not authorized
= 4
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> POST /1.0/instances {"architecture":"","config":{},"devices":{},"ephemeral":false,"profiles":null,"stateful":false,"description":"","name":"c15","source":{"type":"image","fingerprint":"$HASH"},"type":"container"}
`)
}

// TestInitMore covers environment files, networks, pools and members.
func TestInitMore(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Extra: []string{"instance_nic_network"}}, `
given image import $IMAGE --alias bb
given network create lan
given profile create p1
file env
< # a comment
< A=1
<
<   B=two words=3
file badenv
< A=1
< nonsense
$ lxc init bb c1 --environment-file $DIR/env --description words --target m1
| Creating c1
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> POST /1.0/instances?target=m1 {"architecture":"","config":{"environment.A":"1","environment.B":"two words=3"},"devices":{},"ephemeral":false,"profiles":null,"stateful":false,"description":"words","name":"c1","source":{"type":"image","fingerprint":"$HASH"},"type":"container"}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc init bb c2 --environment-file $DIR/badenv
| Creating c2
! Error: $DIR/badenv, line 2: expected KEY=value
= 2
$ lxc init bb c2 --environment-file $DIR/nosuch
| Creating c2
! Error: open $DIR/nosuch: no such file or directory
= 1
$ lxc init bb c2 -n lan
| Creating c2
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> GET /1.0/networks/lan
> POST /1.0/instances {"architecture":"","config":{},"devices":{"eth0":{"name":"eth0","network":"lan","type":"nic"}},"ephemeral":false,"profiles":null,"stateful":false,"description":"","name":"c2","source":{"type":"image","fingerprint":"$HASH"},"type":"container"}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc init --empty c3 -s nosuch
| Creating c3
! Error: Failed loading storage pool "nosuch": not found: nosuch
= 3
> GET /1.0/profiles/default
> GET /1.0/storage-pools/nosuch
answer GET /1.0/networks/br0 200 {"name":"br0","type":"bridge","managed":false}
$ lxc init --empty c3 --network br0 --storage default
| Creating c3
> GET /1.0/networks/br0
> GET /1.0/profiles/default
> GET /1.0/storage-pools/default
> POST /1.0/instances {"architecture":"","config":{},"devices":{"eth0":{"name":"eth0","nictype":"bridged","parent":"br0","type":"nic"},"root":{"path":"/","pool":"default","type":"disk"}},"ephemeral":false,"profiles":null,"stateful":false,"description":"","name":"c3","source":{"type":"none"}}
> GET /1.0/operations/ID/wait?timeout=-1
answer GET /1.0/networks/eth0 200 {"name":"eth0","type":"physical","managed":false}
$ lxc init --empty c4 -n eth0 -p p1 -d eth0,mtu=1400
| Creating c4
> GET /1.0/networks/eth0
> GET /1.0/profiles/p1
> POST /1.0/instances {"architecture":"","config":{},"devices":{"eth0":{"name":"eth0","nictype":"macvlan","parent":"eth0","type":"nic"}},"ephemeral":false,"profiles":["p1"],"stateful":false,"description":"","name":"c4","source":{"type":"none"}}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc init bb c5 --vm
| Creating c5
! Error: Image not found
= 3
> GET /1.0/images/aliases/bb
> GET /1.0/images/bb
$ lxc init bb c6 --empty
! Error: unexpected argument "c6"
= 2
$ lxc init --empty
| Creating the instance
| Instance name is: able-NAME
> POST /1.0/instances {"architecture":"","config":{},"devices":{},"ephemeral":false,"profiles":null,"stateful":false,"description":"","name":"","source":{"type":"none"}}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc init bb c7 c8
! Error: unexpected argument "c8"
= 2
$ lxc init bb c7 -p p1 --no-profiles
| Creating c7
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> POST /1.0/instances {"architecture":"","config":{},"devices":{},"ephemeral":false,"profiles":["p1"],"stateful":false,"description":"","name":"c7","source":{"type":"image","fingerprint":"$HASH"},"type":"container"}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc init bb nowhere:c7
! Error: remote "nowhere" does not exist
= 3
$ lxc init nowhere:bb c7
! Error: remote "nowhere" does not exist
= 3
$ lxc init bb c7 --target-project nosuch
| Creating c7
! Error: Project not found
= 3
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> POST /1.0/instances?project=nosuch {"architecture":"","config":{},"devices":{},"ephemeral":false,"profiles":null,"stateful":false,"description":"","name":"c7","source":{"type":"image","fingerprint":"$HASH"},"type":"container"}
$ lxc init bb c7
< config: [
! Error: invalid YAML: line 1: did not find expected node content
= 2
$ lxc init bb
| Creating the instance
| Instance name is: able-NAME
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> POST /1.0/instances {"architecture":"","config":{},"devices":{},"ephemeral":false,"profiles":null,"stateful":false,"description":"","name":"","source":{"type":"image","fingerprint":"$HASH"},"type":"container"}
> GET /1.0/operations/ID/wait?timeout=-1
answer POST /1.0/instances 202 {"status_code":400,"status":"Failure","err":"no space left on device"}
$ lxc init bb c9
| Creating c9
! Error: no space left on device
= 1
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> POST /1.0/instances {"architecture":"","config":{},"devices":{},"ephemeral":false,"profiles":null,"stateful":false,"description":"","name":"c9","source":{"type":"image","fingerprint":"$HASH"},"type":"container"}
$ lxc init $HASH c10
| Creating c10
> GET /1.0/images/aliases/$HASH
> GET /1.0/images/$HASH
> POST /1.0/instances {"architecture":"","config":{},"devices":{},"ephemeral":false,"profiles":null,"stateful":false,"description":"","name":"c10","source":{"type":"image","fingerprint":"$HASH"},"type":"container"}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc init nosuchhash0 c10
| Creating c10
! Error: Image not found
= 3
> GET /1.0/images/aliases/nosuchhash0
> GET /1.0/images/nosuchhash0
`)
}

// TestInitBetween uses an image of another server.
func TestInitBetween(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given image import $IMAGE two: --alias bb
$ lxc init two:bb c1
| Creating c1
> two: GET /1.0/images/aliases/bb
> two: GET /1.0/images/$HASH
> two: POST /1.0/images/$HASH/secret
> POST /1.0/instances {"architecture":"","config":{},"devices":{},"ephemeral":false,"profiles":null,"stateful":false,"description":"","name":"c1","source":{"type":"image","fingerprint":"$HASH","server":"$TWO","secret":"SECRET","protocol":"lxd","certificate":"CERTIFICATE","mode":"pull"},"type":"container"}
> GET /1.0/operations/ID/wait?timeout=-1
> two: GET /1.0/images/$HASH/export?secret=SECRET
$ lxc init two:nosuch c1
| Creating c1
! Error: Image not found
= 3
> two: GET /1.0/images/aliases/nosuch
> two: GET /1.0/images/nosuch
$ lxc init two: c1
| Creating c1
! Error: Image not found
= 3
> two: GET /1.0/images/aliases/default
> two: GET /1.0/images/default
$ lxc launch two:bb c1 --console
| Creating c1
! Error: Instance "c1" already exists
= 5
> two: GET /1.0/images/aliases/bb
> two: GET /1.0/images/$HASH
> two: POST /1.0/images/$HASH/secret
> POST /1.0/instances {"architecture":"","config":{},"devices":{},"ephemeral":false,"profiles":null,"stateful":false,"description":"","name":"c1","source":{"type":"image","fingerprint":"$HASH","server":"$TWO","secret":"SECRET","protocol":"lxd","certificate":"CERTIFICATE","mode":"pull"},"type":"container"}
$ lxc init bb c1
| Creating c1
! Error: Image not found
= 3
> GET /1.0/images/aliases/bb
> GET /1.0/images/bb
`)
}
