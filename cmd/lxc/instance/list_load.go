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

// row is an instance with only the fields that columns and filters use.
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
	remote    string // for the column R
	ofRemotes bool   // add the remote to the object
	raw       []byte // the whole object, if needed
}

// rowFields maps the letters of columns to the fields that they need; those that every row has are omitted. Key columns have
// the letter 0.
var rowFields = map[string]string{
	"name": "", "status": "", "status_code": "", "type": "", "ephemeral": "", "location": "", "project": "",
	"architecture": "a", "description": "d", "profiles": "P", "created_at": "c", "last_used_at": "l",
	"expanded_config": "fFM\x00", "expanded_devices": "bS\x00",
}

// fields returns the fields that columns and filters need. With filters, that is all of them.
func (o *listOptions) fields(filtered bool) []string {
	var fields []string
	for name, letters := range rowFields {
		if filtered || letters == "" || o.needs(letters) {
			fields = append(fields, name)
		}
	}
	return fields
}

// kindOf returns the type of an instance; servers without virtual machines do not report it.
func kindOf(i *row) string {
	if i.Type == "" {
		return string(api.InstanceTypeContainer)
	}
	return i.Type
}

// bulkThreshold is the number of instances from which one request for all is preferred to one per instance.
const bulkThreshold = 8

// load requests only what columns and filters need.
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
	if o.needs(stateLetters) || slices.ContainsFunc(filters, late) {
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

// fitsAll reports whether an instance matches the chosen filters.
func fitsAll(i *row, filters []filter, chosen func(filter) bool) bool {
	return !slices.ContainsFunc(filters, func(f filter) bool { return chosen(f) && !f.matches(i) })
}

// filtered splits the filters into the query for the server and those applied by the client.
func (o *listOptions) filtered(srv lxd.InstanceServer) (url.Values, []filter) {
	query := url.Values{}
	expression, filters := parseFilters(o.app, srv, o.filters, o.whole())
	if expression != "" {
		query.Set("filter", expression)
	}
	return query, filters
}

// addStates reads the state of the running instances: all at once if the server can leave out the rest, or if it is remote,
// otherwise one by one, in parallel. Stopped instances have no state to read. counted means that the snapshots are already
// included.
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
		} // one of them may be broken: read each separately
	}
	return false, parallel(ctx, active, func(i *row) error {
		state, _, err := inProject(srv, i.Project).GetInstanceState(i.Name)
		if errors.Is(err, api.ErrNotFound) {
			return nil // deleted in the meantime
		}
		i.State = state
		return i.broken(err)
	})
}

// bulkRecursion returns the recursion for reading the states of several running instances at once, or "" to read them one by
// one. Whole instances are expensive for a server, which also reads their snapshots and backups; over the network one request
// per instance costs more.
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

// allStates reads the states of all instances with one request, and the snapshots if they are included.
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

// broken marks an instance that the server cannot describe: the others are still shown.
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

// addSnapshots counts the snapshots. For many instances it lists the volumes of each pool, which include snapshots; instances
// not found there, or only a few of them, are read one by one.
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

// countVolumes returns the number of snapshots of each instance that has a volume in a readable pool.
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

// parallel runs work for all items in parallel, and returns the first error.
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
