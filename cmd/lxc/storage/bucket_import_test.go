package storage_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestBucketImport imports a backup under the name of its file, or another name.
func TestBucketImport(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Extra: []string{"storage_bucket_backup"}}, `
file photos.tar.gz
< the backup
answer POST /1.0/storage-pools/default/buckets 202 {"id":"11111111-1111-4111-8111-111111111111","class":"task","status":"Success","status_code":200}
$ lxc storage bucket import default $DIR/photos.tar.gz
> POST /1.0/storage-pools/default/buckets [x-incus-name: photos] [x-lxd-name: photos] "the backup\n"
answer POST /1.0/storage-pools/default/buckets?target=m1 202 {"id":"11111111-1111-4111-8111-111111111111","class":"task","status":"Success","status_code":200}
$ lxc storage bucket import default $DIR/photos.tar.gz pictures --target m1
> POST /1.0/storage-pools/default/buckets?target=m1 [x-incus-name: pictures] [x-lxd-name: pictures] "the backup\n"
answer POST /1.0/storage-pools/default/buckets 202 {"id":"11111111-1111-4111-8111-111111111111","class":"task","status":"Failure","status_code":400,"err":"Bucket already exists"}
$ lxc storage bucket import default $DIR/photos.tar.gz
! Error: Bucket already exists
= 5
> POST /1.0/storage-pools/default/buckets [x-incus-name: photos] [x-lxd-name: photos] "the backup\n"
answer POST /1.0/storage-pools/default/buckets 403 not authorized
$ lxc storage bucket import default $DIR/photos.tar.gz
! Error: not authorized
= 4
> POST /1.0/storage-pools/default/buckets [x-incus-name: photos] [x-lxd-name: photos] "the backup\n"
$ lxc storage bucket import default
! Error: missing argument: <file>
= 2
$ lxc storage bucket import default $DIR/photos.tar.gz a b
! Error: unexpected argument "b"
= 2
`)
}

// TestBucketImportExtension names the extension that is missing.
func TestBucketImportExtension(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
file photos.tar.gz
< the backup
$ lxc storage bucket import default $DIR/photos.tar.gz
! Error: pool "default" on remote "local": the server (lxd 5.0.2) lacks the API extension "storage_bucket_backup"
= 6
`)
}
