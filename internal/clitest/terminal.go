package clitest

import (
	"errors"
	"io"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/creack/pty"

	"github.com/openlxc/lxc/internal/term"
)

// plainScreen makes tests independent of where they run: no colors unless a command line asks for them, and no pager.
var plainScreen = errors.Join(os.Setenv("NO_COLOR", "1"), os.Setenv("PAGER", "cat"))

// setEditor sets LXC_EDITOR for all tests to one that reads a sed command from the terminal and applies it.
var setEditor = sync.OnceValue(func() error {
	return os.Setenv("LXC_EDITOR", `edit() { read -r command; sed -i "$command" "$1"; }; edit`)
})

// UseEditor makes every editor of this test program one that reads a sed command from the terminal and applies it.
func UseEditor(t *testing.T) {
	t.Helper()
	if err := setEditor(); err != nil {
		t.Fatal(err)
	}
}

// onTerminal runs a command line on a terminal of 80 columns, with input and end-of-file typed ahead. The result contains
// what the terminal showed, without the echo.
func (s *scripted) onTerminal(input, line string) Result {
	s.t.Helper()
	if err := errors.Join(setEditor(), plainScreen); err != nil {
		s.t.Fatal(err)
	}
	person, tty, err := pty.Open()
	if err != nil {
		s.t.Fatal(err)
	}
	defer person.Close()
	if err := pty.Setsize(person, &pty.Winsize{Cols: 80, Rows: 24}); err != nil {
		s.t.Fatal(err)
	}
	if _, err := io.WriteString(person, input+"\x04"); err != nil {
		s.t.Fatal(err)
	}
	// Read the echo before the command starts, so that it cannot mix with the output.
	echo := strings.ReplaceAll(input, "\n", "\r\n")
	if _, err := io.ReadFull(person, make([]byte, len(echo))); err != nil {
		s.t.Fatal(err)
	}
	shown := make(chan string)
	go func() {
		text, _ := io.ReadAll(person) // fails when the other side is closed
		shown <- string(text)
	}()
	code := s.runOn(&term.Streams{In: tty, Out: tty, Err: tty, Patience: time.Minute}, line)
	if err := tty.Close(); err != nil {
		s.t.Error(err)
	}
	return Result{Code: code, Out: strings.ReplaceAll(<-shown, "\r\n", "\n")}
}
