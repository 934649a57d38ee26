// Package cli is the foundation of all commands: the App, the declaration of commands and arguments, aliases, waiting for
// operations, and the conversion of errors to messages and exit codes.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf8"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/term"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Version is the version of the client. Release builds set it.
var Version = "0.1"

// App is passed to commands. It contains streams, global flags, and functions for expensive resources, which are created
// once, on the first call. Tests replace the fields.
type App struct {
	Streams *term.Streams
	Signals *term.Signals // nil in tests
	Flags   Flags
	Result  Result
	Program string // name that the program was called by: lxc, or incus for a link of that name
	Family  string // lxd or incus, by the name of the program: selects defaults and wording
	Now     func() time.Time

	CompletionLimit time.Duration // how long a completion may take; 0 for half a second

	PluginPath string // directories of plugins, in the form of PATH; "" for none
	tree       Tree   // builds the commands, to look up whether one exists

	passphrase   func(file string) (string, error) // asks for the passphrase of a key until the command is interrupted
	printFailure atomic.Pointer[error]
	logging      sync.Mutex
	rehearsed    atomic.Bool // a request was printed because of --dry-run
	helpToErr    bool

	// Config reads the configuration.
	Config func() (*config.Config, error)
	// Server connects to a remote, in the project of --project.
	Server func(ctx context.Context, remote string) (lxd.InstanceServer, error)
	// Images connects to a remote for its images; family is that of the server that will use them.
	Images func(ctx context.Context, remote, family string) (lxd.ImageServer, error)
}

// Flags are the global flags.
type Flags struct {
	Project     string
	ForceLocal  bool
	Quiet       bool
	Verbose     bool
	Debug       bool
	SubCommand  bool
	Version     bool
	Explain     bool
	DryRun      bool
	ShowSecrets bool
	All         bool
	Help        bool
	Color       string
	NoPager     bool
}

// NewApp returns an App with the given streams.
func NewApp(streams *term.Streams) *App {
	a := &App{Streams: streams, Now: time.Now, Program: "lxc", Family: "lxd"}
	load := sync.OnceValues(a.loadConfig)
	a.Config = func() (*config.Config, error) {
		c, err := load()
		if err == nil {
			a.ApplyFlags(c) // aliases are needed before the flags are parsed
		}
		return c, err
	}
	var mu sync.Mutex
	servers := map[string]lxd.InstanceServer{}
	a.Server = func(ctx context.Context, remote string) (lxd.InstanceServer, error) {
		mu.Lock()
		defer mu.Unlock()
		if srv, found := servers[remote]; found {
			return srv.WithContext(ctx), nil
		}
		c, err := a.Config()
		if err != nil {
			return nil, err
		}
		a.rehearse(c, remote)
		srv, err := c.Server(ctx, remote)
		if err != nil {
			return nil, err
		}
		servers[remote] = srv
		return srv, nil
	}
	a.Images = func(ctx context.Context, remote, family string) (lxd.ImageServer, error) {
		c, err := a.Config()
		if err != nil {
			return nil, err
		}
		if r, found := c.Remotes[remote]; found && !r.IsImagesOnly() {
			return a.Server(ctx, remote)
		}
		return c.ImageServer(ctx, remote, family)
	}
	return a
}

// SetProgram sets the program name: a link named incus gets the defaults and the wording of Incus.
func (a *App) SetProgram(path string) {
	if strings.HasPrefix(filepath.Base(path), "incus") {
		a.Program, a.Family = "incus", "incus"
	}
}

// PerFlavor returns the value for lxc or for incus, depending on the program name.
func PerFlavor[T any](app *App, lxc, incus T) T {
	if app.Family == "incus" {
		return incus
	}
	return lxc
}

// ProgramText replaces lxc with the program name in commands of a text, such as a hint.
func (a *App) ProgramText(text string) string {
	if a.Program == "lxc" {
		return text
	}
	return regexp.MustCompile(`\blxc `).ReplaceAllString(text, a.Program+" ")
}

func (a *App) loadConfig() (*config.Config, error) {
	c, err := config.Load(a.Family)
	if err != nil {
		return nil, err
	}
	c.UserAgent = fmt.Sprintf("openlxc/%s (%s; %s)", Version, runtime.GOOS, runtime.GOARCH)
	c.Login = a.login
	c.Password = a.passphrase
	return c, nil
}

// saveFirst writes config.yml for a new user. Errors are ignored.
func (a *App) saveFirst(ctx context.Context) {
	if c, err := a.Config(); err == nil && !a.Flags.Explain {
		_ = c.SaveFirst(ctx)
	}
}

// ApplyFlags makes a configuration follow the global flags.
func (a *App) ApplyFlags(c *config.Config) {
	if a.Flags.Project != "" {
		c.ProjectOverride = a.Flags.Project
	}
	if a.Flags.ForceLocal {
		c.DefaultRemote = "local"
	}
	if (a.Flags.Debug || a.Flags.Verbose) && c.Logger == nil {
		c.Logger = a.log
	}
}

// log prints requests: all of them with --debug, only changes with --verbose. Several may be under way.
func (a *App) log(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	a.logging.Lock()
	defer a.logging.Unlock()
	reads := strings.HasPrefix(text, "GET ") || strings.HasPrefix(text, "websocket ")
	switch {
	case a.Flags.Debug:
		fmt.Fprintf(a.Streams.Err, "DEBUG %s\n", output.Escape(text, false))
	case !reads:
		fmt.Fprintf(a.Streams.Err, "%s\n", output.Escape(text, false))
	}
}

// Print prints a result to standard output. For a terminal the arguments are escaped, but not their line breaks and tabs; a
// pipe or file gets them unchanged. A write error fails the command at its end.
func (a *App) Print(format string, args ...any) {
	if a.Streams.OutputIsTerminal() {
		args = slices.Clone(args)
		for i, arg := range args {
			switch arg := arg.(type) {
			case string:
				args[i] = output.Escape(arg, true)
			case error:
				args[i] = output.Escape(arg.Error(), true)
			case fmt.Stringer:
				args[i] = output.Escape(arg.String(), true)
			}
		}
	}
	a.Draw(fmt.Sprintf(format, args...))
}

// Draw prints text unchanged, also to a terminal: it must be escaped already. A write error fails the command at its end.
func (a *App) Draw(text string) {
	if a.Flags.DryRun {
		return // nothing to print
	}
	if _, err := io.WriteString(a.Streams.Out, text); err != nil {
		a.printFailure.CompareAndSwap(nil, &err)
	}
}

// Output is standard output for JSON, YAML and texts of a server, which are escaped on a terminal.
func (a *App) Output() io.Writer {
	if a.Streams.OutputIsTerminal() {
		return output.Screen(a.Streams.Out)
	}
	return a.Streams.Out
}

// Shown prepares text from a server for output: escaped for a terminal, unchanged for a pipe or file. If lines is set, line
// breaks and tabs are not escaped.
func (a *App) Shown(text string, lines bool) string {
	if a.Streams.OutputIsTerminal() {
		return output.Escape(text, lines)
	}
	return text
}

// Note prints a confirmation: to standard output, like the stock client, or to standard error if an output format is requested.
// --quiet suppresses it.
func (a *App) Note(format string, args ...any) {
	if a.Result.Asked() {
		a.Aside(format, args...)
	} else if !a.Flags.Quiet {
		a.Print("%s\n", a.Shown(fmt.Sprintf(format, args...), true))
	}
}

// Aside prints a message to standard error, for commands that the stock clients do not have. --quiet suppresses it.
func (a *App) Aside(format string, args ...any) {
	if !a.Flags.Quiet {
		fmt.Fprintln(a.Streams.Err, output.Escape(fmt.Sprintf(format, args...), true))
	}
}

// Warn prints a warning to standard error.
func (a *App) Warn(format string, args ...any) {
	fmt.Fprintln(a.Streams.Err, a.colorWords(i18n.F("Warning: %s", output.Escape(fmt.Sprintf(format, args...), true))))
}

// Confirm asks a yes-or-no question. In a pipe only the full word means yes, as in the stock clients. If there is no answer,
// the error names the flag to use instead.
func (a *App) Confirm(ctx context.Context, question, flag string) (bool, error) {
	for range 3 {
		text, err := a.Streams.Ask(ctx, question+" "+i18n.G("(yes/no) [no]: "))
		if err != nil {
			return false, Unanswered(ctx, err, flag)
		}
		text = strings.ToLower(text)
		if !a.Streams.InputIsTerminal() {
			return text == "yes" || text == i18n.G("yes"), nil
		}
		switch {
		case IsYes(text):
			return true, nil
		case text == "" || IsNo(text):
			return false, nil
		}
	}
	return false, Failed(i18n.G("invalid answer (must be one of: yes, no)"))
}

// IsYes reports whether an answer means yes, in English or in the user's language, in full or abbreviated to its first
// letter.
func IsYes(answer string) bool { return says(answer, "yes", i18n.G("yes")) }

// IsNo reports whether an answer means no.
func IsNo(answer string) bool { return says(answer, "no", i18n.G("no")) }

func says(answer string, words ...string) bool {
	answer = strings.ToLower(answer)
	return slices.ContainsFunc(words, func(word string) bool {
		_, size := utf8.DecodeRuneInString(word)
		return answer == word || answer == word[:size]
	})
}

// Unanswered returns the error for a question without an answer, which names the arguments to use instead.
func Unanswered(ctx context.Context, err error, instead string) error {
	switch {
	case ctx.Err() != nil, errors.Is(err, term.ErrLongLine):
		return err
	case errors.Is(err, term.ErrSilent):
		return Failed(i18n.F("timed out waiting for an answer on standard input: use %s", instead))
	}
	return Failed(i18n.F("standard input ended without an answer: use %s", instead))
}
