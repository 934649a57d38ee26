package lxd_test

import (
	"bytes"
	"io"
	"net/http"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/openlxc/lxc/pkg/api"
	lxd "github.com/openlxc/lxc/pkg/client"
)

// canned is a transport that answers every request with the same response.
type canned struct {
	status int
	header http.Header
	body   []byte
}

func (c canned) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{
		Status: http.StatusText(c.status), StatusCode: c.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: c.header.Clone(), Body: io.NopCloser(bytes.NewReader(c.body)), ContentLength: int64(len(c.body)), Request: r,
	}, nil
}

// answers returns a connection to a server that has only this answer.
func answers(t *testing.T, c canned) lxd.InstanceServer {
	t.Helper()
	srv, err := lxd.Connect(t.Context(), "https://127.0.0.1:1", &lxd.ConnectionArgs{HTTPClient: &http.Client{Transport: c}})
	if err != nil {
		t.Fatal(err)
	}
	return srv
}

// atOnce is the number of methods that are given the same answer in one round.
const atOnce = 32

// FuzzAnswer gives an answer to every method that only reads: it may be taken for an error, but never end in a panic.
func FuzzAnswer(f *testing.F) {
	reading := reflect.TypeFor[lxd.InstanceServer]().NumMethod()
	for _, body := range []string{
		`{"type":"sync","status":"Success","status_code":200,"metadata":{"name":"c1","config":{"a":"b"}}}`,
		`{"type":"sync","metadata":[{"name":"c1","state":null,"snapshots":[{}]}]}`, `{"type":"sync","metadata":["/1.0/instances/c1","x",""]}`,
		`{"type":"async","operation":"/1.0/operations/x","metadata":{"id":"x","class":"task","status_code":200}}`,
		`{"type":"error","error":"no","error_code":404}`, `{"type":"sync","metadata":null}`, `{"type":"sync"}`, `{}`, `[]`, `null`, `"x"`, ``, `<html>`,
		`{"type":"sync","metadata":{"api_extensions":["instances","projects"],"environment":{"server":"incus","addresses":[]},"auth":"trusted"}}`,
		`{"type":"sync","metadata":{"running":[{"id":1}],"success":null}}`, `{"type":7,"metadata":[[]]}`,
	} {
		for first := 0; first < reading; first += atOnce {
			f.Add([]byte(body), 200, uint16(first))
			f.Add([]byte(body), 404, uint16(first))
		}
	}
	f.Fuzz(func(t *testing.T, body []byte, status int, first uint16) {
		srv := answers(t, canned{100 + max(status, -status)%500, http.Header{"Content-Type": {"application/json"}, "Etag": {"e"}}, body})
		of := reflect.ValueOf(srv)
		for n := range atOnce {
			i := (int(first) + n) % of.NumMethod()
			if method := of.Type().Method(i); strings.HasPrefix(method.Name, "Get") || strings.HasPrefix(method.Name, "Has") {
				callReading(of.Method(i))
			}
		}
	})
}

// callReading calls a method whose arguments are plain values.
func callReading(method reflect.Value) {
	if method.Type().IsVariadic() {
		return
	}
	var args []reflect.Value
	for i := range method.Type().NumIn() {
		switch in := method.Type().In(i); in.Kind() {
		case reflect.String:
			args = append(args, reflect.ValueOf("x").Convert(in))
		case reflect.Bool, reflect.Int, reflect.Int64, reflect.Map, reflect.Slice:
			args = append(args, reflect.Zero(in))
		default:
			return
		}
	}
	method.Call(args)
}

// FuzzOperation lets a change be answered, and waits for what the answer says is an operation.
func FuzzOperation(f *testing.F) {
	for _, body := range []string{
		`{"type":"async","operation":"/1.0/operations/x","metadata":{"id":"x","class":"websocket","status_code":200,"metadata":{"fds":{"0":"a","control":"b"},"return":1}}}`,
		`{"type":"async","metadata":{"id":"x","status_code":400,"err":"no","metadata":{"fds":[],"return":"x","output":{"1":7}}}}`,
		`{"type":"sync","metadata":{"id":"x","status_code":401}}`, `{"type":"async","metadata":[]}`, `{"type":"async"}`,
	} {
		f.Add([]byte(body))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		srv := answers(t, canned{http.StatusOK, http.Header{"Content-Type": {"application/json"}}, body})
		if bytes.Contains(body, []byte("10")) {
			return // it is running, and would be waited for
		}
		op, err := srv.UpdateInstanceState("x", api.InstanceStatePut{Action: "stop"}, "")
		if err != nil || !op.Get().StatusCode.IsFinal() {
			return
		}
		_ = op.Wait()
		state := op.Get()
		_, _ = state.ToCertificateAddToken()
		_, _ = state.ToClusterJoinToken()
		_ = state.ResourceName("instances")
		_ = state.Secret("x")
		_, _ = srv.StartExec("x", api.InstanceExecPost{}, lxd.InstanceExecArgs{})
	})
}

// FuzzImageFile downloads an image with any headers and parts: a name that is returned is a plain one, and nothing passes for the
// image that was asked for.
func FuzzImageFile(f *testing.F) {
	part := "--b\r\nContent-Disposition: form-data; name=\"metadata\"; filename=\"meta.tar\"\r\n\r\nmeta\r\n" +
		"--b\r\nContent-Disposition: form-data; name=\"rootfs\"; filename=\"../root\"\r\n\r\nroot\r\n--b--\r\n"
	for _, disposition := range []string{
		"inline;filename=x.tar.xz", "inline;filename=../x", `attachment; filename="/etc/x"`, `inline;filename=..\x`, "inline;filename*=UTF-8''%2e%2e%2fx",
		"inline;filename=" + strings.Repeat("x", 300), "inline;filename=.", ";;", "",
	} {
		f.Add("application/octet-stream", disposition, []byte("data"))
	}
	f.Add("multipart/form-data; boundary=b", "", []byte(part))
	f.Add("multipart/form-data", "", []byte(part))
	f.Add(`multipart/form-data; boundary=""`, "", []byte("--\r\n\r\n"))
	f.Add("application/json", "", []byte(`{"type":"sync"}`))
	f.Fuzz(func(t *testing.T, kind, disposition string, body []byte) {
		srv := answers(t, canned{http.StatusOK, http.Header{"Content-Type": {kind}, "Content-Disposition": {disposition}}, body})
		got, err := srv.GetPrivateImageFile(strings.Repeat("0", 64), "", lxd.ImageFileRequest{MetaFile: &file{}, RootfsFile: &file{}})
		if err == nil {
			t.Errorf("it passed for the image: %+v", got)
		}
		for _, name := range []string{lxd.DispositionName(disposition), lxd.DispositionName(kind)} {
			if name != "" && (name != filepath.Base(name) || !filepath.IsLocal(name) || strings.ContainsAny(name, "\\:\x00")) {
				t.Errorf("the name %q", name)
			}
		}
	})
}

// file is a file in memory.
type file struct{ bytes.Buffer }

func (*file) Seek(int64, int) (int64, error) { return 0, nil }
