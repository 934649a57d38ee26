package admin_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestSql queries the database.
func TestSql(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
answer POST /internal/sql 200 {"results":[{"type":"select","columns":["id","name"],"rows":[[1,"c1"],[2,null]],"rows_affected":0}]}
$ lxc admin sql global 'SELECT id, name FROM instances'
| +----+-------+
| | ID | NAME  |
| +----+-------+
| | 1  | c1    |
| +----+-------+
| | 2  | <nil> |
| +----+-------+
> POST /internal/sql {"database":"global","query":"SELECT id, name FROM instances"}
answer POST /internal/sql 200 {"results":[{"type":"exec","columns":null,"rows":null,"rows_affected":3}]}
$ lxc admin sql local 'DELETE FROM config'
| Rows affected: 3
> POST /internal/sql {"database":"local","query":"DELETE FROM config"}
answer POST /internal/sql 500 near "x": syntax error
$ lxc admin sql global x
! Error: near "x": syntax error
= 1
> POST /internal/sql {"database":"global","query":"x"}
$ lxc admin sql nosuch x
! Error: invalid database "nosuch" (must be one of: local, global)
= 2
answer GET /internal/sql?database=global&schema=0 200 {"text":"CREATE TABLE x;"}
$ lxc admin sql global .dump
! Error: not found
= 3
> GET /internal/sql?database=global
$ lxc admin sql
| (help)
`)
}
