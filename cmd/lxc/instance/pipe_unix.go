//go:build unix

package instance

import (
	"errors"
	"syscall"
)

// isClosedPipe reports whether the reader of standard output has exited, like `| head`.
func isClosedPipe(err error) bool { return errors.Is(err, syscall.EPIPE) }
