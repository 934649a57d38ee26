package lxd

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strings"

	"github.com/openlxc/lxc/internal/sent"
	"github.com/openlxc/lxc/pkg/api"
)

// ErrTokenRefused means that a server refused a bearer token: it expired, was revoked, or was issued by another server.
var ErrTokenRefused = errors.New("the server refused the bearer token")

// errNoSecrets means that all simplestreams images are public.
var errNoSecrets = errors.New("images of a simplestreams server have no secrets")

// errReadOnly means that an image server without an API cannot change anything.
var errReadOnly = &api.StatusError{Code: http.StatusNotImplemented, Message: "an image server of this protocol is read-only and has no filters"}

// ConnectError means that a server could not be reached: nothing was sent, or no response arrived.
type ConnectError struct {
	Address string // socket path or URL
	Err     error
}

// Error names the address and the cause.
func (e *ConnectError) Error() string { return fmt.Sprintf("cannot reach %s: %v", e.Address, e.Err) }

// Unwrap returns the cause.
func (e *ConnectError) Unwrap() error { return e.Err }

// MissingExtensionError means that a server does not offer an API extension that the call needs. Nothing was sent.
type MissingExtensionError struct {
	Extension string
	Server    string // "lxd" or "incus"; may be empty
	Version   string // may be empty
}

// Error names the extension and the server.
func (e *MissingExtensionError) Error() string {
	who := "the server"
	if e.Server != "" {
		who = fmt.Sprintf("the server (%s %s)", e.Server, e.Version)
	}
	return fmt.Sprintf("%s lacks the API extension %q", who, e.Extension)
}

// OperationError means that an operation failed. Message is the server's own text. If the server sent a code, errors.Is matches
// api.ErrNotFound and its siblings.
type OperationError struct {
	ID        string
	Code      int // HTTP status code, 0 if the server sent none
	Message   string
	Cancelled bool
	Operation api.Operation // last known state
}

// Error returns the server's message.
func (e *OperationError) Error() string {
	switch {
	case e.Message != "":
		return e.Message
	case e.Cancelled:
		return "operation cancelled"
	}
	return "operation failed"
}

// Unwrap returns the code and message as *api.StatusError.
func (e *OperationError) Unwrap() error { return &api.StatusError{Code: e.Code, Message: e.Message} }

// CertificateError means that the certificate of a server does not match the pinned one, or could not be verified.
type CertificateError struct {
	Address string
	Want    string // fingerprint of the pinned certificate, "" if the system's authorities decide
	Got     string // fingerprint of the presented certificate
	Err     error
}

// Error names both fingerprints.
func (e *CertificateError) Error() string {
	if e.Want != "" && e.Want != e.Got {
		return fmt.Sprintf("the certificate of %s changed: expected %s, got %s", e.Address, e.Want, e.Got)
	}
	return fmt.Sprintf("the certificate of %s is not trusted (fingerprint %s): %v", e.Address, e.Got, e.Err)
}

// Unwrap returns why the verification failed.
func (e *CertificateError) Unwrap() error { return e.Err }

// LinkError says which connection broke while this client relayed a copy.
type LinkError struct {
	Side    string // "source" or "target"
	Address string // URL or socket path of the server
	Stream  string // what was being sent: "control", "fs" or "criu" of a migration, "image" or "backup"
	Err     error
}

// Error names the server and the cause.
func (e *LinkError) Error() string {
	return fmt.Sprintf("the connection to the %s (%s) broke during the copy: %s: %v", e.Side, e.Address, e.Stream, e.Err)
}

// Unwrap returns the cause.
func (e *LinkError) Unwrap() error { return e.Err }

// CopyError means that a copy between two servers failed. It has the errors of each side.
type CopyError struct {
	Link   *LinkError // connection that broke at this client, or nil
	Source error      // failure on the source; nil if it succeeded or was not involved
	Target error      // failure on the target
	Config error      // failure to read or set the configuration of the copy on the target, apart from the copy itself
}

// Error combines the errors of the connection and of each server.
func (e *CopyError) Error() string {
	var parts []string
	if e.Link != nil {
		parts = append(parts, e.Link.Error())
	}
	if e.Target != nil {
		parts = append(parts, "target: "+e.Target.Error())
	}
	if e.Source != nil {
		parts = append(parts, "source: "+e.Source.Error())
	}
	if e.Config != nil {
		parts = append(parts, e.Config.Error())
	}
	return strings.Join(parts, "; ")
}

// Unwrap returns the non-nil errors.
func (e *CopyError) Unwrap() []error {
	var parts []error
	if e.Link != nil {
		parts = append(parts, e.Link)
	}
	for _, err := range []error{e.Target, e.Source, e.Config} {
		if err != nil {
			parts = append(parts, err)
		}
	}
	return parts
}

const (
	maxReply  = 512 << 20 // bytes of a JSON reply
	maxObject = 64 << 20  // bytes of a reply that is not a list
	maxError  = 1 << 20   // bytes of an error
)

var (
	errNoEnvelope = errors.New("it has no type")
	errNoObject   = errors.New("null instead of an object")
)

// envelope is api.Response with metadata decoded directly into the value that Metadata points to.
type envelope struct {
	Type      api.ResponseType `json:"type"`
	Operation string           `json:"operation"`
	Code      int              `json:"error_code"`
	Error     string           `json:"error"`
	Metadata  any              `json:"metadata"`
}

// decode reads a JSON response, closes the body and decodes the metadata into into; nil discards it. An error response is
// *api.StatusError, whatever the HTTP status.
func decode(resp *http.Response, into any) (envelope, error) {
	defer resp.Body.Close()
	out := envelope{Metadata: into}
	data, err := readBody(resp)
	if err != nil {
		return out, fmt.Errorf("reading the server's answer: %w", err)
	}
	err = json.Unmarshal(data, &out)
	if resp.StatusCode >= 400 || err != nil || out.Type == api.ErrorResponse {
		if refused := refusal(resp.StatusCode, data); refused != nil {
			return out, refused
		}
	}
	if err == nil && out.Type == "" {
		err = errNoEnvelope
	}
	if err != nil {
		return out, fmt.Errorf("unexpected answer from the server (HTTP %d): %w", resp.StatusCode, err)
	}
	sent.Keep(&out, data)
	return out, nil
}

// readBody reads the body of a response that is not longer than its kind may be.
func readBody(resp *http.Response) ([]byte, error) {
	limit := int64(maxObject)
	switch {
	case resp.StatusCode >= 300:
		limit = maxError
	case resp.Request != nil && resp.Request.URL.Query().Has("recursion"):
		limit = maxReply
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, limit+1))
	if err == nil && int64(len(data)) > limit && limit != maxError { // what an error is begins its text
		err = fmt.Errorf("it is longer than %d MiB", limit>>20)
	}
	return data, err
}

// refusal returns the error in a response, or nil. The type in the JSON envelope decides; the HTTP status is used only if the
// body is not an envelope.
func refusal(status int, data []byte) error {
	var e envelope
	if err := json.Unmarshal(data, &e); err != nil || e.Type == "" {
		if status < 400 {
			return nil
		}
		text := strings.TrimSpace(string(data[:min(len(data), 500)]))
		return &api.StatusError{Code: status, Message: text}
	}
	if e.Type != api.ErrorResponse {
		return nil
	}
	if e.Code == 0 {
		e.Code = status
	}
	return &api.StatusError{Code: e.Code, Message: e.Error}
}

// decodeObject is decode for metadata that must not be null if into points to a pointer.
func decodeObject(resp *http.Response, into any) error {
	_, err := decode(resp, into)
	if v := reflect.ValueOf(into).Elem(); err == nil && v.Kind() == reflect.Pointer && v.IsNil() {
		err = fmt.Errorf("unexpected answer from the server: %w", errNoObject)
	}
	return err
}
