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

// ErrNoTerminal means that a secret that only a person can type could not be asked for.
var ErrNoTerminal = errors.New("there is no terminal to ask on")

// ErrSilent means that a pipe on standard input stays open without an answer.
var ErrSilent = errors.New("standard input stays silent")

const patience = 30 * time.Second

type answer struct {
	text string
	err  error
}

// Ask prints a question and returns the line that answers it, from a terminal or from whatever standard input is. At the
// end of the input without an answer it is io.EOF; a pipe that stays silent is given up after a while.
func (s *Streams) Ask(ctx context.Context, question string) (string, error) {
	if _, err := io.WriteString(s.questions(), question); err != nil {
		return "", err
	}
	return s.line(ctx)
}

// questions is where questions go: to standard output, unless a person sits there who would not see them.
func (s *Streams) questions() io.Writer {
	if s.InputIsTerminal() && !s.OutputIsTerminal() && s.ErrIsTerminal() {
		return s.Err
	}
	return s.Out
}

// line reads one line and nothing behind it: what follows in a pipe may be the answer to the next question, of this program
// or of the one after it.
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
		case n == 1:
			text = append(text, one[0])
		case err == io.EOF && len(text) > 0:
			return string(text), nil
		case err != nil:
			return "", err
		}
	}
}

// Secret asks for a secret: on a terminal without showing it, else as a line of standard input.
func (s *Streams) Secret(ctx context.Context, question string) (string, error) {
	if !s.InputIsTerminal() {
		return s.Ask(ctx, question)
	}
	return s.Password(ctx, question)
}

// Password asks for a secret without showing it. Without a terminal it is ErrNoTerminal.
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
	case <-ctx.Done(): // an interrupt; the read goes on until the program ends
		a.err = context.Cause(ctx)
	}
	_, _ = io.WriteString(s.questions(), "\n")
	return a.text, a.err
}
