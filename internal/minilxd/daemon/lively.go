package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"net/http"
	"strings"
	"time"

	"github.com/openlxc/lxc/pkg/api"
)

// lively makes the states of running instances differ: their addresses, their memory, and what they use of processors and
// networks, which goes up and down.
func lively(next http.Handler) http.Handler {
	started := time.Now()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		change := enlivenList
		name, isState := strings.CutSuffix(strings.TrimPrefix(r.URL.Path, "/1.0/instances/"), "/state")
		if isState {
			change = func(data []byte, seconds float64) (any, error) { return enlivenState(data, name, seconds) }
		}
		if !isState && r.URL.Path != "/1.0/instances" || r.FormValue("recursion") != "2" && !isState || r.Method != http.MethodGet {
			next.ServeHTTP(w, r)
			return
		}
		kept := &keptResponse{header: http.Header{}, status: http.StatusOK}
		next.ServeHTTP(kept, r)
		body := kept.body.Bytes()
		if changed, err := enliven(body, time.Since(started), change); err == nil {
			body = changed
		}
		kept.header.Del("Content-Length")
		maps.Copy(w.Header(), kept.header)
		w.WriteHeader(kept.status)
		_, _ = w.Write(body)
	})
}

// keptResponse keeps a response to change it.
type keptResponse struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (k *keptResponse) Header() http.Header            { return k.header }
func (k *keptResponse) WriteHeader(status int)         { k.status = status }
func (k *keptResponse) Write(data []byte) (int, error) { return k.body.Write(data) }

// enliven changes the metadata of a response.
func enliven(body []byte, passed time.Duration, change func(data []byte, seconds float64) (any, error)) ([]byte, error) {
	var response api.Response
	if err := json.Unmarshal(body, &response); err != nil {
		return nil, err
	}
	value, err := change(response.Metadata, passed.Seconds())
	if err != nil {
		return nil, err
	}
	if response.Metadata, err = json.Marshal(value); err != nil {
		return nil, err
	}
	return json.Marshal(response)
}

func enlivenList(data []byte, seconds float64) (any, error) {
	var list []api.InstanceFull
	err := json.Unmarshal(data, &list)
	for _, i := range list {
		if i.State != nil {
			live(i.State, i.Name, seconds)
		}
	}
	return list, err
}

func enlivenState(data []byte, name string, seconds float64) (any, error) {
	var state api.InstanceState
	err := json.Unmarshal(data, &state)
	live(&state, name, seconds)
	return state, err
}

// live sets what an instance has used after some seconds.
func live(state *api.InstanceState, name string, seconds float64) {
	if state.Pid == 0 {
		return
	}
	n := 0
	for _, c := range []byte(name) {
		n = (n + int(c)) % 97
	}
	share := float64(1 + n%5)
	used := func(rate float64) int64 { // never less than before
		return int64(rate * (seconds - 1.6*math.Cos(seconds/2*share/2)/share + 2))
	}
	state.CPU.Usage, state.Memory.Usage = used(share*2e8), int64(30+n*13)<<20
	eth0 := state.Network["eth0"]
	for i, a := range eth0.Addresses {
		eth0.Addresses[i].Address = map[string]string{"inet": fmt.Sprintf("192.0.2.%d", 7+n), "inet6": fmt.Sprintf("2001:db8::%d", 7+n)}[a.Family]
	}
	eth0.Counters.BytesReceived, eth0.Counters.BytesSent = used(share*3e5), used(share*share*7e5)
	state.Network["eth0"] = eth0
}
