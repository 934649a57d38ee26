package lxd_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/pkg/api"
	lxd "github.com/openlxc/lxc/pkg/client"
)

func BenchmarkRequest(b *testing.B) {
	srv, _ := local(b, minilxd.Options{})
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := srv.GetProfile("default"); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "requests/s")
}

func BenchmarkRequestParallel(b *testing.B) {
	srv, _ := local(b, minilxd.Options{})
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if _, _, err := srv.GetProfile("default"); err != nil {
				b.Error(err)
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "requests/s")
}

func BenchmarkListOfThousand(b *testing.B) {
	srv, _ := local(b, minilxd.Options{})
	for i := range 1000 {
		op, err := srv.CreateInstance(api.InstancesPost{Name: fmt.Sprintf("c%d", i), Source: api.InstanceSource{Type: "none"}})
		wait(b, op, err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if list, err := srv.GetInstances(api.InstanceTypeAny); err != nil || len(list) != 1000 {
			b.Fatal(len(list), err)
		}
	}
}

// BenchmarkEvents distributes the events of one server to four listeners over one websocket.
func BenchmarkEvents(b *testing.B) {
	srv, s := local(b, minilxd.Options{})
	var seen atomic.Int64
	var all sync.WaitGroup
	const listeners = 4
	all.Add(listeners)
	for range listeners {
		listener, err := srv.GetEventsByType([]string{"lifecycle"})
		if err != nil {
			b.Fatal(err)
		}
		defer listener.Disconnect()
		n := 0
		if _, err := listener.AddEventHandler(nil, func(api.Event) {
			seen.Add(1)
			if n++; n == b.N {
				all.Done()
			}
		}); err != nil {
			b.Fatal(err)
		}
	}
	for s.EventListeners() == 0 {
		continue
	}
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		s.Announce("instance-updated", "/1.0/instances/c1")
	}
	all.Wait()
	b.ReportMetric(float64(seen.Load())/b.Elapsed().Seconds(), "events/s")
}

func BenchmarkExec(b *testing.B) {
	srv, _ := local(b, minilxd.Options{})
	running(b, srv, "c1")
	b.ReportAllocs()
	for b.Loop() {
		session, err := srv.StartExec("c1", api.InstanceExecPost{Command: []string{"true"}, WaitForWS: true}, lxd.InstanceExecArgs{})
		if err == nil {
			_, err = session.Wait(b.Context())
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}
