//go:build !linux

package wire

import "syscall"

// limitUnacknowledged is for Linux only: elsewhere the system's own limit ends a connection with unacknowledged data.
func limitUnacknowledged(string, string, syscall.RawConn) error { return nil }
