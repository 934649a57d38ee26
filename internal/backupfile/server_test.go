package backupfile_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/openlxc/lxc/internal/backupfile"
	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/internal/term"
	lxd "github.com/openlxc/lxc/pkg/client"
)

const operation = "/1.0/operations/8f2b1c1e-0000-4000-8000-000000000001"

// backupServer serves the backups of one instance.
type backupServer struct {
	mu       sync.Mutex
	kept     []string // names of the stored backups
	refuse   string   // error for the creation of a backup
	download int      // status of the download; 0 sends the file
	deletes  int      // status of the deletion; 0 deletes
}

func (b *backupServer) wrap(next http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", next)
	mux.HandleFunc("POST /1.0/instances/c1/backups", b.create)
	mux.HandleFunc("GET /1.0/instances/c1/backups/{name}/export", b.export)
	mux.HandleFunc("DELETE /1.0/instances/c1/backups/{name}", b.remove)
	mux.HandleFunc("GET "+operation, func(w http.ResponseWriter, _ *http.Request) { finished(w, "sync", http.StatusOK) })
	mux.HandleFunc("GET "+operation+"/wait", func(w http.ResponseWriter, _ *http.Request) { finished(w, "sync", http.StatusOK) })
	return mux
}

func refused(w http.ResponseWriter, status int, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	fmt.Fprintf(w, `{"type":"error","error_code":%d,"error":%q}`, status, message)
}

func finished(w http.ResponseWriter, kind string, status int) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	fmt.Fprintf(w, `{"type":%q,"status":"Success","status_code":200,"operation":%q,"metadata":{"id":%q,"class":"task","status":"Success",`+
		`"status_code":200,"resources":{"backups":["/1.0/instances/c1/backups/backup0"]}}}`, kind, operation, operation[strings.LastIndexByte(operation, '/')+1:])
}

func archive() []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write([]byte("backup/index.yaml"))
	_ = z.Close()
	return b.Bytes()
}

func (b *backupServer) create(w http.ResponseWriter, r *http.Request) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch {
	case b.refuse != "":
		refused(w, http.StatusForbidden, b.refuse)
	case r.Header.Get("Accept") == "application/octet-stream":
		_, _ = w.Write(archive())
	default:
		b.kept = append(b.kept, "backup0")
		finished(w, "async", http.StatusAccepted)
	}
}

func (b *backupServer) export(w http.ResponseWriter, _ *http.Request) {
	if b.download != 0 {
		refused(w, b.download, "disk error")
		return
	}
	_, _ = w.Write(archive())
}

func (b *backupServer) remove(w http.ResponseWriter, r *http.Request) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.deletes != 0 {
		refused(w, b.deletes, "busy")
		return
	}
	b.kept = slices.DeleteFunc(b.kept, func(name string) bool { return name == r.PathValue("name") })
	finished(w, "async", http.StatusAccepted)
}

// left returns the backups remaining on the server.
func (b *backupServer) left() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.kept)
}

// exporter is a user of the server.
type exporter struct {
	*backupServer
	client      lxd.InstanceServer
	app         *cli.App
	out, errOut bytes.Buffer
}

func newExporter(t *testing.T, extra ...string) *exporter {
	t.Helper()
	e := &exporter{backupServer: &backupServer{}}
	server := clitest.StartServer(t, minilxd.Options{Extra: append(extra, "container_backup"), Middleware: e.wrap})
	client, err := lxd.ConnectLXDUnix(clitest.Socket(t, server), nil)
	if err != nil {
		t.Fatal(err)
	}
	e.client = client
	e.app = cli.NewApp(&term.Streams{In: strings.NewReader(""), Out: &e.out, Err: &e.errOut})
	return e
}

func (e *exporter) run(ctx context.Context, x *backupfile.Export) error {
	x.Failing = "Create instance backup"
	return x.Run(ctx, e.app, e.client, lxd.InstanceOwner("c1"), "c1")
}
