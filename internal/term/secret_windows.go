package term

import (
	"os"

	"golang.org/x/term"
)

// hideInput returns a function that reads a line without echo.
func hideInput(f *os.File) (read func() (string, error), err error) {
	return func() (string, error) {
		secret, err := term.ReadPassword(int(f.Fd()))
		return string(secret), err
	}, nil
}
