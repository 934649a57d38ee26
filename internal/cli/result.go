package cli

import (
	"cmp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Result has the flags that determine how the result of a command is printed. All commands that print objects have them.
type Result struct {
	Output   string // value of -o, or of -f on commands where the stock clients have no -f; "" means the command's default
	Fields   []string
	JQ       string
	Template string
	Sort     []string
	Filters  []string
}

// Asked reports whether something was requested that the stock clients do not have.
func (r *Result) Asked() bool {
	return r.Output != "" || r.JQ != "" || r.Template != "" || len(r.Fields) > 0
}

// Machine reports whether the output is meant for a program; errors are then formatted for it too.
func (r *Result) Machine() bool {
	name, _, _ := strings.Cut(r.Output, ",")
	return slices.Contains([]string{"json", "jsonl"}, name) || r.JQ != "" || len(r.Fields) > 0 && name == ""
}

// format returns the requested format; otherwise is the default.
func (r *Result) format(otherwise string) (output.Format, error) {
	text := cmp.Or(r.Output, otherwise)
	q := output.Query{Fields: r.Fields, JQ: r.JQ, Template: r.Template, Sort: r.Sort, Filters: r.Filters}
	if template, found := strings.CutPrefix(text, "template="); found {
		text, q.Template = "template", template
	}
	switch {
	case r.Output != "":
	case r.JQ != "":
		text = "json"
	case r.Template != "":
		text = "template"
	}
	format, err := output.ParseFormat(text)
	if err == nil {
		format, err = format.With(q)
	}
	if err != nil {
		return format, Usagef("%s", err)
	}
	return format, nil
}

// Format returns the requested format of a result; otherwise is the default.
func (a *App) Format(otherwise string) (output.Format, error) {
	format, err := a.Result.format(otherwise)
	if format.Terminal = a.Streams.OutputIsTerminal(); format.Terminal {
		format.Width, _ = a.Streams.Size()
	}
	format.Color = a.colors(format.Terminal)
	return format, err
}

// ResultFlags adds the flags for output formats to a command.
func (a *App) ResultFlags(cmd *cobra.Command) {
	cmd.Flags().StringVarP(&a.Result.Output, "output", "o", "", i18n.F("Output format: %s", strings.Join(output.Formats, ", ")))
	a.QueryFlags(cmd)
}

// QueryFlags adds the flags that select parts of a result.
func (a *App) QueryFlags(cmd *cobra.Command) {
	f, r := cmd.Flags(), &a.Result
	f.StringSliceVar(&r.Fields, "fields", nil, i18n.G("Show only these fields, for example name,state.cpu.usage"))
	f.StringVar(&r.JQ, "jq", "", i18n.G("Filter the JSON with a jq expression"))
	f.StringVar(&r.Template, "template", "", i18n.G("Format each object with a Go template, for example '{{.name}}'"))
}

// objectFlags adds them to commands that show one object, for which the stock clients have no --format.
func (a *App) objectFlags(cmd *cobra.Command) {
	a.ResultFlags(cmd)
	f := cmd.Flags()
	if f.Lookup("format") == nil && f.ShorthandLookup("f") == nil {
		f.StringVarP(&a.Result.Output, "format", "f", "", i18n.G("Same as --output"))
	}
}

// ShowCreated prints an object that the command has created, if a format was requested. get reads it.
func ShowCreated[T any](a *App, get func() (*T, string, error)) error {
	if !a.Result.Asked() {
		return nil
	}
	object, _, err := get()
	if err != nil {
		return err
	}
	return a.Show(object)
}

// ShowValue prints a single value on a line, or in the requested format.
func (a *App) ShowValue(value string) error {
	if a.Result.Asked() {
		return a.Show(value)
	}
	a.Print("%s\n", value)
	return nil
}

// ShowToken prints a token: as text, or with the name of whom it is for in the requested format.
func (a *App) ShowToken(name, token, text string) error {
	if a.Result.Asked() {
		return a.Show(map[string]string{"name": name, "token": token})
	}
	a.Print("%s", text)
	return nil
}

// ShowWith is Show for an object with an additional field, unless err says that it could not be read.
func (a *App) ShowWith(object any, field string, value any, err error) error {
	if err != nil {
		return err
	}
	whole, err := output.WithField(object, field, value)
	if err != nil {
		return err
	}
	return a.Show(whole)
}

// Show prints an object as YAML, or in the requested format.
func (a *App) Show(object any) error {
	format, err := a.Format("yaml")
	if err != nil {
		return err
	}
	if !format.Terminal {
		return output.Object(a.Streams.Out, format, object)
	}
	var text strings.Builder
	if err := output.Object(&text, format, object); err != nil {
		return err
	}
	a.page(text.String())
	return nil
}
