package admin_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/pkg/api"
	lxd "github.com/openlxc/lxc/pkg/client"
	"github.com/openlxc/lxc/pkg/config"
)

// joining is a server that joins a cluster, and that cluster.
type joining struct {
	*clitest.Env
	cluster     *minilxd.Server
	address     string
	fingerprint string
	joined      []api.ClusterPut // requests that the server received
}

// newJoining starts both servers. The environment of the process determines the server's own files.
func newJoining(t *testing.T, family string) *joining {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("only root can join a server to a cluster")
	}
	dir := t.TempDir()
	t.Setenv(strings.ToUpper(family)+"_DIR", dir)
	t.Setenv(strings.ToUpper(family)+"_SOCKET", "")
	own := config.NewConfig()
	own.ConfigDir = dir
	if err := own.GenerateClientCertificate(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, end := range []string{"crt", "key"} {
		if err := os.Rename(filepath.Join(dir, "client."+end), filepath.Join(dir, "server."+end)); err != nil {
			t.Fatal(err)
		}
	}
	j := &joining{}
	j.Env = clitest.New(t, root.New, minilxd.Options{Family: family, Middleware: func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method != http.MethodPut || r.URL.Path != "/1.0/cluster" {
				next.ServeHTTP(w, r)
				return
			}
			put := api.ClusterPut{}
			if err := json.NewDecoder(r.Body).Decode(&put); err != nil {
				t.Error(err)
			}
			j.joined = append(j.joined, put)
			fmt.Fprint(w, `{"type":"async","status":"Operation created","status_code":100,"operation":"/1.0/operations/x","metadata":{"id":"x","class":"task","status":"Success","status_code":200}}`)
		})
	}})
	j.cluster = clitest.StartServer(t, minilxd.Options{Family: family, Middleware: func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodGet && r.URL.Path == "/1.0/cluster" {
				fmt.Fprint(w, `{"type":"sync","metadata":{"enabled":true,"member_config":[{"entity":"storage-pool","name":"local","key":"source","description":"the source of pool local"}]}}`)
				return
			}
			next.ServeHTTP(w, r)
		})
	}})
	var err error
	if j.address, err = j.cluster.ListenTLS("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	cert, err := lxd.ParseCertificate(j.cluster.Certificate())
	if err != nil {
		t.Fatal(err)
	}
	j.fingerprint = lxd.CertificateFingerprint(cert)
	j.Config.Remotes["cluster"] = config.Remote{Addr: "unix://" + clitest.Socket(t, j.cluster)}
	return j
}

// token returns a join token for the member m2, built from a token for clients.
func (j *joining) token(fingerprint string) string {
	j.T.Helper()
	given, err := api.ParseCertificateAddToken(strings.TrimSpace(j.Must("config", "trust", "add", "cluster:", "--name", "m2", "--quiet")))
	if err != nil {
		j.T.Fatal(err)
	}
	text, err := json.Marshal(api.ClusterMemberJoinToken{ServerName: "m2", Fingerprint: fingerprint, Addresses: []string{j.address}, Secret: given.Secret})
	if err != nil {
		j.T.Fatal(err)
	}
	return base64.StdEncoding.EncodeToString(text)
}

// answers runs init with the given input and returns the result.
func (j *joining) answers(lines ...string) clitest.Result {
	return j.Run(strings.Join(lines, "\n")+"\n", "admin", "init")
}

// TestInitJoinsByPassword joins with the address of a member and the cluster password.
func TestInitJoinsByPassword(t *testing.T) {
	j := newJoining(t, "lxd")
	j.Must("config", "set", "cluster:", "core.trust_password=secret")
	by := func(fingerprint, password string, rest ...string) clitest.Result {
		return j.answers(append([]string{"yes", "192.0.2.2", "yes", "no", "m2", "127.0.0.1:1", j.address, fingerprint, password}, rest...)...)
	}
	if r := by("no", "secret"); r.Code != 1 || !strings.Contains(r.ErrOut, "the certificate is not that of the cluster") ||
		!strings.Contains(r.Out, "Cannot reach the cluster member: ") || !strings.Contains(r.Out, "Certificate fingerprint of the cluster: "+j.fingerprint) {
		t.Errorf("another fingerprint: %+v", r)
	}
	if r := by("yes", "secret", "no"); r.Code != 1 || !strings.Contains(r.ErrOut, "nothing was set up") {
		t.Errorf("not sure: %+v", r)
	}
	if r := by(j.fingerprint, "wrong", "yes"); r.Code == 0 || !strings.Contains(r.ErrOut, "the cluster rejected this server: ") {
		t.Errorf("a wrong password: %+v", r)
	}
	if len(j.joined) != 0 {
		t.Fatalf("joined: %+v", j.joined)
	}
	if r := by(j.fingerprint, "secret", "yes", "/dev/sdb", "no"); r.Code != 0 || !strings.Contains(r.Out, "Value for the source of pool local: ") {
		t.Errorf("%+v", r)
	}
	if len(j.joined) != 1 {
		t.Fatalf("joined: %+v", j.joined)
	}
	put := j.joined[0]
	if put.ServerName != "m2" || !put.Enabled || put.ClusterAddress != j.address || put.ServerAddress != "192.0.2.2:8443" ||
		put.ClusterCertificate != j.cluster.Certificate() || put.ClusterPassword != "" || put.MemberConfig[0].Value != "/dev/sdb" {
		t.Errorf("the server is told %+v", put)
	}
	if trusted := j.Must("config", "trust", "list", "cluster:", "-f", "json"); !strings.Contains(trusted, `"name":"m2","type":"server"`) {
		t.Errorf("the cluster trusts %s", trusted)
	}
}

// TestInitJoinsByToken takes the name, the address and the certificate from the token.
func TestInitJoinsByToken(t *testing.T) {
	j := newJoining(t, "lxd")
	if r := j.answers("yes", "192.0.2.2", "yes", j.token("0000")); r.Code != 1 || !strings.Contains(r.ErrOut, "does not match the join token") {
		t.Errorf("another certificate: %+v", r)
	}
	gone, err := json.Marshal(api.ClusterMemberJoinToken{ServerName: "m2", Fingerprint: "00", Addresses: []string{"127.0.0.1:1"}, Secret: "s"})
	if err != nil {
		t.Fatal(err)
	}
	if r := j.answers("yes", "192.0.2.2", "yes", "yes", base64.StdEncoding.EncodeToString(gone)); r.Code != 1 ||
		!strings.Contains(r.ErrOut, "cannot reach any cluster member of the join token") {
		t.Errorf("nobody there: %+v", r)
	}
	if r := j.answers("yes", "192.0.2.2:9443", "yes", "perhaps", j.token(j.fingerprint), "yes", "", "no"); r.Code != 0 {
		t.Errorf("%+v", r)
	}
	if len(j.joined) != 1 || j.joined[0].ServerName != "m2" || j.joined[0].ServerAddress != "192.0.2.2:9443" || j.joined[0].ClusterAddress != j.address {
		t.Errorf("joined: %+v", j.joined)
	}
}

// TestPreseedJoinsByToken sends the token to the server: as the password to LXD, as the token to Incus.
func TestPreseedJoinsByToken(t *testing.T) {
	for _, family := range []string{"lxd", "incus"} {
		t.Run(family, func(t *testing.T) {
			j := newJoining(t, family)
			token := j.token(j.fingerprint)
			seed := "cluster:\n  enabled: true\n  server_address: 192.0.2.2\n  cluster_token: " + token + "\n"
			if r := j.Run(seed, "admin", "init", "--preseed"); r.Code != 0 {
				t.Fatalf("%+v", r)
			}
			put := j.joined[0]
			handed := put.ClusterPassword
			if family == "incus" {
				handed = put.ClusterToken
			}
			if handed != token || put.ServerName != "m2" || put.ClusterAddress != j.address || put.ServerAddress != "192.0.2.2:8443" || put.ClusterCertificate != j.cluster.Certificate() {
				t.Errorf("the server is told %+v", put)
			}
			path := filepath.Join(t.TempDir(), "cluster.crt")
			if err := os.WriteFile(path, []byte("CERTIFICATE"), 0o600); err != nil {
				t.Fatal(err)
			}
			seed = "cluster:\n  enabled: true\n  server_name: m3\n  cluster_address: 192.0.2.1\n  server_address: 192.0.2.3\n  cluster_certificate_path: " + path + "\n"
			if r := j.Run(seed, "admin", "init", "--preseed"); r.Code != 0 || j.joined[1].ClusterCertificate != "CERTIFICATE" || j.joined[1].ClusterAddress != "192.0.2.1:8443" {
				t.Errorf("%+v: %+v", r, j.joined)
			}
			for _, wrong := range []string{"cluster_token: odd", "cluster_certificate_path: /nosuch"} {
				if r := j.Run("cluster:\n  enabled: true\n  "+wrong+"\n", "admin", "init", "--preseed"); r.Code == 0 {
					t.Errorf("%s: %+v", wrong, r)
				}
			}
		})
	}
}
