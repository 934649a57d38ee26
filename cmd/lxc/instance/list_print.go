package instance

import (
	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/api"
)

// notAsked are the fields of a whole instance that were not requested: the stock clients print them as null.
var notAsked = []string{`"backups":null`, `"state":null`, `"snapshots":null`}

// objects calls show for each whole object as in the API, with state and snapshots if a column needs them.
func (o *listOptions) objects(srv lxd.InstanceServer, show func(raw []byte, more ...string) error) error {
	query, filters := o.filtered(srv)
	query.Set("recursion", "1")
	if o.whole() && srv.HasExtension("container_full") {
		query.Set("recursion", "2")
	}
	var more []string
	if !o.whole() {
		more = notAsked
	}
	fields := append(o.fields(true), "state")
	return lxd.EachInstance(srv, query, func(raw lxd.RawInstance) error {
		if len(filters) > 0 {
			var item row
			if err := raw.Decode(&item, fields...); err != nil {
				return err
			}
			if !fitsAll(&item, filters, func(filter) bool { return true }) {
				return nil
			}
		}
		shown, err := o.app.JSONWithout(raw)
		if err != nil {
			return err
		}
		return show(shown, more...)
	})
}

// printObjects prints the objects as they arrive.
func (o *listOptions) printObjects(app *cli.App, srv lxd.InstanceServer, format output.Format) error {
	stream := output.NewStream[api.InstanceFull](app.Streams.Out, format)
	if err := o.objects(srv, stream.Write); err != nil {
		return err
	}
	return stream.Close()
}
