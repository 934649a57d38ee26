package api

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"time"
)

// Types of events, for Event.Type.
const (
	EventTypeLifecycle = "lifecycle"
	EventTypeLogging   = "logging"
	EventTypeOperation = "operation"
)

// Event is a message of GET /1.0/events. Metadata depends on Type: an Operation, a log record or a lifecycle record.
type Event struct {
	Type      string          `json:"type" yaml:"type"`
	Timestamp time.Time       `json:"timestamp" yaml:"timestamp"`
	Metadata  json.RawMessage `json:"metadata" yaml:"metadata"`
	Location  string          `json:"location,omitempty" yaml:"location,omitempty"`
	Project   string          `json:"project,omitempty" yaml:"project,omitempty"`
}

// EventLogging is the metadata of a "logging" event. Level is abbreviated ("dbug", "eror") on servers before 5.0. Values of
// Context that are not strings in JSON are formatted.
type EventLogging struct {
	Message string            `json:"message" yaml:"message"`
	Level   string            `json:"level" yaml:"level"`
	Context map[string]string `json:"context" yaml:"context"`
}

// UnmarshalJSON implements json.Unmarshaler.
func (l *EventLogging) UnmarshalJSON(data []byte) error {
	wire := struct {
		Message, Level string
		Context        map[string]any
	}{}
	if err := json.Unmarshal(data, &wire); err != nil {
		return err
	}
	*l = EventLogging{Message: wire.Message, Level: wire.Level}
	if wire.Context != nil {
		l.Context = make(map[string]string, len(wire.Context))
	}
	for key, value := range wire.Context {
		l.Context[key] = fmt.Sprint(value)
	}
	return nil
}

// EventLifecycle is the metadata of a "lifecycle" event (extension event_lifecycle).
type EventLifecycle struct {
	Action    string                   `json:"action" yaml:"action"`
	Source    string                   `json:"source" yaml:"source"`
	Name      string                   `json:"name,omitempty" yaml:"name,omitempty"`
	Project   string                   `json:"project,omitempty" yaml:"project,omitempty"`
	Context   map[string]any           `json:"context,omitempty" yaml:"context,omitempty"`
	Requestor *EventLifecycleRequestor `json:"requestor,omitempty" yaml:"requestor,omitempty"`
}

// EventLifecycleRequestor is the client that caused the event. Protocol is "unix", "tls", "oidc" or another one.
type EventLifecycleRequestor struct {
	Username string `json:"username" yaml:"username"`
	Protocol string `json:"protocol" yaml:"protocol"`
	Address  string `json:"address" yaml:"address"`
}

// EventLogRecord is an event as a log record. Ctx contains alternating keys and values.
type EventLogRecord struct {
	Time time.Time
	Lvl  string
	Msg  string
	Ctx  []any
}

// ToLogging converts any event to a log record.
func (e *Event) ToLogging() (EventLogRecord, error) {
	record := EventLogRecord{Time: e.Timestamp, Lvl: "info"}
	context := map[string]any{}
	var err error
	switch e.Type {
	case EventTypeLogging:
		log := EventLogging{}
		err = json.Unmarshal(e.Metadata, &log)
		record.Lvl, record.Msg = log.Level, log.Message
		for key, value := range log.Context {
			context[key] = value
		}
	case EventTypeLifecycle:
		life := EventLifecycle{}
		err = json.Unmarshal(e.Metadata, &life)
		record.Msg, context = "Action: "+life.Action+", Source: "+life.Source, life.Context
		if r := life.Requestor; r != nil {
			record.Msg += fmt.Sprintf(", Requestor: %s/%s (%s)", r.Protocol, r.Username, r.Address)
		}
	case EventTypeOperation:
		op := Operation{}
		err = json.Unmarshal(e.Metadata, &op)
		record.Msg = fmt.Sprintf("ID: %s, Class: %s, Description: %s", op.ID, op.Class, op.Description)
		context = map[string]any{"CreatedAt": op.CreatedAt, "Err": op.Err, "Location": op.Location, "MayCancel": op.MayCancel,
			"Metadata": op.Metadata, "Resources": op.Resources, "Status": op.Status, "StatusCode": op.StatusCode, "UpdatedAt": op.UpdatedAt}
	default:
		err = fmt.Errorf("unknown event type %q", e.Type)
	}
	for _, key := range slices.Sorted(maps.Keys(context)) {
		record.Ctx = append(record.Ctx, key, context[key])
	}
	return record, err
}

func unescape(s string) string {
	if plain, err := url.PathUnescape(s); err == nil {
		return plain
	}
	return s
}
