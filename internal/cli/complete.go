package cli

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/config"
)

// completionLimit is the longest time a completion may take, unless App.CompletionLimit says otherwise.
const completionLimit = 500 * time.Millisecond

// Cursor is the position of a completion: the argument being typed and those before it.
type Cursor struct {
	Word   string
	Before []string
	Path   string // of the command, without the program name
}

// Completer proposes completions, either plain or as returned by Described. Errors yield no completions.
type Completer func(ctx context.Context, app *App, at Cursor) []string

// Described returns a completion with a description for the shell to display.
func Described(word, text string) string {
	if text == "" {
		return word
	}
	return word + "\t" + output.Escape(text, false)
}

// plainWord returns a completion without its description.
func plainWord(proposal string) string {
	word, _, _ := strings.Cut(proposal, "\t")
	return word
}

// Nothing proposes nothing: the argument is free text.
func Nothing(context.Context, *App, Cursor) []string { return nil }

// Fixed completes values from a fixed list.
func Fixed(values ...string) Completer {
	return func(_ context.Context, _ *App, at Cursor) []string { return beginning(values, at.Word) }
}

// List completes a comma-separated list.
func List(one Completer) Completer {
	return func(ctx context.Context, app *App, at Cursor) []string {
		done := at.Word[:strings.LastIndexByte(at.Word, ',')+1]
		at.Word = at.Word[len(done):]
		return withPrefix(done, one(ctx, app, at))
	}
}

// Either combines the completions of several completers.
func Either(of ...Completer) Completer {
	return func(ctx context.Context, app *App, at Cursor) []string {
		var out []string
		for _, one := range of {
			out = append(out, one(ctx, app, at)...)
		}
		return out
	}
}

// WithSlash appends a slash to names that are followed by another part.
func WithSlash(of Completer) Completer { return WithSign("/", of) }

// WithSign appends a sign to names that are followed by another part.
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

// complete proposes completions for the arguments that the cursor may be on.
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

// spaceAfter suppresses the space after completions that are incomplete.
func spaceAfter(words []string) cobra.ShellCompDirective {
	if slices.ContainsFunc(words, func(w string) bool {
		w = plainWord(w)
		return w != "" && strings.ContainsRune(":/=,", rune(w[len(w)-1]))
	}) {
		return cobra.ShellCompDirectiveNoSpace
	}
	return 0
}

// propose runs a completer, for at most CompletionLimit.
func (a *App) propose(cmd *cobra.Command, of Completer, at Cursor) []string {
	_, at.Path, _ = strings.Cut(cmd.CommandPath(), " ")
	ctx := cmd.Context()
	if ctx == nil {
		ctx = context.Background()
	}
	ctx, cancel := context.WithTimeout(ctx, cmp.Or(a.CompletionLimit, completionLimit))
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

// candidates returns the arguments that the next word after words may belong to.
func candidates(args []Arg, words []string) []Arg {
	var rest []Arg
	for _, a := range args {
		if !a.left() {
			rest = append(rest, a)
		}
	}
	began := false // whether rest[0] has already taken a word
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
