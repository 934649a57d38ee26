package instance_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/sync/errgroup"

	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/internal/slowlink"
)

// endless is a command that ends only when it is killed.
const endless = `while :; do echo 0123456789012345678901234567890123456789; done`

// inHTTP finds what a person cannot read in an error: an address with a scheme, or a library's word for a lost connection.
var inHTTP = regexp.MustCompile(`https?://|\bEOF\b`)

// lostLine checks that a session that was lost ended with one of the exit codes and one clear line.
func lostLine(t *testing.T, r clitest.Result, codes ...int) {
	t.Helper()
	if !slices.Contains(codes, r.Code) || strings.Count(r.ErrOut, "\n") != 1 || !strings.HasPrefix(r.ErrOut, "Error: ") || inHTTP.MatchString(r.ErrOut) {
		t.Errorf("exit code %d after %d bytes of output: %q", r.Code, len(r.Out), r.ErrOut)
	}
}

// waiting runs subtests that mostly wait for a server that is gone, so that more of them run at once than there are processors.
func waiting(t *testing.T, tests map[string]func(t *testing.T)) {
	t.Helper()
	var running errgroup.Group
	running.SetLimit(40)
	for name, test := range tests {
		running.Go(func() error {
			t.Run(name, test)
			return nil
		})
	}
	_ = running.Wait()
}

// TestExecServerEnds ends the server at twenty points of a session, with a terminal and with separate streams: killed, so that
// every connection breaks and nobody listens any more, or stopped, which ends the streams in order and kills the command, too.
func TestExecServerEnds(t *testing.T) {
	t.Parallel()
	tests := map[string]func(*testing.T){}
	for _, mode := range []string{"-T", "-t"} {
		for _, end := range []string{"killed", "stopped"} {
			for n := range int64(20) {
				after := 300 + n*700
				tests[fmt.Sprintf("%s, %s after %d bytes", mode, end, after)] = func(t *testing.T) { serverEnds(t, mode, end, after) }
			}
		}
	}
	waiting(t, tests)
}

func serverEnds(t *testing.T, mode, end string, after int64) {
	link := &slowlink.Link{}
	ctx, kill := context.WithCancel(t.Context())
	defer kill()
	env := behindLink(ctx, t, link)
	link.Instead = kill
	if end == "stopped" {
		link.Instead = func() {
			go func() {
				if err := env.Server.Close(); err != nil {
					t.Errorf("closing the server: %v", err)
				}
			}()
		}
	}
	link.CutIn(after)
	r := env.Run("", "exec", "c1", mode, "--", "sh", "-c", endless)
	if r.Out != "" {
		lostLine(t, r, 255)
		return
	}
	lostLine(t, r, 125, 255) // the command may not have begun
}

// agent ends the operation of an exec as servers do whose virtual machine restarts; the streams end in order.
type agent struct {
	code int
	end  string // the answer about the operation
}

// wrap answers requests for an exec's operation once it has ended.
func (a *agent) wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.URL.Path, "/1.0/operations/") || strings.HasSuffix(r.URL.Path, "/websocket") {
			next.ServeHTTP(w, r)
			return
		}
		answered := httptest.NewRecorder()
		next.ServeHTTP(answered, r)
		var answer struct {
			Metadata struct {
				ID       string
				Metadata struct{ Command []string }
			}
		}
		if err := json.Unmarshal(answered.Body.Bytes(), &answer); err != nil || len(answer.Metadata.Metadata.Command) == 0 {
			w.WriteHeader(answered.Code)
			_, _ = w.Write(answered.Body.Bytes())
			return
		}
		w.WriteHeader(a.code)
		_, _ = w.Write([]byte(strings.ReplaceAll(a.end, "ID", answer.Metadata.ID)))
	})
}

// TestExecAgentRestarts: the agent of a virtual machine restarts under a session, and each server ends the operation in its own
// way. A server that passes the end on as the hangup of the command, as newer ones do, is right; none is 0.
func TestExecAgentRestarts(t *testing.T) {
	t.Parallel()
	operation := func(rest string) string {
		return `{"type":"sync","status_code":200,"metadata":{"id":"ID","class":"websocket",` + rest + `}}`
	}
	lost := func(t *testing.T, r clitest.Result) { t.Helper(); lostLine(t, r, 255) }
	ends := map[string]struct {
		agent
		check func(*testing.T, clitest.Result)
	}{
		"hangup": {agent{200, operation(`"status_code":200,"metadata":{"return":129}`)}, func(t *testing.T, r clitest.Result) {
			t.Helper()
			if r.Code != 129 || r.ErrOut != "" {
				t.Errorf("exit code %d, %q", r.Code, r.ErrOut)
			}
		}},
		"-1":            {agent{200, operation(`"status_code":200,"metadata":{"return":-1}`)}, lost},
		"no status":     {agent{200, operation(`"status_code":200,"metadata":{}`)}, lost},
		"text":          {agent{200, operation(`"status_code":200,"metadata":{"return":"0"}`)}, lost},
		"no metadata":   {agent{200, operation(`"status_code":200,"metadata":null`)}, lost},
		"failed":        {agent{200, operation(`"status_code":400,"err":"The agent is not running","metadata":{"return":-1}`)}, lost},
		"failed, null":  {agent{200, operation(`"status_code":400,"err":"The agent is not running","metadata":null`)}, lost},
		"URL":           {agent{200, operation(`"status_code":400,"err":"Get \"http://unix/1.0/operations/ID/wait\": EOF","metadata":{"return":-1}`)}, lost},
		"websocket":     {agent{200, operation(`"status_code":400,"err":"websocket: close 1006 (abnormal closure): unexpected EOF","metadata":null`)}, lost},
		"no words":      {agent{200, operation(`"status_code":400,"metadata":{"return":-1}`)}, lost},
		"cancelled":     {agent{200, operation(`"status_code":401,"metadata":null`)}, lost},
		"vanished":      {agent{404, `{"type":"error","error_code":404,"error":"Operation not found"}`}, lost},
		"error":         {agent{500, `{"type":"error","error_code":500,"error":"Get \"http://unix/1.0/operations/ID\": EOF"}`}, lost},
		"error as sync": {agent{200, `{"type":"error","error_code":500,"error":"disconnected"}`}, lost},
	}
	tests := map[string]func(*testing.T){}
	for name, c := range ends {
		for _, mode := range []string{"-T", "-t"} {
			for says, script := range map[string]string{"output": "echo begun", "silence": ":"} {
				if says == "silence" && slices.Contains([]string{"failed", "failed, null", "no words", "error as sync"}, name) {
					continue // the same as for a command that could not be run
				}
				tests[name+" "+mode+" "+says] = func(t *testing.T) {
					c.check(t, started(t, minilxd.Options{Middleware: c.wrap}).Run("", "exec", "c1", mode, "--", "sh", "-c", script))
				}
			}
		}
	}
	waiting(t, tests)
}
