package image_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestAlias covers the verbs of image aliases.
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

// TestAliasMore covers renaming, filters and errors.
func TestAliasMore(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given image import $IMAGE --alias bb
$ lxc image alias create described $HASH --description words
> POST /1.0/images/aliases {"description":"words","target":"$HASH","name":"described"}
$ lxc image alias create new $HASH
> POST /1.0/images/aliases {"description":"","target":"$HASH","name":"new"}
$ lxc image alias create other nosuch
! Error: Image not found
= 3
> POST /1.0/images/aliases {"description":"","target":"nosuch","name":"other"}
$ lxc image alias list -f csv
| bb,$SHORT,CONTAINER,
| described,$SHORT,CONTAINER,words
| new,$SHORT,CONTAINER,
> GET /1.0/images/aliases?recursion=1
$ lxc image alias list -f csv new
| new,$SHORT,CONTAINER,
> GET /1.0/images/aliases?recursion=1
$ lxc image alias list -f csv -c adft
| bb,,$SHORT,CONTAINER
| described,words,$SHORT,CONTAINER
| new,,$SHORT,CONTAINER
> GET /1.0/images/aliases?recursion=1
$ lxc image alias rename new newer
> POST /1.0/images/aliases/new {"name":"newer"}
$ lxc image alias rename nosuch x
! Error: not found: nosuch
= 3
> POST /1.0/images/aliases/nosuch {"name":"x"}
$ lxc image alias rename newer bb
! Error: bb already exists
= 5
> POST /1.0/images/aliases/newer {"name":"bb"}
$~ lxc image alias delete newer nosuch
! Error: nosuch: not found: nosuch
= 7
> DELETE /1.0/images/aliases/newer
> DELETE /1.0/images/aliases/nosuch
$ lxc image alias delete
| (help)
answer GET /1.0/images/aliases?recursion=1 403 not authorized
$ lxc image alias list
! Error: not authorized
= 4
> GET /1.0/images/aliases?recursion=1
`)
}
