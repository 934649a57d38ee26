package cli

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	lxd "github.com/openlxc/lxc/pkg/client"
)

// errorFields is an error in JSON.
type errorFields struct {
	Code      int    `json:"code"` // exit status
	Message   string `json:"message"`
	Kind      string `json:"kind"` // kind of Object: instance, image, …
	Remote    string `json:"remote"`
	Project   string `json:"project"`
	Object    string `json:"object"`
	Operation string `json:"operation"`
	Hint      string `json:"hint"`
}

// explainJSON writes each error as a line of JSON.
func (a *App) explainJSON(err error) {
	failures := []error{err}
	var partly *PartlyError
	if errors.As(err, &partly) {
		failures = partly.Failures
	}
	for _, failure := range failures {
		data, _ := json.Marshal(map[string]errorFields{"error": a.fields(failure)}) // cannot fail: only strings and an integer
		fmt.Fprintf(a.Streams.Err, "%s\n", data)
	}
}

func (a *App) fields(err error) errorFields {
	f := errorFields{Code: ExitCode(err), Hint: a.ProgramText(a.hint(err)), Project: a.Flags.Project}
	var b strings.Builder
	explainFailure(&b, err, false, false)
	_, f.Message, _ = strings.Cut(strings.TrimSuffix(b.String(), "\n"), ": ")
	var object *ObjectError
	if errors.As(err, &object) {
		f.Kind, f.Remote, f.Object = string(object.Kind), object.Ref.Remote, object.Ref.Name
	}
	var operation *lxd.OperationError
	if errors.As(err, &operation) {
		f.Operation = operation.ID
	}
	if c, failed := a.Config(); failed == nil && f.Remote != "" {
		f.Project = cmp.Or(c.ProjectOverride, c.Remotes[f.Remote].Project, "default")
	}
	return f
}
