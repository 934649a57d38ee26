package storage_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestBucketVerbs runs the verbs of buckets and their keys.
func TestBucketVerbs(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc storage bucket create default b1 size=1GiB --description words --target m1
| Storage bucket b1 created
| Admin access key: ID
| Admin secret key: ID
> POST /1.0/storage-pools/default/buckets?target=m1 {"config":{"size":"1GiB"},"description":"words","name":"b1"}
$ lxc storage bucket create default b2
< descripton: words
! Error: unknown key "descripton"
= 2
$ lxc storage bucket create default
! Error: missing argument: <bucket>
= 2
$ lxc storage bucket create nosuch b2
! Error: not found: nosuch
= 3
> POST /1.0/storage-pools/nosuch/buckets {"config":{},"description":"","name":"b2"}
given storage bucket create default b2
$ lxc storage bucket list default --all-projects
| +---------+------+-------------+
| | PROJECT | NAME | DESCRIPTION |
| +---------+------+-------------+
| | default | b1   | words       |
| +---------+------+-------------+
| | default | b2   |             |
| +---------+------+-------------+
> GET /1.0/storage-pools/default/buckets?all-projects=true&recursion=1
$ lxc storage bucket list default -f csv,header -c neL
| NAME,PROJECT,LOCATION
| b1,default,none
| b2,default,none
> GET /1.0/storage-pools/default/buckets?recursion=1
$ lxc storage bucket list default b2 -f csv
| b2,
> GET /1.0/storage-pools/default/buckets?recursion=1
$ lxc storage bucket list default description=words -f csv
| b1,words
> GET /1.0/storage-pools/default/buckets?recursion=1
$ lxc storage bucket list default size=1GiB -f csv
| b1,words
> GET /1.0/storage-pools/default/buckets?recursion=1
$ lxc storage bucket list default '[' -f csv
! Error: invalid filter "[": error parsing regexp: missing closing ]: '[)'
= 2
> GET /1.0/storage-pools/default/buckets?recursion=1
$ lxc storage bucket list nosuch
! Error: not found: nosuch
= 3
> GET /1.0/storage-pools/nosuch/buckets?recursion=1
$ lxc storage bucket list
| (help)
$ lxc storage bucket show default b1 --target m1
| config:
|   size: 1GiB
| description: words
| name: b1
| s3_url: ""
| location: none
| project: default
> GET /1.0/storage-pools/default/buckets/b1?target=m1
$ lxc storage bucket show default nosuch
! Error: not found: nosuch
= 3
> GET /1.0/storage-pools/default/buckets/nosuch
$ lxc storage bucket get default b1 size
| 1GiB
> GET /1.0/storage-pools/default/buckets/b1
$ lxc storage bucket get default b1 nosuch
> GET /1.0/storage-pools/default/buckets/b1
$ lxc storage bucket get default b1 description --property
| words
> GET /1.0/storage-pools/default/buckets/b1
$ lxc storage bucket set default b1 size=2GiB
> GET /1.0/storage-pools/default/buckets/b1
> PUT /1.0/storage-pools/default/buckets/b1 [if-match] {"config":{"size":"2GiB"},"description":"words"}
$ lxc storage bucket set default b1
! Error: missing argument: <key>=<value>
= 2
$ lxc storage bucket unset default b1 size
> GET /1.0/storage-pools/default/buckets/b1
> PUT /1.0/storage-pools/default/buckets/b1 [if-match] {"config":{"size":""},"description":"words"}
$ lxc storage bucket edit default b1
< description: edited
< config: {size: 3GiB}
> PUT /1.0/storage-pools/default/buckets/b1 {"config":{"size":"3GiB"},"description":"edited"}
$ lxc storage bucket key create default b1
! Error: missing argument: <key>
= 2
$ lxc storage bucket key create default b1 k1 --role admin --access-key A --secret-key S --description words
| Storage bucket key k1 created
| Access key: A
| Secret key: S
> POST /1.0/storage-pools/default/buckets/b1/keys {"description":"words","role":"admin","access-key":"A","secret-key":"S","name":"k1"}
$ lxc storage bucket key create default b1 k1
! Error: k1 already exists
= 5
> POST /1.0/storage-pools/default/buckets/b1/keys {"description":"","role":"read-only","access-key":"","secret-key":"","name":"k1"}
$ lxc storage bucket key create default nosuch k1
! Error: not found: nosuch
= 3
> POST /1.0/storage-pools/default/buckets/nosuch/keys {"description":"","role":"read-only","access-key":"","secret-key":"","name":"k1"}
$ lxc storage bucket key list default b1 -f csv
| admin,Admin user,admin
| k1,words,admin
> GET /1.0/storage-pools/default/buckets/b1/keys?recursion=1
$ lxc storage bucket key list default b1 -f json
| [{"description":"Admin user","role":"admin","access-key":"ID","secret-key":"ID","name":"admin"},{"description":"words","role":"admin","access-key":"A","secret-key":"S","name":"k1","config":{},"project":"default"}]
> GET /1.0/storage-pools/default/buckets/b1/keys?recursion=1
$ lxc storage bucket key list default
! Error: missing argument: <bucket>
= 2
$ lxc storage bucket key list default nosuch
! Error: not found: nosuch
= 3
> GET /1.0/storage-pools/default/buckets/nosuch/keys?recursion=1
$ lxc storage bucket key edit default b1 k1
< role: read-only
< access-key: B
< secret-key: T
< description: edited
> PUT /1.0/storage-pools/default/buckets/b1/keys/k1 {"description":"edited","role":"read-only","access-key":"B","secret-key":"T"}
$ lxc storage bucket key show default b1 k1
| description: edited
| role: read-only
| access-key: B
| secret-key: T
| name: k1
| config: null
| project: default
> GET /1.0/storage-pools/default/buckets/b1/keys/k1
$ lxc storage bucket key delete default b1 k1 --target m1
| Storage bucket key k1 deleted
> DELETE /1.0/storage-pools/default/buckets/b1/keys/k1?target=m1
$ lxc storage bucket delete default nosuch
! Error: not found: nosuch
= 3
> DELETE /1.0/storage-pools/default/buckets/nosuch
answer DELETE /1.0/storage-pools/default/buckets/b1 400 Bucket is not empty
$ lxc storage bucket delete default b1
! Error: Bucket is not empty
= 1
> DELETE /1.0/storage-pools/default/buckets/b1
$ lxc storage bucket delete default b1
| Storage bucket b1 deleted
> DELETE /1.0/storage-pools/default/buckets/b1
`)
}

// TestBucketExtension names the extension that buckets need.
func TestBucketExtension(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Without: []string{"storage_buckets"}}, `
$ lxc storage bucket list default
! Error: pool "default" on remote "local": the server (lxd 5.0.2) lacks the API extension "storage_buckets"
= 6
$ lxc storage bucket create default b1
! Error: storage bucket "default/b1" on remote "local": the server (lxd 5.0.2) lacks the API extension "storage_buckets"
= 6
$ lxc storage bucket key list default b1
! Error: bucket "default/b1" on remote "local": the server (lxd 5.0.2) lacks the API extension "storage_buckets"
= 6
`)
}
