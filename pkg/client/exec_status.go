package lxd

import (
	"errors"
	"fmt"
	"strings"

	"github.com/openlxc/lxc/pkg/api"
)

// status returns the exit status of a session whose operation ended with err. What is no status of the command, and no refusal
// to run it, is a lost session: a server that ends, or the agent of a virtual machine that restarts, ends the streams as usual.
func (s *Session) status(err error) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var failed *OperationError
	errors.As(err, &failed)
	if s.console {
		return s.consoleStatus(err, failed)
	}
	code, known := exitStatus(s.op.Get())
	switch {
	case known && failed != nil:
		return code, err
	case known && s.lost != nil:
		return -1, ErrSessionLost // the command ended, but its output was cut off
	case known:
		return code, s.writeErr
	case failed != nil && isTransport(failed.Message) || err == nil:
		return -1, ErrSessionLost
	case failed != nil && !failed.Cancelled && s.activity.Stamp() == 0:
		return -1, err // the command could not be run
	}
	return -1, fmt.Errorf("%w: %w", ErrSessionLost, err)
}

// consoleStatus is status for a console, which ends with its operation.
func (s *Session) consoleStatus(err error, failed *OperationError) (int, error) {
	switch {
	case err == nil:
		return 0, nil
	case failed == nil && s.lost != nil:
		return -1, fmt.Errorf("%w: %w", ErrSessionLost, err)
	}
	return -1, err
}

// isTransport reports whether a server's message about a command tells of its own lost connection to the agent of a virtual
// machine, in the words of a library and with an address that means nothing here.
func isTransport(message string) bool {
	return strings.Contains(message, "://") || strings.HasSuffix(message, "EOF") || strings.Contains(message, "websocket: close ")
}

// exitStatus returns the exit status of a command. A server that has lost the command sends -1 or nothing.
func exitStatus(op api.Operation) (int, bool) {
	code, ok := op.Metadata["return"].(float64)
	return int(code), ok && code >= 0
}
