package server_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestQueryFlags sends the given data, and prints the response, raw or not.
func TestQueryFlags(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
answer GET /1.0/x 200 {"b":[1,2],"a":"<&>","n":12345678901234567890,"empty":{}}
$ lxc query /1.0/x
| {
| 	"a": "<&>",
| 	"b": [
| 		1,
| 		2
| 	],
| 	"empty": {},
| 	"n": 12345678901234567890
| }
|
> GET /1.0/x
answer GET /1.0/x 200 {}
$ lxc query local:/1.0/x
> GET /1.0/x
answer GET /1.0/x 200 []
$ lxc query /1.0/x
| []
|
> GET /1.0/x
answer GET /1.0/x 200 null
$ lxc query /1.0/x
> GET /1.0/x
answer GET /1.0/x 200 "text"
$ lxc query /1.0/x
| "text"
|
> GET /1.0/x
answer GET /1.0/x 200 {"a":1}
$ lxc query --raw /1.0/x
| {
| 	"metadata": {
| 		"a": 1
| 	},
| 	"status": "Success",
| 	"status_code": 200,
| 	"type": "sync"
| }
|
> GET /1.0/x
answer POST /1.0/x 200 {}
$ lxc query -X POST -d '{"name": "c1"}' /1.0/x
> POST /1.0/x {"name": "c1"}
answer POST /1.0/x 200 {}
$ lxc query -X POST /1.0/x
> POST /1.0/x "\"\""
answer PATCH /1.0/x 200 {}
$ lxc query -X PATCH -d - /1.0/x
< {"from":
<  "input"}
> PATCH /1.0/x {"from":"input"}
answer PUT /1.0/x 200 {}
$ lxc query -X PUT -d 'no json' /1.0/x
> PUT /1.0/x "\"no json\""
answer PUT /1.0/x 200 {}
$ lxc query -X PUT -d null /1.0/x
> PUT /1.0/x
answer DELETE /1.0/x 200 {}
$ lxc query -X DELETE /1.0/x
> DELETE /1.0/x
answer DELETE /1.0/x 200 {}
$ lxc query -X DELETE -d {} /1.0/x
> DELETE /1.0/x {}
answer GET /1.0/x 404 nothing there
$ lxc query /1.0/x
! Error: nothing there
= 3
> GET /1.0/x
answer GET /1.0/x 404 nothing there
$ lxc query --raw /1.0/x
! Error: nothing there
= 3
> GET /1.0/x
answer GET /1.0/x 404 nothing there
$ incus query --raw /1.0/x
| {
| 	"error": "nothing there",
| 	"error_code": 404,
| 	"type": "error"
| }
|
> GET /1.0/x
answer GET /1.0/x raw plain text
$ lxc query /1.0/x
| plain text\c
> GET /1.0/x
answer POST /1.0/x 202 {"id":"22222222-2222-4222-8222-222222222222","class":"task","status":"Running","status_code":103}
$ lxc query -X POST /1.0/x
| {
| 	"class": "task",
| 	"id": "ID",
| 	"status": "Running",
| 	"status_code": 103
| }
|
> POST /1.0/x "\"\""
answer POST /1.0/x 202 {"id":"22222222-2222-4222-8222-222222222222","class":"task","status":"Running","status_code":103}
answer GET /1.0/operations/22222222-2222-4222-8222-222222222222/wait?timeout=-1 200 {"id":"22222222-2222-4222-8222-222222222222","class":"task","status":"Success","status_code":200,"metadata":{"done":true}}
$ lxc query -X POST --wait /1.0/x
| {
| 	"class": "task",
| 	"id": "ID",
| 	"metadata": {
| 		"done": true
| 	},
| 	"status": "Success",
| 	"status_code": 200
| }
|
> POST /1.0/x "\"\""
> GET /1.0/operations/ID/wait?timeout=-1
answer POST /1.0/x 202 {"id":"22222222-2222-4222-8222-222222222222","class":"task","status":"Running","status_code":103}
answer GET /1.0/operations/22222222-2222-4222-8222-222222222222/wait?timeout=-1 200 {"id":"22222222-2222-4222-8222-222222222222","class":"task","status":"Success","status_code":200}
$ lxc query -X POST --wait --raw /1.0/x
| {
| 	"type": "sync",
| 	"status": "Success",
| 	"status_code": 200,
| 	"operation": "",
| 	"error_code": 0,
| 	"error": "",
| 	"metadata": {
| 		"id": "ID",
| 		"class": "task",
| 		"status": "Success",
| 		"status_code": 200
| 	}
| }
|
> POST /1.0/x "\"\""
> GET /1.0/operations/ID/wait?timeout=-1
answer POST /1.0/x 202 {"id":"22222222-2222-4222-8222-222222222222","class":"task","status":"Running","status_code":103}
answer GET /1.0/operations/22222222-2222-4222-8222-222222222222/wait?timeout=-1 200 {"id":"22222222-2222-4222-8222-222222222222","class":"task","status":"Failure","status_code":400,"err":"No root device","err_code":400}
$ lxc query -X POST --wait /1.0/x
! Error: No root device
= 1
> POST /1.0/x "\"\""
> GET /1.0/operations/ID/wait?timeout=-1
answer POST /1.0/x 202 {"id":"22222222-2222-4222-8222-222222222222","class":"task","status":"Running","status_code":103}
answer GET /1.0/operations/22222222-2222-4222-8222-222222222222/wait?timeout=-1 404 Operation not found
$ lxc query -X POST --wait /1.0/x
! Error: Operation not found
= 3
> POST /1.0/x "\"\""
> GET /1.0/operations/ID/wait?timeout=-1
$ incus query -X NOSUCH /1.0/x
! Error: unknown method "NOSUCH" (must be one of: GET, PUT, POST, PATCH, DELETE)
= 2
$ lxc query -X NOSUCH /1.0/x
! Error: not found
= 3
> NOSUCH /1.0/x "\"\""
$ lxc query 1.0/x
! Error: invalid API path "1.0/x": it must start with /
= 2
$ lxc query nosuch:/1.0/x
! Error: remote "nosuch" does not exist
= 3
$ lxc query
| (help)
$ lxc query /1.0 /1.0
! Error: unexpected argument "/1.0"
= 2
`)
}
