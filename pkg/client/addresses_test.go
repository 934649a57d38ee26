package lxd_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/openlxc/lxc/pkg/api"
	lxd "github.com/openlxc/lxc/pkg/client"
)

// reachable makes the script's GET /1.0 report that the server listens on two addresses.
func reachable(t *testing.T) string {
	t.Helper()
	info, err := json.Marshal(map[string]any{
		"auth": "trusted", "api_extensions": everyExtension(t),
		"environment": map[string]any{"server": "lxd", "server_version": "9.9", "addresses": []string{"192.0.2.1:8443", "192.0.2.2:8443"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return string(info)
}

const (
	offered = `{"id":"op1","class":"websocket","status_code":103,"metadata":{"control":"a","fs":"b"}}`
	ended   = `{"id":"op1","class":"websocket","status_code":400,"err":"the disk of the source broke"}`
	failure = `{"id":"op1","class":"task","status_code":400,"err":"`
)

// TestAddresses checks that only a failed connection makes a copy try the next address of the source, and that every failure is
// reported.
func TestAddresses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		source, target string // operations
		tried          int
	}{
		"unreachable": {offered, failure + `dial tcp 192.0.2.1:8443: connect: connection refused"}`, 2},
		"real":        {ended, failure + `no space left on device"}`, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			source, _ := scripted(t, "lxd", nil, map[string]string{
				"server": reachable(t), "POST /1.0/instances/c": "async", "GET /1.0/operations/op1": c.source, "GET /1.0/operations/op1/wait": ended,
				"POST /1.0/images/f/secret": "async",
			})
			target, asked := scripted(t, "lxd", nil, map[string]string{
				"POST /1.0/instances": "async", "POST /1.0/images": "async", "GET /1.0/operations/op1/wait": c.target, "GET /1.0/operations/op1": c.target,
			})
			inst := api.Instance{Name: "c", Type: "container"}
			op, err := target.CopyInstance(source, inst, &lxd.InstanceCopyArgs{Name: "d"})
			if err == nil {
				err = op.Wait()
			}
			if err == nil || len(asked.seen) != c.tried {
				t.Errorf("instance: %d addresses tried, want %d: %v", len(asked.seen), c.tried, err)
			}
			if name == "real" && (!strings.Contains(err.Error(), "no space left") || !strings.Contains(err.Error(), "disk of the source")) {
				t.Errorf("the failures of both sides are not told: %v", err)
			}
			asked.seen = nil
			image := api.Image{Fingerprint: "f"}
			image.Public = true
			op, err = target.CopyImage(source, image, nil)
			if err == nil {
				err = op.Wait()
			}
			if err == nil || len(asked.seen) != c.tried {
				t.Errorf("image: %d addresses tried, want %d: %v %q", len(asked.seen), c.tried, err, asked.seen)
			}
		})
	}
}
