package server_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestQuery sends any request.
func TestQuery(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc query /1.0/instances
| []
|
> GET /1.0/instances
$ lxc query --raw /1.0/profiles
| {
| 	"error": "",
| 	"error_code": 0,
| 	"metadata": [
| 		"/1.0/profiles/default"
| 	],
| 	"operation": "",
| 	"status": "Success",
| 	"status_code": 200,
| 	"type": "sync"
| }
|
> GET /1.0/profiles
$ lxc query -X POST -d '{"name":"p1"}' /1.0/profiles
> POST /1.0/profiles {"name":"p1"}
$ lxc query -X DELETE /1.0/profiles/p1
> DELETE /1.0/profiles/p1
$ lxc query -X DELETE /1.0/profiles/p1
! Error: not found: p1
= 3
> DELETE /1.0/profiles/p1
$ lxc query /1.0/nosuch
! Error: not found
= 3
> GET /1.0/nosuch
$ lxc query nosuch
! Error: invalid API path "nosuch": it must start with /
= 2
$ lxc query -X NOSUCH /1.0
! Error: not found
= 3
> NOSUCH /1.0 "\"\""
$ lxc query nowhere:/1.0
! Error: remote "nowhere" does not exist
= 3
$ lxc query --wait -X POST -d '{"name":"c1","source":{"type":"none"}}' /1.0/instances
| {
| 	"class": "task",
| 	"created_at": "DATE",
| 	"description": "Creating instance",
| 	"err": "",
| 	"id": "ID",
| 	"location": "none",
| 	"may_cancel": false,
| 	"metadata": {},
| 	"resources": {
| 		"containers": [
| 			"/1.0/containers/c1"
| 		],
| 		"instances": [
| 			"/1.0/instances/c1"
| 		]
| 	},
| 	"status": "Success",
| 	"status_code": 200,
| 	"updated_at": "DATE"
| }
|
> POST /1.0/instances {"name":"c1","source":{"type":"none"}}
> GET /1.0/operations/ID/wait?timeout=-1
answer GET /1.0/instances 403 not authorized
$ lxc query /1.0/instances
! Error: not authorized
= 4
> GET /1.0/instances
$ lxc query
| (help)
`)
}
