package file_test

import (
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// withFile starts a server with an instance c1 that contains /srv/one.
func withFile(t *testing.T) *clitest.Env {
	t.Helper()
	env := clitest.New(t, root.New, minilxd.Options{Family: "incus", SFTP: true})
	env.Must("init", "--empty", "c1")
	file := filepath.Join(t.TempDir(), "one")
	if err := os.WriteFile(file, []byte("hello"), 0o600); err != nil {
		t.Fatal(err)
	}
	env.Must("file", "push", "-p", file, "c1/srv/one")
	return env
}

// login connects like an SSH client.
func login(address, user, password string) (*ssh.Client, error) {
	return ssh.Dial("tcp", address, &ssh.ClientConfig{
		User: user, Auth: []ssh.AuthMethod{ssh.Password(password)}, HostKeyCallback: ssh.InsecureIgnoreHostKey(),
	})
}

// readsOne reads the file over SFTP, and writes another.
func readsOne(t *testing.T, conn *ssh.Client) {
	t.Helper()
	client, err := sftp.NewClient(conn)
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	f, err := client.Open("/srv/one")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if text, err := io.ReadAll(f); err != nil || string(text) != "hello" {
		t.Errorf("%q, %v", text, err)
	}
	w, err := client.Create("/srv/two")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, "written"); err != nil {
		t.Error(err)
	}
	if err := w.Close(); err != nil {
		t.Error(err)
	}
}

// TestMountServes offers the files over SFTP only to clients with the password.
func TestMountServes(t *testing.T) {
	t.Parallel()
	env := withFile(t)
	said, stop := env.Start("file", "mount", "c1", "--listen", "127.0.0.1:0", "--auth-user", "me")
	address := strings.TrimPrefix(said("SSH SFTP listening on "), "SSH SFTP listening on ")
	words := regexp.MustCompile(`^Login with username "(.*)" and password "(.*)"$`).FindStringSubmatch(said("Login with"))
	if len(words) != 3 || words[1] != "me" || len(words[2]) < 20 {
		t.Fatalf("%q", words)
	}
	for user, password := range map[string]string{"me": "guessed", "other": words[2], "": ""} {
		if conn, err := login(address, user, password); err == nil {
			_ = conn.Close()
			t.Errorf("%q with %q got in", user, password)
		}
	}
	conn, err := login(address, "me", words[2])
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	readsOne(t, conn)
	if out := env.Must("file", "pull", "c1/srv/two", "-"); out != "written" {
		t.Errorf("%q", out)
	}
	session, err := conn.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	if err := session.Run("id"); err == nil {
		t.Error("a command ran")
	}
	if _, _, err := conn.OpenChannel("direct-tcpip", nil); err == nil {
		t.Error("a port was forwarded")
	}
	stop()
	if conn, err := login(address, "me", words[2]); err == nil {
		_ = conn.Close()
		t.Error("it still serves")
	}
}

// TestMountWithoutPassword admits all local programs, and warns about it.
func TestMountWithoutPassword(t *testing.T) {
	t.Parallel()
	env := withFile(t)
	said, stop := env.Start("file", "mount", "c1/srv", "--no-auth")
	address := strings.TrimPrefix(said("SSH SFTP listening on "), "SSH SFTP listening on ")
	said("Login without a password: every local program can read and write")
	conn, err := ssh.Dial("tcp", address, &ssh.ClientConfig{User: "any", HostKeyCallback: ssh.InsecureIgnoreHostKey()})
	if err != nil {
		t.Fatal(err)
	}
	readsOne(t, conn)
	_ = conn.Close()
	stop()
}

// TestMountNeedsSFTP fails immediately if the server does not support SFTP.
func TestMountNeedsSFTP(t *testing.T) {
	t.Parallel()
	env := clitest.New(t, root.New, minilxd.Options{})
	env.Must("init", "--empty", "c1")
	if r := env.Run("", "file", "mount", "c1"); r.Code == 0 || r.Out != "" || r.ErrOut == "" {
		t.Errorf("%d %q %q", r.Code, r.Out, r.ErrOut)
	}
}
