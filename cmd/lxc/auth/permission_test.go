package auth_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestPermissionList lists entitlements and the groups that have them.
func TestPermissionList(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
answer GET /1.0/auth/permissions?recursion=1 200 [{"entity_type":"server","url":"/1.0","entitlement":"admin","groups":["g1","g2"]},{"entity_type":"server","url":"/1.0","entitlement":"viewer"},{"entity_type":"server","url":"/1.0","entitlement":"can_edit"},{"entity_type":"server","url":"/1.0","entitlement":"can_view"},{"entity_type":"server","url":"/1.0","entitlement":"can_x"},{"entity_type":"project","url":"/1.0/projects/default","entitlement":"operator"}]
$ lxc auth permission list
| +-------------+-----------------------+---------------------------+
| | ENTITY TYPE |          URL          | ENTITLEMENTS ==> (GROUPS) |
| +-------------+-----------------------+---------------------------+
| | project     | /1.0/projects/default | operator                  |
| +-------------+-----------------------+---------------------------+
| | server      | /1.0                  | admin ==> (g1, g2)        |
| |             |                       | viewer                    |
| |             |                       | can_edit                  |
| |             |                       | can_view                  |
| |             |                       | ...                       |
| +-------------+-----------------------+---------------------------+
> GET /1.0/auth/permissions?recursion=1
answer GET /1.0/auth/permissions?recursion=1 200 [{"entity_type":"server","url":"/1.0","entitlement":"viewer"},{"entity_type":"server","url":"/1.0","entitlement":"can_edit"}]
$ lxc auth permission list --max-entitlements 1 -f csv
| server,/1.0,"viewer
| ..."
> GET /1.0/auth/permissions?recursion=1
answer GET /1.0/auth/permissions?recursion=1 200 [{"entity_type":"server","url":"/1.0","entitlement":"viewer"},{"entity_type":"server","url":"/1.0","entitlement":"can_edit"}]
$ lxc auth permission list --max-entitlements 0 -f csv -c ue
| /1.0,"viewer
| can_edit"
> GET /1.0/auth/permissions?recursion=1
answer GET /1.0/auth/permissions?recursion=1 200 [{"entity_type":"server","url":"/1.0","entitlement":"viewer","groups":["g1"]}]
$ lxc auth permission list -f json
| [{"entity_type":"server","url":"/1.0","entitlement":"viewer","groups":["g1"]}]
> GET /1.0/auth/permissions?recursion=1
answer GET /1.0/auth/permissions?recursion=1 200 [{"entity_type":"server","url":"/1.0","entitlement":"viewer","groups":["g1"]}]
$ lxc auth permission list -f yaml
| - entity_type: server
|   url: /1.0
|   entitlement: viewer
|   groups:
|   - g1
> GET /1.0/auth/permissions?recursion=1
answer GET /1.0/auth/permissions?entity-type=instance&project=p1&recursion=1 200 []
$ lxc auth permission list local: project=p1 entity_type=instance -f csv
> GET /1.0/auth/permissions?entity-type=instance&project=p1&recursion=1
answer GET /1.0/auth/permissions?recursion=1 403 not authorized
$ lxc auth permission list
! Error: not authorized
= 4
> GET /1.0/auth/permissions?recursion=1
$ lxc auth permission list project
! Error: invalid value "project": use key=value
= 2
$ lxc auth permission list nosuch:
! Error: remote "nosuch" does not exist
= 3
`)
}

// TestGroupPermission builds the URL for each entity type.
func TestGroupPermission(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given auth group create g1
$ lxc auth group permission add g1 server viewer
> GET /1.0/auth/groups/g1
> PUT /1.0/auth/groups/g1 [if-match] {"description":"","permissions":[{"entity_type":"server","url":"/1.0","entitlement":"viewer"}],"config":{},"project":"default"}
$ lxc auth group permission add g1 server viewer
> GET /1.0/auth/groups/g1
> PUT /1.0/auth/groups/g1 [if-match] {"description":"","permissions":[{"entity_type":"server","url":"/1.0","entitlement":"viewer"}],"config":{},"project":"default"}
$ lxc auth group permission add g1 project p1 operator
> GET /1.0/auth/groups/g1
> PUT /1.0/auth/groups/g1 [if-match] {"description":"","permissions":[{"entity_type":"server","url":"/1.0","entitlement":"viewer"},{"entity_type":"project","url":"/1.0/projects/p1","entitlement":"operator"}],"config":{},"project":"default"}
$ lxc auth group permission add g1 instance c1 can_exec project=p1
> GET /1.0/auth/groups/g1
> PUT /1.0/auth/groups/g1 [if-match] {"description":"","permissions":[{"entity_type":"server","url":"/1.0","entitlement":"viewer"},{"entity_type":"project","url":"/1.0/projects/p1","entitlement":"operator"},{"entity_type":"instance","url":"/1.0/instances/c1?project=p1","entitlement":"can_exec"}],"config":{},"project":"default"}
$ lxc auth group permission add g1 storage_volume data can_view pool=default project=p1 type=custom location=m1
> GET /1.0/auth/groups/g1
> PUT /1.0/auth/groups/g1 [if-match] {"description":"","permissions":[{"entity_type":"server","url":"/1.0","entitlement":"viewer"},{"entity_type":"project","url":"/1.0/projects/p1","entitlement":"operator"},{"entity_type":"instance","url":"/1.0/instances/c1?project=p1","entitlement":"can_exec"},{"entity_type":"storage_volume","url":"/1.0/storage-pools/default/volumes/custom/data?project=p1&target=m1","entitlement":"can_view"}],"config":{},"project":"default"}
$ lxc auth group permission add g1 storage_volume data can_view pool=default
> GET /1.0/auth/groups/g1
> PUT /1.0/auth/groups/g1 [if-match] {"description":"","permissions":[{"entity_type":"server","url":"/1.0","entitlement":"viewer"},{"entity_type":"project","url":"/1.0/projects/p1","entitlement":"operator"},{"entity_type":"instance","url":"/1.0/instances/c1?project=p1","entitlement":"can_exec"},{"entity_type":"storage_volume","url":"/1.0/storage-pools/default/volumes/custom/data?project=p1&target=m1","entitlement":"can_view"},{"entity_type":"storage_volume","url":"/1.0/storage-pools/default/volumes/custom/data","entitlement":"can_view"}],"config":{},"project":"default"}
$ lxc auth group permission add g1 storage_volume data can_view
! Error: unknown entity type "storage_volume", or missing pool=NAME
= 2
$ lxc auth group permission add g1 storage_bucket photos can_view pool=default
> GET /1.0/auth/groups/g1
> PUT /1.0/auth/groups/g1 [if-match] {"description":"","permissions":[{"entity_type":"server","url":"/1.0","entitlement":"viewer"},{"entity_type":"project","url":"/1.0/projects/p1","entitlement":"operator"},{"entity_type":"instance","url":"/1.0/instances/c1?project=p1","entitlement":"can_exec"},{"entity_type":"storage_volume","url":"/1.0/storage-pools/default/volumes/custom/data?project=p1&target=m1","entitlement":"can_view"},{"entity_type":"storage_volume","url":"/1.0/storage-pools/default/volumes/custom/data","entitlement":"can_view"},{"entity_type":"storage_bucket","url":"/1.0/storage-pools/default/buckets/photos","entitlement":"can_view"}],"config":{},"project":"default"}
$ lxc auth group permission add g1 storage_bucket photos can_view
! Error: unknown entity type "storage_bucket", or missing pool=NAME
= 2
$ lxc auth group permission add g1 nosuch x can_view
! Error: unknown entity type "nosuch", or missing pool=NAME
= 2
$ lxc auth group permission add g1 identity tls/jane can_view
> GET /1.0/auth/groups/g1
> PUT /1.0/auth/groups/g1 [if-match] {"description":"","permissions":[{"entity_type":"server","url":"/1.0","entitlement":"viewer"},{"entity_type":"project","url":"/1.0/projects/p1","entitlement":"operator"},{"entity_type":"instance","url":"/1.0/instances/c1?project=p1","entitlement":"can_exec"},{"entity_type":"storage_volume","url":"/1.0/storage-pools/default/volumes/custom/data?project=p1&target=m1","entitlement":"can_view"},{"entity_type":"storage_volume","url":"/1.0/storage-pools/default/volumes/custom/data","entitlement":"can_view"},{"entity_type":"storage_bucket","url":"/1.0/storage-pools/default/buckets/photos","entitlement":"can_view"},{"entity_type":"identity","url":"/1.0/auth/identities/tls/jane","entitlement":"can_view"}],"config":{},"project":"default"}
$ lxc auth group permission add g1 identity jane can_view
! Error: invalid name "jane" for the entity type identity
= 2
$ lxc auth group permission add g1 instance can_exec
! Error: invalid permission: use <entity-type> <entity-name> <entitlement>, or server <entitlement>
= 2
$ lxc auth group permission add g1 instance c1 can_exec project
! Error: invalid value "project": use key=value
= 2
$ lxc auth group permission add g1
! Error: missing argument: <entity-type>
= 2
$ lxc auth group permission add nosuch server viewer
! Error: not found: nosuch
= 3
> GET /1.0/auth/groups/nosuch
$ lxc auth group permission remove g1 project p1 operator
> GET /1.0/auth/groups/g1
> PUT /1.0/auth/groups/g1 [if-match] {"description":"","permissions":[{"entity_type":"server","url":"/1.0","entitlement":"viewer"},{"entity_type":"instance","url":"/1.0/instances/c1?project=p1","entitlement":"can_exec"},{"entity_type":"storage_volume","url":"/1.0/storage-pools/default/volumes/custom/data?project=p1&target=m1","entitlement":"can_view"},{"entity_type":"storage_volume","url":"/1.0/storage-pools/default/volumes/custom/data","entitlement":"can_view"},{"entity_type":"storage_bucket","url":"/1.0/storage-pools/default/buckets/photos","entitlement":"can_view"},{"entity_type":"identity","url":"/1.0/auth/identities/tls/jane","entitlement":"can_view"}],"config":{},"project":"default"}
$ lxc auth group permission rm g1 project p1 operator
! Error: the group does not have this permission
= 3
> GET /1.0/auth/groups/g1
answer PUT /1.0/auth/groups/g1 400 Entitlement "nosuch" not valid
$ lxc auth group permission add g1 server nosuch
! Error: Entitlement "nosuch" not valid
= 1
> GET /1.0/auth/groups/g1
> PUT /1.0/auth/groups/g1 [if-match] {"description":"","permissions":[{"entity_type":"server","url":"/1.0","entitlement":"viewer"},{"entity_type":"instance","url":"/1.0/instances/c1?project=p1","entitlement":"can_exec"},{"entity_type":"storage_volume","url":"/1.0/storage-pools/default/volumes/custom/data?project=p1&target=m1","entitlement":"can_view"},{"entity_type":"storage_volume","url":"/1.0/storage-pools/default/volumes/custom/data","entitlement":"can_view"},{"entity_type":"storage_bucket","url":"/1.0/storage-pools/default/buckets/photos","entitlement":"can_view"},{"entity_type":"identity","url":"/1.0/auth/identities/tls/jane","entitlement":"can_view"},{"entity_type":"server","url":"/1.0","entitlement":"nosuch"}],"config":{},"project":"default"}
`)
}
