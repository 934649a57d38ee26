//go:build unix

package term

import (
	"os"

	"golang.org/x/sys/unix"
)

// hideInput turns off echo before it returns, so that a later restore of the terminal is the last change to it; read then reads
// the line.
func hideInput(f *os.File) (read func() (string, error), err error) {
	mode, err := unix.IoctlGetTermios(int(f.Fd()), getTermios)
	if err != nil {
		return nil, err
	}
	mode.Lflag &^= unix.ECHO
	mode.Lflag |= unix.ICANON | unix.ISIG
	mode.Iflag |= unix.ICRNL
	if err := unix.IoctlSetTermios(int(f.Fd()), setTermios, mode); err != nil {
		return nil, err
	}
	return func() (string, error) { return readLine(f) }, nil
}
