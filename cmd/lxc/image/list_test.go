package image_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestList has columns, formats and filters of images.
func TestList(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc image list
| +-------+-------------+--------+-------------+--------------+------+------+-------------+
| | ALIAS | FINGERPRINT | PUBLIC | DESCRIPTION | ARCHITECTURE | TYPE | SIZE | UPLOAD DATE |
| +-------+-------------+--------+-------------+--------------+------+------+-------------+
> GET /1.0/images?recursion=1
given image import $IMAGE --alias bb
$ lxc image list -c lfpdatse
| +-------+--------------+--------+-------------+--------------+-----------+--------+---------+
| | ALIAS | FINGERPRINT  | PUBLIC | DESCRIPTION | ARCHITECTURE |   TYPE    |  SIZE  | PROJECT |
| +-------+--------------+--------+-------------+--------------+-----------+--------+---------+
| | bb    | $SHORT | no     | A test      | x86_64       | CONTAINER | 0.00MB |         |
| +-------+--------------+--------+-------------+--------------+-----------+--------+---------+
> GET /1.0/images?recursion=1
$ lxc image list -f csv -c lF
| bb,$HASH
> GET /1.0/images?recursion=1
$ lxc image list -f json -c l os=Nosuch
| []
> GET /1.0/images?recursion=1
$ lxc image list os=Test -f csv -c l
| bb
> GET /1.0/images?recursion=1
$ lxc image list b -f csv -c l
| bb
> GET /1.0/images?recursion=1
$ lxc image list type=container -f csv -c l
| bb
> GET /1.0/images?recursion=1
$ lxc image list -c ?
! Error: unknown column "?" (available: lLfFpdeatsu)
= 2
$ lxc image list -f nosuch
! Error: unknown format "nosuch" (must be one of: table, compact, csv, json, yaml, markdown)
= 2
$ lxc image list nowhere:
! Error: remote "nowhere" does not exist
= 3
answer GET /1.0/images?recursion=1 403 not authorized
$ lxc image list
! Error: not authorized
= 4
> GET /1.0/images?recursion=1
`)
}
