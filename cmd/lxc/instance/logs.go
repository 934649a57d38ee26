package instance

import (
	"bytes"
	"context"
	"errors"
	"io"
	"time"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/pause"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

type logsOptions struct {
	instance config.Ref
	file     string
	tail     int
	follow   bool
	list     bool
}

// logsCommand is `lxc logs`.
func logsCommand(app *cli.App) *cobra.Command {
	var o logsOptions
	cmd := app.Command(cli.Spec{
		Name: "logs", Short: i18n.G("Show the console output or a log file of an instance"),
		Long:    i18n.G("Without a file, what the instance has written to its console; where the server keeps none, its log file. --list shows the log files."),
		Example: "lxc logs web\nlxc logs web --tail 20 -f\nlxc logs web lxc.log\nlxc logs web --list",
		Args: []cli.Arg{cli.Instance(&o.instance), cli.Opt(cli.Completed(cli.Word("log file", &o.file), cli.Under(func(s lxd.InstanceServer, words []string) ([]string, error) {
			return s.GetInstanceLogfiles(words[0])
		})))},
		Run: func(ctx context.Context) error { return cli.WithObject("instance", o.instance, o.run(ctx, app)) },
	})
	f := cmd.Flags()
	f.IntVar(&o.tail, "tail", -1, i18n.G("Lines to show from the end (-1 shows all)"))
	f.BoolVarP(&o.follow, "follow", "f", false, i18n.G("Show what is added until interrupted"))
	f.BoolVar(&o.list, "list", false, i18n.G("List the log files"))
	return cmd
}

func (o *logsOptions) run(ctx context.Context, app *cli.App) error {
	srv, err := app.Server(ctx, o.instance.Remote)
	if err != nil {
		return err
	}
	if o.list {
		names, err := srv.GetInstanceLogfiles(o.instance.Name)
		for _, name := range names {
			app.Print("%s\n", app.Shown(name, false))
		}
		return err
	}
	open, err := o.source(srv)
	if err != nil {
		return err
	}
	text, err := readLog(open)
	if err != nil {
		return err
	}
	o.show(app, lastLines(text, o.tail))
	for o.follow {
		if err := pause.For(ctx, time.Second); err != nil {
			return err
		}
		now, err := readLog(open)
		if err != nil {
			return err
		}
		o.show(app, added(text, now))
		text = now
	}
	return nil
}

func (o *logsOptions) show(app *cli.App, text []byte) {
	app.Print("%s", app.Shown(string(text), true))
}

// source returns a function that opens the log: the named file, the console, or the instance's log if it has no console.
func (o *logsOptions) source(srv lxd.InstanceServer) (func() (io.ReadCloser, error), error) {
	file := func(name string) func() (io.ReadCloser, error) {
		return func() (io.ReadCloser, error) { return srv.GetInstanceLogfile(o.instance.Name, name) }
	}
	if o.file != "" {
		return file(o.file), nil
	}
	inst, _, err := srv.GetInstance(o.instance.Name)
	if err != nil {
		return nil, err
	}
	console := func() (io.ReadCloser, error) { return srv.GetInstanceConsoleLog(o.instance.Name, nil) }
	content, err := console()
	if err == nil {
		return console, content.Close()
	}
	if errors.Is(err, api.ErrForbidden) || errors.Is(err, api.ErrUnauthorized) {
		return nil, err
	}
	return file(mainLog(inst)), nil
}

// mainLog returns the name of an instance's log file.
func mainLog(inst *api.Instance) string {
	if inst.Type == string(api.InstanceTypeVM) {
		return "qemu.log"
	}
	return "lxc.log"
}

// logLimit is the maximum size of a log in bytes.
const logLimit = 64 << 20

func readLog(open func() (io.ReadCloser, error)) ([]byte, error) {
	content, err := open()
	if err != nil {
		return nil, err
	}
	defer content.Close()
	return io.ReadAll(io.LimitReader(content, logLimit))
}

// lastLines returns the last n lines of a text, or all of it if n is negative.
func lastLines(text []byte, n int) []byte {
	if n < 0 {
		return text
	}
	from := len(text)
	for ; n > 0 && from > 0; n-- {
		from = bytes.LastIndexByte(text[:from-1], '\n') + 1
	}
	return text[from:]
}

// overlap is how many bytes at the end of a log are searched for in a later copy of it, to find what was added.
const overlap = 4096

// added returns what was added to a log. A ring buffer may have lost its beginning in the meantime; a log that was started over
// is returned as a whole.
func added(before, now []byte) []byte {
	if bytes.HasPrefix(now, before) {
		return now[len(before):]
	}
	end := before[max(len(before)-overlap, 0):]
	if at := bytes.LastIndex(now, end); at >= 0 {
		return now[at+len(end):]
	}
	return now
}
