package cli

import (
	"errors"

	"github.com/openlxc/lxc/pkg/api"
)

// Noun is what an error calls the kind of its object: "instance", "image".
type Noun string

// Class is the kind of a failure that the client finds itself. It decides the exit code.
type Class int

// Classes of failures.
const (
	ClassFailed Class = iota
	ClassNotFound
	ClassConflict
	ClassForbidden
)

// ClassError is a failure of a class. It says so to errors.Is as the server's own answer would.
type ClassError struct {
	Class   Class
	Noun    Noun // of what was not found or is in the way, "" when it has none
	Message string
}

// Error returns the message.
func (e *ClassError) Error() string { return e.Message }

// Is reports whether target is what a server answers in the same case.
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

// NotFound returns an error for something that does not exist. The message is translated. Its exit code is 3.
func NotFound(noun Noun, message string) error {
	return &ClassError{Class: ClassNotFound, Noun: noun, Message: message}
}

// Conflict returns an error for a conflict, such as an object that already exists. Its exit code is 5.
func Conflict(noun Noun, message string) error {
	return &ClassError{Class: ClassConflict, Noun: noun, Message: message}
}

// Forbidden returns an error for something that the client may not do. Its exit code is 4.
func Forbidden(noun Noun, message string) error {
	return &ClassError{Class: ClassForbidden, Noun: noun, Message: message}
}

// Refused returns an error for something that the current state of an object does not allow. Its exit code is 1.
func Refused(noun Noun, message string) error {
	return &ClassError{Class: ClassFailed, Noun: noun, Message: message}
}

// Failed is any other failure. Its exit code is 1.
func Failed(message string) error { return &ClassError{Message: message} }

// Answered is what a server answered, for commands that read the answer themselves.
func Answered(status int, message string) error {
	return &api.StatusError{Code: status, Message: message}
}

// plainWords returns the words of a server, or of a failure that is about one object: they need no object put before them.
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
