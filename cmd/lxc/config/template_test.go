package config_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestTemplate has the files that the server fills in.
func TestTemplate(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
answer GET /1.0/instances/c1/metadata/templates 200 ["t1","t2"]
$ lxc config template list c1
| +----------+
| | FILENAME |
| +----------+
| | t1       |
| +----------+
| | t2       |
| +----------+
> GET /1.0/instances/c1/metadata/templates
answer GET /1.0/instances/c1/metadata/templates 200 ["t1","t2"]
$ lxc config template list c1 -f csv
| t1
| t2
> GET /1.0/instances/c1/metadata/templates
answer POST /1.0/instances/c1/metadata/templates?path=t1 200 {}
$ lxc config template create c1 t1
< hello
> POST /1.0/instances/c1/metadata/templates?path=t1 "hello\n"
answer POST /1.0/instances/c1/metadata/templates?path=t1 200 {}
$ lxc config template edit c1 t1
< {{ container.name }}
! Error: not found
= 3
> GET /1.0/instances/c1/metadata/templates?path=t1
answer GET /1.0/instances/c1/metadata/templates?path=nosuch 404 Template not found
$ lxc config template show c1 nosuch
! Error: Template not found
= 3
> GET /1.0/instances/c1/metadata/templates?path=nosuch
answer DELETE /1.0/instances/c1/metadata/templates?path=t1 200 {}
$ lxc config template delete c1 t1
> DELETE /1.0/instances/c1/metadata/templates?path=t1
answer DELETE /1.0/instances/c1/metadata/templates?path=t1 403 not authorized
$ lxc config template delete c1 t1
! Error: not authorized
= 4
> DELETE /1.0/instances/c1/metadata/templates?path=t1
$ lxc config template delete c1
! Error: missing argument: <template>
= 2
`)
}
