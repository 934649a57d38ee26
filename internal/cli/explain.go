package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net"
	"regexp"
	"slices"
	"strings"
	"syscall"

	"github.com/gorilla/websocket"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Exit codes.
const (
	ExitFailure   = 1
	ExitUsage     = 2
	ExitNotFound  = 3
	ExitForbidden = 4
	ExitConflict  = 5
	ExitMissing   = 6
	ExitPartly    = 7
	ExitTimeout   = 124
	ExitClient    = 125
	ExitLost      = 255
)

// InterruptError means that a signal ended the command.
type InterruptError struct{ Code int }

// Error returns the message.
func (e *InterruptError) Error() string { return i18n.G("interrupted") }

// ExitCode returns the exit code for an error.
func ExitCode(err error) int {
	var exit *ExitError
	var interrupt *InterruptError
	var usage *UsageError
	var partly *PartlyError
	var unknown *config.UnknownRemoteError
	var exists *config.RemoteExistsError
	var cert *lxd.CertificateError
	var missing *lxd.MissingExtensionError
	var link *lxd.LinkError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit):
		return exit.Code
	case errors.As(err, &interrupt):
		return interrupt.Code
	case errors.As(err, &partly) && len(partly.Failures) < partly.Total:
		return ExitPartly
	case errors.As(err, &link):
		return ExitFailure // regardless of how servers describe the operation it interrupted
	case errors.As(err, &usage):
		return ExitUsage
	case errors.As(err, &unknown), errors.Is(err, api.ErrNotFound), NoSuchImage(err):
		return ExitNotFound
	case errors.Is(err, api.ErrForbidden), errors.Is(err, api.ErrUnauthorized), errors.As(err, &cert), deniedSocket(err):
		return ExitForbidden
	case errors.Is(err, api.ErrConflict), errors.Is(err, api.ErrPrecondition), errors.Is(err, api.ErrLocked), errors.As(err, &exists), taken(err), errors.Is(err, fs.ErrExist):
		return ExitConflict
	case errors.As(err, &missing), errors.Is(err, api.ErrUnimplemented):
		return ExitMissing
	case errors.Is(err, context.DeadlineExceeded):
		return ExitTimeout
	case errors.Is(err, lxd.ErrSessionLost):
		return ExitLost
	}
	return ExitFailure
}

// Explain prints an error. Off a terminal it prints one line per failure, for programs to parse; on a terminal also the
// object, the next step and the usage.
func (a *App) Explain(err error) {
	var exit *ExitError
	if errors.As(err, &exit) && exit.Err == nil {
		return
	}
	if a.Result.Machine() {
		a.explainJSON(err)
		return
	}
	var interrupt *InterruptError
	if errors.As(err, &interrupt) && !a.Streams.ErrIsTerminal() {
		return // whoever sent the signal knows
	}
	fmt.Fprint(a.Streams.Err, a.colorWords(a.Explanation(err, a.Streams.ErrIsTerminal())))
}

// Explanation returns the text that Explain prints.
func (a *App) Explanation(err error, terminal bool) string {
	var b strings.Builder
	failures := []error{err}
	var partly *PartlyError
	if errors.As(err, &partly) {
		failures = partly.Failures
	}
	if partly != nil && partly.Summary != "" && !terminal {
		return partly.plain()
	}
	for _, failure := range failures {
		explainFailure(&b, failure, len(failures) > 1 || partly != nil && partly.Total > 1, terminal)
	}
	if !terminal {
		return b.String()
	}
	if hint := a.ProgramText(a.hint(err)); hint != "" {
		fmt.Fprintln(&b, i18n.F("Hint: %s", output.Escape(hint, true)))
	}
	var usage *UsageError
	if errors.As(err, &usage) && usage.Usage != "" {
		fmt.Fprintf(&b, "%s\n  %s\n%s\n", i18n.G("Usage:"), usage.Usage, i18n.F("See \"%s --help\".", usage.Path))
	}
	return b.String()
}

// plain returns a line "name: error: message" for each failure, and the summary.
func (e *PartlyError) plain() string {
	var b strings.Builder
	words := maps.Clone(e.Words) // the same object may stand there twice
	for _, failure := range e.Failures {
		var object *ObjectError
		name, text := "", describe(failure)
		if errors.As(failure, &object) {
			name, text = object.Ref.Name, describe(object.Err)
			if typed := words[object.Ref]; len(typed) > 0 {
				name, words[object.Ref] = typed[0], typed[1:]
			}
		}
		fmt.Fprintf(&b, "%s: error: %s\n", name, output.Escape(text, true))
	}
	fmt.Fprintln(&b)
	fmt.Fprintln(&b, i18n.F("Error: %s", e.Summary))
	return b.String()
}

// explainFailure writes a server's message without our prefix. If there are several failures, it names the object.
func explainFailure(b *strings.Builder, err error, several, terminal bool) {
	text := describe(err)
	var object *ObjectError
	var usage *UsageError
	bare := false
	if errors.As(err, &object) {
		_, bare = plainWords(object.Err)
	}
	for o := object; bare && o != nil; {
		text = strings.Replace(text, describe(o), describe(o.Err), 1)
		var inner *ObjectError
		errors.As(o.Err, &inner)
		o = inner
	}
	switch {
	case bare && several:
		text = object.Ref.Name + ": " + text
	case errors.As(err, &usage) && !terminal:
		text = strings.Join(strings.Fields(text), " ")
	}
	fmt.Fprintln(b, i18n.F("Error: %s", output.Escape(text, true)))
	if bare && terminal {
		fmt.Fprintf(b, "  %s\n", output.Escape(i18n.F("%s %q on remote %q", object.Kind.Text(), object.Ref.Name, object.Ref.Remote), true))
	}
}

// taken reports whether a server's message, whatever its status, says that a name is taken or an object is in use.
func taken(err error) bool {
	var status *api.StatusError
	words := regexp.MustCompile(`(?i)\balready exists\b|\bUNIQUE constraint\b|\bin use\b`)
	return errors.As(err, &status) && words.MatchString(status.Message)
}

// NoSuchImage reports whether a server found no image. LXD 6 treats an unknown alias as a fingerprint prefix; if it is too
// short for one, it responds with 400 or fails the operation.
func NoSuchImage(err error) bool {
	var status *api.StatusError
	return errors.As(err, &status) && strings.Contains(status.Message, "Image fingerprint prefix must contain")
}

// describe returns the message of an error, with clearer text for some errors of the standard library.
func describe(err error) string {
	text := err.Error()
	if _, plain := plainWords(err); plain { // keep the server's message
		return text
	}
	for cause, words := range map[error]string{
		websocket.ErrBadHandshake: i18n.G("the server refused the connection"),
		fs.ErrNotExist:            i18n.G("no such file or directory"),
		fs.ErrPermission:          i18n.G("permission denied"),
	} {
		text = strings.ReplaceAll(text, cause.Error(), words)
	}
	return text
}

func deniedSocket(err error) bool {
	var connect *lxd.ConnectError
	return errors.As(err, &connect) && errors.Is(err, syscall.EACCES)
}

// hint returns a suggestion for how to fix an error, or "".
func (a *App) hint(err error) string {
	var unknown *config.UnknownRemoteError
	var connect *lxd.ConnectError
	var cert *lxd.CertificateError
	var missing *lxd.MissingExtensionError
	var object *ObjectError
	switch {
	case errors.As(err, &unknown):
		if len(unknown.Near) > 0 {
			return i18n.F("did you mean %s? List the remotes with: lxc remote list", strings.Join(unknown.Near, ", "))
		}
		return i18n.G("list the remotes with: lxc remote list")
	case errors.As(err, &cert):
		if cert.Want != "" {
			return i18n.G("the server was reinstalled, or someone is intercepting the connection. Compare with the fingerprint on the server; if it matches, remove and add the remote again")
		}
		return i18n.G("add the server with: lxc remote add <name> <address>")
	case errors.As(err, &connect):
		return connectHint(connect)
	case errors.As(err, &missing):
		return i18n.G("the server is too old, or is Incus where LXD is needed or the other way around; check it with: lxc info")
	case errors.Is(err, api.ErrForbidden) && aboutTrust(err):
		return i18n.G("this client is not allowed to do that. To trust it, run on the server: lxc config trust add")
	case errors.Is(err, api.ErrPrecondition):
		return i18n.G("the object was changed in the meantime: review it and try again")
	case (errors.Is(err, api.ErrNotFound) || NoSuchImage(err)) && errors.As(err, &object):
		return notFoundHint(object)
	}
	return ""
}

// aboutTrust reports whether a server refused because of the client's permissions. Requests that are never allowed carry
// another reason.
func aboutTrust(err error) bool {
	words, plain := plainWords(err)
	if !plain {
		return true
	}
	text := strings.ToLower(words)
	return text == "" || slices.ContainsFunc([]string{"authoriz", "forbidden", "trust", "permission", "restricted"}, func(word string) bool {
		return strings.Contains(text, word)
	})
}

func notFoundHint(object *ObjectError) string {
	list := map[Noun]string{
		"instance": "lxc list %s:", "image": "lxc image list %s:", "profile": "lxc profile list %s:",
		"snapshot": "lxc snapshot list %s:" + config.SplitPath(object.Ref.Name)[0],
	}[object.Kind]
	if list == "" {
		return ""
	}
	return i18n.F("list the existing ones with: %s", fmt.Sprintf(list, object.Ref.Remote))
}

// windowsRefused is ECONNREFUSED on Windows, a number that no other system has.
const windowsRefused = syscall.Errno(10061)

func connectHint(err *lxd.ConnectError) string {
	var dns *net.DNSError
	local := strings.HasPrefix(err.Address, "/")
	switch {
	case local && errors.Is(err, syscall.ENOENT), strings.Contains(err.Address, `\`): // a path of Windows, which no server runs on
		return i18n.G("no server is installed here, or it was never started. To use a remote server: lxc remote add <name> <address>")
	case local && errors.Is(err, syscall.ECONNREFUSED):
		return i18n.G("the server is not running: start it, then try again")
	case local && errors.Is(err, syscall.EACCES):
		group := "lxd"
		if strings.Contains(err.Address, "incus") {
			group = "incus-admin"
		}
		return i18n.F("join the group %q (as root: usermod -aG %s <user>), then log in again or run: newgrp %s", group, group, group)
	case errors.As(err, &dns):
		return i18n.G("cannot resolve the server name: check the address with lxc remote list")
	case errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, windowsRefused):
		return i18n.G("nothing is listening on this address. On the server, run: lxc config set core.https_address [::]:8443")
	}
	return ""
}
