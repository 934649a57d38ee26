package admin

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/i18n"
)

// queryResult is the result of a statement. Numbers are float64, as decoded from JSON.
type queryResult struct {
	Type         string   `json:"type" yaml:"type"`
	Columns      []string `json:"columns" yaml:"columns"`
	Rows         [][]any  `json:"rows" yaml:"rows"`
	RowsAffected int64    `json:"rows_affected" yaml:"rows_affected"`
}

type sqlOptions struct {
	database, query string
	flags           resource.ListFlags
}

func sql(app *cli.App) *cobra.Command {
	var o sqlOptions
	cmd := app.Command(cli.Spec{
		Name: "sql", Short: i18n.G("Run SQL on a database of the local server"),
		Long: i18n.G("The local database belongs to this cluster member; the global one is shared by all members. A query of - reads standard input, .dump prints the whole database as SQL, and .schema prints its tables."),
		Example: "lxc admin sql global \"SELECT name FROM projects\"\nlxc admin sql local .dump > local.sql\n" +
			"lxc admin sql global - < fix.sql",
		Args: []cli.Arg{cli.Choice("local|global", &o.database, "local", "global"), cli.Word("query", &o.query)},
		Run:  func(ctx context.Context) error { return o.run(ctx, app) },
	})
	o.flags.Add(app, cmd, "")
	return cmd
}

func (o *sqlOptions) run(ctx context.Context, app *cli.App) error {
	if !slices.Contains([]string{"local", "global"}, o.database) {
		return cli.Usagef(i18n.G("invalid database %q (must be one of: local, global)"), o.database)
	}
	format, err := o.flags.ParseFormat(app)
	if err != nil {
		return err
	}
	if o.query == "-" {
		text, err := io.ReadAll(app.Streams.In)
		if err != nil {
			return err
		}
		o.query = string(text)
	}
	if o.query == "" {
		return cli.Usagef("%s", i18n.G("empty query"))
	}
	remote := ""
	srv, err := local(ctx, app, &remote)
	if err != nil {
		return err
	}
	if o.query == ".dump" || o.query == ".schema" {
		return o.dump(app, srv)
	}
	raw, err := internal(srv, http.MethodPost, "/internal/sql", map[string]string{"database": o.database, "query": o.query})
	if err != nil {
		return err
	}
	batch := struct{ Results []queryResult }{}
	if err := json.Unmarshal(raw, &batch); err != nil {
		return err
	}
	plain := cli.Newest(srv)
	format.Tight = plain && !srv.IsIncus()
	return printResults(app, format, plain, batch.Results)
}

func (o *sqlOptions) dump(app *cli.App, srv lxd.InstanceServer) error {
	query := map[string]string{".schema": "&schema=1&dump=1"}[o.query] // old and new (Incus 7) parameter
	raw, err := internal(srv, http.MethodGet, "/internal/sql?database="+o.database+query, nil)
	if err != nil {
		return err
	}
	dumped := struct{ Text string }{}
	if err := json.Unmarshal(raw, &dumped); err != nil {
		return err
	}
	app.Print("%s", app.Shown(dumped.Text, true))
	return nil
}

// printResults prints numbered results if there are several. plain prints column names unchanged, like the stock clients
// since LXD 6 and Incus 7.
func printResults(app *cli.App, format output.Format, plain bool, results []queryResult) error {
	for i, result := range results {
		if len(results) > 1 {
			app.Print("=> Query %d:\n\n", i)
		}
		if result.Type != "select" {
			app.Print("Rows affected: %d\n", result.RowsAffected)
		} else if err := printRows(app, format, plain, result); err != nil {
			return err
		}
		if len(results) > 1 {
			app.Print("\n")
		}
	}
	return nil
}

// objects are the rows of a result with their values by the names of the columns.
func (r queryResult) objects() []map[string]any {
	out := make([]map[string]any, len(r.Rows))
	for n, row := range r.Rows {
		out[n] = map[string]any{}
		for i, value := range row {
			out[n][r.Columns[i]] = value
		}
	}
	return out
}

func printRows(app *cli.App, format output.Format, plain bool, result queryResult) error {
	switch {
	case format.Machine() && format.Name == "json":
		return output.JSON(app.Output(), result)
	case format.Machine():
		return output.YAML(app.Output(), result)
	}
	out := app.Streams.Out
	rows := make([][]string, 0, len(result.Rows))
	for _, row := range result.Rows {
		cells := make([]string, 0, len(row))
		for _, value := range row {
			cells = append(cells, fmt.Sprint(value))
		}
		rows = append(rows, cells)
	}
	if !format.Plain() {
		return output.List(out, format, nil, result.objects())
	}
	heads := result.Columns
	if format.Name != "csv" && !plain {
		heads = output.Titles(heads)
	}
	return output.Table(out, format, output.Headings(heads...), rows)
}
