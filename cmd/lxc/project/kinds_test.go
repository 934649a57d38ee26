package project_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestProjectList selects columns by program and server.
func TestProjectList(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Without: []string{"storage_buckets", "replicators"}}, `
given project create p1 -c features.networks=true --description words
$ lxc project list
| +-------------------+--------+----------+-----------------+----------+-------------+---------+
| |       NAME        | IMAGES | PROFILES | STORAGE VOLUMES | NETWORKS | DESCRIPTION | USED BY |
| +-------------------+--------+----------+-----------------+----------+-------------+---------+
| | default (current) | YES    | YES      | NO              | NO       |             | 0       |
| +-------------------+--------+----------+-----------------+----------+-------------+---------+
| | p1                | YES    | YES      | NO              | YES      | words       | 0       |
| +-------------------+--------+----------+-----------------+----------+-------------+---------+
> GET /1.0/projects?recursion=1
$ lxc project list -c nrz -f csv
| default (current),-,NO
| p1,-,NO
> GET /1.0/projects?recursion=1
$ lxc project list -c nI,P,N -f csv
| default (current),YES,YES,NO
| p1,YES,YES,YES
> GET /1.0/projects?recursion=1
$ lxc project list -f json --project p1
| [{"config":{"features.images":"true","features.profiles":"true"},"description":"","name":"default","used_by":null},{"config":{"features.images":"true","features.networks":"true","features.profiles":"true"},"description":"words","name":"p1","used_by":null}]
> GET /1.0/projects?project=p1&recursion=1
$ lxc project list --project p1 -f csv
| default,YES,YES,NO,NO,,0
| p1 (current),YES,YES,NO,YES,words,0
> GET /1.0/projects?project=p1&recursion=1
$ lxc project list -c x
! Error: unknown column "x" (available: niIpPvbwNzdur)
= 2
$ lxc project list nosuch:
! Error: remote "nosuch" does not exist
= 3
$ lxc project list filter
| +-------------------+--------+----------+-----------------+----------+-------------+---------+
| |       NAME        | IMAGES | PROFILES | STORAGE VOLUMES | NETWORKS | DESCRIPTION | USED BY |
| +-------------------+--------+----------+-----------------+----------+-------------+---------+
| | default (current) | YES    | YES      | NO              | NO       |             | 0       |
| +-------------------+--------+----------+-----------------+----------+-------------+---------+
| | p1                | YES    | YES      | NO              | YES      | words       | 0       |
| +-------------------+--------+----------+-----------------+----------+-------------+---------+
> GET /1.0/projects?recursion=1
answer GET /1.0/projects?recursion=1 200 [{"name":"p2","replica_mode":"standby","config":{},"used_by":["/1.0/instances/c1?project=p2"]}]
$ lxc project list -c nru -f csv
| p2,standby,1
> GET /1.0/projects?recursion=1
answer GET /1.0/projects?recursion=1 403 not authorized
$ lxc project list
! Error: not authorized
= 4
> GET /1.0/projects?recursion=1
$ incus project list -f csv,header
| NAME,IMAGES,PROFILES,STORAGE VOLUMES,STORAGE BUCKETS,NETWORKS,NETWORK ZONES,DESCRIPTION,USED BY
| default (current),YES,YES,NO,NO,NO,NO,,0
| p1,YES,YES,NO,NO,YES,NO,words,0
> GET /1.0/projects?recursion=1
`)
}

// TestProjectVerbs runs the generic verbs with their errors.
func TestProjectVerbs(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given project create p1
$ lxc project set p1 description=words --property
> GET /1.0/projects/p1
> PUT /1.0/projects/p1 [if-match] {"config":{"features.images":"true","features.profiles":"true"},"description":"words"}
$ lxc project set p1 user.a 1
> GET /1.0/projects/p1
> PUT /1.0/projects/p1 [if-match] {"config":{"features.images":"true","features.profiles":"true","user.a":"1"},"description":"words"}
$ lxc project set p1
! Error: missing argument: <key>=<value>
= 2
$ lxc project get p1 user.a
| 1
> GET /1.0/projects/p1
$ lxc project get p1 user.none
|
> GET /1.0/projects/p1
$ lxc project get p1 description --property
| words
> GET /1.0/projects/p1
$ lxc project get p1 nosuch --property
! Error: property "nosuch" not found
= 3
> GET /1.0/projects/p1
$ lxc project unset p1 user.a
> GET /1.0/projects/p1
> PUT /1.0/projects/p1 [if-match] {"config":{"features.images":"true","features.profiles":"true","user.a":""},"description":"words"}
$ lxc project unset p1 user.none
> GET /1.0/projects/p1
> PUT /1.0/projects/p1 [if-match] {"config":{"features.images":"true","features.profiles":"true","user.a":"","user.none":""},"description":"words"}
$ lxc project edit p1
< nosuch: true
< description: x
> PUT /1.0/projects/p1 {"config":null,"description":"x","nosuch":true}
$ lxc project edit p1
< config: [1, 2]
! Error: project "p1" on remote "local": invalid YAML: line 1: cannot unmarshal !!seq into map[string]string
= 1
answer PUT /1.0/projects/p1 400 Features can only be changed on empty projects
$ lxc project set p1 features.images=false
! Error: Features can only be changed on empty projects
= 1
> GET /1.0/projects/p1
> PUT /1.0/projects/p1 [if-match] {"config":{"features.images":"false"},"description":"x"}
$ lxc project rename p1 default
! Error: Project already exists
= 5
> POST /1.0/projects/p1 {"name":"default"}
$ lxc project rename p1
! Error: missing argument: <new-name>
= 2
$ lxc project switch
| (help)
$ lxc project get-current nosuch:
! Error: remote "nosuch" does not exist
= 3
$ lxc project get-current local:
| default
`)
}
