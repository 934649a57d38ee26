package api

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
)

// StatusError is an error response of a server: its code and its message.
//
// Code is the HTTP status or the error_code of the response, whichever is set; 0 if the server sent neither. Message is the
// server's text, unmodified; it is not trusted and may contain control characters.
type StatusError struct {
	Code    int
	Message string
}

// Error returns the server's message, or the text for the code if it is empty.
func (e StatusError) Error() string {
	if e.Message != "" {
		return e.Message
	}
	if text := http.StatusText(e.Code); text != "" {
		return text
	}
	return fmt.Sprintf("server error %d", e.Code)
}

// Is reports whether target is a sentinel error of this package with the same code.
func (e StatusError) Is(target error) bool {
	t, ok := target.(*StatusError)
	return ok && t.Message == "" && t.Code == e.Code
}

// As lets errors.As match the error both as a value and as a pointer.
func (e StatusError) As(target any) bool {
	switch t := target.(type) {
	case *StatusError:
		*t = e
	case **StatusError:
		*t = &e
	default:
		return false
	}
	return true
}

// Status returns the code.
func (e StatusError) Status() int { return e.Code }

// StatusErrorf returns an error with a code and a formatted message.
func StatusErrorf(code int, format string, args ...any) StatusError {
	return StatusError{Code: code, Message: fmt.Sprintf(format, args...)}
}

// StatusErrorMatch returns the code of the StatusError in err, and whether it is one of codes. Without codes any code
// matches.
func StatusErrorMatch(err error, codes ...int) (int, bool) {
	var status StatusError
	if !errors.As(err, &status) {
		return 0, false
	}
	return status.Code, len(codes) == 0 || slices.Contains(codes, status.Code)
}

// StatusErrorCheck is like StatusErrorMatch, without the code.
func StatusErrorCheck(err error, codes ...int) bool {
	_, matches := StatusErrorMatch(err, codes...)
	return matches
}

// Sentinel errors for errors.Is. They are compared by code only.
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
