package admin

import (
	"bufio"
	"context"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

// patience is how long a pipe may stay silent before it is given up.
const patience = 30 * time.Second

// asker asks one question after the other on standard output and reads the answers, a line each, from standard input,
// whether that is a terminal or a pipe.
type asker struct {
	app   *cli.App
	lines chan line
	flags string // what to use where nobody answers
}

type line struct {
	text string
	err  error
}

func newAsker(ctx context.Context, app *cli.App, flags string) *asker {
	a := &asker{app: app, lines: make(chan line), flags: flags}
	go func() {
		in := bufio.NewReader(app.Streams.In)
		for {
			text, err := in.ReadString('\n')
			if text != "" {
				err = nil // a last line without its end is an answer, too
			}
			select {
			case a.lines <- line{strings.TrimSpace(text), err}:
			case <-ctx.Done():
				return
			}
			if err != nil {
				return
			}
		}
	}()
	return a
}

// read shows a question and returns the line that answers it.
func (a *asker) read(ctx context.Context, question string) (string, error) {
	a.app.Print("%s", question)
	var late <-chan time.Time
	if !a.app.Streams.InputIsTerminal() {
		timer := time.NewTimer(patience)
		defer timer.Stop()
		late = timer.C
	}
	select {
	case got := <-a.lines:
		if errors.Is(got.err, io.EOF) {
			return "", cli.Usagef(i18n.G("standard input ended where an answer was expected; use %s"), a.flags)
		}
		return got.text, got.err
	case <-late:
		return "", cli.Usagef(i18n.G("standard input is open but silent where an answer is expected; use %s"), a.flags)
	case <-ctx.Done():
		return "", context.Cause(ctx)
	}
}

// text asks until check accepts the answer. An empty one stands for the default.
func (a *asker) text(ctx context.Context, question, standard string, check func(string) error) (string, error) {
	if standard != "" {
		question += " " + i18n.F("[default=%s]", standard)
	}
	for {
		answer, err := a.read(ctx, question+": ")
		if err != nil {
			return "", err
		}
		if answer == "" {
			answer = standard
		}
		if check == nil && answer == "" {
			err = errors.New(i18n.G("an answer is required"))
		} else if check != nil {
			err = check(answer)
		}
		if err == nil {
			return answer, nil
		}
		a.app.Print("%s\n\n", i18n.F("Invalid answer: %s", err))
	}
}

// bool asks for yes or no.
func (a *asker) bool(ctx context.Context, question string, standard bool) (bool, error) {
	word := map[bool]string{true: i18n.G("yes"), false: i18n.G("no")}[standard]
	yes := []string{"yes", "y", i18n.G("yes")}
	answer, err := a.text(ctx, question+" "+i18n.G("(yes/no)"), word, func(text string) error {
		if !slices.Contains(append([]string{"no", "n", i18n.G("no")}, yes...), strings.ToLower(text)) {
			return errors.New(i18n.G("neither yes nor no"))
		}
		return nil
	})
	return slices.Contains(yes, strings.ToLower(answer)), err
}

// choice asks for one of some words.
func (a *asker) choice(ctx context.Context, question string, words []string, standard string) (string, error) {
	return a.text(ctx, question+" ("+strings.Join(words, ", ")+")", standard, func(text string) error {
		if !slices.Contains(words, text) {
			return errors.New(i18n.F("invalid value %q (must be one of: %s)", text, strings.Join(words, ", ")))
		}
		return nil
	})
}

// number asks for a whole number in a range. A unit behind it is accepted.
func (a *asker) number(ctx context.Context, question, unit string, standard, least, most int) (int, error) {
	value := 0
	_, err := a.text(ctx, question, strconv.Itoa(standard)+unit, func(text string) error {
		n, err := strconv.Atoi(strings.TrimSuffix(text, unit))
		if err != nil || n < least || n > most {
			return errors.New(i18n.F("invalid number %q (must be between %d and %d)", text, least, most))
		}
		value = n
		return nil
	})
	return value, err
}

// secret asks for a password twice; on a terminal it is not shown.
func (a *asker) secret(ctx context.Context, question string) (string, error) {
	read := func(question string) (string, error) {
		if a.app.Streams.InputIsTerminal() {
			return a.app.Streams.Password(question)
		}
		defer a.app.Print("\n")
		return a.read(ctx, question)
	}
	for {
		first, err := read(question + ": ")
		if err != nil {
			return "", err
		}
		second, err := read(i18n.G("Again: "))
		if err != nil || first == second {
			return first, err
		}
		a.app.Print("%s\n\n", i18n.F("Invalid answer: %s", i18n.G("the two differ")))
	}
}

// anything accepts every answer, the empty one as well.
func anything(string) error { return nil }
