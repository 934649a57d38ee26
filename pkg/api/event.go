package api

import (
	"encoding/json"
	"net/url"
	"time"
)

// Event is one message of GET /1.0/events. Metadata depends on Type: an Operation, a log record or a lifecycle record.
type Event struct {
	Type      string          `json:"type" yaml:"type"`
	Timestamp time.Time       `json:"timestamp" yaml:"timestamp"`
	Metadata  json.RawMessage `json:"metadata" yaml:"metadata"`
	Location  string          `json:"location,omitempty" yaml:"location,omitempty"`
	Project   string          `json:"project,omitempty" yaml:"project,omitempty"`
}

// EventLogging is the metadata of a "logging" event. Level is short ("dbug", "eror") on servers before 5.0.
type EventLogging struct {
	Message string         `json:"message" yaml:"message"`
	Level   string         `json:"level" yaml:"level"`
	Context map[string]any `json:"context" yaml:"context"`
}

// EventLifecycle is the metadata of a "lifecycle" event (extension event_lifecycle).
type EventLifecycle struct {
	Action  string         `json:"action" yaml:"action"`
	Source  string         `json:"source" yaml:"source"`
	Name    string         `json:"name,omitempty" yaml:"name,omitempty"`
	Project string         `json:"project,omitempty" yaml:"project,omitempty"`
	Context map[string]any `json:"context,omitempty" yaml:"context,omitempty"`
}

func unescape(s string) string {
	if plain, err := url.PathUnescape(s); err == nil {
		return plain
	}
	return s
}
