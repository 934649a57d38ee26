package lxd

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/openlxc/lxc/pkg/api"
)

// ErrRunningBetweenFamilies means that a running instance cannot be copied between LXD and Incus.
var ErrRunningBetweenFamilies = errors.New("cannot move a running instance between LXD and Incus: stop it first")

// InstanceCopyOptions are the options of PrepareInstanceCopy.
type InstanceCopyOptions struct {
	InstanceCopyArgs // Live applies only to a running instance, and between servers

	Snapshot string // copy this snapshot rather than the instance
	Move     bool   // keep the keys that identify the instance, since the original will be deleted
}

// InstanceCopy is a copy that is ready to start. Its configuration, devices and profiles may be changed before Start.
type InstanceCopy struct {
	api.InstancePut // of the copy, adapted to its server

	Inherited map[string]map[string]string // devices of the source, including those of its profiles
	Renamed   map[string]string            // keys whose name differs in the other family: old name to new
	Unknown   []string                     // keys in Config that the server does not know and would refuse, sorted

	engine  instanceCopy
	status  api.StatusCode // of the source
	current *api.Instance  // target of a refresh, if it exists
	mode    string         // chosen by Start
}

// PrepareInstanceCopy reads an instance or snapshot of source and adapts it to this server: it removes the keys that belong to
// the original, and renames keys if source is of the other family (see AdaptInstanceConfig). GET /1.0/instances/NAME on the
// source, for a refresh also on this server (extension instance_refresh_config). Blocks until answered. Errors: *ConnectError,
// *CopyError for errors about the target, *api.StatusError.
func (r *ProtocolLXD) PrepareInstanceCopy(source InstanceServer, name string, options InstanceCopyOptions) (*InstanceCopy, error) {
	from, ok := source.(*ProtocolLXD)
	if !ok {
		return nil, errNotLXD
	}
	c := &InstanceCopy{engine: instanceCopy{to: r, from: from, name: name, snapshot: options.Snapshot, args: options.InstanceCopyArgs}}
	if c.engine.args.Name == "" {
		c.engine.args.Name = name
	}
	if options.Refresh {
		if err := c.readTarget(); err != nil {
			return nil, &CopyError{Config: err}
		}
	}
	if err := c.readSource(); err != nil {
		return nil, err
	}
	c.Ephemeral = c.Ephemeral && options.Move
	config := maps.Clone(c.Config)
	if config == nil {
		config = map[string]string{}
	}
	if !options.Move && !options.Refresh {
		maps.DeleteFunc(config, func(k, _ string) bool { return ownVolatile(k) })
	}
	if options.Refresh {
		delete(config, "volatile.last_state.power")
	}
	c.Config = config
	if options.Refresh && c.current == nil && c.engine.crosses() {
		c.engine.args.Refresh = false // there is nothing to update, and the copy may have to be made as a backup
	}
	if r.sameServer(from) {
		return c, nil
	}
	adapted, err := r.AdaptInstanceConfig(from, config)
	c.Config, c.Renamed, c.Unknown = adapted.Config, adapted.Renamed, adapted.Unknown
	return c, err
}

// readTarget reads the copy that is to be refreshed, if that is needed: a server with the extension instance_refresh_config
// replaces its whole configuration with the one in the request.
func (c *InstanceCopy) readTarget() error {
	to := c.engine.to
	if !to.HasExtension("instance_refresh_config") && !c.engine.crosses() {
		return nil
	}
	current, _, err := to.GetInstance(c.engine.args.Name)
	if errors.Is(err, api.ErrNotFound) {
		return nil
	}
	c.current = current
	return err
}

func (c *InstanceCopy) readSource() error {
	t := &c.engine
	if t.snapshot != "" {
		snapshot, _, err := t.from.GetInstanceSnapshot(t.name, t.snapshot)
		if err != nil {
			return err
		}
		t.post = snapshotPost(t.name, snapshot)
		t.post.Ephemeral = false
		c.InstancePut, c.Inherited = t.post.InstancePut, snapshot.ExpandedDevices
		return nil
	}
	inst, _, err := t.from.GetInstance(t.name)
	if err != nil {
		return err
	}
	t.post = api.InstancesPost{Name: inst.Name, Type: api.InstanceType(inst.Type)}
	c.InstancePut, c.Inherited, c.status = inst.Writable(), inst.ExpandedDevices, inst.StatusCode
	return nil
}

// crosses reports whether the copy goes from LXD to Incus or back.
func (t *instanceCopy) crosses() bool { return t.from.IsIncus() != t.to.IsIncus() }

// DropUnknown removes the keys that the server does not know.
func (c *InstanceCopy) DropUnknown() {
	adapted := AdaptedConfig{Config: c.Config, Unknown: c.Unknown}
	adapted.DropUnknown()
	c.Unknown = nil
}

// Mode returns the mode chosen by Start, or "" before: as requested, or "backup" if a server of the other family would refuse
// keys of the snapshots, which cannot be changed during a migration.
func (c *InstanceCopy) Mode() string { return c.mode }

// Start begins the copy, as CopyInstance does. A refresh also updates the configuration of the copy. POST /1.0/instances,
// extension as CopyInstance; between LXD and Incus first GET /1.0/instances/NAME/snapshots on the source. Returns at once;
// RemoteOperation.Wait blocks until everything is done. Errors: ErrRunningBetweenFamilies, *MissingExtensionError, *CopyError,
// *OperationError, *api.StatusError.
func (c *InstanceCopy) Start() (*RemoteOperation, error) {
	t := c.engine // a copy: Start may be called again
	put := c.InstancePut
	put.Config = map[string]string{}
	maps.Copy(put.Config, c.Config)
	if c.current != nil {
		c.keepTarget(&put)
	}
	t.post.InstancePut = put
	if err := c.chooseMode(&t); err != nil {
		return nil, err
	}
	running := c.status == api.Running || c.status == api.Ready
	t.args.Live = t.args.Live && running && !t.args.Refresh && !t.to.sameServer(t.from)
	copying, err := t.begin()
	if err != nil {
		return nil, err
	}
	if t.args.Refresh && !t.to.HasExtension("instance_refresh_config") { // the server has updated only the data
		copying = copying.then(func(ctx context.Context, remote *RemoteOperation) error {
			return t.configure(ctx, remote, c.current != nil)
		})
	}
	return startRemote(t.to.context(), copying), nil
}

// chooseMode selects mode "backup" if a target of the other family would refuse the keys of the instance's snapshots.
func (c *InstanceCopy) chooseMode(t *instanceCopy) error {
	if t.snapshot == "" && !t.to.sameServer(t.from) && t.crosses() {
		if c.status == api.Running || c.status == api.Ready {
			return ErrRunningBetweenFamilies
		}
		known, err := t.snapshotsFit()
		if err != nil {
			return err
		}
		if !known && !t.args.Refresh {
			t.args.Mode = modeBackup
		}
	}
	c.mode = t.args.Mode
	return nil
}

// snapshotsFit reports whether the target knows the keys of all snapshots to be copied.
func (t *instanceCopy) snapshotsFit() (bool, error) {
	if t.args.InstanceOnly {
		return true, nil
	}
	snapshots, err := t.from.GetInstanceSnapshots(t.name)
	if err != nil {
		return false, err
	}
	keys := map[string]string{}
	for _, s := range snapshots {
		maps.Copy(keys, s.Config)
	}
	return t.to.KnowsInstanceKeys(slices.Sorted(maps.Keys(keys)))
}

// keepTarget keeps what belongs to the existing copy: the pool of its root disk, and the keys that its server does not let
// change.
func (c *InstanceCopy) keepTarget(put *api.InstancePut) {
	if c.engine.to.HasExtension("instance_refresh_config") {
		delete(put.Config, "volatile.apply_template")
		if _, has := c.current.Config["volatile.idmap.current"]; !has {
			delete(put.Config, "volatile.idmap.current")
		}
		keepPool(put, c.current)
	}
	across := c.engine.crosses()
	for k, v := range c.current.Config {
		if _, sent := put.Config[k]; ownVolatile(k) && across && !sent {
			put.Config[k] = v
		}
	}
}
