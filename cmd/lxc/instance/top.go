package instance

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/pause"
	"github.com/openlxc/lxc/pkg/i18n"
)

type topOptions struct {
	remote  string
	columns string
	format  string
	refresh int
	all     bool
	once    bool
}

const (
	topColumns  = "numD"     // the columns of the stock client
	liveColumns = "numrtRWD" // the columns on the live screen
)

// topCommand is `lxc top`.
func topCommand(app *cli.App) *cobra.Command {
	var o topOptions
	cmd := app.Command(cli.Spec{
		Name: "top", Short: i18n.G("Show resource usage of running instances"),
		Long:    i18n.G("On a terminal a screen is refreshed until q is pressed; ? lists the keys. With -o jsonl each refresh prints a line of JSON for each instance, until ^C. Otherwise, and with --once or a machine format, the usage is printed once; with --once the JSON also has the network and disk rates. Disk rates need a server with metrics, and the right to read them."),
		Example: "lxc top\nlxc top prod: -c nem --refresh 5\nlxc top --once -f json\nlxc top -o jsonl --fields name,cpu_percent",
		Args:    []cli.Arg{cli.Remote(&o.remote)},
		Run:     func(ctx context.Context) error { return o.run(ctx, app) },
	})
	f := cmd.Flags()
	f.StringVarP(&o.columns, "columns", "c", topColumns, i18n.G("Columns to show"))
	f.StringVarP(&o.format, "format", "f", "table", i18n.F("Format: %s; tables also with ,header or ,noheader", strings.Join(output.Formats, ", ")))
	app.ResultFlags(cmd)
	f.Lookup("output").Usage = i18n.G("Same as --format")
	f.IntVar(&o.refresh, "refresh", 3, i18n.G("Refresh interval in seconds"))
	f.BoolVar(&o.all, "all-projects", false, i18n.G("Across all projects"))
	f.BoolVar(&o.once, "once", false, i18n.G("Print the usage once, with the rates of one second"))
	return cmd
}

// allTopColumns returns the available columns.
func allTopColumns() output.Columns[load] {
	size := func(n int64) string {
		if n <= 0 {
			return ""
		}
		return output.Bytes(n)
	}
	rate := func(r *float64) string {
		if r == nil {
			return ""
		}
		return output.Traffic(int64(*r)) + "/s"
	}
	return output.Columns[load]{
		output.Col('n', i18n.G("NAME"), func(l load) string { return l.Name }),
		output.Col('e', i18n.G("PROJECT"), func(l load) string { return l.Project }),
		output.Col('u', i18n.G("CPU"), func(l load) string { return fmt.Sprintf("%.1f%%", l.CPU) }),
		output.Col('m', i18n.G("MEMORY"), func(l load) string { return size(l.Memory) }),
		output.Col('D', i18n.G("DISK"), func(l load) string { return size(l.Disk) }),
		output.Col('r', i18n.G("RECEIVED"), func(l load) string { return rate(l.Received) }),
		output.Col('t', i18n.G("SENT"), func(l load) string { return rate(l.Sent) }),
		output.Col('R', i18n.G("READ"), func(l load) string { return rate(l.Read) }),
		output.Col('W', i18n.G("WRITTEN"), func(l load) string { return rate(l.Written) }),
	}
}

func (o *topOptions) run(ctx context.Context, app *cli.App) error {
	format, err := app.Format(o.format)
	if err != nil {
		return err
	}
	if format.Wide && o.columns == topColumns {
		o.columns = allTopColumns().Wide(topColumns)
	}
	columns, err := allTopColumns().Pick(o.columns, nil)
	if err != nil {
		return cli.Usagef("%s", err)
	}
	if o.refresh < 1 {
		return cli.Usagef("%s", i18n.G("--refresh must be at least 1 second"))
	}
	srv, err := app.ServerAt(ctx, &o.remote)
	if err != nil {
		return err
	}
	if o.all {
		srv = srv.UseAllProjects()
	}
	live := !o.once && !format.Objects() && format.Name != "csv" && format.Name != "name" && !format.Wide && format.Plain() && app.Streams.OutputIsTerminal() && app.Streams.InputIsTerminal()
	all := live || o.once || format.Name == "jsonl"
	meter := meter{now: app.Now, traffic: all || strings.ContainsAny(o.columns, "rtRW"), disks: all || strings.ContainsAny(o.columns, "RW")}
	if live {
		return o.live(ctx, app, srv, &meter)
	}
	return o.print(ctx, app, srv, &meter, format, columns)
}

// print prints the usage during one second; as JSON lines also that of each interval that follows, until ctx ends.
func (o *topOptions) print(ctx context.Context, app *cli.App, srv lxd.InstanceServer, m *meter, format output.Format, columns output.Columns[load]) error {
	if _, err := m.look(srv); err != nil {
		return err
	}
	goesOn := format.Name == "jsonl" && !o.once
	for interval := time.Second; ; interval = time.Duration(o.refresh) * time.Second {
		if err := pause.For(ctx, interval); err != nil {
			return err
		}
		loads, err := m.look(srv)
		if err != nil {
			return err
		}
		sortLoads(loads, byCPU)
		if err := output.List(app.Streams.Out, format, columns, loads); err != nil || !goesOn {
			return err
		}
	}
}
