package api_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"testing"
	"time"

	"github.com/openlxc/lxc/pkg/api"
)

func TestURLs(t *testing.T) {
	t.Parallel()
	for want, u := range map[string]*api.URL{
		"https://h:8443/1.0/instances/a%2Fb?project=p+q&recursion=1&target=m": api.NewURL().Scheme("https").Host("h:8443").
			Path("1.0", "instances", "a/b").Project("p q").Target("m").WithQuery("recursion", "1"),
		"/1.0/instances/c":                               (&api.Instance{Name: "c"}).URL("1.0", "default"),
		"/1.0/images/f?project=p":                        (&api.Image{Fingerprint: "f"}).URL("1.0", "p"),
		"/1.0/profiles/x":                                (&api.Profile{Name: "x"}).URL("1.0", ""),
		"/1.0/projects/x":                                (&api.Project{Name: "x"}).URL("1.0"),
		"/1.0/certificates/f":                            (&api.Certificate{Fingerprint: "f"}).URL("1.0"),
		"/1.0/storage-pools/p/buckets/b":                 (&api.StorageBucket{Name: "b", Location: "none"}).URL("1.0", "p", ""),
		"/1.0/storage-pools/p/volumes/custom/v?target=m": (&api.StorageVolume{Name: "v", Type: "custom", Location: "m"}).URL("1.0", "p"),
		"/1.0/storage-pools/p/volumes/custom/v/snapshots/s?project=j": (&api.StorageVolume{Name: "v/s", Type: "custom", Project: "j"}).
			URL("1.0", "p"),
	} {
		if have := u.String(); have != want {
			t.Errorf("%s, not %s", have, want)
		}
	}
}

func TestStatusErrors(t *testing.T) {
	t.Parallel()
	value := api.StatusErrorf(http.StatusNotFound, "no %s", "web")
	for name, err := range map[string]error{
		"value": value, "pointer": &value, "wrapped value": fmt.Errorf("x: %w", value), "wrapped pointer": fmt.Errorf("x: %w", &value),
	} {
		var byValue api.StatusError
		var byPointer *api.StatusError
		if !errors.As(err, &byValue) || !errors.As(err, &byPointer) || byValue != value || *byPointer != value {
			t.Errorf("%s is not found as value and as pointer", name)
		}
		code, matches := api.StatusErrorMatch(err, 400, 404)
		if code != 404 || !matches || !api.StatusErrorCheck(err) || api.StatusErrorCheck(err, 500) || !errors.Is(err, api.ErrNotFound) {
			t.Errorf("%s: %d %v", name, code, matches)
		}
	}
	if _, matches := api.StatusErrorMatch(errors.New("other")); matches || value.Status() != 404 || value.Error() != "no web" {
		t.Error("another error matches, or the words are lost")
	}
}

func TestEventsToLogging(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	for name, c := range map[string]struct {
		kind, metadata, lvl, msg string
		ctx                      []any
	}{
		"log": {"logging", `{"level":"warning","message":"m","context":{"b":2,"a":"x"}}`, "warning", "m", []any{"a", "x", "b", "2"}},
		"lifecycle": {"lifecycle", `{"action":"instance-started","source":"/1.0/instances/c","requestor":{"protocol":"unix","username":"root"}}`,
			"info", "Action: instance-started, Source: /1.0/instances/c, Requestor: unix/root ()", nil},
		"unreadable": {"lifecycle", `[]`, "info", "Action: , Source: ", nil},
		"unknown":    {"other", `{}`, "info", "", nil},
	} {
		event := api.Event{Type: c.kind, Timestamp: at, Metadata: json.RawMessage(c.metadata)}
		record, err := event.ToLogging()
		if fails := name[0] == 'u'; (err != nil) != fails {
			t.Errorf("%s: %v", name, err)
		}
		if want := (api.EventLogRecord{Time: at, Lvl: c.lvl, Msg: c.msg, Ctx: c.ctx}); !reflect.DeepEqual(record, want) {
			t.Errorf("%s: %+v", name, record)
		}
	}
	event := api.Event{Type: api.EventTypeOperation, Metadata: json.RawMessage(`{"id":"1","class":"task","description":"d"}`)}
	if record, err := event.ToLogging(); err != nil || record.Msg != "ID: 1, Class: task, Description: d" || len(record.Ctx) != 18 {
		t.Errorf("%+v %v", record, err)
	}
}

func TestNormalise(t *testing.T) {
	t.Parallel()
	rule := api.NetworkACLRule{Action: " allow ", Source: "10.0.0.1 , 10.0.0.2", DestinationPort: "80, 443"}
	rule.Normalise()
	if rule.Action != "allow" || rule.Source != "10.0.0.1,10.0.0.2" || rule.DestinationPort != "80,443" {
		t.Errorf("%+v", rule)
	}
	forward := api.NetworkForwardsPost{ListenAddress: " FD00::0001 "}
	forward.Ports = []api.NetworkForwardPort{{ListenPort: "80 ,81", TargetAddress: "fd00:0::2"}}
	forward.Normalise()
	if forward.ListenAddress != "fd00::1" || forward.Ports[0].ListenPort != "80,81" || forward.Ports[0].TargetAddress != "fd00::2" {
		t.Errorf("%+v", forward)
	}
	balancer := api.NetworkLoadBalancersPost{ListenAddress: "no address "}
	balancer.Backends = []api.NetworkLoadBalancerBackend{{Name: " b ", TargetPort: "1, 2"}}
	balancer.Ports = []api.NetworkLoadBalancerPort{{ListenPort: "1 ,2", TargetBackend: []string{" b"}}}
	balancer.Normalise()
	if balancer.ListenAddress != "no address" || balancer.Backends[0].Name != "b" || balancer.Ports[0].TargetBackend[0] != "b" {
		t.Errorf("%+v", balancer)
	}
}

func TestWritableMapsAreNotNil(t *testing.T) {
	t.Parallel()
	if (&api.ClusterMember{}).Writable().Config == nil || (&api.Network{}).Writable().Config == nil || (&api.NetworkACL{}).Writable().Config == nil ||
		(&api.NetworkForward{}).Writable().Config == nil || (&api.NetworkLoadBalancer{}).Writable().Config == nil ||
		(&api.NetworkPeer{}).Writable().Config == nil || (&api.NetworkZone{}).Writable().Config == nil ||
		(&api.NetworkZoneRecord{}).Writable().Config == nil || (&api.Project{}).Writable().Config == nil ||
		(&api.StoragePool{}).Writable().Config == nil || (&api.StorageVolume{}).Writable().Config == nil ||
		(&api.StorageBucket{}).Writable().Config == nil {
		t.Error("a map is nil")
	}
	now := time.Now()
	if got := (&api.StorageVolumeSnapshot{StorageVolumeSnapshotPut: api.StorageVolumeSnapshotPut{ExpiresAt: &now}}).Writable(); got.ExpiresAt != &now {
		t.Error("the expiry is lost")
	}
}

func TestTokensOfOperations(t *testing.T) {
	t.Parallel()
	for name, metadata := range map[string]map[string]any{
		"LXD":   {"serverName": "m2", "secret": "s", "fingerprint": "f", "addresses": []any{"a:1"}, "expiresAt": "2026-01-02T03:04:05Z"},
		"Incus": {"server_name": "m2", "secret": "s", "fingerprint": "f", "addresses": []any{"a:1"}, "expires_at": "2026-01-02T03:04:05Z"},
	} {
		token, err := (&api.Operation{Metadata: metadata}).ToClusterJoinToken()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		want := "eyJzZXJ2ZXJfbmFtZSI6Im0yIiwiZmluZ2VycHJpbnQiOiJmIiwiYWRkcmVzc2VzIjpbImE6MSJdLCJzZWNyZXQiOiJzIiwiZXhwaXJlc19hdCI6IjIwMjYtMDEtMDJUMDM6MDQ6MDVaIn0="
		if have := token.String(); have != want {
			t.Errorf("%s: %s", name, have)
		}
	}
	if _, err := (&api.Operation{ID: "1"}).ToClusterJoinToken(); err == nil {
		t.Error("an operation without a token holds one")
	}
	if api.StatusCodeFromString("Running") != api.Running || api.StatusCodeFromString("x") != -1 {
		t.Error("names of status codes")
	}
}
