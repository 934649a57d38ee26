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
