package admin

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"gopkg.in/yaml.v2"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/download"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/i18n"
)

// ownFlags declares the flags of individual commands.
func (r *osRequest) ownFlags(cmd *cobra.Command) {
	switch r.words {
	case "debug log":
		r.log.add(cmd)
	case "system restore":
		cmd.Flags().StringSliceVarP(&r.skip, "skip", "s", nil, i18n.G("Skip on restore: encryption-recovery-keys, local-data-encryption-key, network-macs"))
	}
}

// brokenOff reports whether the connection ended before the response.
func brokenOff(err error) bool { return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) }

// document decodes JSON and preserves the order of keys.
func document(raw []byte) (any, error) {
	var doc yaml.MapSlice
	if err := yaml.Unmarshal(raw, &doc); err == nil { // JSON is a subset of YAML
		return doc, nil
	}
	var value any
	err := json.Unmarshal(raw, &value)
	return value, err
}

func (r *osRequest) print(raw []byte) error {
	format, err := r.app.Format("yaml")
	if err != nil {
		return err
	}
	if format.Name != "yaml" || !format.Plain() {
		var value any
		if err := json.Unmarshal(raw, &value); err != nil {
			return err
		}
		return r.app.Show(value)
	}
	doc, err := document(raw)
	if err != nil {
		return err
	}
	text, err := output.YAMLText(doc)
	r.app.Print("%s", r.app.Shown(string(text), true))
	return err
}

// state prints the state without the configuration.
func (r *osRequest) state(context.Context) error {
	raw, err := r.get()
	if err != nil {
		return err
	}
	var parts struct{ State json.RawMessage }
	if err := json.Unmarshal(raw, &parts); err == nil && parts.State != nil {
		raw = parts.State
	}
	return r.print(raw)
}

func (r *osRequest) list(context.Context) error {
	columns := output.Columns[string]{output.Col('n', i18n.G("NAME"), func(name string) string { return name })}
	return resource.Print(r.app, r.flags, columns, func() ([]string, error) {
		raw, err := r.get()
		if err != nil {
			return nil, err
		}
		var paths []string
		err = json.Unmarshal(raw, &paths)
		for i, path := range paths {
			paths[i] = path[strings.LastIndexByte(path, '/')+1:]
		}
		return paths, err
	})
}

// sent returns the request body from --data.
func (r *osRequest) sent() (any, error) {
	if r.body == "" {
		return nil, nil
	}
	var value any
	if err := yaml.Unmarshal([]byte(r.body), &value); err != nil {
		return nil, cli.Usagef(i18n.G("--data is not valid JSON or YAML: %s"), err)
	}
	body, isObject := resource.JSONTree(value).(map[string]any)
	if !isObject {
		return nil, cli.Usagef(i18n.G("--data must be an object such as {\"name\": \"incus\"}, not %q"), r.body)
	}
	return body, nil
}

// post sends the request and prints the response.
func (r *osRequest) post(context.Context) error {
	body, err := r.sent()
	if err != nil {
		return err
	}
	raw, err := internal(r.srv, http.MethodPost, r.at(), body)
	if err != nil || len(raw) == 0 || string(raw) == "null" || string(raw) == "{}" {
		return err
	}
	return r.print(raw)
}

// edit changes the configuration. The edited text may be the whole output of show, but only the configuration is sent.
func (r *osRequest) edit(ctx context.Context) error {
	apply := func(text []byte) error {
		var value any
		if err := yaml.Unmarshal(text, &value); err != nil {
			return err
		}
		doc, isObject := resource.JSONTree(value).(map[string]any)
		if !isObject {
			return cli.Usagef("%s", i18n.G("the configuration must be a mapping"))
		}
		if settings, found := doc["config"]; found {
			doc = map[string]any{"config": settings}
		} else {
			doc = map[string]any{"config": doc}
		}
		_, err := internal(r.srv, http.MethodPut, r.at(), doc)
		return err
	}
	if !r.app.Streams.InputIsTerminal() {
		text, err := io.ReadAll(r.app.Streams.In)
		if err != nil {
			return err
		}
		return apply(text)
	}
	raw, err := r.get()
	if err != nil {
		return err
	}
	var have struct{ Config yaml.MapSlice }
	if err := yaml.Unmarshal(raw, &have); err != nil {
		return err
	}
	text, err := output.YAMLText(yaml.MapSlice{{Key: "config", Value: have.Config}})
	if err != nil {
		return err
	}
	_, name := cutLast(strings.TrimSuffix(r.words, " edit"))
	return r.app.Streams.Edit(ctx, name+".yaml", text, apply, func(err error) bool { return resource.AskAgain(ctx, r.app, err) })
}

// save downloads an archive to a file.
func (r *osRequest) save(context.Context) error {
	body, err := r.sent()
	if err != nil {
		return err
	}
	if body == nil {
		body = map[string]any{}
	}
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	resp, err := r.srv.RawRequest(http.MethodPost, r.at(), bytes.NewReader(text), http.Header{"Content-Type": {"application/json"}})
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK || strings.HasPrefix(resp.Header.Get("Content-Type"), "application/json") {
		return refusal(resp)
	}
	if r.archive == "-" {
		_, err := io.Copy(r.app.Streams.Out, resp.Body)
		return err
	}
	f, err := download.Create(r.archive)
	if err != nil {
		return err
	}
	defer f.Drop()
	if _, err := io.Copy(f, resp.Body); err != nil {
		return err
	}
	return f.Keep()
}

// send uploads an archive.
func (r *osRequest) send(context.Context) error {
	if len(r.skip) > 0 {
		r.query.Set("skip", strings.Join(r.skip, ","))
	}
	src := r.app.Streams.In
	if r.archive != "" && r.archive != "-" {
		f, err := os.Open(r.archive)
		if err != nil {
			return err
		}
		defer f.Close()
		src = f
	}
	resp, err := r.srv.RawRequest(http.MethodPost, r.at(), src, http.Header{"Content-Type": {"application/gzip"}})
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return refusal(resp)
}

// refusal returns the error in a response, or nil.
func refusal(resp *http.Response) error {
	text, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if err != nil {
		return err
	}
	var said struct {
		Type, Error string
		Code        int `json:"error_code"`
	}
	err = json.Unmarshal(text, &said)
	switch {
	case err == nil && said.Type == "error":
		return cli.Answered(said.Code, said.Error)
	case resp.StatusCode >= http.StatusBadRequest:
		return cli.Answered(resp.StatusCode, resp.Status)
	}
	return nil
}
