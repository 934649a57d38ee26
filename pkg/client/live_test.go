//go:build live

// The tests of this file run on a real server that the end-to-end suite has prepared: LXD_SOCKET names its socket, and it
// has an image "my-image" and a running container "c1".

package lxd_test

import (
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	lxd "github.com/openlxc/lxc/pkg/client"
)

func connected(t *testing.T) lxd.ContainerServer {
	t.Helper()
	srv, err := lxd.ConnectLXDUnix("", nil)
	if err != nil {
		t.Fatal(err)
	}
	return srv
}

// TestLivePublishedExamples runs the three examples of the published documentation unchanged.
func TestLivePublishedExamples(t *testing.T) {
	srv := connected(t)
	Example_createContainer()
	state, _, err := srv.GetContainerState("my-container")
	if err != nil || state.Status != "Running" {
		t.Fatalf("my-container: %+v %v", state, err)
	}
	in, typed, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	shown, out, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	stdin, stdout := os.Stdin, os.Stdout
	os.Stdin, os.Stdout = in, out
	defer func() { os.Stdin, os.Stdout = stdin, stdout }()
	ended := make(chan struct{})
	go func() { defer close(ended); Example_execContainer() }()
	// Leave the shell only after its output has arrived: LXD 5.0.2 may drop terminal output sent just before the program exits.
	_ = shown.SetReadDeadline(time.Now().Add(time.Minute)) // the failure message shows what arrived
	text, n := make([]byte, 1<<16), 0
	say(t, typed, "echo seen-$((40+2))\n")
	for !strings.Contains(string(text[:n]), "seen-42") { // it may arrive in pieces
		more, err := shown.Read(text[n:])
		if err != nil {
			t.Fatalf("the shell said %q: %v", text[:n], err)
		}
		n += more
	}
	say(t, typed, "exit 3\n")
	<-ended
}

func say(t *testing.T, to *os.File, text string) {
	t.Helper()
	if _, err := to.WriteString(text); err != nil {
		t.Fatal(err)
	}
}

// TestLiveImageCopy runs the third example with a simplestreams server that serves the files in LXC_TEST_STREAMS.
func TestLiveImageCopy(t *testing.T) {
	dir := os.Getenv("LXC_TEST_STREAMS")
	if dir == "" {
		t.Fatal("LXC_TEST_STREAMS is not set")
	}
	s := httptest.NewTLSServer(http.FileServer(http.Dir(dir)))
	defer s.Close()
	imageServer = s.URL
	imageServerArgs = &lxd.ConnectionArgs{
		TLSServerCert: string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw})),
	}
	imageName = "busy"
	before, err := connected(t).GetImageFingerprints()
	if err != nil {
		t.Fatal(err)
	}
	Example_copyImage()
	after, err := connected(t).GetImageFingerprints()
	if err != nil || len(after) != len(before)+1 {
		t.Fatalf("%d images became %d (%v)", len(before), len(after), err)
	}
}
