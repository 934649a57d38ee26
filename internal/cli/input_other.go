//go:build !linux

package cli

import (
	"os"
	"time"
)

// peek returns nothing, because this system cannot peek into a pipe. Users can redirect a file instead.
func peek(*os.File, time.Duration) []byte { return nil }

// peekAll is like peek: it returns nothing and does not wait.
func peekAll(*os.File, int) (text []byte, ended bool) { return nil, true }
