package instance

import (
	"encoding/json"
	"testing"

	"github.com/openlxc/lxc/internal/cli"
)

// TestResources checks the text for a server with several devices of each kind and for one with almost none.
func TestResources(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, have, want string }{
		{"little", `{"cpu":{"architecture":"x86_64","sockets":[]},"memory":{"used":1048576,"total":4294967296}}`,
			"Memory:\n  Free: 4.00GiB\n  Used: 1.00MiB\n  Total: 4.00GiB\n"},
		{"null", `{"cpu":null,"memory":null,"gpu":null,"network":null,"storage":null,"usb":null,"pci":null,"system":null,"load":null}`,
			"Memory:\n  Free: 0B\n  Used: 0B\n  Total: 0B\n"},
		{"much", `{"system":{"vendor":"Acme","product":"Box","type":"physical","motherboard":{"vendor":"Acme","product":"B1"}},
			"load":{"Processes":89,"Average1Min":1.06,"Average5Min":2.59,"Average10Min":1.83},
			"cpu":{"architecture":"x86_64","sockets":[
				{"vendor":"V","name":"N","frequency":1000,"frequency_minimum":800,"frequency_turbo":3000,"cache":[{"level":1,"type":"Data","size":32768}],
				 "cores":[{"core":0,"frequency":990,"threads":[{"id":4,"thread":0,"online":true,"numa_node":1}]}]},{"vendor":"V2"}]},
			"memory":{"used":0,"total":1024,"hugepages_total":2097152,"hugepages_used":1048576,"nodes":[{"numa_node":0,"total":512},{"numa_node":1,"total":512}]},
			"gpu":{"cards":[{"vendor":"NV","vendor_id":"10de","pci_address":"0000:01:00.0","sriov":{"current_vfs":1,"maximum_vfs":4},"drm":{"id":0,"card_name":"card0","card_device":"226:0"}}]},
			"network":{"cards":[{"driver":"virtio","ports":[{"port":0,"protocol":"ethernet","id":"eth0","link_detected":true,"link_speed":10000,"link_duplex":"full"}]}]},
			"storage":{"disks":[{"id":"vda","size":1024,"partitions":[{"id":"vda1","partition":1,"size":512}]}]},
			"usb":{"devices":[{"vendor":"U","bus_address":1,"device_address":2}]}}`,
			"System:\n  Vendor: Acme\n  Product: Box\n  Type: physical\n  Board: Acme B1\n\nLoad:\n  Processes: 89\n  Average: 1.06 2.59 1.83\n" +
				"\nCPUs (x86_64):\n  0:\n    Vendor: V\n    Name: N\n    Caches:\n      - Level 1 (type: Data): 32KiB\n    Cores:\n      - Core 0\n" +
				"        Frequency: 990Mhz\n        Threads:\n          - 0 (id: 4, online: true, NUMA node: 1)\n" +
				"    Frequency: 1000Mhz (min: 800Mhz, max: 3000Mhz)\n  1:\n    Vendor: V2\n" +
				"\nMemory:\n  Huge pages: 1.00MiB of 2.00MiB used\n  Free: 1.00KiB\n  Used: 0B\n  Total: 1.00KiB\n  NUMA nodes:\n" +
				"    Node 0:\n      Free: 512B\n      Used: 0B\n      Total: 512B\n    Node 1:\n      Free: 512B\n      Used: 0B\n      Total: 512B\n" +
				"\nGPU:\n  NUMA node: 0\n  Vendor: NV (10de)\n  PCI address: 0000:01:00.0\n  DRM: 0\n    Card: card0 (226:0)\n  Virtual functions: 1 of 4\n" +
				"\nNIC:\n  NUMA node: 0\n  Driver: virtio\n  Ports:\n    - Port 0 (ethernet)\n      ID: eth0\n      Auto negotiation: false\n" +
				"      Link detected: true\n      Link speed: 10000Mbit/s full\n" +
				"\nDisk:\n  NUMA node: 0\n  ID: vda\n  Size: 1.00KiB\n  Read-Only: false\n  Removable: false\n  Partitions:\n    - Partition 1\n" +
				"      ID: vda1\n      Size: 512B\n      Read-Only: false\n" +
				"\nUSB device:\n  Vendor: U\n  Bus address: 1\n  Device address: 2\n"},
		{"clusters", `{"cpu":{"sockets":[{"cores":[{"core":0,"cluster":0,"threads":[]},{"core":1,"cluster":0,"threads":[]},{"core":2,"cluster":1,"threads":[]}]}]}}`,
			"CPU ():\n  Cores:\n    - Cluster 0\n      - Core 0\n        Frequency: 0Mhz\n        Threads:\n      - Core 1\n        Frequency: 0Mhz\n        Threads:\n" +
				"    - Cluster 1\n      - Core 2\n        Frequency: 0Mhz\n        Threads:\n\nMemory:\n  Free: 0B\n  Used: 0B\n  Total: 0B\n"},
	} {
		have, err := resources(cli.NewApp(nil), json.RawMessage(c.have))
		if err != nil || have != c.want {
			t.Errorf("%s: %v\n%s\nwant\n%s", c.name, err, have, c.want)
		}
	}
	if _, err := resources(cli.NewApp(nil), json.RawMessage(`{"memory":"xxx"}`)); err == nil {
		t.Error("nonsense is no error")
	}
}
