package image_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestAlias has names for images.
func TestAlias(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given image import $IMAGE
$ lxc image alias create a1 $HASH --description words
> POST /1.0/images/aliases {"description":"words","target":"$HASH","name":"a1"}
$ lxc image alias create a1 $HASH
! Error: a1 already exists
= 5
> POST /1.0/images/aliases {"description":"","target":"$HASH","name":"a1"}
$ lxc image alias create a2 nosuch
! Error: Image not found
= 3
> POST /1.0/images/aliases {"description":"","target":"nosuch","name":"a2"}
$ lxc image alias list
| +-------+--------------+-----------+-------------+
| | ALIAS | FINGERPRINT  |   TYPE    | DESCRIPTION |
| +-------+--------------+-----------+-------------+
| | a1    | $SHORT | CONTAINER | words       |
| +-------+--------------+-----------+-------------+
> GET /1.0/images/aliases?recursion=1
$ lxc image alias list -f csv a
| a1,$SHORT,CONTAINER,words
> GET /1.0/images/aliases?recursion=1
$ lxc image alias rename a1 a3
> POST /1.0/images/aliases/a1 {"name":"a3"}
$ lxc image alias rename nosuch a4
! Error: not found: nosuch
= 3
> POST /1.0/images/aliases/nosuch {"name":"a4"}
$ lxc image alias delete a3
> DELETE /1.0/images/aliases/a3
$ lxc image alias delete a3
! Error: not found: a3
= 3
> DELETE /1.0/images/aliases/a3
$ lxc image alias list -f json
| []
> GET /1.0/images/aliases?recursion=1
$ lxc image alias create
| (help)
`)
}
