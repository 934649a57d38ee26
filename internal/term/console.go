package term

import (
	"os"

	"golang.org/x/term"
)

// console is a terminal: one of the system, or one of a test.
type console interface {
	size() (width, height int, err error)
	// makeRaw passes keys on as they are typed, and returns what ends that.
	makeRaw() (restore func() error, err error)
	// foreground reports whether this program may change the terminal.
	foreground() bool
	// sequences makes the terminal obey escape sequences, which those of Windows do on request, and returns what ends that.
	sequences() (restore func() error, err error)
}

// consoleOf returns the terminal that a stream is.
func consoleOf(stream any) (console, bool) {
	switch s := stream.(type) {
	case console:
		return s, true
	case *os.File:
		if term.IsTerminal(int(s.Fd())) {
			return fileConsole{s}, true
		}
	}
	return nil, false
}

// fileConsole is a terminal of the system.
type fileConsole struct{ *os.File }

func (c fileConsole) size() (width, height int, err error) { return term.GetSize(int(c.Fd())) }

func (c fileConsole) foreground() bool { return inForeground(c.File) }

func (c fileConsole) makeRaw() (restore func() error, err error) {
	old, err := term.MakeRaw(int(c.Fd()))
	if err != nil {
		return nil, err
	}
	return func() error { return term.Restore(int(c.Fd()), old) }, nil
}
