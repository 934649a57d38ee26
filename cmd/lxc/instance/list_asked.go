package instance

import (
	"bytes"
	"slices"
	"strings"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/api"
)

// Object is the whole instance, with the remote that it is on where a list is of all.
func (i row) Object() (any, error) {
	inst, err := output.Decode[api.InstanceFull](i.raw)
	if err != nil || !i.ofRemotes {
		return inst, err
	}
	return remoteInstance{i.remote, *inst}, nil
}

// asked loads the instances for a result that the stock clients do not have: whole, and as rows.
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

// whole reports whether more of an instance is needed than its configuration: for columns, or for the fields that were asked for.
// Filters on addresses and on the state find something only then, as in the stock clients.
func (o *listOptions) whole() bool {
	r := &o.app.Result
	if len(r.Fields) == 0 || r.JQ != "" || r.Template != "" {
		return o.needs(stateLetters + "S")
	}
	return slices.ContainsFunc(slices.Concat(r.Fields, r.Sort, r.Filters), func(path string) bool {
		path = strings.ToLower(strings.TrimPrefix(path, "-"))
		return slices.ContainsFunc([]string{"state", "snapshots", "backups"}, func(part string) bool { return strings.HasPrefix(path, part) })
	})
}
