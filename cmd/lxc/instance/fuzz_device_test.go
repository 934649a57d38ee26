package instance

import (
	"testing"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
)

// FuzzDevice parses name,key=value: each part is as it was written, or the text is refused, and inherited keys stay.
func FuzzDevice(f *testing.F) {
	for _, text := range []string{"root,size=20GiB", "eth0,a=b,c=d", "a,=b", ",a=b", "a", "a,b", "a=b,c=d", "", ",", "root,path=", "ü,\x00=\n", "root,type=nic"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		put := api.InstancePut{Devices: map[string]map[string]string{}}
		inherited := map[string]map[string]string{"root": {"type": "disk", "path": "/"}}
		err := overrideDevice(&put, text, func() (map[string]map[string]string, error) { return inherited, nil })
		if err != nil {
			if cli.ExitCode(err) != cli.ExitUsage || len(put.Devices) > 0 {
				t.Errorf("%q: %v, and %v", text, err, put.Devices)
			}
			return
		}
		if len(put.Devices) != 1 {
			t.Errorf("%q became %v", text, put.Devices)
		}
		for name, device := range put.Devices {
			fits, extra := 0, 0
			for key, value := range device {
				if name+","+key+"="+value == text {
					fits++
				} else if inherited[name][key] != value {
					extra++
				}
			}
			if fits != 1 || extra > 0 {
				t.Errorf("%q became %q %q", text, name, device)
			}
		}
		all, err := deviceKeys([]string{text})
		if err != nil || len(all) != 1 {
			t.Errorf("import: %q became %v (%v)", text, all, err)
		}
		if inherited["root"]["type"] != "disk" || len(inherited["root"]) != 2 {
			t.Errorf("%q changed the profile's device: %v", text, inherited)
		}
	})
}
