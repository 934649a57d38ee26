package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestExport covers backups of instances.
func TestExport(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
answer POST /1.0/instances/c1/backups 403 not authorized
$ lxc export c1 $DIR/c1.tar.gz
! Error: instance "c1" on remote "local": Create instance backup: the server (lxd 5.0.2) lacks the API extension "container_backup"
= 6
$ lxc export nosuch $DIR/x.tar.gz
! Error: instance "nosuch" on remote "local": Create instance backup: the server (lxd 5.0.2) lacks the API extension "container_backup"
= 6
$ lxc export
| (help)
`)
}

// TestExportSaves checks that the backup is written to a file or to standard output, and deleted on the server.
func TestExportSaves(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Extra: []string{"container_backup", "backup_compression_algorithm"}}, `
given init --empty c1
file made
< archive
answer POST /1.0/instances/c1/backups 202 {"resources":{"backups":["/1.0/instances/c1/backups/b0"]}}
answer GET /1.0/instances/c1/backups/b0/export 200 @$DIR/made
answer DELETE /1.0/instances/c1/backups/b0 202 {}
$ lxc export c1 $DIR/c1.tar.gz --instance-only --optimized-storage --compression none
| Exported to $DIR/c1.tar.gz
> POST /1.0/instances/c1/backups {"name":"","expires_at":"DATE","instance_only":true,"container_only":true,"optimized_storage":true,"compression_algorithm":"none"}
> GET /1.0/instances/c1/backups/b0/export
> DELETE /1.0/instances/c1/backups/b0
cat c1.tar.gz
| archive
answer POST /1.0/instances/c1/backups 202 {"resources":{"backups":["/1.0/instances/c1/backups/b0"]}}
answer GET /1.0/instances/c1/backups/b0/export 200 @$DIR/made
answer DELETE /1.0/instances/c1/backups/b0 202 {}
$ lxc export c1 -
| archive
> POST /1.0/instances/c1/backups {"name":"","expires_at":"DATE"}
> GET /1.0/instances/c1/backups/b0/export
> DELETE /1.0/instances/c1/backups/b0
# A file of that name stays with --no-clobber, before any request.
$ lxc export c1 $DIR/c1.tar.gz --no-clobber
! Error: $DIR/c1.tar.gz already exists (not replaced because of --no-clobber)
= 5
answer POST /1.0/instances/c1/backups 202 {"resources":{"backups":["/1.0/instances/c1/backups/b0"]}}
answer GET /1.0/instances/c1/backups/b0/export 200 @$DIR/made
answer DELETE /1.0/instances/c1/backups/b0 202 {}
$ lxc export c1 $DIR/new.tar.gz --no-clobber -q
> POST /1.0/instances/c1/backups {"name":"","expires_at":"DATE"}
> GET /1.0/instances/c1/backups/b0/export
> DELETE /1.0/instances/c1/backups/b0
# The backup goes after a failure, too, and nothing is written.
answer POST /1.0/instances/c1/backups 202 {"resources":{"backups":["/1.0/instances/c1/backups/b0"]}}
answer GET /1.0/instances/c1/backups/b0/export 500 disk is gone
answer DELETE /1.0/instances/c1/backups/b0 202 {}
$ lxc export c1 $DIR/none.tar.gz
! Error: disk is gone
= 1
> POST /1.0/instances/c1/backups {"name":"","expires_at":"DATE"}
> GET /1.0/instances/c1/backups/b0/export
> DELETE /1.0/instances/c1/backups/b0
answer POST /1.0/instances/c1/backups 202 {"status_code":400,"status":"Failure","err":"no space left on device"}
$ lxc export c1 $DIR/none.tar.gz
! Error: no space left on device
= 1
> POST /1.0/instances/c1/backups {"name":"","expires_at":"DATE"}
answer POST /1.0/instances/c1/backups 202 {"resources":{"backups":["/1.0/instances/c1/backups/b0"]}}
answer GET /1.0/instances/c1/backups/b0/export 200 @$DIR/made
answer DELETE /1.0/instances/c1/backups/b0 403 not authorized
$ lxc export c1 $DIR/kept.tar.gz
| Exported to $DIR/kept.tar.gz
! Warning: could not delete the backup b0 on the server (it expires after a day): not authorized
> POST /1.0/instances/c1/backups {"name":"","expires_at":"DATE"}
> GET /1.0/instances/c1/backups/b0/export
> DELETE /1.0/instances/c1/backups/b0
answer POST /1.0/instances/c1/backups 403 not authorized
$ lxc export c1 $DIR/none.tar.gz
! Error: Create instance backup: not authorized
= 4
> POST /1.0/instances/c1/backups {"name":"","expires_at":"DATE"}
$ lxc export nosuch $DIR/none.tar.gz
! Error: Create instance backup: Instance not found
= 3
> POST /1.0/instances/nosuch/backups {"name":"","expires_at":"DATE"}
$ lxc export c1 $DIR/nosuch/none.tar.gz --export-version 1
! Error: instance "c1" on remote "local": Create instance backup: the server (lxd 5.0.2) lacks the API extension "backup_metadata_version"
= 6
answer POST /1.0/instances/c1/backups 202 {"resources":{"backups":["/1.0/instances/c1/backups/b0"]}}
answer GET /1.0/instances/c1/backups/b0/export 200 @$DIR/made
answer DELETE /1.0/instances/c1/backups/b0 202 {}
$ lxc export c1 $DIR/nosuch/none.tar.gz
! Error: instance "c1" on remote "local": open $DIR/nosuch/none.tar.gz: no such file or directory
= 1
> POST /1.0/instances/c1/backups {"name":"","expires_at":"DATE"}
> GET /1.0/instances/c1/backups/b0/export
> DELETE /1.0/instances/c1/backups/b0
$ lxc export c1 $DIR/a b c
! Error: unexpected argument "b"
= 2
`)
}
