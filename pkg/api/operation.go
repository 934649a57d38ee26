package api

import (
	"strings"
	"time"

	"github.com/openlxc/lxc/internal/sent"
)

// StatusCode is the status of an operation or an instance.
type StatusCode int

// Status codes. Operations with a code of 200 and above have ended.
const (
	OperationCreated StatusCode = 100
	Started          StatusCode = 101
	Stopped          StatusCode = 102
	Running          StatusCode = 103
	Cancelling       StatusCode = 104
	Pending          StatusCode = 105
	Starting         StatusCode = 106
	Stopping         StatusCode = 107
	Aborting         StatusCode = 108
	Freezing         StatusCode = 109
	Frozen           StatusCode = 110
	Thawed           StatusCode = 111
	Error            StatusCode = 112
	Ready            StatusCode = 113
	Success          StatusCode = 200
	Failure          StatusCode = 400
	Cancelled        StatusCode = 401
)

// StatusCodeNames maps codes to the names that servers use.
var StatusCodeNames = map[StatusCode]string{
	OperationCreated: "Operation created", Started: "Started", Stopped: "Stopped", Running: "Running",
	Cancelling: "Cancelling", Pending: "Pending", Starting: "Starting", Stopping: "Stopping", Aborting: "Aborting",
	Freezing: "Freezing", Frozen: "Frozen", Thawed: "Thawed", Error: "Error", Ready: "Ready",
	Success: "Success", Failure: "Failure", Cancelled: "Cancelled",
}

// String returns the name that servers use, for example "Running".
func (s StatusCode) String() string { return StatusCodeNames[s] }

// StatusCodeFromString returns the code of a name, or -1.
func StatusCodeFromString(name string) StatusCode {
	for code, text := range StatusCodeNames {
		if text == name {
			return code
		}
	}
	return -1
}

// IsFinal reports whether an operation with this status has ended.
func (s StatusCode) IsFinal() bool { return s >= Success }

// Classes of operations, for Operation.Class.
const (
	OperationClassTask      = "task"
	OperationClassToken     = "token"
	OperationClassWebsocket = "websocket"
)

// Operation is a background operation (GET /1.0/operations/ID). Servers keep finished ones for about five seconds.
type Operation struct {
	sent.Sent `yaml:"-"`

	ID          string              `json:"id" yaml:"id"`
	Class       string              `json:"class" yaml:"class"`
	Description string              `json:"description" yaml:"description"`
	CreatedAt   time.Time           `json:"created_at" yaml:"created_at"`
	UpdatedAt   time.Time           `json:"updated_at" yaml:"updated_at"`
	Status      string              `json:"status" yaml:"status"`
	StatusCode  StatusCode          `json:"status_code" yaml:"status_code"`
	Resources   map[string][]string `json:"resources" yaml:"resources"`
	Metadata    map[string]any      `json:"metadata" yaml:"metadata"`
	MayCancel   bool                `json:"may_cancel" yaml:"may_cancel"`
	Err         string              `json:"err" yaml:"err"`
	ErrCode     int                 `json:"err_code,omitempty" yaml:"err_code,omitempty"`
	Location    string              `json:"location" yaml:"location"`
}

// ResourceName returns the name of the object of the given kind ("instances", "images", "snapshots", "backups") that the
// operation is about, or "" if unknown. Newer servers name it in metadata.entity_url, older ones in resources; the oldest
// call instances "containers".
func (op *Operation) ResourceName(kind string) string {
	if entity, ok := op.Metadata["entity_url"].(string); ok {
		if name := lastElement(entity); name != "" {
			return name
		}
	}
	kinds := []string{kind}
	if kind == "instances" {
		kinds = append(kinds, "containers")
	}
	for _, k := range kinds {
		if urls := op.Resources[k]; len(urls) > 0 {
			return lastElement(urls[0])
		}
	}
	return ""
}

// Secret returns a string from the top level of the metadata, or "".
func (op *Operation) Secret(name string) string {
	s, _ := op.Metadata[name].(string)
	return s
}

func lastElement(url string) string {
	url, _, _ = strings.Cut(url, "?")
	return unescape(url[strings.LastIndexByte(url, '/')+1:])
}
