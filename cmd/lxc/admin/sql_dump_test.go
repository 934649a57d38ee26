package admin_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestSQLDump prints the whole database, its tables, and results in all formats.
func TestSQLDump(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
answer GET /internal/sql?database=global 200 {"Text":"CREATE TABLE a (b);\n"}
$ lxc admin sql global .dump
| CREATE TABLE a (b);
> GET /internal/sql?database=global
answer GET /internal/sql?database=local&dump=1&schema=1 200 {"Text":"CREATE TABLE a (b);\n"}
$ lxc admin sql local .schema
| CREATE TABLE a (b);
> GET /internal/sql?database=local&dump=1&schema=1
answer GET /internal/sql?database=global 403 not authorized
$ lxc admin sql global .dump
! Error: not authorized
= 4
> GET /internal/sql?database=global
answer GET /internal/sql?database=global 200 "odd"
$ lxc admin sql global .dump
! Error: json: cannot unmarshal string into Go value of type struct { Text string }
= 1
> GET /internal/sql?database=global
answer POST /internal/sql 200 {"Results":[{"type":"select","columns":["id","name","last_seen"],"rows":[[1,"default",null],[2,"p1","x"]],"rows_affected":0}]}
$ lxc admin sql global "SELECT * FROM projects"
| +----+---------+-----------+
| | ID |  NAME   | LAST SEEN |
| +----+---------+-----------+
| | 1  | default | <nil>     |
| +----+---------+-----------+
| | 2  | p1      | x         |
| +----+---------+-----------+
> POST /internal/sql {"database":"global","query":"SELECT * FROM projects"}
answer POST /internal/sql 200 {"Results":[{"type":"select","columns":["id","name"],"rows":[[1,"default"]],"rows_affected":0}]}
$ lxc admin sql global "SELECT * FROM projects" -f csv
| 1,default
> POST /internal/sql {"database":"global","query":"SELECT * FROM projects"}
answer POST /internal/sql 200 {"Results":[{"type":"select","columns":["id","name"],"rows":[[1,"default"]],"rows_affected":0}]}
$ lxc admin sql global "SELECT * FROM projects" -f json
| {"type":"select","columns":["id","name"],"rows":[[1,"default"]],"rows_affected":0}
> POST /internal/sql {"database":"global","query":"SELECT * FROM projects"}
answer POST /internal/sql 200 {"Results":[{"type":"select","columns":["id","name"],"rows":[[1,"default"]],"rows_affected":0}]}
$ lxc admin sql global "SELECT * FROM projects" -f yaml
| type: select
| columns:
| - id
| - name
| rows:
| - - 1
|   - default
| rows_affected: 0
> POST /internal/sql {"database":"global","query":"SELECT * FROM projects"}
answer POST /internal/sql 200 {"Results":[{"type":"exec","rows_affected":3},{"type":"select","columns":["id"],"rows":[]}]}
$ lxc admin sql local -
< UPDATE a SET b = 1; SELECT id FROM a
| => Query 0:
|
| Rows affected: 3
|
| => Query 1:
|
| +----+
| | ID |
| +----+
|
> POST /internal/sql {"database":"local","query":"UPDATE a SET b = 1; SELECT id FROM a\n"}
answer POST /internal/sql 200 {"Results":[{"type":"exec","rows_affected":3}]}
$ lxc admin sql local "DELETE FROM a"
| Rows affected: 3
> POST /internal/sql {"database":"local","query":"DELETE FROM a"}
answer POST /internal/sql 400 near "nosuch": syntax error
$ lxc admin sql local nosuch
! Error: near "nosuch": syntax error
= 1
> POST /internal/sql {"database":"local","query":"nosuch"}
answer POST /internal/sql 200 "odd"
$ lxc admin sql local nosuch
! Error: json: cannot unmarshal string into Go value of type struct { Results []admin.queryResult }
= 1
> POST /internal/sql {"database":"local","query":"nosuch"}
$ lxc admin sql local -
! Error: empty query
= 2
$ lxc admin sql nosuch .dump
! Error: invalid database "nosuch" (must be one of: local, global)
= 2
$ lxc admin sql local
! Error: missing argument: <query>
= 2
$ lxc admin sql
| (help)
$ lxc admin sql local x -f nosuch
! Error: unknown format "nosuch" (must be one of: table, wide, compact, csv, json, yaml, markdown, jsonl, name, template)
= 2
`)
}

// TestSQLNewest prints the column names unchanged.
func TestSQLNewest(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Version: "6.5"}, `
answer POST /internal/sql 200 {"Results":[{"type":"select","columns":["id","last_seen"],"rows":[[1,"x"]]}]}
$ lxc admin sql global "SELECT * FROM a"
| +----+-----------+
| | id | last_seen |
| +----+-----------+
| | 1  | x         |
| +----+-----------+
> POST /internal/sql {"database":"global","query":"SELECT * FROM a"}
`)
}
