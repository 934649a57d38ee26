package server

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

type queryOptions struct {
	remote, path string
	method, data string
	raw, wait    bool
	dataSet      bool
}

// queryCommand is `lxc query`.
func queryCommand(app *cli.App) *cobra.Command {
	var o queryOptions
	var cmd *cobra.Command
	cmd = app.Command(cli.Spec{
		Name: "query", Shows: true, Short: i18n.G("Send a raw API request"),
		Example: "lxc query /1.0/instances\nlxc query -X POST -d '{\"name\": \"s1\"}' --wait /1.0/instances/web/snapshots\nlxc query -X PUT -d - /1.0/profiles/p1 < p1.json",
		Args: []cli.Arg{{
			Name: "API path", Form: cli.Form{Remote: true}, Complete: apiPaths,
			Set: func(app *cli.App, words []string) error { return o.parse(app, words[0]) },
		}},
		Run: func(ctx context.Context) error {
			o.dataSet = cmd.Flags().Changed("data")
			return o.run(ctx, app)
		},
	})
	cmd.Flags().StringVarP(&o.method, "request", "X", http.MethodGet, i18n.G("Method: GET, PUT, POST, PATCH, DELETE"))
	cmd.Flags().StringVarP(&o.data, "data", "d", "", i18n.G("Request body (- reads stdin)"))
	cmd.Flags().BoolVar(&o.raw, "raw", false, i18n.G("Print the raw response"))
	cmd.Flags().BoolVar(&o.wait, "wait", false, i18n.G("Wait for the operation to finish"))
	return cmd
}

// apiPaths completes the collections of the API.
var apiPaths = cli.On(func(lxd.InstanceServer, []string) ([]string, error) {
	return []string{
		"/1.0", "/1.0/certificates", "/1.0/cluster", "/1.0/events", "/1.0/images", "/1.0/instances", "/1.0/metadata/configuration", "/1.0/networks",
		"/1.0/operations", "/1.0/profiles", "/1.0/projects", "/1.0/resources", "/1.0/storage-pools", "/1.0/warnings",
	}, nil
})

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
		return cli.Usagef(i18n.G("invalid API path %q: it must start with /"), o.path)
	}
	return nil
}

func (o *queryOptions) run(ctx context.Context, app *cli.App) error {
	methods := []string{http.MethodGet, http.MethodPut, http.MethodPost, http.MethodPatch, http.MethodDelete}
	if app.Family == "incus" && !slices.Contains(methods, o.method) {
		return cli.Usagef(i18n.G("unknown method %q (must be one of: %s)"), o.method, strings.Join(methods, ", "))
	}
	body, err := o.body(app)
	if err != nil {
		return err
	}
	srv, err := app.Server(ctx, o.remote)
	if err != nil {
		return err
	}
	header := http.Header{}
	if body != nil {
		header.Set("Content-Type", "application/json")
	}
	resp, err := srv.RawRequest(o.method, o.path, body, header)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if kind, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type")); kind == "application/octet-stream" && resp.StatusCode < 300 {
		_, err := io.Copy(app.Output(), resp.Body) // a file or a backup, however long
		return err
	}
	data, err := o.answer(resp)
	if err != nil {
		return err
	}
	envelope := api.Response{}
	if err := json.Unmarshal(data, &envelope); err != nil || envelope.Type == "" {
		return o.plain(app, resp, data)
	}
	if envelope.Type == api.ErrorResponse && !(o.raw && app.Family == "incus") {
		return cli.WithObject("path", config.Ref{Remote: o.remote, Name: o.path}, cli.Answered(firstCode(envelope.Code, resp.StatusCode), envelope.Error))
	}
	if envelope.Type == api.AsyncResponse && o.wait {
		return o.follow(app, srv, &envelope)
	}
	return o.print(app, data, envelope.Metadata)
}

// answer reads an answer of the API, which is as long as the library takes it: a list may be longer.
func (o *queryOptions) answer(resp *http.Response) ([]byte, error) {
	limit := int64(64)
	if _, query, _ := strings.Cut(o.path, "?"); strings.Contains(query, "recursion=") {
		limit = 512
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, limit<<20+1))
	if err == nil && int64(len(data)) > limit<<20 {
		err = cli.Failed(i18n.F("the server's answer is longer than %d MiB", limit))
	}
	return data, err
}

// body returns the request body: JSON unchanged, and any other text as a JSON string, which servers reject, like in the
// stock clients. null means no body.
func (o *queryOptions) body(app *cli.App) (io.Reader, error) {
	text := []byte(o.data)
	if !o.dataSet && (o.method == http.MethodGet || o.method == http.MethodDelete) {
		return nil, nil
	}
	if o.data == "-" {
		var err error
		if text, err = io.ReadAll(app.Streams.In); err != nil {
			return nil, err
		}
	}
	var value any
	if json.Unmarshal(text, &value) != nil {
		var err error
		if text, err = json.Marshal(string(text)); err != nil {
			return nil, err
		}
	} else if value == nil {
		return nil, nil
	}
	return bytes.NewReader(text), nil
}

func firstCode(a, b int) int {
	if a != 0 {
		return a
	}
	return b
}

// plain prints a response without envelope, such as the content of a file.
func (o *queryOptions) plain(app *cli.App, resp *http.Response, data []byte) error {
	if resp.StatusCode >= 300 { // what comes with a redirect, which is not followed, is no answer
		text := strings.TrimSpace(string(data[:min(len(data), 500)]))
		return cli.Answered(resp.StatusCode, cmp.Or(text, http.StatusText(resp.StatusCode)))
	}
	_, err := app.Output().Write(data)
	return err
}

// follow waits for an operation and prints its result.
func (o *queryOptions) follow(app *cli.App, srv lxd.InstanceServer, envelope *api.Response) error {
	state, err := envelope.MetadataAsOperation()
	if err != nil {
		return err
	}
	response, _, err := srv.RawQuery(http.MethodGet, fmt.Sprintf("/1.0/operations/%s/wait?timeout=-1", state.ID), nil, "")
	if err != nil {
		return err
	}
	final := api.Operation{}
	if json.Unmarshal(response.Metadata, &final) == nil && final.StatusCode.IsFinal() && final.StatusCode != api.Success {
		return &lxd.OperationError{ID: final.ID, Code: final.ErrCode, Message: final.Err, Operation: final}
	}
	whole, err := json.Marshal(response)
	if err != nil {
		return err
	}
	return o.print(app, whole, response.Metadata)
}

// print prints the whole response with --raw, otherwise its metadata with sorted keys, or nothing if empty.
func (o *queryOptions) print(app *cli.App, whole, held json.RawMessage) error {
	var out bytes.Buffer
	if app.Result.Asked() {
		if o.raw {
			held = whole
		}
		return app.Show(held)
	}
	if o.raw {
		if err := json.Indent(&out, bytes.TrimSpace(whole), "", "\t"); err != nil {
			return err
		}
		app.Print("%s\n\n", out.String())
		return nil
	}
	var value any
	in := json.NewDecoder(bytes.NewReader(held))
	in.UseNumber() // preserves the digits of large numbers
	if err := in.Decode(&value); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if fields, isMap := value.(map[string]any); value == nil || isMap && len(fields) == 0 {
		return nil
	}
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "\t")
	if err := enc.Encode(value); err != nil {
		return err
	}
	app.Print("%s\n", out.String())
	return nil
}
