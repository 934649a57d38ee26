package project_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestProjectInfo prints usage and limits in all formats, and who has access.
func TestProjectInfo(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Extra: []string{"project_access"}}, `
answer GET /1.0/projects/p1/state 200 {"resources":{"instances":{"limit":10,"usage":3},"memory":{"limit":1073741824,"usage":1048576},"disk":{"limit":-1,"usage":2048},"disk.default":{"limit":10737418240,"usage":0},"processes":{"limit":-1,"usage":12},"cpu":{"limit":4,"usage":2}}}
$ lxc project info p1
| +--------------+-----------+---------+
| |   RESOURCE   |   LIMIT   |  USAGE  |
| +--------------+-----------+---------+
| | CPU          | 4         | 2       |
| +--------------+-----------+---------+
| | DISK         | UNLIMITED | 2.00KiB |
| +--------------+-----------+---------+
| | DISK.DEFAULT | 10.00GiB  | 0B      |
| +--------------+-----------+---------+
| | INSTANCES    | 10        | 3       |
| +--------------+-----------+---------+
| | MEMORY       | 1.00GiB   | 1.00MiB |
| +--------------+-----------+---------+
| | PROCESSES    | UNLIMITED | 12      |
| +--------------+-----------+---------+
> GET /1.0/projects/p1/state
answer GET /1.0/projects/p1/state 200 {"resources":{"instances":{"limit":10,"usage":3},"memory":{"limit":-1,"usage":1048576}}}
$ lxc project info p1 -f csv
| INSTANCES,10,3
| MEMORY,UNLIMITED,1.00MiB
> GET /1.0/projects/p1/state
answer GET /1.0/projects/p1/state 200 {"resources":{"instances":{"limit":10,"usage":3},"memory":{"limit":-1,"usage":1048576}}}
$ lxc project info p1 --format json
| {"resources":{"instances":{"Limit":10,"Usage":3},"memory":{"Limit":-1,"Usage":1048576}}}
> GET /1.0/projects/p1/state
answer GET /1.0/projects/p1/state 200 {"resources":{"instances":{"limit":10,"usage":3},"memory":{"limit":-1,"usage":1048576}}}
$ lxc project info p1 --format yaml
| resources:
|   instances:
|     limit: 10
|     usage: 3
|   memory:
|     limit: -1
|     usage: 1048576
> GET /1.0/projects/p1/state
answer GET /1.0/projects/p1/state 200 {"resources":{}}
$ lxc project info p1 -f compact
|   RESOURCE  LIMIT  USAGE
> GET /1.0/projects/p1/state
answer GET /1.0/projects/p1/access 200 [{"identifier":"abc","role":"admin","provider":"tls"}]
$ lxc project info p1 --show-access
| - identifier: abc
|   role: admin
|   provider: tls
> GET /1.0/projects/p1/access
answer GET /1.0/projects/p1/access 404 Project not found
$ lxc project info p1 --show-access
! Error: Project not found
= 3
> GET /1.0/projects/p1/access
answer GET /1.0/projects/p1/state 200 {"resources":{}}
$ lxc project info p1 -f nosuch
! Error: unknown format "nosuch" (must be one of: table, wide, compact, csv, json, yaml, markdown, jsonl, name, template)
= 2
$ lxc project info
| (help)
$ lxc project info p1 p2
! Error: unexpected argument "p2"
= 2
`)
}

// TestProjectInfoExtension names the extensions that are missing.
func TestProjectInfoExtension(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Without: []string{"project_usage"}}, `
$ lxc project info default
! Error: project "default" on remote "local": the server (lxd 5.0.2) lacks the API extension "project_usage"
= 6
$ lxc project info default --show-access
! Error: project "default" on remote "local": the server (lxd 5.0.2) lacks the API extension "project_access"
= 6
`)
}
