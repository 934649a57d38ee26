//go:build !live

package lxd_test

import (
	"testing"

	"go.uber.org/goleak"
)

// TestMain fails if a test leaks a goroutine of the library.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
