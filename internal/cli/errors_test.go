package cli_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/term"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
)

// TestClasses checks the exit code of each class, that it matches the equivalent server response, and its message.
func TestClasses(t *testing.T) {
	t.Parallel()
	app := cli.NewApp(&term.Streams{Out: io.Discard, Err: io.Discard})
	ref := config.Ref{Remote: "prod", Name: "web"}
	for name, c := range map[string]struct {
		err   error
		code  int
		is    error
		plain bool // the object is not added to the message
	}{
		"usage":     {cli.Usagef("wrong"), cli.ExitUsage, nil, true},
		"not found": {cli.NotFound("device", "wrong"), cli.ExitNotFound, api.ErrNotFound, true},
		"conflict":  {cli.Conflict("alias", "wrong"), cli.ExitConflict, api.ErrConflict, true},
		"forbidden": {cli.Forbidden("path", "wrong"), cli.ExitForbidden, api.ErrForbidden, true},
		"refused":   {cli.Refused("instance", "wrong"), cli.ExitFailure, nil, true},
		"failed":    {cli.Failed("wrong"), cli.ExitFailure, nil, false},
		"answered":  {cli.Answered(404, "wrong"), cli.ExitNotFound, api.ErrNotFound, true},
	} {
		for _, err := range []error{c.err, cli.WithObject("instance", ref, c.err), fmt.Errorf("before: %w", c.err)} {
			if got := cli.ExitCode(err); got != c.code {
				t.Errorf("%s: exit code %d, want %d", name, got, c.code)
			}
			for _, sentinel := range []error{api.ErrNotFound, api.ErrConflict, api.ErrForbidden} {
				if got, want := errors.Is(err, sentinel), c.is != nil && errors.Is(c.is, sentinel); got != want {
					t.Errorf("%s: is %v: %v", name, sentinel, got)
				}
			}
		}
		text := app.Explanation(cli.WithObject("instance", ref, c.err), false)
		if plain := text == "Error: wrong\n"; plain != c.plain || !strings.Contains(text, "wrong") {
			t.Errorf("%s: %q", name, text)
		}
	}
}

// TestClassNoun checks that the noun of a failure can be read back.
func TestClassNoun(t *testing.T) {
	t.Parallel()
	var class *cli.ClassError
	if err := fmt.Errorf("x: %w", cli.Conflict("alias", "taken")); !errors.As(err, &class) || class.Noun != "alias" || class.Class != cli.ClassConflict {
		t.Errorf("%+v", class)
	}
}
