package instance_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestLogs prints the console log, or a log file.
func TestLogs(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
answer GET /1.0/instances/c1/console raw one\ntwo\nthree\n
$ lxc logs c1
| one\ntwo\nthree\n\c
> GET /1.0/instances/c1
> GET /1.0/instances/c1/console x2
answer GET /1.0/instances/c1/console 404 not found
$ lxc logs c1
| log of the instance
> GET /1.0/instances/c1
> GET /1.0/instances/c1/console
> GET /1.0/instances/c1/logs/lxc.log
answer GET /1.0/instances/c1/console 400 Console log not available
answer GET /1.0/instances/c1 200 {"name":"c1","type":"virtual-machine"}
answer GET /1.0/instances/c1/logs/qemu.log raw of qemu
$ lxc logs c1
| of qemu\c
> GET /1.0/instances/c1
> GET /1.0/instances/c1/console
> GET /1.0/instances/c1/logs/qemu.log
answer GET /1.0/instances/c1/console 403 not authorized
$ lxc logs c1
! Error: not authorized
= 4
> GET /1.0/instances/c1
> GET /1.0/instances/c1/console
$ lxc logs c1 lxc.log --tail 1
| log of the instance
> GET /1.0/instances/c1/logs/lxc.log
$ lxc logs c1 lxc.log --tail 0
> GET /1.0/instances/c1/logs/lxc.log
$ lxc logs c1 nosuch.log
! Error: Log file not found
= 3
> GET /1.0/instances/c1/logs/nosuch.log
$ lxc logs c1 --list
| lxc.log
> GET /1.0/instances/c1/logs
$ lxc logs nosuch
! Error: Instance not found
= 3
> GET /1.0/instances/nosuch
$ lxc logs
| (help)
$ lxc __complete logs c1 ''
| lxc.log
| :4
! Completion ended with directive: ShellCompDirectiveNoFileComp
> GET /1.0/instances/c1/logs
`)
}

// TestLogsTail prints the last lines, and what is added to a ring buffer.
func TestLogsTail(t *testing.T) {
	t.Parallel()
	var looks atomic.Int64
	line := func(n int64) string { return fmt.Sprintf("line %d %s\n", n, strings.Repeat("x", 100)) }
	env := started(t, minilxd.Options{Middleware: func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/1.0/instances/c1/console" {
				next.ServeHTTP(w, r)
				return
			}
			n := looks.Add(1) // of a hundred lines, some have been dropped and some added
			for i := range int64(100) {
				_, _ = fmt.Fprint(w, line(n*3+i))
			}
		})
	}})
	if out := env.Must("logs", "c1", "--tail", "2"); out != line(6+98)+line(6+99) {
		t.Errorf("%q", out)
	}
	said, stop := env.Start("logs", "c1", "--tail", "1", "-f")
	for n := int64(12 + 99); n < 12+99+7; n++ {
		if text := said("line "); text+"\n" != line(n) {
			t.Errorf("%q, want %q", text, line(n))
		}
	}
	if code := stop(); code != 1 {
		t.Errorf("exit code %d", code)
	}
}

// TestLogsAgain checks that a log that was started over is printed whole, and that a deleted one ends the command.
func TestLogsAgain(t *testing.T) {
	t.Parallel()
	texts := []string{"", "one\n", "one\ntwo\n", "anew\n"}
	looks := 0
	env := started(t, minilxd.Options{Middleware: func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			switch {
			case r.URL.Path != "/1.0/instances/c1/logs/x.log":
				next.ServeHTTP(w, r)
			case looks < len(texts):
				_, _ = fmt.Fprint(w, texts[looks])
				looks++
			default:
				http.Error(w, `{"type":"error","error_code":404,"error":"gone"}`, http.StatusNotFound)
			}
		})
	}})
	r := env.Run("", "logs", "c1", "x.log", "--follow")
	if r.Code != 3 || r.Out != "one\ntwo\nanew\n" || r.ErrOut != "Error: gone\n" {
		t.Errorf("%+v", r)
	}
}
