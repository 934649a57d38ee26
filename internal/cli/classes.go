package cli

import (
	"errors"

	"github.com/openlxc/lxc/pkg/api"
)

// Noun is the kind of object that an error is about, such as "instance" or "image".
type Noun string

// Class classifies failures detected by the client. It determines the exit code.
type Class int

// Classes of failures.
const (
	ClassFailed Class = iota
	ClassNotFound
	ClassConflict
	ClassForbidden
)

// ClassError is a failure of a class. It matches the same targets in errors.Is as the equivalent response of a server.
type ClassError struct {
	Class   Class
	Noun    Noun // kind of the object that is missing or in conflict, "" if none
	Message string
}

// Error returns the message.
func (e *ClassError) Error() string { return e.Message }

// Is reports whether target is the error of a server in the same case.
func (e *ClassError) Is(target error) bool {
	switch e.Class {
	case ClassNotFound:
		return target == error(api.ErrNotFound)
	case ClassConflict:
		return target == error(api.ErrConflict)
	case ClassForbidden:
		return target == error(api.ErrForbidden)
	}
	return false
}

// NotFound returns an error for an object that does not exist (exit code 3). The message is already translated.
func NotFound(noun Noun, message string) error {
	return &ClassError{Class: ClassNotFound, Noun: noun, Message: message}
}

// Conflict returns an error for a conflict, such as an object that already exists (exit code 5).
func Conflict(noun Noun, message string) error {
	return &ClassError{Class: ClassConflict, Noun: noun, Message: message}
}

// Forbidden returns an error for an action that the client is not allowed to perform (exit code 4).
func Forbidden(noun Noun, message string) error {
	return &ClassError{Class: ClassForbidden, Noun: noun, Message: message}
}

// Refused returns an error for an action that the current state of an object does not allow (exit code 1).
func Refused(noun Noun, message string) error {
	return &ClassError{Class: ClassFailed, Noun: noun, Message: message}
}

// Failed returns an error for any other failure (exit code 1).
func Failed(message string) error { return &ClassError{Message: message} }

// Answered returns the error of a server's response, for commands that process the response themselves.
func Answered(status int, message string) error {
	return &api.StatusError{Code: status, Message: message}
}

// plainWords returns the message of a server, or of a failure about one object, which is shown without naming the object
// first.
func plainWords(err error) (string, bool) {
	var status *api.StatusError
	if errors.As(err, &status) {
		return status.Message, true
	}
	var class *ClassError
	if errors.As(err, &class) && (class.Class != ClassFailed || class.Noun != "") {
		return class.Message, true
	}
	return "", false
}
