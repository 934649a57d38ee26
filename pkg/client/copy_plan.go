package lxd

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/openlxc/lxc/pkg/api"
)

// ErrRunningBetweenFamilies means that an instance that runs was to be copied from LXD to Incus or back.
var ErrRunningBetweenFamilies = errors.New("cannot move a running instance between LXD and Incus: stop it first")

// InstanceCopyOptions are the options of PrepareInstanceCopy.
type InstanceCopyOptions struct {
	InstanceCopyArgs // Live counts only for an instance that runs, and between servers

	Snapshot string // copy this snapshot rather than the instance
	Move     bool   // keep the keys that identify the instance, since the original will be deleted
}

// InstanceCopy is a copy that is ready to start. Until then its configuration, devices and profiles may be changed.
type InstanceCopy struct {
	api.InstancePut // of the copy, fit for its server

	Inherited map[string]map[string]string // devices of the source, with those of its profiles
	Renamed   map[string]string            // keys that the other family spells differently: old name to new
	Unknown   []string                     // keys in Config that the server does not know, sorted; it will refuse them

	engine  instanceCopy
	status  api.StatusCode // of the source
	current *api.Instance  // the target of a refresh, where it is there already
	mode    string         // that Start has chosen
}

// PrepareInstanceCopy reads an instance or snapshot of source, and makes of it what this server can take: without the keys
// that belong to the original, and with this family's names (see AdaptInstanceConfig) when it comes from the other one. GET
// /1.0/instances/NAME at the source, for a refresh also here (extension instance_refresh_config). Blocks until answered.
// Errors: *ConnectError, *CopyError for what concerns the target, *api.StatusError.
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
	if r.sameServer(from) {
		return c, nil
	}
	adapted, err := r.AdaptInstanceConfig(from, config)
	c.Config, c.Renamed, c.Unknown = adapted.Config, adapted.Renamed, adapted.Unknown
	return c, err
}

// readTarget reads the copy that is to be brought up to date, where it must be known beforehand: a server with the extension
// instance_refresh_config takes the configuration that comes with the request for the whole one.
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

// DropUnknown leaves out the keys that the server does not know.
func (c *InstanceCopy) DropUnknown() {
	adapted := AdaptedConfig{Config: c.Config, Unknown: c.Unknown}
	adapted.DropUnknown()
	c.Unknown = nil
}

// Mode is the way that Start has chosen, "" before: as asked, or "backup" where a server of the other family would refuse keys of the
// snapshots, which cannot be changed inside a migration.
func (c *InstanceCopy) Mode() string { return c.mode }

// Start begins the copy, as CopyInstance does. A refresh also brings the configuration of the copy up to date. POST
// /1.0/instances, extension as CopyInstance; between LXD and Incus first GET /1.0/instances/NAME/snapshots at the source.
// Returns at once; RemoteOperation.Wait blocks until all is done. Errors: ErrRunningBetweenFamilies, *MissingExtensionError,
// *CopyError, *OperationError, *api.StatusError.
func (c *InstanceCopy) Start() (*RemoteOperation, error) {
	t := c.engine // a second start begins from what was asked
	firstToOther := t.args.Refresh && c.current == nil && t.crosses()
	if firstToOther { // it may have to travel as a backup
		t.args.Refresh = false
	}
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
	t.args.Live = t.args.Live && running && !c.engine.args.Refresh && !t.to.sameServer(t.from)
	copying, err := t.begin()
	if err != nil {
		return nil, err
	}
	if c.engine.args.Refresh && t.args.Mode != modeBackup && !t.to.HasExtension("instance_refresh_config") {
		copying = copying.then(func(ctx context.Context, remote *RemoteOperation) error {
			return t.configure(ctx, remote, c.current != nil)
		})
	}
	return startRemote(t.to.context(), copying), nil
}

// chooseMode lets an instance travel as a backup where a target of the other family would refuse the keys of its snapshots.
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

// snapshotsFit reports whether the target knows the keys of the snapshots that are to go along.
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

// keepTarget lets a copy keep what belongs to it: the pool of its root disk, and the keys that its server does not let go.
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
