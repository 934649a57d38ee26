package server

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"
	"gopkg.in/yaml.v2"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

type monitorOptions struct {
	remote   string
	types    []string
	format   string
	pretty   bool
	logLevel string
	all      bool
}

// monitorCommand is `lxc monitor`.
func monitorCommand(app *cli.App) *cobra.Command {
	var o monitorOptions
	cmd := app.Command(cli.Spec{
		Name: "monitor", Short: i18n.G("Monitor server events"), Args: []cli.Arg{cli.Remote(&o.remote)},
		Example: "lxc monitor --type=lifecycle\nlxc monitor --pretty --type=logging --loglevel=info",
		Run:     func(ctx context.Context) error { return o.run(ctx, app) },
	})
	f := cmd.Flags()
	f.StringSliceVarP(&o.types, "type", "t", nil, i18n.G("Event types: operation, logging, lifecycle"))
	f.StringVarP(&o.format, "format", "f", "yaml", i18n.G("Format: yaml, json, jsonl or pretty"))
	f.StringVarP(&o.format, "output", "o", "yaml", i18n.G("Same as --format"))
	app.QueryFlags(cmd)
	f.BoolVar(&o.pretty, "pretty", false, i18n.G("Short for --format=pretty"))
	f.StringVar(&o.logLevel, "loglevel", "", i18n.G("Minimum level of log messages in the pretty format"))
	f.BoolVar(&o.all, "all-projects", false, i18n.G("Across all projects"))
	return cmd
}

// levels are the log levels, lowest first. Older servers abbreviate them.
var levels = []string{"trace", "debug", "info", "warning", "error", "fatal"}

func level(name string) int {
	long := map[string]string{
		"trce": "trace", "dbug": "debug", "warn": "warning", "eror": "error", "err": "error", "crit": "fatal", "panic": "fatal",
	}
	if l, found := long[strings.ToLower(name)]; found {
		name = l
	}
	return slices.Index(levels, strings.ToLower(name))
}

func (o *monitorOptions) run(ctx context.Context, app *cli.App) error {
	if o.pretty {
		o.format = "pretty"
	}
	if !slices.Contains([]string{"yaml", "json", "jsonl", "pretty"}, o.format) {
		return cli.Usagef(i18n.G("unknown format %q (must be one of: %s)"), o.format, "yaml, json, jsonl, pretty")
	}
	parts, err := o.parts(app)
	if err != nil {
		return err
	}
	if o.logLevel != "" && o.format != "pretty" {
		return cli.Usagef("%s", i18n.G("--loglevel requires --format pretty"))
	}
	if o.logLevel != "" && level(o.logLevel) < 0 {
		return cli.Usagef(i18n.G("unknown log level %q (must be one of: %s)"), o.logLevel, strings.Join(levels, ", "))
	}
	srv, err := app.ServerAt(ctx, &o.remote)
	if err != nil {
		return err
	}
	if o.all {
		srv = srv.UseAllProjects()
	}
	listener, err := srv.GetEventsByType(o.types)
	if err != nil {
		return err
	}
	out := newEventWriter(app)
	if err := o.follow(app, listener, out, parts); err != nil {
		return err
	}
	err = listener.Wait()
	if failure := out.flush(); failure != nil {
		return failure
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

// parts returns the format for parts of events, or nil for whole events.
func (o *monitorOptions) parts(app *cli.App) (*output.Format, error) {
	r := &app.Result
	if r.JQ == "" && r.Template == "" && len(r.Fields) == 0 {
		return nil, nil
	}
	if o.format == "pretty" {
		return nil, cli.Usagef("%s", i18n.G("--fields, --jq and --template cannot be used with the format pretty"))
	}
	if r.JQ == "" && r.Template == "" {
		r.Output = o.format
	}
	format, err := app.Format("yaml")
	return &format, err
}

// follow writes each event as JSON, exactly as received, because decoding would take most of the time.
func (o *monitorOptions) follow(app *cli.App, listener *lxd.EventListener, out *eventWriter, parts *output.Format) (err error) {
	var line bytes.Buffer
	if parts != nil {
		_, err = listener.AddRawHandler(func(data []byte) {
			line.Reset()
			if err := output.Object(&line, *parts, json.RawMessage(data)); err != nil {
				out.fail(err)
				listener.Disconnect()
			} else if line.Len() > 0 && !out.write(line.Bytes()) {
				listener.Disconnect() // the output is closed
			}
		})
		return err
	}
	if strings.HasPrefix(o.format, "json") {
		_, err = listener.AddRawHandler(func(data []byte) {
			line.Reset()
			if isLine(data) {
				line.Write(data)
			} else if json.Compact(&line, data) != nil {
				return // no event
			}
			line.WriteByte('\n')
			if !out.write(line.Bytes()) {
				listener.Disconnect() // the output is closed
			}
		})
		return err
	}
	screen := app.Streams.OutputIsTerminal()
	_, err = listener.AddEventHandler(nil, func(e api.Event) {
		text, err := o.render(e, screen)
		if err != nil || text != "" && !out.write([]byte(text)) {
			listener.Disconnect()
		}
	})
	return err
}

// isLine reports whether an event is a single line without control characters, as servers send them.
func isLine(data []byte) bool {
	for _, b := range data {
		if b < ' ' {
			return false
		}
	}
	return len(data) > 1 && data[0] == '{' && data[len(data)-1] == '}'
}

func (o *monitorOptions) render(e api.Event, screen bool) (string, error) {
	if o.format == "pretty" {
		return o.renderPretty(e, screen), nil
	}
	var metadata any
	if err := json.Unmarshal(e.Metadata, &metadata); err != nil {
		return "", err
	}
	fields := yaml.MapSlice{}
	add := func(key string, value any) { fields = append(fields, yaml.MapItem{Key: key, Value: value}) }
	if e.Location != "" {
		add("location", e.Location)
	}
	add("metadata", metadata)
	if e.Project != "" {
		add("project", e.Project)
	}
	add("timestamp", e.Timestamp.Format("2006-01-02T15:04:05.999999999Z07:00"))
	add("type", e.Type)
	data, err := yaml.Marshal(fields)
	return string(data) + "\n\n", err
}

// eventWriter writes events that arrive in quick succession at once, and a single event immediately.
type eventWriter struct {
	mu  sync.Mutex
	buf *bufio.Writer
	due chan struct{}
	bad bool
	err error // why an event could not be shown
}

func newEventWriter(app *cli.App) *eventWriter {
	w := &eventWriter{buf: bufio.NewWriterSize(app.Output(), 64<<10), due: make(chan struct{}, 1)}
	go func() {
		for range w.due {
			_ = w.flush()
		}
	}()
	return w
}

func (w *eventWriter) write(text []byte) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, err := w.buf.Write(text); err != nil {
		w.bad = true
	}
	select {
	case w.due <- struct{}{}:
	default:
	}
	return !w.bad
}

func (w *eventWriter) flush() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.buf.Flush() != nil {
		w.bad = true
	}
	return w.err
}

func (w *eventWriter) fail(err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.err = err
}
