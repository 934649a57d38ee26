package api

import (
	"time"

	"github.com/openlxc/lxc/internal/sent"
)

// Warning is a warning of a server (extension warnings). Status is "new", "acknowledged" or "resolved"; Severity is "low",
// "moderate" or "high".
type Warning struct {
	WarningPut `yaml:",inline"`

	UUID        string    `json:"uuid" yaml:"uuid"`
	Location    string    `json:"location" yaml:"location"`
	Project     string    `json:"project" yaml:"project"`
	Type        string    `json:"type" yaml:"type"`
	Count       int       `json:"count" yaml:"count"`
	FirstSeenAt time.Time `json:"first_seen_at" yaml:"first_seen_at"`
	LastSeenAt  time.Time `json:"last_seen_at" yaml:"last_seen_at"`
	LastMessage string    `json:"last_message" yaml:"last_message"`
	Severity    string    `json:"severity" yaml:"severity"`
	EntityURL   string    `json:"entity_url" yaml:"entity_url"`
}

// WarningPut holds the fields that PUT /1.0/warnings/UUID can change.
type WarningPut struct {
	sent.Sent `yaml:"-"`

	Status string `json:"status" yaml:"status"`
}
