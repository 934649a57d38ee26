package network

import (
	"context"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// inRecord holds the arguments that name an entry of a record.
type inRecord struct {
	zone   config.Ref
	record string
	entry  api.NetworkZoneRecordEntry
}

func (o *inRecord) args() []cli.Arg {
	return []cli.Arg{
		cli.Object("zone", &o.zone), cli.Word("record", &o.record), cli.Choice("type", &o.entry.Type, "A", "AAAA", "CNAME", "TXT", "MX", "NS", "SRV", "PTR", "CAA"), cli.Word("value", &o.entry.Value),
	}
}

func (o *inRecord) change(ctx context.Context, app *cli.App, change func(*api.NetworkZoneRecordPut) error) error {
	srv, err := app.Server(ctx, o.zone.Remote)
	if err != nil {
		return err
	}
	return cli.WithObject("record", config.Ref{Remote: o.zone.Remote, Name: o.zone.Name + "/" + o.record},
		resource.Change(srv.NetworkZoneRecords(o.zone.Name), o.record, change))
}

func recordEntries(app *cli.App) *cobra.Command {
	var a, r inRecord
	add := app.Command(cli.Spec{
		Name: "add", Aliases: []string{"create"}, Short: i18n.G("Add an entry to a network zone record"),
		Example: "lxc network zone record entry add lxd.example.net www A 192.0.2.10 --ttl 300", Args: a.args(),
		Run: func(ctx context.Context) error {
			return a.change(ctx, app, func(p *api.NetworkZoneRecordPut) error {
				p.Entries = append(p.Entries, a.entry)
				return nil
			})
		},
	})
	add.Flags().Uint64Var(&a.entry.TTL, "ttl", 0, i18n.G("TTL in seconds (0 uses the TTL of the zone)"))
	remove := app.Command(cli.Spec{
		Name: "remove", Aliases: []string{"delete", "rm"}, Short: i18n.G("Remove an entry from a network zone record"),
		Example: "lxc network zone record entry remove lxd.example.net www A 192.0.2.10", Args: r.args(),
		Run: func(ctx context.Context) error {
			return r.change(ctx, app, func(p *api.NetworkZoneRecordPut) error {
				before := len(p.Entries)
				p.Entries = slices.DeleteFunc(p.Entries, func(e api.NetworkZoneRecordEntry) bool {
					return e.Type == r.entry.Type && e.Value == r.entry.Value
				})
				if len(p.Entries) == before {
					return cli.NotFound("entry", i18n.F("entry %s %s not found in the record (number of entries: %s)", r.entry.Type, r.entry.Value, strconv.Itoa(before)))
				}
				return nil
			})
		},
	})
	return app.Lenient(app.Group("entry", i18n.G("Manage network zone record entries"), []*cobra.Command{add, remove}))
}
