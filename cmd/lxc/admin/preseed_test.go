package admin_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestPreseed applies a whole configuration, and shows it again.
func TestPreseed(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc admin init --preseed
< config:
<   user.a: "1"
< storage_pools:
< - name: p1
<   driver: dir
< networks:
< - name: n1
<   type: bridge
< profiles:
< - name: default
<   devices: {}
> PUT /1.0 [if-match] {"config":{"user.a":"1"}}
> GET /1.0/storage-pools
> POST /1.0/storage-pools {"config":null,"description":"","name":"p1","driver":"dir"}
> GET /1.0/networks
> POST /1.0/networks {"config":null,"description":"","name":"n1","type":"bridge"}
> GET /1.0/profiles/default x2
> PUT /1.0/profiles/default [if-match] {"config":{},"description":"Default profile","devices":{"root":{"path":"/","pool":"default","type":"disk"}}}
$ lxc admin init --dump
| config:
|   user.a: "1"
| networks:
| - config: {}
|   description: ""
|   name: n1
|   type: bridge
|   project: default
| storage_pools:
| - config: {}
|   description: ""
|   name: default
|   driver: dir
| - config: {}
|   description: ""
|   name: p1
|   driver: dir
| profiles:
| - config: {}
|   description: Default profile
|   devices:
|     root:
|       path: /
|       pool: default
|       type: disk
|   name: default
| projects:
| - config:
|     features.images: "true"
|     features.profiles: "true"
|   description: ""
|   name: default
|
> GET /1.0/networks?recursion=1
> GET /1.0/profiles?recursion=1
> GET /1.0/projects?recursion=1
> GET /1.0/storage-pools?recursion=1
$ lxc admin init --preseed
< [
! Error: invalid preseed: line 1: did not find expected node content
= 2
$ lxc admin init --preseed
< nosuch: 1
! Error: invalid preseed: unmarshal errors: line 1: field nosuch not found in type admin.preseed
= 2
$ lxc admin init --auto --preseed
! Error: only one of --auto, --minimal, --preseed and --dump can be used
= 2
answer POST /1.0/storage-pools 403 not authorized
$ lxc admin init --preseed
< storage_pools:
< - name: p2
<   driver: dir
! Error: Failed to create storage pool "p2": not authorized
= 4
> GET /1.0/storage-pools
> POST /1.0/storage-pools {"config":null,"description":"","name":"p2","driver":"dir"}
`)
}
