package term

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/term"
)

// ErrNoTerminal means that a password could not be asked for because there is no terminal.
var ErrNoTerminal = errors.New("there is no terminal to ask on")

// ErrSilent means that standard input is a pipe that stayed open without sending an answer.
var ErrSilent = errors.New("standard input stays silent")

// ErrLongLine means that standard input sends a line without end, such as that of a binary file.
var ErrLongLine = errors.New("the line on standard input is longer than 64 KiB")

const maxLine = 64 << 10 // bytes

const patience = 30 * time.Second

type answer struct {
	text string
	err  error
}

// Ask prints a question and reads a line of standard input. It returns io.EOF if there is no line, and ErrSilent if a pipe
// sends nothing for a while.
func (s *Streams) Ask(ctx context.Context, question string) (string, error) {
	if _, err := io.WriteString(s.questions(), question); err != nil {
		return "", err
	}
	return s.line(ctx)
}

// questions returns where questions are printed: standard output, unless it is redirected and the user would not see them.
func (s *Streams) questions() io.Writer {
	if s.InputIsTerminal() && !s.OutputIsTerminal() && s.ErrIsTerminal() {
		return s.Err
	}
	return s.Out
}

// line reads exactly one line: what follows in a pipe may answer the next question, of this program or of the next one.
func (s *Streams) line(ctx context.Context) (string, error) {
	got := make(chan answer, 1)
	go func() {
		text, err := readLine(s.In)
		got <- answer{strings.TrimSpace(text), err}
	}()
	var silent <-chan time.Time
	if !s.InputIsTerminal() {
		wait := s.Patience
		if wait == 0 {
			wait = patience
		}
		timer := time.NewTimer(wait)
		defer timer.Stop()
		silent = timer.C
	}
	select {
	case a := <-got:
		return a.text, a.err
	case <-silent:
		return "", ErrSilent
	case <-ctx.Done():
		if s.InputIsTerminal() { // what comes next stands on a line of its own, not behind the question
			_, _ = io.WriteString(s.questions(), "\n")
		}
		return "", context.Cause(ctx)
	}
}

func readLine(src io.Reader) (string, error) {
	var text []byte
	if src == nil {
		return "", io.EOF
	}
	for one := make([]byte, 1); ; {
		n, err := src.Read(one)
		switch {
		case n == 1 && one[0] == '\n':
			return string(text), nil
		case len(text) == maxLine:
			return "", ErrLongLine
		case n == 1:
			text = append(text, one[0])
		case err == io.EOF && len(text) > 0:
			return string(text), nil
		case err != nil:
			return "", err
		}
	}
}

// Secret asks for a secret: on a terminal without echo, otherwise it reads a line of standard input.
func (s *Streams) Secret(ctx context.Context, question string) (string, error) {
	if !s.InputIsTerminal() {
		return s.Ask(ctx, question)
	}
	return s.Password(ctx, question)
}

// Password asks for a secret without echo. Without a terminal it returns ErrNoTerminal.
func (s *Streams) Password(ctx context.Context, question string) (string, error) {
	f, ok := s.In.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return "", ErrNoTerminal
	}
	if _, err := io.WriteString(s.questions(), question); err != nil {
		return "", err
	}
	old, err := term.GetState(int(f.Fd()))
	if err != nil {
		return "", err
	}
	s.mu.Lock()
	s.restore = func() { _ = term.Restore(int(f.Fd()), old) }
	s.mu.Unlock()
	defer s.Restore()
	read, err := hideInput(f)
	if err != nil {
		return "", err
	}
	got := make(chan answer, 1)
	go func() {
		secret, err := read()
		got <- answer{secret, err}
	}()
	var a answer
	select {
	case a = <-got:
	case <-ctx.Done(): // interrupted; the read stays blocked until the program exits
		a.err = context.Cause(ctx)
	}
	_, _ = io.WriteString(s.questions(), "\n")
	return a.text, a.err
}
