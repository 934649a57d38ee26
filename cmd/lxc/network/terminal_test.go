package network_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestHintsOnTerminal checks that errors on a terminal name the object and the next step.
func TestHintsOnTerminal(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$t lxc network show nosuch
| Error: not found: nosuch
|   network "nosuch" on remote "local"
= 3
> GET /1.0/networks/nosuch
$t lxc network show nosuch:n1
| Error: remote "nosuch" does not exist
| Hint: list the remotes with: lxc remote list
= 3
answer GET /1.0/networks/n1 403 not authorized
$t lxc network show n1
| Error: not authorized
|   network "n1" on remote "local"
| Hint: this client is not allowed to do that. To trust it, run on the server: lxc config trust add
= 4
> GET /1.0/networks/n1
answer GET /1.0/networks/n1 409 busy
$t lxc network show n1
| Error: busy
|   network "n1" on remote "local"
= 5
> GET /1.0/networks/n1
answer GET /1.0/networks/n1 412 changed
$t lxc network show n1
| Error: changed
|   network "n1" on remote "local"
| Hint: the object was changed in the meantime: review it and try again
= 5
> GET /1.0/networks/n1
answer GET /1.0/networks/n1 500 out of order
$t lxc network show n1
| Error: out of order
|   network "n1" on remote "local"
= 1
> GET /1.0/networks/n1
answer GET /1.0/networks/n1 501 not implemented
$t lxc network show n1
| Error: not implemented
|   network "n1" on remote "local"
= 6
> GET /1.0/networks/n1
answer GET /1.0/networks/n1 401 not trusted
$t lxc network show n1
| Error: not trusted
|   network "n1" on remote "local"
= 4
> GET /1.0/networks/n1
answer GET /1.0/networks/n1 503 starting
$t lxc network show n1
| Error: starting
|   network "n1" on remote "local"
= 1
> GET /1.0/networks/n1
$t lxc network integration list
| Error: the server (lxd 5.0.2) lacks the API extension "network_integrations"
| Hint: the server is too old, or is Incus where LXD is needed or the other way around; check it with: lxc info
= 6
$t lxc network shwo n1
| (help)
= 2
$t lxc netwrok list
| (help)
= 2
$t lxc network list -c x
| (help)
= 2
$t lxc network create n1
| Network n1 created
> POST /1.0/networks {"config":{},"description":"","name":"n1","type":""}
$t lxc network create n1
| Error: n1 already exists
|   network "n1" on remote "local"
= 5
> POST /1.0/networks {"config":{},"description":"","name":"n1","type":""}
$t lxc network list
| +------+------+---------+------+------+-------------+---------+---------+
| | NAME | TYPE | MANAGED | IPV4 | IPV6 | DESCRIPTION | USED BY |  STATE  |
| +------+------+---------+------+------+-------------+---------+---------+
| | n1   |      | YES     |      |      |             | 0       | CREATED |
| +------+------+---------+------+------+-------------+---------+---------+
> GET /1.0/networks?recursion=1
$t lxc network delete n1
| Network n1 deleted
> DELETE /1.0/networks/n1
answer GET /1.0/networks?recursion=1 200 [{"name":"evil\u001b[31m","type":"bridge","description":"two\nlines\tand\u0007","config":{}},{"name":"日本語","type":"bridge","description":"wide"},{"name":"é","type":"bridge","description":"combining é"}]
$t lxc network list -c nd
| +--------------+---------------+
| |     NAME     |  DESCRIPTION  |
| +--------------+---------------+
| | evil\x1b[31m | two (+1 more) |
| +--------------+---------------+
| | é            | combining é   |
| +--------------+---------------+
| | 日本語       | wide          |
| +--------------+---------------+
> GET /1.0/networks?recursion=1
answer GET /1.0/networks?recursion=1 200 [{"name":"evil\u001b[31m","type":"bridge","description":"two\nlines\tand\u0007","config":{}},{"name":"日本語","type":"bridge","description":"wide"}]
$t lxc network list -c nd -f csv
| evil\u001b[31m,"two
| lines	and\u0007"
| 日本語,wide
> GET /1.0/networks?recursion=1
answer GET /1.0/networks?recursion=1 200 [{"name":"evil\u001b[31m","type":"bridge","description":"two\nlines\tand\u0007","config":{}},{"name":"日本語","type":"bridge","description":"wide"}]
$ lxc network list -c nd
| +--------+-------------+
| |  NAME  | DESCRIPTION |
| +--------+-------------+
| | evil\e[31m   | two         |
| |        | lines	and    |
| +--------+-------------+
| | 日本語 | wide        |
| +--------+-------------+
> GET /1.0/networks?recursion=1
answer GET /1.0/networks?recursion=1 200 [{"name":"a very long name that does not fit into the width of a terminal at all","type":"bridge","description":"a very long description that does not fit into the width of a terminal either"}]
$t lxc network list -c nd
| +--------------------------------------+---------------------------------------+
| |                 NAME                 |              DESCRIPTION              |
| +--------------------------------------+---------------------------------------+
| | a very long name that does not fit … | a very long description that does no… |
| +--------------------------------------+---------------------------------------+
> GET /1.0/networks?recursion=1
$t lxc network create n9 --verbose
| Network n9 created
> POST /1.0/networks {"config":{},"description":"","name":"n9","type":""}
$t lxc network create n10 --quiet
> POST /1.0/networks {"config":{},"description":"","name":"n10","type":""}
`)
}

// TestAskOnTerminal checks that an invalid answer leads to the same question again.
func TestAskOnTerminal(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$t lxc cluster remove minilxd --force
< perhaps
< N
| Remove a member by force only as
| a last resort.
|
| The server will not work afterwards: it must be reinstalled,
| and the instances, images and volumes that it holds
| are lost.
|
| If the member is still reachable, move its instances, images
| and volumes to other members first, and then remove it
| without force.
|
| Use --force only if the server is broken, was reinstalled,
| or will not come back for another reason.
|
| Remove minilxd by force? (yes/no) [no]: Remove minilxd by force? (yes/no) [no]: Error: canceled: nothing was removed
= 1
$t incus project delete default --force
< what
< what
< what
| Delete project default and everything in it? (yes/no) [no]: Delete project default and everything in it? (yes/no) [no]: Delete project default and everything in it? (yes/no) [no]: Error: invalid answer (must be one of: yes, no)
= 1
$t incus project delete default --force
< y
| Delete project default and everything in it? (yes/no) [no]: Error: project "default" on remote "local": the server (lxd 5.0.2) lacks the API extension "projects_force_delete"
| Hint: the server is too old, or is Incus where LXD is needed or the other way around; check it with: incus info
= 6
$t incus project delete default --force
| Delete project default and everything in it? (yes/no) [no]: Error: standard input ended without an answer: use --yes
= 1
`)
}
