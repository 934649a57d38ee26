package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/openlxc/lxc/pkg/api"
)

// lists answers requests for all instances and their volumes with n stopped instances, prepared in advance: a list then costs
// the client's work and almost nothing else.
func lists(n int) (func(http.Handler) http.Handler, error) {
	whole := make([]api.InstanceFull, n)
	plain := make([]api.Instance, n)
	volumes := make([]string, n)
	for i := range n {
		whole[i] = example(fmt.Sprintf("instance-%04d", i))
		plain[i] = whole[i].Instance
		volumes[i] = "/1.0/storage-pools/default/volumes/container/" + plain[i].Name
	}
	answers := map[string][]byte{}
	for recursion, value := range map[string]any{"1": plain, "2": whole, "": volumes} {
		data, err := json.Marshal(value)
		if err == nil {
			data, err = json.Marshal(api.Response{Type: api.SyncResponse, Status: "Success", StatusCode: http.StatusOK, Metadata: data})
		}
		if err != nil {
			return nil, err
		}
		answers[recursion] = data
	}
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			recursion := r.FormValue("recursion")
			isList := r.URL.Path == "/1.0/instances" && recursion != "" || strings.HasSuffix(r.URL.Path, "/volumes/container") && recursion == ""
			if answer := answers[recursion]; answer != nil && isList && r.Method == http.MethodGet {
				w.Header().Set("Content-Type", "application/json")
				_, _ = w.Write(answer)
				return
			}
			next.ServeHTTP(w, r)
		})
	}, nil
}

// example returns a stopped instance with as much configuration as an instance of a public image has.
func example(name string) api.InstanceFull {
	config := map[string]string{
		"image.architecture": "amd64", "image.description": "Debian bookworm amd64 (20231025_05:24)", "image.os": "Debian",
		"image.release": "bookworm", "image.serial": "20231025_05:24", "image.type": "squashfs", "image.variant": "default",
		"limits.cpu": "2", "limits.memory": "2GiB", "user.owner": "web team",
		"volatile.base_image":             strings.Repeat("0123456789abcdef", 4),
		"volatile.cloud-init.instance-id": "b1b8ad4a-6a1c-4c1f-9f6a-6a5a0a4b9a31", "volatile.eth0.hwaddr": "00:16:3e:12:34:56",
		"volatile.idmap.base": "0", "volatile.last_state.power": "STOPPED", "volatile.uuid": "2d0f9f6c-7a0e-4f0a-9a68-3c1f0a0c9f11",
		"volatile.idmap.next": `[{"Isuid":true,"Isgid":false,"Hostid":1000000,"Nsid":0,"Maprange":1000000000},{"Isuid":false,"Isgid":true,"Hostid":1000000,"Nsid":0,"Maprange":1000000000}]`,
	}
	devices := map[string]map[string]string{
		"eth0": {"type": "nic", "name": "eth0", "network": "lxdbr0"},
		"root": {"type": "disk", "path": "/", "pool": "default"},
	}
	created := time.Date(2024, 2, 3, 4, 5, 6, 0, time.UTC)
	instance := api.InstanceFull{Instance: api.Instance{
		Name: name, Status: "Stopped", StatusCode: api.Stopped, Type: "container", Project: "default", Location: "none",
		CreatedAt: created, LastUsedAt: created.Add(time.Hour), ExpandedConfig: config, ExpandedDevices: devices,
	}}
	instance.Architecture, instance.Profiles = "x86_64", []string{"default"}
	instance.Config, instance.Devices = config, map[string]map[string]string{}
	instance.State = &api.InstanceState{Status: "Stopped", StatusCode: api.Stopped}
	return instance
}
