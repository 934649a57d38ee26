package lxd_test

import (
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/pkg/api"
	lxd "github.com/openlxc/lxc/pkg/client"
)

func TestEventsInOrderAndDisconnect(t *testing.T) {
	t.Parallel()
	srv, s := local(t, minilxd.Options{})
	listener, err := srv.GetEventsByType([]string{"logging"})
	if err != nil {
		t.Fatal(err)
	}
	second, err := srv.GetEventsByType([]string{"logging"})
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	var got []string
	if _, err := listener.AddEventHandler([]string{"logging"}, func(e api.Event) {
		mu.Lock()
		defer mu.Unlock()
		got = append(got, string(e.Metadata))
	}); err != nil {
		t.Fatal(err)
	}
	var sent []api.Event
	if _, err := listener.AddRawHandler(func(data []byte) {
		mu.Lock()
		defer mu.Unlock()
		e := api.Event{}
		if err := json.Unmarshal(data, &e); err != nil {
			t.Error(err)
		}
		sent = append(sent, e)
	}); err != nil {
		t.Fatal(err)
	}
	// The server has registered the subscription once a first message arrives.
	eventually(t, func() bool { s.Log("info", "probe"); mu.Lock(); defer mu.Unlock(); return len(got) > 0 })
	mu.Lock()
	got = nil
	mu.Unlock()
	for n := range 2000 {
		s.Log("info", strings.Repeat("x", n%100)+"#")
	}
	eventually(t, func() bool {
		mu.Lock()
		defer mu.Unlock()
		return len(got) >= 2000 && string(sent[len(sent)-1].Metadata) == got[len(got)-1]
	})
	mu.Lock()
	for n := range 2000 {
		if raw := sent[len(sent)-1-n]; raw.Type != "logging" || string(raw.Metadata) != got[len(got)-1-n] {
			t.Fatalf("as sent: %v", raw)
		}
	}
	tail := got[len(got)-2000:]
	for n, m := range tail {
		if !strings.Contains(m, `"`+strings.Repeat("x", n%100)+`#"`) {
			t.Fatalf("event %d is %s", n, m)
		}
	}
	mu.Unlock()
	listener.Disconnect()
	listener.Disconnect()
	if err := listener.Wait(); err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	var unreachable *lxd.ConnectError
	if err := second.Wait(); err == nil || errors.As(err, &unreachable) || !strings.Contains(err.Error(), "the event stream ended") {
		t.Error("the end of the server was not noticed")
	}
}
