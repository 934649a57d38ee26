package admin

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

// asker prints questions to standard output and reads one line per answer from standard input, which may be a terminal or a
// pipe.
type asker struct {
	app   *cli.App
	flags string // flags to suggest if standard input ends
	asked int    // questions so far
}

// enough is how many questions a pipe may answer: one that never ends would be asked for ever.
const enough = 1000

// read prints a question and returns the answer.
func (a *asker) read(ctx context.Context, question string) (string, error) {
	text, err := a.app.Streams.Ask(ctx, question)
	if err != nil {
		return "", cli.Unanswered(ctx, err, a.flags)
	}
	if a.asked++; a.asked > enough && !a.app.Streams.InputIsTerminal() {
		return "", cli.Failed(i18n.F("Invalid answer: %s", text))
	}
	return text, nil
}

// text asks until check accepts the answer. An empty answer means the default.
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
			err = cli.Failed(i18n.G("an answer is required"))
		} else if check != nil {
			err = check(answer)
		}
		if err == nil {
			return answer, nil
		}
		a.app.Print("%s\n\n", i18n.F("Invalid answer: %s", err))
	}
}

// bool asks a yes-or-no question.
func (a *asker) bool(ctx context.Context, question string, standard bool) (bool, error) {
	word := map[bool]string{true: i18n.G("yes"), false: i18n.G("no")}[standard]
	answer, err := a.text(ctx, question+" "+i18n.G("(yes/no)"), word, func(text string) error {
		if !cli.IsYes(text) && !cli.IsNo(text) {
			return cli.Failed(i18n.G("expected yes or no"))
		}
		return nil
	})
	return cli.IsYes(answer), err
}

// choice asks for one of several values.
func (a *asker) choice(ctx context.Context, question string, words []string, standard string) (string, error) {
	return a.text(ctx, question+" ("+strings.Join(words, ", ")+")", standard, func(text string) error {
		if !slices.Contains(words, text) {
			return cli.Failed(i18n.F("invalid value %q (must be one of: %s)", text, strings.Join(words, ", ")))
		}
		return nil
	})
}

// number asks for an integer in a range. It may be followed by its unit.
func (a *asker) number(ctx context.Context, question, unit string, standard, least, most int) (int, error) {
	value := 0
	_, err := a.text(ctx, question, strconv.Itoa(standard)+unit, func(text string) error {
		n, err := strconv.Atoi(strings.TrimSuffix(text, unit))
		if err != nil || n < least || n > most {
			return cli.Failed(i18n.F("invalid number %q (must be between %d and %d)", text, least, most))
		}
		value = n
		return nil
	})
	return value, err
}

// secret asks for a password twice, without echo on a terminal.
func (a *asker) secret(ctx context.Context, question string) (string, error) {
	read := func(question string) (string, error) {
		if a.app.Streams.InputIsTerminal() {
			return a.app.Streams.Password(ctx, question)
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
		a.app.Print("%s\n\n", i18n.F("Invalid answer: %s", i18n.G("passwords do not match")))
	}
}

// anything accepts every answer, including an empty one.
func anything(string) error { return nil }
