package admin_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestRecover recovers volumes missing from the database.
func TestRecover(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
answer POST /internal/recover/validate 200 {"UnknownVolumes":[{"Name":"c1","Type":"container","SnapshotCount":2,"Project":"default","Pool":"default"}],"DependencyErrors":[]}
answer POST /internal/recover/import 200 {}
$ lxc admin recover
< no
< yes
< yes
| The server has these storage pools:
|  - default (backend="dir", source="")
| Recover another storage pool? (yes/no) [default=no]: These storage pools will be searched:
|  - EXISTING: "default" (backend="dir", source="")
| Search these storage pools for lost volumes? (yes/no) [default=yes]: Searching …
| These unknown volumes were found:
|  - Container "c1" on pool "default" in project "default" (includes 2 snapshots)
| Recover them? (yes/no) [default=no]: Recovering …
> GET /1.0/storage-pools?recursion=1
> POST /internal/recover/validate {"pools":[{"config":null,"description":"","name":"default","driver":""}]}
> POST /internal/recover/import {"pools":[{"config":null,"description":"","name":"default","driver":""}]}
answer POST /internal/recover/validate 200 {"UnknownVolumes":[],"DependencyErrors":[]}
$ lxc admin recover
< yes
< p9
< dir
< /srv
<
< no
< yes
| The server has these storage pools:
|  - default (backend="dir", source="")
| Recover another storage pool? (yes/no) [default=no]: Name of the storage pool: Storage backend (): Invalid answer: invalid value "dir" (must be one of: )
|
| Storage backend (): Invalid answer: invalid value "/srv" (must be one of: )
|
| Storage backend (): Invalid answer: invalid value "" (must be one of: )
|
| Storage backend (): Invalid answer: invalid value "no" (must be one of: )
|
| Storage backend (): Invalid answer: invalid value "yes" (must be one of: )
|
| Storage backend (): \c
! Error: standard input ended without an answer: use --yes
= 1
> GET /1.0/storage-pools?recursion=1
answer POST /internal/recover/validate 200 {"UnknownVolumes":[],"DependencyErrors":["Project \"p1\" is missing"]}
$ lxc admin recover
< no
< yes
<
| The server has these storage pools:
|  - default (backend="dir", source="")
| Recover another storage pool? (yes/no) [default=no]: These storage pools will be searched:
|  - EXISTING: "default" (backend="dir", source="")
| Search these storage pools for lost volumes? (yes/no) [default=yes]: Searching …
| These are missing:
|  - Project "p1" is missing
| Create them, then press Enter: Searching …
| These are missing:
|  - Project "p1" is missing
| Create them, then press Enter: \c
! Error: standard input ended without an answer: use --yes
= 1
> GET /1.0/storage-pools?recursion=1
> POST /internal/recover/validate {"pools":[{"config":null,"description":"","name":"default","driver":""}]} x2
`)
}
