package server

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

type queryOptions struct {
	remote, path       string
	method, data       string
	raw, wait          bool
	methodSet, dataSet bool
}

// Query is `lxc query`.
func Query(app *cli.App) *cobra.Command {
	var o queryOptions
	var cmd *cobra.Command
	cmd = app.Command(cli.Spec{
		Name: "query", Short: i18n.G("Send a request to the API of a server"),
		Example: "lxc query /1.0/instances\nlxc query -X POST -d '{\"name\": \"s1\"}' --wait /1.0/instances/web/snapshots\nlxc query -X PUT -d - /1.0/profiles/p1 < p1.json",
		Args: []cli.Arg{{
			Usage: "[<remote>:]<API path>",
			Set:   func(app *cli.App, words []string) error { return o.parse(app, words[0]) },
		}},
		Run: func(ctx context.Context) error {
			o.methodSet, o.dataSet = cmd.Flags().Changed("request"), cmd.Flags().Changed("data")
			return o.run(ctx, app)
		},
	})
	cmd.Flags().StringVarP(&o.method, "request", "X", http.MethodGet, i18n.G("Method: GET, PUT, POST, PATCH, DELETE"))
	cmd.Flags().StringVarP(&o.data, "data", "d", "", i18n.G("Body to send; - reads it from standard input"))
	cmd.Flags().BoolVar(&o.raw, "raw", false, i18n.G("Print the whole answer as it is"))
	cmd.Flags().BoolVar(&o.wait, "wait", false, i18n.G("Wait for the operation to end"))
	return cmd
}

func (o *queryOptions) parse(app *cli.App, word string) error {
	c, err := app.Config()
	if err != nil {
		return err
	}
	ref, err := c.ParseRef(word)
	if err != nil {
		return err
	}
	o.remote, o.path = ref.Remote, ref.Name
	if !strings.HasPrefix(o.path, "/") {
		return cli.Usagef(i18n.G("%q is no path of the API: it must begin with /"), o.path)
	}
	return nil
}

func (o *queryOptions) run(ctx context.Context, app *cli.App) error {
	if o.dataSet && !o.methodSet {
		o.method = http.MethodPost
	}
	var body io.Reader
	switch {
	case o.data == "-":
		body = app.Streams.In
	case o.dataSet:
		body = strings.NewReader(o.data)
	}
	srv, err := app.Server(ctx, o.remote)
	if err != nil {
		return err
	}
	header := http.Header{}
	if body != nil {
		header.Set("Content-Type", "application/json")
	}
	resp, err := srv.RawRequest(strings.ToUpper(o.method), o.path, body, header)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if o.raw && !o.wait {
		_, err := io.Copy(app.Streams.Out, resp.Body)
		return err
	}
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	envelope := api.Response{}
	if err := json.Unmarshal(data, &envelope); err != nil || envelope.Type == "" {
		return o.plain(app, resp, data)
	}
	if envelope.Type == api.ErrorResponse {
		return cli.About("path", config.Ref{Remote: o.remote, Name: o.path}, &api.StatusError{Code: firstCode(envelope.Code, resp.StatusCode), Message: envelope.Error})
	}
	if envelope.Type == api.AsyncResponse && o.wait {
		return o.follow(app, srv, &envelope)
	}
	return printJSON(app, envelope.Metadata)
}

func firstCode(a, b int) int {
	if a != 0 {
		return a
	}
	return b
}

// plain prints an answer that is no envelope, such as the content of a file.
func (o *queryOptions) plain(app *cli.App, resp *http.Response, data []byte) error {
	if resp.StatusCode >= 400 {
		return &api.StatusError{Code: resp.StatusCode, Message: strings.TrimSpace(string(data[:min(len(data), 500)]))}
	}
	_, err := app.Streams.Out.Write(data)
	return err
}

func (o *queryOptions) follow(app *cli.App, srv lxd.InstanceServer, envelope *api.Response) error {
	state, err := envelope.MetadataAsOperation()
	if err != nil {
		return err
	}
	response, _, err := srv.RawQuery(http.MethodGet, fmt.Sprintf("/1.0/operations/%s/wait?timeout=-1", state.ID), nil, "")
	if err != nil {
		return err
	}
	if err := printJSON(app, response.Metadata); err != nil {
		return err
	}
	final := api.Operation{}
	if json.Unmarshal(response.Metadata, &final) == nil && final.StatusCode.IsFinal() && final.StatusCode != api.Success {
		return &lxd.OperationError{ID: final.ID, Code: final.ErrCode, Message: final.Err, Operation: final}
	}
	return nil
}

// printJSON prints indented, escaped JSON; nothing for an empty answer.
func printJSON(app *cli.App, data json.RawMessage) error {
	trimmed := bytes.TrimSpace(data)
	if len(trimmed) == 0 || string(trimmed) == "null" || string(trimmed) == "{}" {
		return nil
	}
	var out bytes.Buffer
	if err := json.Indent(&out, trimmed, "", "\t"); err != nil {
		return err
	}
	app.Print("%s\n", output.Escape(out.String(), true))
	return nil
}
