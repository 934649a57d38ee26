package cli

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/config"
)

// completionLimit is how long a shell may be kept waiting for proposals.
const completionLimit = 500 * time.Millisecond

// Cursor is where a completion is asked for: the word that is being typed, and the words before it.
type Cursor struct {
	Word   string
	Before []string
	Path   string // of the command, without the program's name
}

// Completer proposes words, each of them alone or as Described returns it. It is silent about every error.
type Completer func(ctx context.Context, app *App, at Cursor) []string

// Described is a word with what a shell may show beside it.
func Described(word, text string) string {
	if text == "" {
		return word
	}
	return word + "\t" + output.Escape(text, false)
}

// plainWord is a proposed word without its description.
func plainWord(proposal string) string {
	word, _, _ := strings.Cut(proposal, "\t")
	return word
}

// Nothing proposes nothing: the word is free text.
func Nothing(context.Context, *App, Cursor) []string { return nil }

// Fixed proposes words of a closed list.
func Fixed(values ...string) Completer {
	return func(_ context.Context, _ *App, at Cursor) []string { return beginning(values, at.Word) }
}

// List proposes the words of a list that is separated by commas.
func List(one Completer) Completer {
	return func(ctx context.Context, app *App, at Cursor) []string {
		done := at.Word[:strings.LastIndexByte(at.Word, ',')+1]
		at.Word = at.Word[len(done):]
		return withPrefix(done, one(ctx, app, at))
	}
}

// Either joins what several completers propose.
func Either(of ...Completer) Completer {
	return func(ctx context.Context, app *App, at Cursor) []string {
		var out []string
		for _, one := range of {
			out = append(out, one(ctx, app, at)...)
		}
		return out
	}
}

// WithSlash puts a slash behind names that something below follows.
func WithSlash(of Completer) Completer { return WithSign("/", of) }

// WithSign puts a sign behind names that more follows.
func WithSign(sign string, of Completer) Completer {
	return func(ctx context.Context, app *App, at Cursor) []string {
		out := of(ctx, app, at)
		for i, proposal := range out {
			word := plainWord(proposal)
			if _, only := config.OnlyRemote(word); !only {
				out[i] = word + sign + proposal[len(word):]
			}
		}
		return out
	}
}

func beginning(words []string, with string) []string {
	return slices.DeleteFunc(slices.Clone(words), func(w string) bool { return !strings.HasPrefix(w, with) })
}

func withPrefix(prefix string, words []string) []string {
	for i := range words {
		words[i] = prefix + words[i]
	}
	return words
}

// complete proposes words for the arguments that the cursor may be on.
func complete(cmd *cobra.Command, app *App, args []Arg, words []string, word string) ([]string, cobra.ShellCompDirective) {
	on := candidates(args, words)
	var completers []Completer
	directive := cobra.ShellCompDirectiveNoFileComp
	for _, a := range on {
		if a.Form.Local {
			directive = cobra.ShellCompDirectiveDefault
		}
		if a.Complete != nil {
			completers = append(completers, a.Complete)
		}
	}
	found := app.propose(cmd, Either(completers...), Cursor{Word: word, Before: words})
	return found, directive | spaceAfter(found)
}

// spaceAfter keeps the shell from closing a word that goes on.
func spaceAfter(words []string) cobra.ShellCompDirective {
	if slices.ContainsFunc(words, func(w string) bool {
		w = plainWord(w)
		return w != "" && strings.ContainsRune(":/=,", rune(w[len(w)-1]))
	}) {
		return cobra.ShellCompDirectiveNoSpace
	}
	return 0
}

// propose asks a completer for as long as a shell may wait.
func (a *App) propose(cmd *cobra.Command, of Completer, at Cursor) []string {
	_, at.Path, _ = strings.Cut(cmd.CommandPath(), " ")
	ctx := cmd.Context()
	if ctx == nil {
		ctx = context.Background()
	}
	ctx, cancel := context.WithTimeout(ctx, completionLimit)
	defer cancel()
	answer := make(chan []string, 1)
	go func() { answer <- of(ctx, a, at) }()
	select {
	case words := <-answer:
		slices.Sort(words)
		return slices.Compact(words)
	case <-ctx.Done():
		return nil
	}
}

// candidates are the arguments that the word behind words may belong to.
func candidates(args []Arg, words []string) []Arg {
	var rest []Arg
	for _, a := range args {
		if !a.left() {
			rest = append(rest, a)
		}
	}
	began := false // the first of the rest took a word already
	for i := range words {
		if began && !rest[0].Repeat {
			rest, began = rest[1:], false
		}
		for len(rest) > 0 && !began && rest[0].Optional && rest[0].Matches != nil && !rest[0].Matches(words[i:]) {
			rest = rest[1:]
		}
		if len(rest) == 0 {
			return nil
		}
		began = true
	}
	if began && !rest[0].Repeat {
		rest, began = rest[1:], false
	}
	for i, a := range rest {
		if !a.Optional && (i > 0 || !began || !a.Repeat) {
			return rest[:i+1]
		}
	}
	return rest
}
