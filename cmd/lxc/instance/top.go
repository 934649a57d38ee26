package instance

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/pause"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

type topOptions struct {
	remote  string
	columns string
	format  string
	refresh int
	all     bool
}

// load is the use of an instance between two looks at it.
type load struct {
	Name    string  `json:"name" yaml:"name"`
	Project string  `json:"project" yaml:"project"`
	CPU     float64 `json:"cpu_percent" yaml:"cpu_percent"`
	Memory  int64   `json:"memory" yaml:"memory"`
	Disk    int64   `json:"disk" yaml:"disk"`
	used    int64   // nanoseconds of CPU
}

// topCommand is `lxc top`.
func topCommand(app *cli.App) *cobra.Command {
	var o topOptions
	cmd := app.Command(cli.Spec{
		Name: "top", Short: i18n.G("Show resource usage of running instances"),
		Long:    i18n.G("On a terminal the table is refreshed until interrupted. Otherwise, and with a machine format, it is printed once."),
		Example: "lxc top\nlxc top prod: -c nem --refresh 5",
		Args:    []cli.Arg{cli.Remote(&o.remote)},
		Run:     func(ctx context.Context) error { return o.run(ctx, app) },
	})
	f := cmd.Flags()
	f.StringVarP(&o.columns, "columns", "c", "numD", i18n.G("Columns to show"))
	f.StringVarP(&o.format, "format", "f", "table", i18n.G("Format: table, compact, csv, json, yaml or markdown, with ,header or ,noheader"))
	f.IntVar(&o.refresh, "refresh", 10, i18n.G("Refresh interval in seconds"))
	f.BoolVar(&o.all, "all-projects", false, i18n.G("Across all projects"))
	return cmd
}

func (o *topOptions) picked() (output.Format, output.Columns[load], error) {
	format, err := output.ParseFormat(o.format)
	if err != nil {
		return format, nil, cli.Usagef("%s", err)
	}
	size := func(n int64) string {
		if n <= 0 {
			return ""
		}
		return output.Bytes(n)
	}
	columns := output.Columns[load]{
		output.Col('n', i18n.G("NAME"), func(l load) string { return l.Name }),
		output.Col('e', i18n.G("PROJECT"), func(l load) string { return l.Project }),
		output.Col('u', i18n.G("CPU"), func(l load) string { return fmt.Sprintf("%.1f%%", l.CPU) }),
		output.Col('m', i18n.G("MEMORY"), func(l load) string { return size(l.Memory) }),
		output.Col('D', i18n.G("DISK"), func(l load) string { return size(l.Disk) }),
	}
	if columns, err = columns.Pick(o.columns, nil); err != nil {
		return format, nil, cli.Usagef("%s", err)
	}
	return format, columns, nil
}

func (o *topOptions) run(ctx context.Context, app *cli.App) error {
	format, columns, err := o.picked()
	if err != nil {
		return err
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
	before, err := loads(srv)
	if err != nil {
		return err
	}
	live := app.Streams.OutputIsTerminal() && !format.Machine() && format.Name != "csv"
	next := time.Second // the first look is soon, so that something is seen
	for {
		start := app.Now()
		if err := pause.For(ctx, next); err != nil {
			return nil //nolint:nilerr // an interrupt is the way to leave
		}
		now, err := loads(srv)
		if err != nil {
			return err
		}
		rates(before, now, app.Now().Sub(start))
		var text bytes.Buffer
		if live {
			text.WriteString("\x1b[H\x1b[2J")
		}
		if err := output.List(&text, format, columns, now); err != nil {
			return err
		}
		app.Print("%s", text.String())
		if !live {
			return nil
		}
		before, next = now, time.Duration(o.refresh)*time.Second
	}
}

// loads reads the counters of the running instances.
func loads(srv lxd.InstanceServer) ([]load, error) {
	list, err := srv.GetInstancesFull(api.InstanceTypeAny)
	if err != nil {
		return nil, err
	}
	var out []load
	for _, i := range list {
		if i.State == nil || i.StatusCode != api.Running {
			continue
		}
		l := load{Name: i.Name, Project: i.Project, Memory: i.State.Memory.Usage, used: i.State.CPU.Usage}
		for _, d := range i.State.Disk {
			l.Disk += d.Usage
		}
		out = append(out, l)
	}
	return out, nil
}

// rates fills in the share of a processor and sorts by it.
func rates(before, now []load, passed time.Duration) {
	last := map[string]int64{}
	for _, l := range before {
		last[l.Project+"/"+l.Name] = l.used
	}
	for i, l := range now {
		if used, found := last[l.Project+"/"+l.Name]; found && passed > 0 && l.used > used {
			now[i].CPU = float64(l.used-used) * 100 / float64(passed.Nanoseconds())
		}
	}
	slices.SortStableFunc(now, func(a, b load) int {
		return cmp.Or(cmp.Compare(b.CPU, a.CPU), output.CompareNatural(a.Name, b.Name))
	})
}
