package cli

import (
	"context"
	"time"

	"github.com/spf13/cobra"
)

// completionLimit is how long a shell may be kept waiting for proposals.
const completionLimit = 500 * time.Millisecond

// complete proposes words for the argument that the cursor is on. It is silent about every error.
func complete(ctx context.Context, app *App, args []Arg, words []string, word string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	at := min(len(words), len(args)-1)
	if len(words) >= len(args) && !args[at].Repeat {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	if args[at].Complete == nil {
		return nil, cobra.ShellCompDirectiveDefault
	}
	if ctx == nil {
		ctx = context.TODO()
	}
	ctx, cancel := context.WithTimeout(ctx, completionLimit)
	defer cancel()
	return args[at].Complete(ctx, app, word), cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}
