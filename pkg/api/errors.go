package api

import (
	"fmt"
	"net/http"
)

// StatusError is an error answer of a server: its code and its own words.
//
// Code is the HTTP status or the error_code of the reply, whichever is set; 0 when the server named none.
// Message is the server's text, unshortened; it comes from the network and may hold control characters.
type StatusError struct {
	Code    int
	Message string
}

// Error returns the server's message, or the name of the status when there is none.
func (e *StatusError) Error() string {
	if e.Message != "" {
		return e.Message
	}
	if text := http.StatusText(e.Code); text != "" {
		return text
	}
	return fmt.Sprintf("server error %d", e.Code)
}

// Is reports whether target is one of the sentinel errors of this package with the same code.
func (e *StatusError) Is(target error) bool {
	t, ok := target.(*StatusError)
	return ok && t.Message == "" && t.Code == e.Code
}

// Sentinels for errors.Is. They compare by code alone.
var (
	ErrBadRequest    = &StatusError{Code: http.StatusBadRequest}
	ErrUnauthorized  = &StatusError{Code: http.StatusUnauthorized}
	ErrForbidden     = &StatusError{Code: http.StatusForbidden}
	ErrNotFound      = &StatusError{Code: http.StatusNotFound}
	ErrConflict      = &StatusError{Code: http.StatusConflict}
	ErrPrecondition  = &StatusError{Code: http.StatusPreconditionFailed}
	ErrLocked        = &StatusError{Code: http.StatusLocked}
	ErrUnimplemented = &StatusError{Code: http.StatusNotImplemented}
	ErrUnavailable   = &StatusError{Code: http.StatusServiceUnavailable}
)
