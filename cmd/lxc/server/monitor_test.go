package server

import (
	"time"

	"github.com/openlxc/lxc/pkg/api"
	"strings"
	"testing"
)

// TestIsLine checks that only single lines are printed as received.
func TestIsLine(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		`{"type":"logging"}`: true, "{\n}": false, "{\"a\":\"\x1b[2J\"}": false, "{\t}": false, "": false, "{": false, "[1]": false,
		`{"a":"` + strings.Repeat("ü", 1000) + `"}`: true,
	} {
		if got := isLine([]byte(text)); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// TestPrettyOnScreen checks that a terminal shows the level first, local time, and no control characters.
func TestPrettyOnScreen(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 3, 1, 10, 0, 0, 5e8, time.UTC)
	o := monitorOptions{format: "pretty"}
	log := api.Event{Type: "logging", Timestamp: at, Metadata: []byte(`{"level":"eror","message":"Failed \u001b[31mred","context":{"b":"2","a":"1"}}`)}
	want := "ERROR   [" + at.Local().Format("2006-01-02T15:04:05.000Z07:00") + "] Failed \\x1b[31mred a=1 b=2\n"
	if have, err := o.render(log, true); err != nil || have != want {
		t.Errorf("have %q, want %q (%v)", have, want, err)
	}
	o.logLevel = "fatal"
	if have, err := o.render(log, true); err != nil || have != "" {
		t.Errorf("below the level: %q (%v)", have, err)
	}
	o.format = "yaml"
	if _, err := o.render(api.Event{Type: "odd", Metadata: []byte("{")}, false); err == nil {
		t.Error("metadata that is no JSON is rendered")
	}
	for name, want := range map[string]string{"warn": "warning", "CRIT": "fatal", "info": "info", "odd": "odd"} {
		if have := levelName(name); have != want {
			t.Errorf("%s: %s, want %s", name, have, want)
		}
	}
}
