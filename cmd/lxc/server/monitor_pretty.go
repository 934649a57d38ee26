package server

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/api"
)

// line is an event in the pretty format.
type line struct {
	at     time.Time
	level  string
	text   string
	fields map[string]any
}

// renderPretty formats an event as a line: for humans on a terminal, as logfmt in a pipe.
func (o *monitorOptions) renderPretty(e api.Event, screen bool) string {
	l := line{at: e.Timestamp, level: "info"}
	switch e.Type {
	case "logging":
		log := api.EventLogging{}
		_ = json.Unmarshal(e.Metadata, &log)
		if o.logLevel != "" && level(log.Level) < level(o.logLevel) {
			return ""
		}
		l.level, l.text, l.fields = levelName(log.Level), log.Message, map[string]any{}
		for key, value := range log.Context {
			l.fields[key] = value
		}
	case "lifecycle":
		l.lifecycle(e)
	case "operation":
		l.operation(e)
	default:
		l.level, l.text = e.Type, string(e.Metadata)
	}
	if !screen {
		return l.logfmt()
	}
	text := l.text
	for _, key := range slices.Sorted(maps.Keys(l.fields)) {
		text += fmt.Sprintf(" %s=%v", key, l.fields[key])
	}
	return output.Escape(fmt.Sprintf("%-7s [%s] %s", strings.ToUpper(l.level), l.at.Local().Format("2006-01-02T15:04:05.000Z07:00"), text), false) + "\n"
}

// levelName returns the full name of a log level.
func levelName(name string) string {
	if n := level(name); n >= 0 {
		return levels[n]
	}
	return name
}

func (l *line) lifecycle(e api.Event) {
	event := struct {
		api.EventLifecycle
		Requestor *struct {
			Username string `json:"username"`
			Protocol string `json:"protocol"`
			Address  string `json:"address"`
		} `json:"requestor"`
	}{}
	_ = json.Unmarshal(e.Metadata, &event)
	l.text, l.fields = fmt.Sprintf("Action: %s, Source: %s", event.Action, event.Source), event.Context
	if r := event.Requestor; r != nil {
		l.text += fmt.Sprintf(", Requestor: %s/%s (%s)", r.Protocol, r.Username, r.Address)
	}
}

func (l *line) operation(e api.Event) {
	op := api.Operation{}
	_ = json.Unmarshal(e.Metadata, &op)
	l.text = fmt.Sprintf("ID: %s, Class: %s, Description: %s", op.ID, op.Class, op.Description)
	l.fields = map[string]any{
		"CreatedAt": op.CreatedAt, "UpdatedAt": op.UpdatedAt, "Status": op.Status, "StatusCode": op.StatusCode, "Resources": op.Resources,
		"Metadata": op.Metadata, "MayCancel": op.MayCancel, "Err": op.Err, "Location": op.Location,
	}
}

// logfmt formats the line as key=value pairs, with values quoted if necessary.
func (l *line) logfmt() string {
	var b strings.Builder
	fmt.Fprintf(&b, "time=%q level=%s msg=%s", l.at.Format(time.RFC3339), l.level, quoted(l.text))
	for _, key := range slices.Sorted(maps.Keys(l.fields)) {
		fmt.Fprintf(&b, " %s=%s", key, quoted(fmt.Sprint(l.fields[key])))
	}
	return b.String() + "\n"
}

func quoted(text string) string {
	if regexp.MustCompile(`^[A-Za-z0-9._/@^+-]*$`).MatchString(text) {
		return text
	}
	return strconv.Quote(text)
}
