package api

import (
	"encoding/json"
	"errors"
	"fmt"
)

// ResponseType is the `type` of a response. Responses are interpreted by it, never by the HTTP status.
type ResponseType string

// Types of responses.
const (
	SyncResponse  ResponseType = "sync"
	AsyncResponse ResponseType = "async"
	ErrorResponse ResponseType = "error"
)

// Response is the envelope of every JSON response. Metadata remains raw until its type is known.
type Response struct {
	Type       ResponseType    `json:"type"`
	Status     string          `json:"status"`
	StatusCode int             `json:"status_code"`
	Operation  string          `json:"operation"`
	Code       int             `json:"error_code"`
	Error      string          `json:"error"`
	Metadata   json.RawMessage `json:"metadata"`
}

// ResponseRaw is Response with metadata of any type, as servers build it.
type ResponseRaw struct {
	Type       ResponseType `json:"type"`
	Status     string       `json:"status"`
	StatusCode int          `json:"status_code"`
	Operation  string       `json:"operation"`
	Code       int          `json:"error_code"`
	Error      string       `json:"error"`
	Metadata   any          `json:"metadata"`
}

// MetadataAsStruct decodes the metadata into target, which must be a pointer.
func (r *Response) MetadataAsStruct(target any) error {
	if len(r.Metadata) == 0 {
		return errors.New("reply carries no metadata")
	}
	if err := json.Unmarshal(r.Metadata, target); err != nil {
		return fmt.Errorf("reply has unexpected metadata: %w", err)
	}
	return nil
}

// MetadataAsOperation decodes the metadata of an async response.
func (r *Response) MetadataAsOperation() (*Operation, error) {
	op := Operation{}
	if err := r.MetadataAsStruct(&op); err != nil {
		return nil, err
	}
	return &op, nil
}

// MetadataAsMap decodes the metadata into a map.
func (r *Response) MetadataAsMap() (map[string]any, error) {
	out := map[string]any{}
	return out, r.MetadataAsStruct(&out)
}

// MetadataAsStringSlice decodes a list of strings, such as a list of URLs.
func (r *Response) MetadataAsStringSlice() ([]string, error) {
	out := []string{}
	return out, r.MetadataAsStruct(&out)
}
