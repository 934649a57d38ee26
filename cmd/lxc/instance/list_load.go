package instance

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"sync"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/pkg/api"
)

// several is the number of instances from which one request for all is asked for before many single ones.
const several = 8

// addStates reads the state of the running instances: all at once where the server can leave the rest out, else one by
// one, many at a time. The state of stopped instances holds nothing.
func addStates(ctx context.Context, srv lxd.InstanceServer, items []listed) error {
	var active []*listed
	for n := range items {
		if items[n].StatusCode != api.Stopped {
			active = append(active, &items[n])
		}
	}
	if len(active) > several && srv.HasExtension("instances_state_selective_recursion") {
		err := allStates(srv, active)
		refused := &api.StatusError{}
		if !errors.As(err, &refused) {
			return err
		} // one of them may be the reason: each is asked for alone
	}
	return parallel(ctx, active, func(i *listed) error {
		state, _, err := inProject(srv, i.Project).GetInstanceState(i.Name)
		if errors.Is(err, api.ErrNotFound) {
			return nil // deleted meanwhile
		}
		i.State = state
		return i.broken(err)
	})
}

// allStates reads the states of all instances with one request.
func allStates(srv lxd.InstanceServer, active []*listed) error {
	states, err := lxd.ListInstances[struct {
		Name    string             `json:"name"`
		Project string             `json:"project"`
		State   *api.InstanceState `json:"state"`
	}](srv, url.Values{"recursion": {"2;fields=state.network,state.disk"}})
	if err != nil {
		return err
	}
	byName := map[string]*api.InstanceState{}
	for _, s := range states {
		byName[s.Project+"/"+s.Name] = s.State
	}
	for _, i := range active {
		i.State = byName[i.Project+"/"+i.Name]
	}
	return nil
}

// broken marks an instance of which a server cannot tell more: the others are shown all the same.
func (i *listed) broken(err error) error {
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
func addSnapshots(ctx context.Context, srv lxd.InstanceServer, items []listed, allProjects bool) error {
	var rest []*listed
	counts := map[string]int{}
	if len(items) > several && !allProjects && srv.HasExtension("storage_api_volume_snapshots") {
		counts = countVolumes(srv, items)
	}
	for n := range items {
		count, known := counts[items[n].Name]
		items[n].snapshots = count
		if !known {
			rest = append(rest, &items[n])
		}
	}
	return parallel(ctx, rest, func(i *listed) error {
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
func countVolumes(srv lxd.InstanceServer, items []listed) map[string]int {
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
func parallel(ctx context.Context, items []*listed, work func(*listed) error) error {
	slots := make(chan struct{}, 16)
	var wg sync.WaitGroup
	var once sync.Once
	var first error
	for _, i := range items {
		slots <- struct{}{}
		if ctx.Err() != nil {
			break
		}
		wg.Add(1)
		go func() {
			defer wg.Done()
			defer func() { <-slots }()
			if err := work(i); err != nil {
				once.Do(func() { first = err })
			}
		}()
	}
	wg.Wait()
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return first
}
