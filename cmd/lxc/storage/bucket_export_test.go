package storage_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestBucket covers buckets, keys, and the extension that their backups need.
func TestBucket(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc storage bucket create default b1
| Storage bucket b1 created
| Admin access key: ID
| Admin secret key: ID
> POST /1.0/storage-pools/default/buckets {"config":{},"description":"","name":"b1"}
$ lxc storage bucket create default b1
! Error: b1 already exists
= 5
> POST /1.0/storage-pools/default/buckets {"config":{},"description":"","name":"b1"}
$ lxc storage bucket list default
| +------+-------------+
| | NAME | DESCRIPTION |
| +------+-------------+
| | b1   |             |
| +------+-------------+
> GET /1.0/storage-pools/default/buckets?recursion=1
$ lxc storage bucket show default b1
| config: {}
| description: ""
| name: b1
| s3_url: ""
| location: none
| project: default
> GET /1.0/storage-pools/default/buckets/b1
$ lxc storage bucket set default b1 user.a=1
> GET /1.0/storage-pools/default/buckets/b1
> PUT /1.0/storage-pools/default/buckets/b1 [if-match] {"config":{"user.a":"1"},"description":""}
$ lxc storage bucket get default b1 user.a
| 1
> GET /1.0/storage-pools/default/buckets/b1
$ lxc storage bucket key create default b1 k1 --role read-only
| Storage bucket key k1 created
| Access key: KEY
| Secret key: KEY
> POST /1.0/storage-pools/default/buckets/b1/keys {"description":"","role":"read-only","access-key":"","secret-key":"","name":"k1"}
$ lxc storage bucket key list default b1
| +-------+-------------+-----------+
| | NAME  | DESCRIPTION |   ROLE    |
| +-------+-------------+-----------+
| | admin | Admin user  | admin     |
| +-------+-------------+-----------+
| | k1    |             | read-only |
| +-------+-------------+-----------+
> GET /1.0/storage-pools/default/buckets/b1/keys?recursion=1
$ lxc storage bucket key show default b1 k1
| description: ""
| role: read-only
| access-key: KEY
| secret-key: KEY
| name: k1
| config: {}
| project: default
> GET /1.0/storage-pools/default/buckets/b1/keys/k1
$ lxc storage bucket key delete default b1 k1
| Storage bucket key k1 deleted
> DELETE /1.0/storage-pools/default/buckets/b1/keys/k1
$ lxc storage bucket key delete default b1 k1
! Error: not found: k1
= 3
> DELETE /1.0/storage-pools/default/buckets/b1/keys/k1
$ lxc storage bucket export default b1 $DIR/b1.tar.gz
! Error: bucket "default/b1" on remote "local": Failed to create backup: the server (lxd 5.0.2) lacks the API extension "storage_bucket_backup"
= 6
$ lxc storage bucket import default $DIR/nosuch.tar.gz b2
! Error: open $DIR/nosuch.tar.gz: no such file or directory
= 1
$ lxc storage bucket delete default b1
| Storage bucket b1 deleted
> DELETE /1.0/storage-pools/default/buckets/b1
$ lxc storage bucket delete default b1
! Error: not found: b1
= 3
> DELETE /1.0/storage-pools/default/buckets/b1
`)
}

// TestBucketExport creates a backup on the server, downloads it and deletes it there.
func TestBucketExport(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Extra: []string{"storage_bucket_backup", "backup_compression_algorithm"}}, `
given storage bucket create default b1
answer POST /1.0/storage-pools/default/buckets/b1/backups 202 {"id":"11111111-1111-4111-8111-111111111111","class":"task","status":"Success","status_code":200,"resources":{"backups":["/1.0/storage-pools/default/buckets/b1/backups/backup0"]}}
answer GET /1.0/storage-pools/default/buckets/b1/backups/backup0/export raw the backup
answer DELETE /1.0/storage-pools/default/buckets/b1/backups/backup0 202 {"id":"11111111-1111-4111-8111-111111111111","class":"task","status":"Success","status_code":200,"resources":{"backups":["/1.0/storage-pools/default/buckets/b1/backups/backup0"]}}
$ lxc storage bucket export default b1 $DIR/b1.tar.gz --compression none
| Exported to $DIR/b1.tar.gz
> POST /1.0/storage-pools/default/buckets/b1/backups {"name":"","expires_at":"DATE","compression_algorithm":"none"}
> GET /1.0/storage-pools/default/buckets/b1/backups/backup0/export
> DELETE /1.0/storage-pools/default/buckets/b1/backups/backup0
cat b1.tar.gz
| the backup\c
$ lxc storage bucket export default b1 $DIR/b1.tar.gz --no-clobber
! Error: $DIR/b1.tar.gz already exists (not replaced because of --no-clobber)
= 5
answer POST /1.0/storage-pools/default/buckets/b1/backups 202 {"id":"11111111-1111-4111-8111-111111111111","class":"task","status":"Success","status_code":200,"resources":{"backups":["/1.0/storage-pools/default/buckets/b1/backups/backup0"]}}
answer GET /1.0/storage-pools/default/buckets/b1/backups/backup0/export raw to standard output
answer DELETE /1.0/storage-pools/default/buckets/b1/backups/backup0 202 {"id":"11111111-1111-4111-8111-111111111111","class":"task","status":"Success","status_code":200,"resources":{"backups":["/1.0/storage-pools/default/buckets/b1/backups/backup0"]}}
$ lxc storage bucket export default b1 -
| to standard output\c
> POST /1.0/storage-pools/default/buckets/b1/backups {"name":"","expires_at":"DATE"}
> GET /1.0/storage-pools/default/buckets/b1/backups/backup0/export
> DELETE /1.0/storage-pools/default/buckets/b1/backups/backup0
answer POST /1.0/storage-pools/default/buckets/b1/backups 404 Storage bucket not found
$ lxc storage bucket export default b1 -
! Error: Failed to create backup: Storage bucket not found
= 3
> POST /1.0/storage-pools/default/buckets/b1/backups {"name":"","expires_at":"DATE"}
$ lxc storage bucket export default
! Error: missing argument: <bucket>
= 2
`)
}
