package warning_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestWarningVerbs acknowledges and deletes warnings, either individual ones or all of a remote.
func TestWarningVerbs(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
answer GET /1.0/warnings 200 ["/1.0/warnings/w1","/1.0/warnings/w2"]
answer DELETE /1.0/warnings/w1 200 {}
answer DELETE /1.0/warnings/w2 200 {}
$~ lxc warning delete --all
> DELETE /1.0/warnings/w1
> DELETE /1.0/warnings/w2
> GET /1.0/warnings
answer GET /1.0/warnings 200 []
$ lxc warning delete --all local:
> GET /1.0/warnings
answer GET /1.0/warnings 403 not authorized
$ lxc warning delete --all
! Error: not authorized
= 4
> GET /1.0/warnings
$ lxc warning delete --all w1
! Error: missing warning (or use --all)
= 2
$ lxc warning delete nosuch:
! Error: remote "nosuch" does not exist
= 3
$ lxc warning delete nosuch: --all
! Error: remote "nosuch" does not exist
= 3
$ lxc warning delete local:
! Error: missing warning (or use --all)
= 2
answer DELETE /1.0/warnings/w1 200 {}
$~ lxc warning rm w1 nosuch
! Error: nosuch: not found: nosuch
= 7
> DELETE /1.0/warnings/nosuch
> DELETE /1.0/warnings/w1
$ lxc warning ack c7d6
> PUT /1.0/warnings/c7d6 {"status":"acknowledged"}
$ lxc warning list
| +------+------+--------+----------+-------+---------+-----------+
| | UUID | TYPE | STATUS | SEVERITY | COUNT | PROJECT | LAST SEEN |
| +------+------+--------+----------+-------+---------+-----------+
> GET /1.0/warnings?recursion=1
$ lxc warning acknowledge nosuch
! Error: not found: nosuch
= 3
> PUT /1.0/warnings/nosuch {"status":"acknowledged"}
$ lxc warning acknowledge
| (help)
$ lxc warning show c7d6
| status: acknowledged
| uuid: c7d6
| location: none
| project: default
| type: Missing CGroup blkio.weight
| count: 1
| first_seen_at: DATE
| last_seen_at: DATE
| last_message: disk priority will be ignored
| severity: low
| entity_url: ""
| config: null
| description: null
> GET /1.0/warnings/c7d6
$ lxc warning show
| (help)
$ lxc warning list --all -c utf -f csv
| c7d6,Missing CGroup blkio.weight,"Jan 2, 2026 at 3:04am (UTC)"
> GET /1.0/warnings?recursion=1
$ lxc warning list --all -f json
| [{"status":"acknowledged","uuid":"c7d6","location":"none","project":"default","type":"Missing CGroup blkio.weight","count":1,"first_seen_at":"DATE","last_seen_at":"DATE","last_message":"disk priority will be ignored","severity":"low","entity_url":"","config":null,"description":null}]
> GET /1.0/warnings?recursion=1
$ lxc warning list whatever -f csv
> GET /1.0/warnings?recursion=1
$ lxc warning list -c x
! Error: unknown column "x" (available: utSscpLlf)
= 2
answer GET /1.0/warnings?recursion=1 200 [{"uuid":"w1","type":"A","status":"new","severity":"low","count":1,"project":"p1","location":"m1","last_seen_at":"2020-01-02T03:04:05Z"}]
$ incus warning list
| +------+------+-------+----------+-------+---------+----------+----------------------+
| | UUID | TYPE | STATE | SEVERITY | COUNT | PROJECT | LOCATION |      LAST SEEN       |
| +------+------+-------+----------+-------+---------+----------+----------------------+
| | w1   | A    | NEW   | LOW      | 1     | p1      | m1       | DATE |
| +------+------+-------+----------+-------+---------+----------+----------------------+
> GET /1.0/warnings?recursion=1
`)
}

// TestWarningExtension names the extension that warnings need.
func TestWarningExtension(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Without: []string{"warnings"}}, `
$ lxc warning list
! Error: the server (lxd 5.0.2) lacks the API extension "warnings"
= 6
$ lxc warning show w1
! Error: warning "w1" on remote "local": the server (lxd 5.0.2) lacks the API extension "warnings"
= 6
$ lxc warning delete w1
! Error: warning "w1" on remote "local": the server (lxd 5.0.2) lacks the API extension "warnings"
= 6
$ lxc warning acknowledge w1
! Error: warning "w1" on remote "local": the server (lxd 5.0.2) lacks the API extension "warnings"
= 6
`)
}
