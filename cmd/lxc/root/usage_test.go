package root_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/internal/term"
	"github.com/openlxc/lxc/pkg/config"
)

// parseAlone runs only the parser of a command. It fails the test if a server is contacted.
func parseAlone(t *testing.T, words ...string) error {
	t.Helper()
	app := cli.NewApp(&term.Streams{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard})
	app.Config = func() (*config.Config, error) { return config.NewConfig(), nil }
	app.Server = func(context.Context, string) (lxd.InstanceServer, error) {
		t.Errorf("%q asks a server before it knows whether its words are right", words)
		return nil, context.Canceled
	}
	app.Images = func(context.Context, string, string) (lxd.ImageServer, error) {
		t.Errorf("%q asks an image server before it knows whether its words are right", words)
		return nil, context.Canceled
	}
	tree := root.New(app)
	tree.SetArgs(append([]string{"--explain"}, words...))
	tree.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return cli.Usagef("%s", err) })
	tree.SetOut(io.Discard)
	tree.SetErr(io.Discard)
	return tree.ExecuteContext(context.Background())
}

// overlooks lists the commands that ignore extra arguments, like the stock clients: init ignores them, manpage prints its
// help.
var overlooks = map[string]bool{"lxc admin init": true, "lxc manpage": true}

// TestParsersAlone checks that invalid arguments are usage errors with exit code 2, reported without a server.
func TestParsersAlone(t *testing.T) {
	t.Parallel()
	refused := 0
	for _, cmd := range leaves(completionTree()) {
		if cmd.ValidArgsFunction == nil {
			continue
		}
		path := strings.Fields(cmd.CommandPath())[1:]
		if err := parseAlone(t, append(path[:len(path):len(path)], "--no-such-flag")...); cli.ExitCode(err) != cli.ExitUsage && !cmd.DisableFlagParsing {
			t.Errorf("%s --no-such-flag: %v", cmd.CommandPath(), err)
		}
		many := append(path[:len(path):len(path)], strings.Fields("local:a b c d e f g h i j k l")...)
		var usage *cli.UsageError
		switch err := parseAlone(t, many...); {
		case errors.As(err, &usage):
			refused++
		case err == nil && (strings.Contains(cmd.Use, "...") || overlooks[cmd.CommandPath()]):
		case err == nil:
			t.Errorf("%s takes twelve words, and its usage line does not say so: %s", cmd.CommandPath(), cmd.Use)
		}
	}
	if refused < 300 {
		t.Errorf("only %d commands refused twelve words", refused)
	}
}

// TestUsageOfGroups checks that an error of a command that takes another one says so, as its help does.
func TestUsageOfGroups(t *testing.T) {
	t.Parallel()
	env := clitest.New(t, root.New, minilxd.Options{})
	for line, want := range map[string]string{
		"lisst":             "Did you mean: list?\r\nUsage:\r\n  lxc <command>\r\nSee \"lxc --help\".\r\n",
		"network acl lisst": "Did you mean: list?\r\nUsage:\r\n  lxc network acl <command>\r\nSee \"lxc network acl --help\".\r\n",
		"snapshot --nosuch": "Usage:\r\n  lxc snapshot [<remote>:]<instance> [<snapshot>] [flags]\r\nSee \"lxc snapshot --help\".\r\n",
	} {
		p := env.OnTerminal(t, strings.Fields(line)...)
		if code := p.Ends(); code != 2 || !strings.HasSuffix(p.Screen(), want) {
			t.Errorf("%s: exit code %d: %q", line, code, p.Screen())
		}
	}
}
