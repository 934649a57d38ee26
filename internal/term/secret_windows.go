package term

import (
	"os"

	"golang.org/x/term"
)

// hideInput returns what reads a line without showing it.
func hideInput(f *os.File) (read func() (string, error), err error) {
	return func() (string, error) {
		secret, err := term.ReadPassword(int(f.Fd()))
		return string(secret), err
	}, nil
}
