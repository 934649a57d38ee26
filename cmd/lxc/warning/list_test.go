package warning_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestWarning covers warnings of the server.
func TestWarning(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc warning list
| +------+-----------------------------+--------+----------+-------+---------+-----------------------------+
| | UUID |            TYPE             | STATUS | SEVERITY | COUNT | PROJECT |          LAST SEEN          |
| +------+-----------------------------+--------+----------+-------+---------+-----------------------------+
| | c7d6 | Missing CGroup blkio.weight | NEW    | LOW      | 1     | default | Jan 2, 2026 at 3:04am (UTC) |
| +------+-----------------------------+--------+----------+-------+---------+-----------------------------+
> GET /1.0/warnings?recursion=1
answer GET /1.0/warnings?recursion=1 200 [{"uuid":"w1","type":"A warning","status":"new","severity":"low","count":2,"project":"default","last_seen_at":"2020-01-02T03:04:05Z"},{"uuid":"w2","type":"Old","status":"resolved","severity":"high","count":1,"project":""}]
$ lxc warning list
| +------+-----------+--------+----------+-------+---------+-----------------------------+
| | UUID |   TYPE    | STATUS | SEVERITY | COUNT | PROJECT |          LAST SEEN          |
| +------+-----------+--------+----------+-------+---------+-----------------------------+
| | w1   | A warning | NEW    | LOW      | 2     | default | Jan 2, 2020 at 3:04am (UTC) |
| +------+-----------+--------+----------+-------+---------+-----------------------------+
> GET /1.0/warnings?recursion=1
answer GET /1.0/warnings?recursion=1 200 [{"uuid":"w1","type":"A warning","status":"new","severity":"low","count":2},{"uuid":"w2","type":"Old","status":"resolved","severity":"high","count":1}]
$ lxc warning list --all -f csv -c utsS
| w1,A warning,LOW,NEW
| w2,Old,HIGH,RESOLVED
> GET /1.0/warnings?recursion=1
answer GET /1.0/warnings/w1 200 {"uuid":"w1","type":"A warning","status":"new"}
$ lxc warning show w1
| status: new
| uuid: w1
| type: A warning
> GET /1.0/warnings/w1
answer PUT /1.0/warnings/w1 200 {}
$ lxc warning acknowledge w1
> PUT /1.0/warnings/w1 {"status":"acknowledged"}
answer DELETE /1.0/warnings/w1 200 {}
$ lxc warning delete w1
> DELETE /1.0/warnings/w1
$ lxc warning delete nosuch
! Error: not found: nosuch
= 3
> DELETE /1.0/warnings/nosuch
$ lxc warning show nosuch
! Error: not found: nosuch
= 3
> GET /1.0/warnings/nosuch
$ lxc warning delete
| (help)
`)
}
