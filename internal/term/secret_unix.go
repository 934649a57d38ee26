//go:build unix

package term

import (
	"os"

	"golang.org/x/sys/unix"
)

// hideInput makes a terminal show nothing of what is typed. It has done so when it returns, so that whoever puts the terminal
// back is the last to change it; read then waits for the line.
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
