package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestImport creates instances from backup files.
func TestImport(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
file bad.tar.gz
< this is no backup
$ lxc import $DIR/nosuch.tar.gz
! Error: open $DIR/nosuch.tar.gz: no such file or directory
= 1
answer POST /1.0/instances 400 Backup file is invalid
$ lxc import $DIR/bad.tar.gz
! Error: the server (lxd 5.0.2) lacks the API extension "container_backup"
= 6
answer POST /1.0/instances 409 Instance "c9" already exists
$ lxc import $DIR/bad.tar.gz c9 -s default
! Error: the server (lxd 5.0.2) lacks the API extension "backup_override_name"
= 6
$ lxc import
| (help)
`)
}

// TestImportSends checks that the file is streamed, along with the values that override it.
func TestImportSends(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Extra: []string{"container_backup", "backup_override_name", "container_backup_override_pool", "import_instance_devices"}}, `
file b.tar
< archive
answer POST /1.0/instances 202 {}
$ lxc import $DIR/b.tar
> POST /1.0/instances "archive\n"
answer POST /1.0/instances 202 {}
$ lxc import local: $DIR/b.tar c2 --storage fast
> POST /1.0/instances [x-incus-name: c2] [x-incus-pool: fast] [x-lxd-name: c2] [x-lxd-pool: fast] "archive\n"
answer POST /1.0/instances 202 {}
$ lxc import $DIR/b.tar c3 -d root,size=10GiB -d root,pool=fast -d eth0,name=lan
> POST /1.0/instances [x-incus-devices: eth0=name%3Dlan&root=pool%3Dfast&root=size%3D10GiB] [x-incus-name: c3] [x-lxd-devices: eth0=name%3Dlan&root=pool%3Dfast&root=size%3D10GiB] [x-lxd-name: c3] "archive\n"
$ lxc import $DIR/b.tar -d root
! Error: invalid value "root": use device,key=value
= 2
$ lxc import $DIR/b.tar -d root,size
! Error: invalid value "root,size": use device,key=value
= 2
$ lxc import $DIR/b.tar -c limits.cpu=2
! Error: the server (lxd 5.0.2) lacks the API extension "backup_override_config"
= 6
$ lxc import $DIR/b.tar -c limits.cpu
! Error: invalid value "limits.cpu": use key=value
= 2
answer POST /1.0/instances 202 {"status_code":400,"status":"Failure","err":"Backup is missing its index"}
$ lxc import $DIR/b.tar
! Error: Backup is missing its index
= 1
> POST /1.0/instances "archive\n"
answer POST /1.0/instances 409 Instance "c1" already exists
$ lxc import $DIR/b.tar
! Error: Instance "c1" already exists
= 5
> POST /1.0/instances "archive\n"
answer POST /1.0/instances 202 {}
$ lxc import - c4
< from standard input
> POST /1.0/instances [x-incus-name: c4] [x-lxd-name: c4] "from standard input\n"
$ lxc import $DIR
! Error: $DIR is not a file
= 2
$ lxc import nowhere: $DIR/b.tar
! Error: remote "nowhere" does not exist
= 3
$ lxc import $DIR/b.tar c1 c2
! Error: unexpected argument "c2"
= 2
`)
}

// TestImportIncus checks that keys and devices are sent in headers.
func TestImportIncus(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Family: "incus", Extra: []string{"container_backup", "backup_override_name", "container_backup_override_pool", "backup_override_config"}}, `
file b.tar
< archive
answer POST /1.0/instances 202 {}
$ lxc import $DIR/b.tar c3 -d root,size=10GiB -d eth0,name=lan -c limits.cpu=2 -c user.a="b c"
> POST /1.0/instances [x-incus-config: limits.cpu=2 user.a=b c] [x-incus-devices: eth0,name=lan root,size=10GiB] [x-incus-name: c3] [x-lxd-config: limits.cpu=2 user.a=b c] [x-lxd-devices: eth0,name=lan root,size=10GiB] [x-lxd-name: c3] "archive\n"
`)
}
