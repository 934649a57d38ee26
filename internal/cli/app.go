// Package cli is what every command stands on: the App, the declaration of commands and arguments, aliases, waiting for
// operations, and the way from errors to messages and exit codes.
package cli

import (
	"context"
	"errors"
	"fmt"
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

// Version of the client. A release build sets it.
var Version = "0.1"

// App is what commands get: streams, global flags, and functions for what costs something. Each function works at its
// first call, once; tests replace the fields.
type App struct {
	Streams *term.Streams
	Signals *term.Signals // nil in tests
	Flags   Flags
	Program string // the name the program was called by: lxc, or incus for a link of that name
	Family  string // lxd or incus: whose defaults and whose words hold, by the name of the program
	Now     func() time.Time

	PluginPath string // the directories where plugins are looked for, as in PATH; "" for none
	tree       Tree   // builds the commands, for what asks whether there is one

	passphrase   func(file string) (string, error) // asks for that of a key until the command is interrupted
	printFailure atomic.Pointer[error]
	rehearsed    atomic.Bool // with --dry-run a request was printed
	helpToErr    bool

	// Config reads the configuration.
	Config func() (*config.Config, error)
	// Server connects to a remote, in the project that --project names.
	Server func(ctx context.Context, remote string) (lxd.InstanceServer, error)
	// Images connects to a remote for its images; family is that of the server they are for.
	Images func(ctx context.Context, remote, family string) (lxd.ImageServer, error)
}

// Flags are the global flags.
type Flags struct {
	Project    string
	ForceLocal bool
	Quiet      bool
	Verbose    bool
	Debug      bool
	SubCommand bool
	Version    bool
	Explain    bool
	DryRun     bool
	All        bool
	Help       bool
}

// NewApp returns an App on the given streams.
func NewApp(streams *term.Streams) *App {
	a := &App{Streams: streams, Now: time.Now, Program: "lxc", Family: "lxd"}
	load := sync.OnceValues(a.loadConfig)
	a.Config = func() (*config.Config, error) {
		c, err := load()
		if err == nil {
			a.applyFlags(c) // the aliases in it are needed before the flags are read
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

// SetProgram takes the name the program was called by: a link named incus gets the defaults and the words of Incus.
func (a *App) SetProgram(path string) {
	if strings.HasPrefix(filepath.Base(path), "incus") {
		a.Program, a.Family = "incus", "incus"
	}
}

// PerFlavor chooses between what the stock client lxc does and what incus does, by the name the program was called by.
func PerFlavor[T any](app *App, lxc, incus T) T {
	if app.Family == "incus" {
		return incus
	}
	return lxc
}

// ProgramText writes the commands in a text, such as a hint, with the name of the program.
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

// saveFirst writes a config.yml for a user who has none. A failure to write it is ignored.
func (a *App) saveFirst(ctx context.Context) {
	if c, err := a.Config(); err == nil && !a.Flags.Explain {
		_ = c.SaveFirst(ctx)
	}
}

func (a *App) applyFlags(c *config.Config) {
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

// log shows requests: all of them with --debug, with --verbose those that change something.
func (a *App) log(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	reads := strings.HasPrefix(text, "GET ") || strings.HasPrefix(text, "websocket ")
	switch {
	case a.Flags.Debug:
		fmt.Fprintf(a.Streams.Err, "DEBUG %s\n", output.Escape(text, false))
	case !reads:
		fmt.Fprintf(a.Streams.Err, "%s\n", output.Escape(text, false))
	}
}

// Print writes a result to standard output, as it is. A result that cannot be written fails the command at its end.
func (a *App) Print(format string, args ...any) {
	if a.Flags.DryRun {
		return // there is no result
	}
	if _, err := fmt.Fprintf(a.Streams.Out, format, args...); err != nil {
		a.printFailure.CompareAndSwap(nil, &err)
	}
}

// Shown is text of a server as it is printed: escaped for a terminal, as it is for a pipe or a file. Line ends and tabs stay
// when lines is true.
func (a *App) Shown(text string, lines bool) string {
	if a.Streams.OutputIsTerminal() {
		return output.Escape(text, lines)
	}
	return text
}

// Note prints what was done to standard output, where the stock client does so. --quiet suppresses it.
func (a *App) Note(format string, args ...any) {
	if !a.Flags.Quiet {
		a.Print("%s\n", a.Shown(fmt.Sprintf(format, args...), true))
	}
}

// Aside prints what happens to standard error, in commands that the stock clients do not have. --quiet suppresses it.
func (a *App) Aside(format string, args ...any) {
	if !a.Flags.Quiet {
		fmt.Fprintln(a.Streams.Err, output.Escape(fmt.Sprintf(format, args...), true))
	}
}

// Warn writes a warning to standard error.
func (a *App) Warn(format string, args ...any) {
	fmt.Fprintln(a.Streams.Err, i18n.F("Warning: %s", output.Escape(fmt.Sprintf(format, args...), true)))
}

// Confirm asks a yes-or-no question. From a pipe only the whole word says yes, as with the stock clients. Without an answer it
// is an error that names the flag to use instead.
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

// IsYes reports whether an answer says yes, in English or in the user's language, whole or by its first letter.
func IsYes(answer string) bool { return says(answer, "yes", i18n.G("yes")) }

// IsNo reports whether an answer says no.
func IsNo(answer string) bool { return says(answer, "no", i18n.G("no")) }

func says(answer string, words ...string) bool {
	answer = strings.ToLower(answer)
	return slices.ContainsFunc(words, func(word string) bool {
		_, size := utf8.DecodeRuneInString(word)
		return answer == word || answer == word[:size]
	})
}

// Unanswered is the error of a question that got no answer: it names what to write on the command line instead.
func Unanswered(ctx context.Context, err error, instead string) error {
	switch {
	case ctx.Err() != nil:
		return err
	case errors.Is(err, term.ErrSilent):
		return Failed(i18n.F("timed out waiting for an answer on standard input: use %s", instead))
	}
	return Failed(i18n.F("standard input ended without an answer: use %s", instead))
}
