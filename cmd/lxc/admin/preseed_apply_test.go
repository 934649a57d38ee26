package admin_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestPreseedProjects applies a preseed with all sections, and updates existing objects.
func TestPreseedProjects(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc admin init --preseed
< projects:
< - name: p1
<   config:
<     features.images: "true"
< storage_pools:
< - name: default
<   driver: dir
<   description: changed
< storage_volumes:
< - name: v1
<   pool: default
< networks:
< - name: n1
<   description: one
< profiles:
< - name: web
<   config:
<     user.a: "1"
< certificates: []
> GET /1.0/storage-pools
> GET /1.0/storage-pools/default x2
> PUT /1.0/storage-pools/default [if-match] {"config":{},"description":"changed"}
> GET /1.0/projects
> POST /1.0/projects {"config":{"features.images":"true"},"description":"","name":"p1"}
> GET /1.0/networks
> POST /1.0/networks {"config":null,"description":"one","name":"n1","type":""}
> GET /1.0/storage-pools/default/volumes/custom/v1
> POST /1.0/storage-pools/default/volumes/custom {"config":null,"description":"","name":"v1","type":"custom"}
> GET /1.0/profiles/web
> POST /1.0/profiles {"config":{"user.a":"1"},"description":"","devices":null,"name":"web"}
$ lxc admin init --preseed
< networks:
< - name: n1
<   description: two
< profiles:
< - name: web
<   description: two
> GET /1.0/networks
> GET /1.0/networks/n1
> GET /1.0/storage-pools
> PUT /1.0/networks/n1 [if-match] {"config":{},"description":"two"}
> GET /1.0/profiles/web x2
> PUT /1.0/profiles/web [if-match] {"config":{"user.a":"1"},"description":"two","devices":{}}
$ lxc profile show web
| config:
|   user.a: "1"
| description: two
| devices: {}
| name: web
| used_by: []
> GET /1.0/profiles/web
$ lxc network show n1
| config: {}
| description: two
| name: n1
| type: ""
| used_by: []
| managed: true
| status: Created
| locations:
| - none
| project: default
> GET /1.0/networks/n1
answer PUT /1.0 400 Invalid configuration
$ lxc admin init --preseed
< config:
<   core.https_address: nosuch
! Error: Failed to update server configuration: Invalid configuration
= 1
> PUT /1.0 [if-match] {"config":{"core.https_address":"nosuch"}}
`)
}
