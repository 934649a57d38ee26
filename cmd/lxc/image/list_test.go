package image_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestList covers columns, formats and filters of images.
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
! Error: unknown format "nosuch" (must be one of: table, wide, compact, csv, json, yaml, markdown, jsonl, name, template)
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

// TestListMore filters by property, field, fingerprint and alias, here and across projects.
func TestListMore(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given image import $IMAGE --alias bb os=Test release=12
given image alias create longer $HASH
$ lxc image list -c lLfFpdeats -f csv
| bb (1 more),"bb
| longer",$SHORT,$HASH,no,A test,,x86_64,CONTAINER,0.00MB
> GET /1.0/images?recursion=1
$ lxc image list -f json bb
| [{"auto_update":false,"properties":{"description":"A test","os":"Test","release":"12"},"public":false,"expires_at":"1970-01-01T00:00:00Z","profiles":["default"],"aliases":[{"name":"bb","description":""},{"name":"longer","description":""}],"architecture":"x86_64","cached":false,"filename":"IMAGE","fingerprint":"$HASH","size":253,"type":"container","created_at":"DATE","last_used_at":"0001-01-01T00:00:00Z","uploaded_at":"DATE"}]
> GET /1.0/images?recursion=1
$ lxc image list -c l -f csv os=Test
| bb (1 more)
> GET /1.0/images?recursion=1
$ lxc image list -c l -f csv os=T.* release=12
| bb (1 more)
> GET /1.0/images?recursion=1
$ lxc image list -c l -f csv os=other
> GET /1.0/images?recursion=1
$ lxc image list -c l -f csv type=container
| bb (1 more)
> GET /1.0/images?recursion=1
$ lxc image list -c l -f csv type=virtual-machine
> GET /1.0/images?recursion=1
$ lxc image list -c l -f csv architecture=x86_64 public=false
| bb (1 more)
> GET /1.0/images?recursion=1
$ lxc image list -c l -f csv $HASH
| bb (1 more)
> GET /1.0/images?recursion=1
$ lxc image list -c l -f csv long
| bb (1 more)
> GET /1.0/images?recursion=1
$ lxc image list -c le -f csv --all-projects
! Error: the server (lxd 5.0.2) lacks the API extension "images_all_projects"
= 6
$ lxc image list -c ?
! Error: unknown column "?" (available: lLfFpdeatsu)
= 2
$ lxc image list two: -f csv
> two: GET /1.0/images?recursion=1
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
