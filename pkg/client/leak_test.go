//go:build !live

package lxd_test

import (
	"testing"

	"go.uber.org/goleak"
)

// TestMain fails when a test leaves a goroutine of the library behind.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
