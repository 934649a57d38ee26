package instance_test

import (
	"bufio"
	"io"
	"net"
	"strings"
	"testing"

	"github.com/openlxc/lxc/internal/minilxd"
)

// TestPortForward forwards connections to a local port to the instance, until it is interrupted.
func TestPortForward(t *testing.T) {
	t.Parallel()
	env := started(t, minilxd.Options{Family: "incus", Extra: []string{"instance_port_forward"}})
	service, err := net.Listen("tcp", "127.0.0.1:0") // instances of the built-in server share the network of the host
	if err != nil {
		t.Fatal(err)
	}
	defer service.Close()
	go func() {
		for {
			conn, err := service.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				text, _ := io.ReadAll(conn)
				_, _ = io.WriteString(conn, "got "+string(text))
			}()
		}
	}()
	_, port, err := net.SplitHostPort(service.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	for _, target := range []string{port, "127.0.0.1:" + port} {
		said, stop := env.Start("port-forward", "c1", target, "0")
		line := said("Forwarding ")
		at, rest, _ := strings.Cut(strings.TrimPrefix(line, "Forwarding "), " ")
		if rest != "to port "+port+" of c1" {
			t.Errorf("%q", line)
		}
		for range 2 {
			conn, err := net.Dial("tcp", at)
			if err != nil {
				t.Fatal(err)
			}
			_, _ = io.WriteString(conn, "hello")
			_ = conn.(*net.TCPConn).CloseWrite()
			if text, err := bufio.NewReader(conn).ReadString('o' + 1); err != io.EOF || text != "got hello" {
				t.Errorf("%q, %v", text, err)
			}
			_ = conn.Close()
		}
		stop()
		if conn, err := net.Dial("tcp", at); err == nil {
			_ = conn.Close()
			t.Error("the port is still open")
		}
	}
}

// TestPortForwardTaken checks the error if the local port is in use.
func TestPortForwardTaken(t *testing.T) {
	t.Parallel()
	env := started(t, minilxd.Options{Family: "incus", Extra: []string{"instance_port_forward"}})
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	r := env.Run("", "port-forward", "c1", "80", taken.Addr().String())
	if r.Code != 1 || !strings.Contains(r.ErrOut, "address already in use") {
		t.Errorf("%d %q", r.Code, r.ErrOut)
	}
}
