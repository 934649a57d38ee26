//go:build !linux

package replay_test

import (
	"errors"
	"os"
	"os/exec"
)

func onTerminal(*exec.Cmd) (*os.File, error) { return nil, errors.ErrUnsupported }
