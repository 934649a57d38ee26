package lxd_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/openlxc/lxc/pkg/api"
	lxd "github.com/openlxc/lxc/pkg/client"
)

// script is a server that sends scripted responses and records the requests.
type script struct {
	mu      sync.Mutex
	answers map[string]string // metadata of the response by "METHOD path"; "async" makes an operation, "raw:…" plain bytes
	export  string            // response to every path that ends in /export
	seen    []string
	header  http.Header // of the last request other than GET /1.0
}

func (s *script) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	line := r.Method + " " + r.URL.RequestURI()
	answer, found := s.answers[r.Method+" "+r.URL.Path]
	switch {
	case found:
	case strings.HasSuffix(r.URL.Path, "/export"):
		answer = "raw:" + s.export
	case r.URL.Path == "/1.0":
		answer = s.answers["server"]
	case strings.HasPrefix(r.URL.Path, "/1.0/operations/"):
		answer = `{"id":"op1","class":"task","status":"Success","status_code":200}`
	}
	if r.URL.Path != "/1.0" && !strings.HasPrefix(r.URL.Path, "/1.0/operations/") {
		if body, _ := io.ReadAll(r.Body); len(body) > 0 {
			line += " " + string(bytes.TrimSpace(body))
		}
		s.seen = append(s.seen, line)
		s.header = r.Header
	}
	if raw, ok := strings.CutPrefix(answer, "raw:"); ok {
		w.Header().Set("Content-Type", "application/octet-stream")
		_, _ = io.WriteString(w, raw)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	if answer == "async" {
		w.WriteHeader(http.StatusAccepted)
		_, _ = io.WriteString(w, `{"type":"async","status_code":100,"operation":"/1.0/operations/op1","metadata":{"id":"op1","class":"task","status":"Running","status_code":103}}`)
		return
	}
	if answer == "" {
		answer = "{}"
	}
	_, _ = fmt.Fprintf(w, `{"type":"sync","status":"Success","status_code":200,"metadata":%s}`, answer)
}

// scripted connects to a script. An empty list of extensions means LXD 2.0.0; nil means all known extensions.
func scripted(t *testing.T, family string, extensions []string, answers map[string]string) (lxd.InstanceServer, *script) {
	t.Helper()
	if extensions == nil {
		extensions = everyExtension(t)
	}
	info, err := json.Marshal(map[string]any{
		"auth": "trusted", "api_extensions": extensions, "environment": map[string]any{"server": family, "server_version": "9.9"},
	})
	if err != nil {
		t.Fatal(err)
	}
	s := &script{answers: map[string]string{"server": string(info)}}
	for k, v := range answers {
		s.answers[k] = v
	}
	dir, err := os.MkdirTemp("", "w") // socket paths must be short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	listener, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: s, ReadHeaderTimeout: time.Minute}
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close() })
	srv, err := lxd.Connect(t.Context(), "unix://"+filepath.Join(dir, "s"), nil)
	if err != nil {
		t.Fatal(err)
	}
	return srv, s
}

// everyExtension returns the extensions of the newest recorded LXD and Incus together.
func everyExtension(t *testing.T) []string {
	t.Helper()
	all := map[string]bool{"replicators": true, "direct_backup": true, "network_load_balancer_state": true, "instances_debug_repair": true}
	for _, file := range []string{"lxd-6.9.json", "incus-7.3.json"} {
		data, err := os.ReadFile(filepath.Join("testdata", "recorded", file))
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range strings.FieldsFunc(string(data), func(r rune) bool { return r == '"' }) {
			if strings.Contains(word, "_") && !strings.ContainsAny(word, " ./:{}[],") {
				all[word] = true
			}
		}
	}
	names := []string{"instances", "projects", "clustering", "etag", "resources", "storage", "network", "console", "metrics", "warnings", "oidc"}
	for name := range all {
		names = append(names, name)
	}
	return names
}

// call is one method of the library and the request it must send.
type call struct {
	want   string // "METHOD /path?query body"
	answer string // see script
	do     func(s lxd.InstanceServer) error
	header string // "Name: value", must be sent
	always bool   // needs no extension
}

func closed(c io.Closer, err error) error {
	if err != nil {
		return err
	}
	return c.Close()
}

func waited(op *lxd.Operation, err error) error {
	if err != nil {
		return err
	}
	return op.Wait()
}

func second[A any](_ A, err error) error      { return err }
func third[A, B any](_ A, _ B, e error) error { return e }

func calls() []call {
	vol := api.StorageVolumesPost{Name: "v", Type: "custom"}
	off := false
	return []call{
		{want: "GET /1.0/instances/c%20%2F1/metadata", do: func(s lxd.InstanceServer) error { return third(s.GetInstanceMetadata("c /1")) }},
		{want: `PUT /1.0/instances/c/metadata {"architecture":"x86_64","creation_date":0,"expiry_date":0,"properties":null,"templates":null}`, header: "If-Match: tag", do: func(s lxd.InstanceServer) error {
			return s.UpdateInstanceMetadata("c", api.ImageMetadata{Architecture: "x86_64"}, "tag")
		}},
		{want: "GET /1.0/instances/c/metadata/templates", answer: `["a.tpl"]`, do: func(s lxd.InstanceServer) error { return second(s.GetInstanceTemplateFiles("c")) }},
		{want: "GET /1.0/instances/c/metadata/templates?path=a.tpl", answer: "raw:x", do: func(s lxd.InstanceServer) error { return closed(s.GetInstanceTemplateFile("c", "a.tpl")) }},
		{want: "POST /1.0/instances/c/metadata/templates?path=a+b hello", do: func(s lxd.InstanceServer) error {
			return s.CreateInstanceTemplateFile("c", "a b", strings.NewReader("hello"))
		}},
		{want: "DELETE /1.0/instances/c/metadata/templates?path=a", do: func(s lxd.InstanceServer) error { return s.DeleteInstanceTemplateFile("c", "a") }},
		{want: "DELETE /1.0/instances/c/console", do: func(s lxd.InstanceServer) error { return s.DeleteInstanceConsoleLog("c", nil) }},
		{want: "GET /1.0/instances/c/console", answer: "raw:boot", do: func(s lxd.InstanceServer) error { return closed(s.GetInstanceConsoleLog("c", nil)) }},
		{want: "GET /1.0/instances/c/console?type=vga", answer: "raw:png", do: func(s lxd.InstanceServer) error { return closed(s.GetInstanceScreenshot("c")) }},
		{want: "GET /1.0/instances/c/uefi-vars", do: func(s lxd.InstanceServer) error { return third(s.GetInstanceUEFIVars("c")) }},
		{want: `PUT /1.0/instances/c/uefi-vars {"variables":null}`, header: "If-Match: t", do: func(s lxd.InstanceServer) error {
			return s.UpdateInstanceUEFIVars("c", api.InstanceUEFIVars{}, "t")
		}},
		{want: "GET /1.0/instances/c/nvram/guid?recursion=1", do: func(s lxd.InstanceServer) error { return second(s.GetInstanceNVRAM("c", "guid")) }},
		{want: "GET /1.0/instances/c/nvram/guid/Boot", answer: "raw:x", do: func(s lxd.InstanceServer) error {
			data, _, _, err := s.GetInstanceNVRAMVariable("c", "guid", "Boot")
			return closed(data, err)
		}},
		{want: "PUT /1.0/instances/c/nvram/guid/Boot x", header: "X-Incus-Attributes: 7", do: func(s lxd.InstanceServer) error {
			return s.UpdateInstanceNVRAMVariable("c", "guid", "Boot", strings.NewReader("x"), "7", "now")
		}},
		{want: "DELETE /1.0/instances/c/nvram/guid/Boot", do: func(s lxd.InstanceServer) error { return s.DeleteInstanceNVRAMVariable("c", "guid", "Boot") }},
		{want: "GET /1.0/instances/c/debug/memory?format=elf", answer: "raw:x", do: func(s lxd.InstanceServer) error { return closed(s.GetInstanceMemory("c", "elf")) }},
		{want: `POST /1.0/instances/c/debug/repair {"action":"rebuild-config-volume"}`, do: func(s lxd.InstanceServer) error { return s.RepairInstance("c", "rebuild-config-volume") }},
		{want: `POST /1.0/instances/c/bitmaps {"name":"b","persistent":false,"disabled":false}`, do: func(s lxd.InstanceServer) error {
			return s.CreateInstanceBitmap("c", api.StorageVolumeBitmapsPost{Name: "b"})
		}},
		{want: `PUT /1.0/instances {"state":{"action":"stop","timeout":5,"force":false,"stateful":false}}`, answer: "async", do: func(s lxd.InstanceServer) error {
			return waited(s.UpdateInstances(api.InstancesPut{State: &api.InstanceStatePut{Action: "stop", Timeout: 5}}, ""))
		}},
		{want: `POST /1.0/instances/c/rebuild {"source":{"type":"none"}}`, answer: "async", do: func(s lxd.InstanceServer) error {
			return waited(s.RebuildInstance("c", api.InstanceRebuildPost{Source: api.InstanceSource{Type: "none"}}))
		}},
		{want: "GET /1.0/instances/c/access", answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetInstanceAccess("c")) }},
		{want: "GET /1.0/instances/c/backups", answer: `["/1.0/instances/c/backups/b0?project=p"]`, do: func(s lxd.InstanceServer) error {
			names, err := s.GetBackupNames(lxd.InstanceOwner("c"))
			if err == nil && (len(names) != 1 || names[0] != "b0") {
				err = fmt.Errorf("names: %q", names)
			}
			return err
		}},
		{want: "GET /1.0/instances/c/backups?recursion=1", answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetInstanceBackups("c")) }},
		{want: "GET /1.0/storage-pools/p/volumes/custom/v/backups?recursion=1", answer: "[]", do: func(s lxd.InstanceServer) error {
			return second(s.GetStoragePoolVolumeBackups("p", "v"))
		}},
		{want: "GET /1.0/storage-pools/p/volumes/custom/v/backups/b/export", answer: "raw:tar", do: func(s lxd.InstanceServer) error {
			data, _, _, err := s.GetBackupFile(lxd.VolumeOwner("p", "v"), "b", 0)
			return closed(data, err)
		}},
		{want: "GET /1.0/storage-pools/p/buckets/v/backups/b/export", header: "Range: bytes=5-", answer: "raw:tar", do: func(s lxd.InstanceServer) error {
			data, size, from, err := s.GetBackupFile(lxd.BucketOwner("p", "v"), "b", 5)
			if err == nil && (size != 3 || from != 0) { // without ranges the server starts over
				err = fmt.Errorf("size %d from %d", size, from)
			}
			return closed(data, err)
		}},
		{want: `POST /1.0/instances/c/backups {"name":"","expires_at":"0001-01-01T00:00:00Z"}`, header: "Accept: application/octet-stream", answer: "raw:tar", do: func(s lxd.InstanceServer) error {
			return closed(s.StreamBackup(lxd.InstanceOwner("c"), api.BackupsPost{}))
		}},
		{want: `POST /1.0/storage-pools/p/buckets/b/backups {"name":"n","expires_at":"0001-01-01T00:00:00Z","compression_algorithm":"none"}`, answer: "async", do: func(s lxd.InstanceServer) error {
			return waited(s.CreateBackup(lxd.BucketOwner("p", "b"), api.BackupsPost{Name: "n", CompressionAlgorithm: "none"}))
		}},
		{want: "DELETE /1.0/instances/c/backups/b", always: true, do: func(s lxd.InstanceServer) error { return s.DeleteBackup(lxd.InstanceOwner("c"), "b") }},
		{want: "POST /1.0/instances data", header: "X-Lxd-Pool: fast", answer: "async", do: func(s lxd.InstanceServer) error {
			return waited(s.ImportInstance(strings.NewReader("data"), lxd.BackupImportArgs{
				Name: "n", Pool: "fast", Devices: map[string]map[string]string{"root": {"pool": "fast"}},
			}))
		}},
		{want: "POST /1.0/storage-pools/p/volumes/custom iso", header: "X-Lxd-Type: iso", answer: "async", do: func(s lxd.InstanceServer) error {
			return waited(s.ImportVolume("p", strings.NewReader("iso"), lxd.BackupImportArgs{Name: "n", Type: "iso"}))
		}},
		{want: "POST /1.0/storage-pools/p/buckets data", header: "X-Incus-Name: n", answer: "async", do: func(s lxd.InstanceServer) error {
			return waited(s.ImportBucket("p", strings.NewReader("data"), lxd.BackupImportArgs{Name: "n"}))
		}},
		{want: "POST /1.0/storage-pools/p/volumes/custom/v/rebuild {}", do: func(s lxd.InstanceServer) error { return s.RebuildStoragePoolVolume("p", "custom", "v") }},
		{want: `POST /1.0/storage-pools/p/volumes/custom {"config":null,"description":"","name":"v","type":"custom"}`, answer: "async", do: func(s lxd.InstanceServer) error { return waited(s.CreateStoragePoolVolumeOp("p", vol)) }},
		{want: "GET /1.0/storage-pools/p/volumes/custom", always: true, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetVolumeURLs("p", "custom")) }},
		{want: "GET /1.0/storage-pools/p/volumes/custom/v/bitmaps", answer: "[]", do: func(s lxd.InstanceServer) error {
			return second(s.StoragePoolVolumeBitmaps("p", "custom", "v").Names())
		}},
		{want: `PUT /1.0/cluster {"server_name":"","enabled":false,"member_config":null,"cluster_address":"","cluster_certificate":"","server_address":""}`, answer: "async", do: func(s lxd.InstanceServer) error { return waited(s.UpdateCluster(api.ClusterPut{}, "")) }},
		{want: `PUT /1.0/cluster/certificate {"cluster_certificate":"c","cluster_certificate_key":"k"}`, do: func(s lxd.InstanceServer) error {
			return s.UpdateClusterCertificate(api.ClusterCertificatePut{ClusterCertificate: "c", ClusterCertificateKey: "k"}, "")
		}},
		{want: "DELETE /1.0/cluster/members/m?force=1", do: func(s lxd.InstanceServer) error { return s.DeleteClusterMember("m", true) }},
		{want: `POST /1.0/cluster/members/m {"server_name":"n"}`, do: func(s lxd.InstanceServer) error {
			return s.RenameClusterMember("m", api.ClusterMemberPost{ServerName: "n"})
		}},
		{want: "GET /1.0/cluster/members/m/state", do: func(s lxd.InstanceServer) error { return third(s.GetClusterMemberState("m")) }},
		{want: "GET /1.0/cluster/links/l/state", do: func(s lxd.InstanceServer) error { return second(s.GetClusterLinkState("l")) }},
		{want: "GET /1.0/replicators/r/state", do: func(s lxd.InstanceServer) error { return second(s.GetReplicatorState("r")) }},
		{want: "GET /1.0/projects/p/access", answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetProjectAccess("p")) }},
		{want: "DELETE /1.0/projects/p?force=1", do: func(s lxd.InstanceServer) error { return s.DeleteProjectForce("p") }},
		{want: `PUT /1.0/projects/p/state?force=1 {"replica_mode":"leader"}`, do: func(s lxd.InstanceServer) error { return s.UpdateProjectReplica("p", "leader", true) }},
		{want: "GET /1.0/metadata/configuration", do: func(s lxd.InstanceServer) error { return second(s.GetMetadataConfiguration()) }},
		{want: "GET /1.0/metrics", answer: "raw:x", do: func(s lxd.InstanceServer) error { return second(s.GetMetrics()) }},
		{want: "GET /1.0/resources", do: func(s lxd.InstanceServer) error { return second(s.GetServerResources()) }},
		{want: "GET /1.0/network-acls/a/log", answer: "raw:x", do: func(s lxd.InstanceServer) error { return closed(s.GetNetworkACLLogfile("a")) }},
		{want: "GET /1.0/network-allocations?recursion=1", answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetNetworkAllocations()) }},
		{want: "GET /1.0/networks/n/leases", answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetNetworkLeases("n")) }},
		{want: "GET /1.0/networks/n/state", do: func(s lxd.InstanceServer) error { return second(s.GetNetworkState("n")) }},
		{want: "GET /1.0/networks/n/load-balancers/2001:db8::1/state", do: func(s lxd.InstanceServer) error {
			return second(s.GetNetworkLoadBalancerState("n", "2001:db8::1"))
		}},
		{want: "GET /1.0/auth/identities/current", do: func(s lxd.InstanceServer) error { return second(s.GetCurrentIdentity()) }},
		{want: `POST /1.0/auth/identities/tls {"trust_token":"t"}`, always: true, do: func(s lxd.InstanceServer) error { return s.CreateIdentityTLSToken("t") }},
		{want: `PUT /1.0/certificates/f {"name":"n","type":"client","restricted":false,"projects":null}`, do: func(s lxd.InstanceServer) error {
			return s.UpdateCertificate("f", api.CertificatePut{Name: "n", Type: "client"}, "")
		}},
		{want: "DELETE /1.0/certificates/f", always: true, do: func(s lxd.InstanceServer) error { return s.DeleteCertificate("f") }},
		{want: "GET /1.0/certificates", always: true, answer: `["/1.0/certificates/f1"]`, do: func(s lxd.InstanceServer) error { return second(s.GetCertificateFingerprints()) }},
		{want: "GET /1.0/certificates?recursion=1", always: true, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetCertificates()) }},
		{want: "GET /1.0/profiles", always: true, answer: `["/1.0/profiles/default"]`, do: func(s lxd.InstanceServer) error { return second(s.GetProfileNames()) }},
		{want: `POST /1.0/profiles/a {"name":"b"}`, always: true, do: func(s lxd.InstanceServer) error { return s.RenameProfile("a", api.ProfilePost{Name: "b"}) }},
		{want: "GET /1.0/projects", answer: `["/1.0/projects/default"]`, do: func(s lxd.InstanceServer) error { return second(s.GetProjectNames()) }},
		{want: "GET /1.0/projects?recursion=1", answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetProjects()) }},
		{want: "GET /1.0/projects/p", do: func(s lxd.InstanceServer) error { return third(s.UseProject("other").GetProject("p")) }},
		{want: "GET /1.0/storage-pools", answer: `["/1.0/storage-pools/a%2Bb"]`, do: func(s lxd.InstanceServer) error {
			names, err := s.GetStoragePoolNames()
			if err == nil && (len(names) != 1 || names[0] != "a+b") {
				err = fmt.Errorf("names: %q", names)
			}
			return err
		}},
		{want: `PUT /1.0/storage-pools/p {"config":null,"description":"x"}`, do: func(s lxd.InstanceServer) error {
			return s.UpdateStoragePool("p", api.StoragePoolPut{Description: "x"}, "")
		}},
		{want: "DELETE /1.0/storage-pools/p", do: func(s lxd.InstanceServer) error { return s.DeleteStoragePool("p") }},
		{want: `PUT /1.0/storage-pools/p/volumes/custom/v {"config":null,"description":""}`, do: func(s lxd.InstanceServer) error {
			return s.UpdateStoragePoolVolume("p", "custom", "v", api.StorageVolumePut{}, "")
		}},
		{want: "GET /1.0/storage-pools/p/volumes", answer: `["/1.0/storage-pools/p/volumes/custom/v"]`, do: func(s lxd.InstanceServer) error { return second(s.GetStoragePoolVolumeNames("p")) }},
		{want: `POST /1.0/networks/n {"name":"m"}`, do: func(s lxd.InstanceServer) error { return s.RenameNetwork("n", api.NetworkPost{Name: "m"}) }},
		{want: "GET /1.0/networks", always: true, answer: `["/1.0/networks/n"]`, do: func(s lxd.InstanceServer) error { return second(s.GetNetworkNames()) }},
		{want: "GET /1.0/instances/c/logs", always: true, answer: `["/1.0/instances/c/logs/lxc.log"]`, do: func(s lxd.InstanceServer) error { return second(s.GetInstanceLogfiles("c")) }},
		{want: "GET /1.0/instances/c/logs/lxc.log", always: true, answer: "raw:x", do: func(s lxd.InstanceServer) error { return closed(s.GetInstanceLogfile("c", "lxc.log")) }},
		{want: "DELETE /1.0/instances/c/logs/lxc.log", always: true, do: func(s lxd.InstanceServer) error { return s.DeleteInstanceLogfile("c", "lxc.log") }},
		{want: "GET /1.0/instances?recursion=2", answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetInstancesFull(api.InstanceTypeAny)) }},
		{want: "GET /1.0/instances?all-projects=true&recursion=1", answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.UseAllProjects().GetInstances(api.InstanceTypeAny)) }},
		{want: "GET /1.0/instances/c?project=p&target=m", do: func(s lxd.InstanceServer) error { return third(s.UseProject("p").UseTarget("m").GetInstance("c")) }},
		{want: `PUT /1.0/instances/c/snapshots/s {"expires_at":"0001-01-01T00:00:00Z"}`, answer: "async", do: func(s lxd.InstanceServer) error {
			return waited(s.UpdateInstanceSnapshot("c", "s", api.InstanceSnapshotPut{}, ""))
		}},
		{want: `POST /1.0/images/f/refresh`, answer: "async", do: func(s lxd.InstanceServer) error { return waited(s.RefreshImage("f")) }},
		{want: "GET /1.0/instances/c/logs/lxc.log", answer: "raw:x", always: true, do: func(s lxd.InstanceServer) error { return closed(s.GetContainerLogfile("c", "lxc.log")) }},
		{want: `POST /1.0/instances/c/exec {"command":null,"wait-for-websocket":false,"interactive":false,"environment":null,"width":0,"height":0,"record-output":false,"user":1000,"group":0,"cwd":""}`, answer: "async", do: func(s lxd.InstanceServer) error {
			return waited(s.ExecInstance("c", api.InstanceExecPost{User: 1000}, nil))
		}},
		{want: `POST /1.0/cluster/members {"server_name":"n"}`, answer: "async", do: func(s lxd.InstanceServer) error {
			return waited(s.CreateClusterMember(api.ClusterMembersPost{ServerName: "n"}))
		}},
		{want: `PUT /1.0/replicators/r/state {"action":"start"}`, answer: "async", do: func(s lxd.InstanceServer) error { return waited(s.RunReplicator("r", off)) }},
	}
}

// TestWire checks the request of every method, and that it is refused without being sent if the server lacks the extension.
func TestWire(t *testing.T) {
	t.Parallel()
	for _, c := range slices.Concat(calls(), publishedNetworkCalls(), publishedVolumeCalls(), publishedInstanceCalls(), incusListCalls(), incusObjectCalls(), todayCalls()) {
		t.Run(strings.NewReplacer(" ", "_", "/", "_").Replace(c.want), func(t *testing.T) {
			t.Parallel()
			method, rest, _ := strings.Cut(c.want, " ")
			uri, _, _ := strings.Cut(rest, " ")
			path, _, _ := strings.Cut(uri, "?")
			path = strings.NewReplacer("%20", " ", "%2F", "/").Replace(path)
			srv, s := scripted(t, "lxd", nil, map[string]string{method + " " + path: c.answer})
			if err := c.do(srv); err != nil {
				t.Fatal(err)
			}
			if len(s.seen) != 1 || s.seen[0] != c.want {
				t.Errorf("sent %q\nwant %q", s.seen, c.want)
			}
			if name, value, found := strings.Cut(c.header, ": "); found && s.header.Get(name) != value {
				t.Errorf("header %s is %q, want %q", name, s.header.Get(name), value)
			}
			if c.always {
				return
			}
			old, asked := scripted(t, "lxd", []string{}, nil)
			missing := &lxd.MissingExtensionError{}
			if err := c.do(old); !errors.As(err, &missing) {
				t.Errorf("on a server without extensions: %v", err)
			}
			if len(asked.seen) != 0 {
				t.Errorf("it was sent all the same: %q", asked.seen)
			}
		})
	}
}
