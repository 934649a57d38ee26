package cli_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/term"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
)

func TestExitCodes(t *testing.T) {
	t.Parallel()
	ref := config.Ref{Remote: "r", Name: "n"}
	for want, errs := range map[int][]error{
		0: {nil},
		1: {errors.New("x"), &lxd.ConnectError{Err: syscall.ECONNREFUSED}, &lxd.OperationError{Message: "x"},
			&lxd.CopyError{Link: &lxd.LinkError{Side: "source", Err: io.ErrUnexpectedEOF}, Target: &lxd.OperationError{Code: 404}}},
		2: {cli.Usagef("x")},
		3: {cli.WithObject("image", ref, &api.StatusError{Code: 400, Message: "Image fingerprint prefix must contain 12 characters or more"}),
			cli.WithObject("instance", ref, api.ErrNotFound), &config.UnknownRemoteError{}, &lxd.OperationError{Code: 404}},
		4: {api.ErrForbidden, &lxd.CertificateError{}, &lxd.ConnectError{Err: syscall.EACCES}},
		5: {api.ErrConflict, api.ErrPrecondition, &config.RemoteExistsError{},
			&api.StatusError{Code: 400, Message: "Profile is currently in use"}, &lxd.OperationError{Message: `This "instances" entry already exists`},
			&api.StatusError{Code: 500, Message: "UNIQUE constraint failed: projects.name"}},
		6: {&lxd.MissingExtensionError{}, api.ErrUnimplemented},
		7: {&cli.PartlyError{Failures: []error{api.ErrNotFound}, Total: 2}},
		9: {&cli.ExitError{Code: 9}}, 124: {context.DeadlineExceeded}, 130: {&cli.InterruptError{Code: 130}},
		255: {lxd.ErrSessionLost},
	} {
		for _, err := range errs {
			if got := cli.ExitCode(err); got != want {
				t.Errorf("%v: %d, want %d", err, got, want)
			}
		}
	}
	if got := cli.ExitCode(&cli.PartlyError{Failures: []error{api.ErrNotFound, api.ErrNotFound}, Total: 2}); got != 3 {
		t.Error("when all fail the failure itself counts:", got)
	}
}

func TestExplainEscapesAndHints(t *testing.T) {
	t.Parallel()
	app := cli.NewApp(&term.Streams{Err: &bytes.Buffer{}})
	text := app.Explanation(cli.WithObject("instance", config.Ref{Remote: "prod", Name: "web\x1b[2J"}, &api.StatusError{Code: 404, Message: "not \x1bhere"}), true)
	if strings.Contains(text, "\x1b") || !strings.HasPrefix(text, `Error: not \x1bhere`+"\n  instance ") || !strings.Contains(text, "lxc list prod:") {
		t.Error(text)
	}
	short := &api.StatusError{Code: 400, Message: "Image fingerprint prefix must contain 12 characters or more"}
	if text := app.Explanation(cli.WithObject("image", config.Ref{Remote: "prod", Name: "nosuch"}, short), true); !strings.Contains(text, "lxc image list prod:") {
		t.Error(text)
	}
	for hint, err := range map[string]*lxd.ConnectError{
		"join the group":            {Address: "/run/x", Err: syscall.EACCES},
		"no server is installed":    {Address: "/run/x", Err: syscall.ENOENT},
		"To use a remote server":    {Address: `\var\lib\lxd\unix.socket`, Err: syscall.Errno(10061)}, // what Windows says
		"nothing is listening":      {Address: "https://192.0.2.7:8443", Err: syscall.ECONNREFUSED},
		"nothing is listening on ":  {Address: "https://192.0.2.7:8443", Err: syscall.Errno(10061)},
		"start it, then try again":  {Address: "/run/x", Err: syscall.ECONNREFUSED},
		"resolve the server name: ": {Address: "https://nosuch:8443", Err: &net.DNSError{}},
	} {
		if text := app.Explanation(err, true); !strings.Contains(text, hint) {
			t.Errorf("%v: %s, want %s", err, text, hint)
		}
	}
}

// TestExplainOffATerminal checks for one line per failure, with the server's message.
func TestExplainOffATerminal(t *testing.T) {
	t.Parallel()
	missing := func(name string) error {
		return cli.WithObject("instance", config.Ref{Remote: "r", Name: name}, &api.StatusError{Code: 404, Message: "Instance not found"})
	}
	for want, err := range map[string]error{
		"Error: Instance not found\n":                                  missing("a"),
		"Error: looking: Instance not found\n":                         fmt.Errorf("looking: %w", missing("a")),
		"Error: a: Instance not found\nError: b: Instance not found\n": &cli.PartlyError{Failures: []error{missing("a"), missing("b")}, Total: 3},
		"Error: what Did you mean: that?\n":                            &cli.UsageError{Message: "what\nDid you mean: that?", Usage: "lxc x", Path: "lxc x"},
		"":                                                             &cli.ExitError{Code: 3},
	} {
		var out bytes.Buffer
		cli.NewApp(&term.Streams{Err: &out}).Explain(err)
		if out.String() != want {
			t.Errorf("%q, want %q", out.String(), want)
		}
	}
}

func TestKeyValues(t *testing.T) {
	t.Parallel()
	got, err := cli.KeyValues([]string{"a=b", "c=d=e", "f="})
	if err != nil || got["a"] != "b" || got["c"] != "d=e" || got["f"] != "" {
		t.Error(got, err)
	}
	for _, bad := range []string{"a", "=b", ""} {
		if _, err := cli.KeyValues([]string{bad}); err == nil {
			t.Errorf("%q was accepted", bad)
		}
	}
	if got, err := new(cli.App).KeyValuesOrPair([]string{"k", "v=w"}); err != nil || got["k"] != "v=w" {
		t.Error(got, err)
	}
}

// input runs ReadInput on a file as standard input.
func input(t *testing.T, f *os.File) string {
	t.Helper()
	text, err := cli.NewApp(&term.Streams{In: f, Err: &bytes.Buffer{}}).ReadInput()
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestReadInput(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "f")
	if err := os.WriteFile(path, []byte("config:\n  a: b\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got := input(t, f); got != "config:\n  a: b\n" {
		t.Errorf("file: %q", got)
	}
	if _, err := f.Seek(3, 0); err != nil {
		t.Fatal(err)
	}
	if got := input(t, f); got != "" {
		t.Errorf("a file that somebody else reads: %q", got)
	}
	null, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	if got := input(t, null); got != "" {
		t.Errorf("null: %q", got)
	}
	for text, want := range map[string]string{
		"# c\n\ndescription: x\n": "# c\n\ndescription: x\n", "web\ndb\n": "", "https://x\n": "", "Web: server\n": "", "": "",
	} {
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.WriteString(text); err != nil {
			t.Fatal(err)
		}
		w.Close()
		if got := input(t, r); got != want {
			t.Errorf("pipe with %q: %q", text, got)
		}
		rest := make([]byte, 100)
		n, _ := r.Read(rest)
		if want == "" && string(rest[:n]) != text {
			t.Errorf("%q was taken from somebody else's pipe: %q is left", text, rest[:n])
		}
		r.Close()
	}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	defer w.Close()
	if got := input(t, r); got != "" {
		t.Errorf("silent pipe: %q", got)
	}
}

func TestEachTriesAllWithABound(t *testing.T) {
	t.Parallel()
	app := cli.NewApp(&term.Streams{Err: &bytes.Buffer{}})
	var refs []config.Ref
	for range 100 {
		refs = append(refs, config.Ref{Name: "x"})
	}
	busy := make(chan struct{}, 16)
	err := app.Each(t.Context(), refs, "instance", func(context.Context, config.Ref) error {
		select {
		case busy <- struct{}{}:
			defer func() { <-busy }()
		default:
			t.Error("more than 16 at once")
		}
		return errors.New("no")
	})
	var partly *cli.PartlyError
	if !errors.As(err, &partly) || len(partly.Failures) != 100 {
		t.Error(err)
	}
}

// TestExplainNested covers several objects in one error, and several failures of a state change.
func TestExplainNested(t *testing.T) {
	t.Parallel()
	said := &api.StatusError{Code: 404, Message: "Storage pool not found"}
	about := func(kind, name string, err error) error {
		return cli.WithObject(cli.Noun(kind), config.Ref{Remote: "local", Name: name}, err)
	}
	for want, err := range map[string]error{
		"Error: Storage pool not found\n": about("pool", "p", about("snapshot", "v1/s1", said)),
		"a: error: Storage pool not found\nb: error: Storage pool not found\n\nError: Some instances failed to stop\n": &cli.PartlyError{
			Failures: []error{about("instance", "a", said), about("instance", "b", said)}, Total: 2, Summary: "Some instances failed to stop",
		},
	} {
		if got := cli.NewApp(&term.Streams{Err: &bytes.Buffer{}}).Explanation(err, false); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestSuggestionsByDistance checks that the most similar command comes first.
func TestSuggestionsByDistance(t *testing.T) {
	t.Parallel()
	root := &cobra.Command{Use: "lxc"}
	for _, name := range []string{"stare", "start", "stop"} {
		root.AddCommand(&cobra.Command{Use: name, Run: func(*cobra.Command, []string) {}})
	}
	if text := cli.UnknownCommand(root, "starts").Error(); !strings.Contains(text, "Did you mean: start, stare?") {
		t.Error(text)
	}
}

// TestAnswers checks that yes and no can be abbreviated to their first letter.
func TestAnswers(t *testing.T) {
	t.Parallel()
	for answer, want := range map[string][2]bool{"y": {true, false}, "yes": {true, false}, "n": {false, true}, "no": {false, true}, "": {}, "ye": {}, "maybe": {}} {
		if yes, no := cli.IsYes(answer), cli.IsNo(answer); yes != want[0] || no != want[1] {
			t.Errorf("%q: yes %v, no %v", answer, yes, no)
		}
	}
}
