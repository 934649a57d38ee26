package instance

import (
	"bytes"
	"slices"
	"strings"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/api"
)

// namesOnly reports whether only names are printed, and nothing else is needed to choose or order them.
func namesOnly(format output.Format) bool {
	return format.Name == "name" && len(format.Query.Sort)+len(format.Query.Filters) == 0
}

// Object returns the whole instance, with its remote if the list covers all remotes, or its name if nothing else was loaded.
func (i row) Object() (any, error) {
	if i.raw == nil {
		return struct {
			Name string `json:"name"`
		}{i.Name}, nil
	}
	inst, err := output.Decode[api.InstanceFull](i.raw)
	if err != nil || !i.ofRemotes {
		return inst, err
	}
	return remoteInstance{i.remote, *inst}, nil
}

// asked loads whole instances for a format that the stock clients do not have.
func (o *listOptions) asked(srv lxd.InstanceServer, remote string) ([]row, error) {
	var items []row
	fields := append(o.fields(true), "state", "snapshots")
	err := o.objects(srv, func(raw []byte, _ ...string) error {
		item := row{remote: remote, raw: bytes.Clone(raw), ofRemotes: o.allRemotes}
		if err := lxd.RawInstance(raw).Decode(&item, fields...); err != nil {
			return err
		}
		item.snapshots = len(item.Snapshots)
		items = append(items, item)
		return nil
	})
	return items, err
}

// whole reports whether columns, filters or the requested fields need more than the configuration of an instance. Filters on the
// state match only then, as in the stock clients; those on addresses always do.
func (o *listOptions) whole() bool {
	r := &o.app.Result
	if slices.ContainsFunc(o.filters, func(word string) bool {
		key, _, keyed := strings.Cut(word, "=")
		return keyed && filter{key: key}.stateful()
	}) {
		return true
	}
	if len(r.Fields) == 0 || r.JQ != "" || r.Template != "" {
		return o.needs(stateLetters + "S")
	}
	return slices.ContainsFunc(slices.Concat(r.Fields, r.Sort, r.Filters), func(path string) bool {
		path = strings.ToLower(strings.TrimPrefix(path, "-"))
		return slices.ContainsFunc([]string{"state", "snapshots", "backups"}, func(part string) bool { return strings.HasPrefix(path, part) })
	})
}
