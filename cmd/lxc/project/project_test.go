package project_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestProject covers all verbs of projects.
func TestProject(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc project create p1 -c features.images=false --description words
| Project p1 created
> POST /1.0/projects {"config":{"features.images":"false"},"description":"words","name":"p1"}
$ lxc project create p1
! Error: Project already exists
= 5
> POST /1.0/projects {"config":{},"description":"","name":"p1"}
$ lxc project list
| +-------------------+--------+----------+-----------------+-----------------+----------+---------------+-------------+---------+--------------+
| |       NAME        | IMAGES | PROFILES | STORAGE VOLUMES | STORAGE BUCKETS | NETWORKS | NETWORK ZONES | DESCRIPTION | USED BY | REPLICA MODE |
| +-------------------+--------+----------+-----------------+-----------------+----------+---------------+-------------+---------+--------------+
| | default (current) | YES    | YES      | NO              | NO              | NO       | NO            |             | 0       | -            |
| +-------------------+--------+----------+-----------------+-----------------+----------+---------------+-------------+---------+--------------+
| | p1                | NO     | YES      | NO              | NO              | NO       | NO            | words       | 0       | -            |
| +-------------------+--------+----------+-----------------+-----------------+----------+---------------+-------------+---------+--------------+
> GET /1.0/projects?recursion=1
$ lxc project list -f csv
| default (current),YES,YES,NO,NO,NO,NO,,0,-
| p1,NO,YES,NO,NO,NO,NO,words,0,-
> GET /1.0/projects?recursion=1
$ lxc project show p1
| config:
|   features.images: "false"
|   features.profiles: "true"
| description: words
| name: p1
| used_by: []
> GET /1.0/projects/p1
$ lxc project info p1
| +-----------+-----------+---------+
| | RESOURCE  |   LIMIT   |  USAGE  |
| +-----------+-----------+---------+
| | INSTANCES | UNLIMITED | 0       |
| +-----------+-----------+---------+
| | MEMORY    | 1.00GiB   | 1.00MiB |
| +-----------+-----------+---------+
> GET /1.0/projects/p1/state
$ lxc project set p1 user.a=1
> GET /1.0/projects/p1
> PUT /1.0/projects/p1 [if-match] {"config":{"features.images":"false","features.profiles":"true","user.a":"1"},"description":"words"}
$ lxc project get p1 user.a
| 1
> GET /1.0/projects/p1
$ lxc project unset p1 user.a
> GET /1.0/projects/p1
> PUT /1.0/projects/p1 [if-match] {"config":{"features.images":"false","features.profiles":"true","user.a":""},"description":"words"}
$ lxc project edit p1
< description: edited
< config: {}
> PUT /1.0/projects/p1 {"config":{},"description":"edited"}
$ lxc project switch p1
> GET /1.0/projects/p1
$ lxc project get-current
| p1
$ lxc project list -f csv
| default,YES,YES,NO,NO,NO,NO,,0,-
| p1 (current),NO,NO,NO,NO,NO,NO,edited,0,-
> GET /1.0/projects?project=p1&recursion=1
$ lxc project switch nosuch
! Error: Project not found
= 3
> GET /1.0/projects/nosuch
$ lxc project rename p1 p2
| Project p1 renamed to p2
> POST /1.0/projects/p1?project=p1 {"name":"p2"}
$ lxc project switch default
> GET /1.0/projects/default
$ lxc project rename nosuch p3
! Error: Project not found
= 3
> POST /1.0/projects/nosuch {"name":"p3"}
$ lxc project delete nosuch
! Error: Project not found
= 3
> DELETE /1.0/projects/nosuch
given project create p4
given init --empty c1 --project p4
$ lxc project delete p4
! Error: Only empty projects can be removed
= 1
> DELETE /1.0/projects/p4
$ lxc project delete p4 --force
< no
! Error: project "p4" on remote "local": the server (lxd 5.0.2) lacks the API extension "projects_force_delete"
= 6
$ lxc project delete p4 --force
< yes
! Error: project "p4" on remote "local": the server (lxd 5.0.2) lacks the API extension "projects_force_delete"
= 6
$ lxc project delete p1 p2
! Error: unexpected argument "p2"
= 2
$ lxc project info nosuch
! Error: Project not found
= 3
> GET /1.0/projects/nosuch/state
$ lxc project show nosuch
! Error: Project not found
= 3
> GET /1.0/projects/nosuch
`)
}
