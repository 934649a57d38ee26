package instance

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/pkg/api"
)

// row is an instance as columns and filters see it. Only the fields that they look at are filled.
type row struct {
	Name            string                       `json:"name"`
	Status          string                       `json:"status"`
	StatusCode      api.StatusCode               `json:"status_code"`
	Type            string                       `json:"type"`
	Architecture    string                       `json:"architecture"`
	Description     string                       `json:"description"`
	Location        string                       `json:"location"`
	Project         string                       `json:"project"`
	Ephemeral       bool                         `json:"ephemeral"`
	Profiles        []string                     `json:"profiles"`
	CreatedAt       time.Time                    `json:"created_at"`
	LastUsedAt      time.Time                    `json:"last_used_at"`
	ExpandedConfig  map[string]string            `json:"expanded_config"`
	ExpandedDevices map[string]map[string]string `json:"expanded_devices"`
	State           *api.InstanceState           `json:"state"`
	Snapshots       []struct{}                   `json:"snapshots"`

	snapshots int
	remote    string // of the column R
	ofRemotes bool   // the remote is a part of the object
	raw       []byte // the whole object, where it was asked for
}

// rowFields are the fields that columns need, by their letters; those of all rows have none. Keys that are columns have the
// letter 0.
var rowFields = map[string]string{
	"name": "", "status": "", "status_code": "", "type": "", "ephemeral": "", "location": "", "project": "",
	"architecture": "a", "description": "d", "profiles": "P", "created_at": "c", "last_used_at": "l",
	"expanded_config": "fFM\x00", "expanded_devices": "bS\x00",
}

// fields are those that columns and filters look at. A filter may look at any.
func (o *listOptions) fields(filtered bool) []string {
	var fields []string
	for name, letters := range rowFields {
		if filtered || letters == "" || o.needs(letters) {
			fields = append(fields, name)
		}
	}
	return fields
}

// kindOf is the type of an instance; servers from the time before virtual machines tell none.
func kindOf(i *row) string {
	if i.Type == "" {
		return string(api.InstanceTypeContainer)
	}
	return i.Type
}

// bulkThreshold is the number of instances from which one request for all is asked for before many single ones.
const bulkThreshold = 8

// load asks the server for what columns and filters need and for no more.
func (o *listOptions) load(ctx context.Context, srv lxd.InstanceServer, remote string) ([]row, error) {
	query, filters := o.filtered(srv)
	query.Set("recursion", "1")
	late := func(f filter) bool { return f.stateful() }
	early := func(f filter) bool { return !f.stateful() }
	fields := o.fields(len(filters) > 0)
	var items []row
	err := lxd.EachInstance(srv, query, func(raw lxd.RawInstance) error {
		item := row{remote: remote}
		if err := raw.Decode(&item, fields...); err != nil {
			return err
		}
		if fitsAll(&item, filters, early) {
			items = append(items, item)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	counted := false
	if o.needs(stateLetters) || o.whole() && slices.ContainsFunc(filters, late) {
		if counted, err = addStates(ctx, srv, items, query); err != nil {
			return nil, err
		}
	}
	items = slices.DeleteFunc(items, func(i row) bool { return !fitsAll(&i, filters, late) })
	if o.needs("S") && !counted {
		err = addSnapshots(ctx, srv, items, o.allProjects)
	}
	return items, err
}

// fitsAll reports whether an instance fits those of the filters that are chosen.
func fitsAll(i *row, filters []filter, chosen func(filter) bool) bool {
	return !slices.ContainsFunc(filters, func(f filter) bool { return chosen(f) && !f.matches(i) })
}

// filtered divides the filters between the query for the server and the client.
func (o *listOptions) filtered(srv lxd.InstanceServer) (url.Values, []filter) {
	query := url.Values{}
	expression, filters := parseFilters(o.app, srv, o.filters, o.whole())
	if expression != "" {
		query.Set("filter", expression)
	}
	return query, filters
}

// addStates reads the state of the running instances: of all at once where the server can leave the rest out, or where it is
// far away, else one by one, many at a time. The state of stopped instances holds nothing. counted says that the snapshots
// came along.
func addStates(ctx context.Context, srv lxd.InstanceServer, items []row, query url.Values) (counted bool, err error) {
	var active []*row
	for n := range items {
		if items[n].StatusCode != api.Stopped {
			active = append(active, &items[n])
		}
	}
	if depth := bulkRecursion(srv, len(active)); depth != "" {
		query.Set("recursion", depth)
		counted = depth == "2"
		err := allStates(srv, items, query, counted)
		refused := &api.StatusError{}
		if !errors.As(err, &refused) {
			return counted, err
		} // one of them may be the reason: each is asked for alone
	}
	return false, parallel(ctx, active, func(i *row) error {
		state, _, err := inProject(srv, i.Project).GetInstanceState(i.Name)
		if errors.Is(err, api.ErrNotFound) {
			return nil // deleted meanwhile
		}
		i.State = state
		return i.broken(err)
	})
}

// bulkRecursion chooses the request for the states of all of several running instances, "" for none. Whole instances cost a
// server much, their snapshots and backups too; over the network a request for each instance costs more.
func bulkRecursion(srv lxd.InstanceServer, active int) string {
	if active <= bulkThreshold {
		return ""
	}
	if srv.HasExtension("instances_state_selective_recursion") {
		return "2;fields=state.network,state.disk"
	}
	info, err := srv.GetConnectionInfo()
	if err == nil && info.SocketPath == "" && srv.HasExtension("container_full") {
		return "2"
	}
	return ""
}

// allStates reads the states of all instances with one request, and their snapshots where they come along.
func allStates(srv lxd.InstanceServer, items []row, query url.Values, counted bool) error {
	byName := make(map[[2]string]*row, len(items))
	for n := range items {
		byName[[2]string{items[n].Project, items[n].Name}] = &items[n]
	}
	return lxd.EachInstance(srv, query, func(raw lxd.RawInstance) error {
		var with row
		if err := raw.Decode(&with, "name", "project", "state", "snapshots"); err != nil {
			return err
		}
		i := byName[[2]string{with.Project, with.Name}]
		if i == nil {
			return nil
		}
		if i.StatusCode != api.Stopped {
			i.State = with.State
		}
		if counted {
			i.snapshots = len(with.Snapshots)
		}
		return nil
	})
}

// broken marks an instance of which a server cannot tell more: the others are shown all the same.
func (i *row) broken(err error) error {
	refused := &api.StatusError{}
	if errors.As(err, &refused) {
		i.Status, i.State = "Error", nil
		return nil
	}
	return err
}

func inProject(srv lxd.InstanceServer, project string) lxd.InstanceServer {
	if project == "" || project == "default" {
		return srv.UseProject("")
	}
	return srv.UseProject(project)
}

// addSnapshots counts the snapshots. For many instances it asks each pool for the list of its volumes, which names the
// snapshots too; what is not found there, and few instances, are asked for one by one.
func addSnapshots(ctx context.Context, srv lxd.InstanceServer, items []row, allProjects bool) error {
	var rest []*row
	counts := map[string]int{}
	if len(items) > bulkThreshold && !allProjects && srv.HasExtension("storage_api_volume_snapshots") {
		counts = countVolumes(srv, items)
	}
	for n := range items {
		count, known := counts[items[n].Name]
		items[n].snapshots = count
		if !known {
			rest = append(rest, &items[n])
		}
	}
	return parallel(ctx, rest, func(i *row) error {
		names, err := inProject(srv, i.Project).GetInstanceSnapshotNames(i.Name)
		if errors.Is(err, api.ErrNotFound) {
			return nil
		}
		i.snapshots = len(names)
		return i.broken(err)
	})
}

// countVolumes returns the number of snapshots of each instance whose volume a pool lists. A pool that cannot be read
// contributes nothing.
func countVolumes(srv lxd.InstanceServer, items []row) map[string]int {
	counts := map[string]int{}
	asked := map[[2]string]bool{}
	for n := range items {
		key := [2]string{rootPool(&items[n]), kindOf(&items[n])}
		if key[0] == "" || asked[key] {
			continue
		}
		asked[key] = true
		urls, err := srv.GetVolumeURLs(key[0], key[1])
		if err != nil {
			continue
		}
		for _, u := range urls {
			u, _, _ = strings.Cut(u, "?")
			_, name, found := strings.Cut(u, "/volumes/"+key[1]+"/")
			if !found {
				continue
			}
			name, _, isSnapshot := strings.Cut(name, "/snapshots/")
			if plain, err := url.PathUnescape(name); err == nil {
				name = plain
			}
			if isSnapshot {
				counts[name]++
			} else if _, seen := counts[name]; !seen {
				counts[name] = 0
			}
		}
	}
	return counts
}

// parallel does work on all items, many at a time, and returns the first error.
func parallel(ctx context.Context, items []*row, work func(*row) error) error {
	var group errgroup.Group
	group.SetLimit(16)
	for _, i := range items {
		if ctx.Err() != nil {
			break
		}
		group.Go(func() error { return work(i) })
	}
	err := group.Wait()
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}
