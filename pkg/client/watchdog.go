package lxd

import (
	"io"
	"net/http"
	"strings"
	"time"
)

// watchdog fires unless it is stopped or fed in time. A limit below zero never fires.
type watchdog struct {
	limit time.Duration
	timer *time.Timer
}

func newWatchdog(limit time.Duration, fire func()) *watchdog {
	w := &watchdog{limit: limit}
	if limit > 0 {
		w.timer = time.AfterFunc(limit, fire)
	}
	return w
}

func (w *watchdog) stop() {
	if w.timer != nil {
		w.timer.Stop()
	}
}

// reader feeds the watchdog with every piece that is read, so that a long upload lives as long as it moves.
func (w *watchdog) reader(src io.Reader) io.Reader {
	if w.timer == nil {
		return src
	}
	return readerFunc(func(p []byte) (int, error) {
		w.timer.Reset(w.limit)
		return src.Read(p)
	})
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// logRequest tells the logger about a finished exchange: method, URL without secrets, status, time. Never a body.
func (c *conn) logRequest(req *http.Request, resp *http.Response, err error, start time.Time) {
	if c.args.Logger == nil {
		return
	}
	took := time.Since(start).Round(100 * time.Microsecond)
	if err != nil {
		c.args.Logger("%s %s: %v (%s)", req.Method, withoutSecrets(req.URL.RequestURI()), plainCause(err), took)
		return
	}
	c.args.Logger("%s %s: %d (%s)", req.Method, withoutSecrets(req.URL.RequestURI()), resp.StatusCode, took)
}

// withoutSecrets blanks the value of every `secret` parameter.
func withoutSecrets(uri string) string {
	path, query, found := strings.Cut(uri, "?")
	if !found {
		return uri
	}
	parts := strings.Split(query, "&")
	for i, p := range parts {
		if strings.HasPrefix(p, "secret=") {
			parts[i] = "secret=…"
		}
	}
	return path + "?" + strings.Join(parts, "&")
}
