package config_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestTemplate covers templates of files.
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
> POST /1.0/instances/c1/metadata/templates?path=t1 "{{ container.name }}\n"
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

// TestTemplateEditor edits a template in the editor.
func TestTemplateEditor(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
file t1
< hello
answer GET /1.0/instances/c1/metadata/templates?path=t1 200 @$DIR/t1
answer POST /1.0/instances/c1/metadata/templates?path=t1 200 {}
$t lxc config template edit c1 t1
< s/hello/bye/
> GET /1.0/instances/c1/metadata/templates?path=t1
> POST /1.0/instances/c1/metadata/templates?path=t1 "bye\n"
answer GET /1.0/instances/c1/metadata/templates?path=t1 200 @$DIR/t1
$t lxc config template edit c1 t1
< s/nothing/else/
> GET /1.0/instances/c1/metadata/templates?path=t1
answer GET /1.0/instances/c1/metadata/templates?path=t1 200 @$DIR/t1
answer POST /1.0/instances/c1/metadata/templates?path=t1 200 {}
$ lxc config template edit c1 t1
< from stdin
> POST /1.0/instances/c1/metadata/templates?path=t1 "from stdin\n"
answer GET /1.0/instances/c1/metadata/templates?path=t1 200 @$DIR/t1
$ lxc config template show c1 t1
| hello
> GET /1.0/instances/c1/metadata/templates?path=t1
answer GET /1.0/instances/c1/metadata/templates?path=t1 200 @$DIR/t1
$ lxc config template create c1 t1
< x
! Error: not found
= 3
> POST /1.0/instances/c1/metadata/templates?path=t1 "x\n"
answer POST /1.0/instances/c1/metadata/templates?path=t2 403 not authorized
$ lxc config template create c1 t2
< x
! Error: not authorized
= 4
> POST /1.0/instances/c1/metadata/templates?path=t2 "x\n"
$ lxc config template list nosuch
! Error: not found
= 3
> GET /1.0/instances/nosuch/metadata/templates
`)
}
