package lxd_test

import (
	"reflect"
	"testing"

	"github.com/openlxc/lxc/internal/minilxd"
	lxd "github.com/openlxc/lxc/pkg/client"
)

// TestViewsKeepEverything: a view has every field of the view that it was made from, but the one that it changes, and shares its
// connection; the first view stays as it was.
func TestViewsKeepEverything(t *testing.T) {
	t.Parallel()
	srv, _ := local(t, minilxd.Options{})
	full := srv.WithContext(t.Context()).UseProject("p").UseTarget("t")
	fields := func(srv lxd.InstanceServer) map[string]reflect.Value {
		out := map[string]reflect.Value{}
		of := reflect.ValueOf(srv).Elem()
		for i := range of.NumField() {
			if name := of.Type().Field(i).Name; name != "scope" {
				out[name] = of.Field(i)
				continue
			}
			for j := range of.Field(i).NumField() {
				out[of.Field(i).Type().Field(j).Name] = of.Field(i).Field(j)
			}
		}
		return out
	}
	before := fields(full)
	for name, value := range before {
		if value.IsZero() && name != "allProjects" {
			t.Errorf("%s is empty: this test must set it", name)
		}
	}
	for change, view := range map[string]lxd.InstanceServer{
		"ctx": full.WithContext(t.Context()), "project": full.UseProject("q"), "target": full.UseTarget("u"),
		"project allProjects": full.UseAllProjects(),
	} {
		for name, value := range fields(view) {
			changed := name == change || change == "project allProjects" && (name == "project" || name == "allProjects")
			if same := value.Equal(before[name]); !same && !changed || same && changed && name != "ctx" {
				t.Errorf("%s changes %s: %v", change, name, !same)
			}
		}
	}
	for name, value := range fields(full) {
		if !value.Equal(before[name]) {
			t.Errorf("%s of the first view changed", name)
		}
	}
}
