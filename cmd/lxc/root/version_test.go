package root_test

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/internal/term"
)

// everyCommand calls do with the path of each command and each group.
func everyCommand(do func(cmd *cobra.Command, words []string)) {
	var visit func(cmd *cobra.Command, words []string)
	visit = func(cmd *cobra.Command, words []string) {
		do(cmd, words)
		for _, sub := range cmd.Commands() {
			visit(sub, append(words[:len(words):len(words)], sub.Name()))
		}
	}
	visit(root.New(cli.NewApp(term.Standard())), nil)
}

// TestVersionEverywhere checks that every command with --version only prints the version.
func TestVersionEverywhere(t *testing.T) {
	t.Parallel()
	var requests atomic.Int32
	env := clitest.New(t, root.New, minilxd.Options{Middleware: func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			requests.Add(1)
			next.ServeHTTP(w, r)
		})
	}})
	count := 0
	everyCommand(func(cmd *cobra.Command, words []string) {
		if cmd.DisableFlagParsing || cmd.Hidden {
			return // the arguments belong to another program
		}
		count++
		r := env.Run("", append(words, "--version")...)
		if r.Code != 0 || r.Out != cli.Version+"\n" || r.ErrOut != "" {
			t.Errorf("%q: %d %q %q", words, r.Code, r.Out, r.ErrOut)
		}
	})
	if count < 500 || requests.Load() != 0 {
		t.Errorf("%d commands, %d requests", count, requests.Load())
	}
}

// TestExplainDoesNothing checks that --explain prints the parsed command line, and changes nothing.
func TestExplainDoesNothing(t *testing.T) {
	t.Parallel()
	var changes atomic.Int32
	env := clitest.New(t, root.New, minilxd.Options{Middleware: func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method != http.MethodGet {
				changes.Add(1)
			}
			next.ServeHTTP(w, r)
		})
	}})
	for _, line := range []string{
		"init --empty c1", "delete c1 --force", "config set c1 user.a=1", "copy c1 c2", "profile create p1", "storage volume create default v1",
		"network create br0", "project create p2", "file push /etc/hostname c1/tmp/x", "exec c1 -- true",
	} {
		r := env.Run("", append([]string{"--explain"}, strings.Fields(line)...)...) // arguments after -- belong to another program
		if n := changes.Swap(0); r.Code != 0 || r.Out == "" || n != 0 {
			t.Errorf("%s: %d %q %s; %d requests changed something", line, r.Code, r.Out, r.ErrOut, n)
		}
	}
}

// TestAllCommands checks that --all at the top level lists the commands that the short list omits.
func TestAllCommands(t *testing.T) {
	t.Parallel()
	env := clitest.New(t, root.New, minilxd.Options{})
	short, all := env.Run("", "help"), env.Run("", "--all")
	if all.Code != 0 || len(all.Out) < len(short.Out) || !strings.Contains(all.Out, "warning") {
		t.Errorf("%d %s", all.Code, all.Out)
	}
}
