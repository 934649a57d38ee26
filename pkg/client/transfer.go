package lxd

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/gorilla/websocket"

	"github.com/openlxc/lxc/internal/pause"
	"github.com/openlxc/lxc/internal/wire"
	"github.com/openlxc/lxc/pkg/api"
)

// InstanceCopyArgs are the options of CopyInstance and CopyInstanceSnapshot.
type InstanceCopyArgs struct {
	Name                string // of the copy; "" keeps the source's
	Mode                string // between servers: "pull" (default), "push" or "relay"
	Live                bool   // move the running state along
	InstanceOnly        bool   // leave the snapshots behind
	Refresh             bool   // update an existing copy (extension container_incremental_copy)
	RefreshExcludeOlder bool   // skip snapshots older than the newest of the target
	AllowInconsistent   bool   // go on when files change during the copy
}

// InstanceSnapshotCopyArgs are the options of CopyInstanceSnapshot.
type InstanceSnapshotCopyArgs = InstanceCopyArgs

// ContainerCopyArgs are the options of CopyContainer.
type ContainerCopyArgs struct {
	Name          string
	Live          bool
	ContainerOnly bool
}

// ContainerSnapshotCopyArgs are the options of CopyContainerSnapshot.
type ContainerSnapshotCopyArgs struct{ Name string }

// migration is what the target of a migration must be told.
type migration struct {
	mode        string // "pull" or "push"
	operation   string // URL of the source's operation, for pull
	certificate string
	secrets     map[string]string
}

// transfer is one copy between two servers: an instance, a snapshot or a volume.
type transfer struct {
	to, from *ProtocolLXD
	mode     string
	// create makes the object at the target, which waits for the data.
	create func(to *ProtocolLXD, m migration) (*Operation, error)
	// offer asks the source to wait for the sockets of the target, or to connect to them when target is given.
	offer func(from *ProtocolLXD, target *api.InstancePostTarget) (*Operation, error)
}

// instanceCopy is the copy of an instance or of a snapshot of one.
type instanceCopy struct {
	to, from *ProtocolLXD
	post     api.InstancesPost
	name     string // at the source
	snapshot string
	args     InstanceCopyArgs
}

// CopyInstance copies an instance to this server: inside it when source is the same server, else by migration. What is sent
// is instance as given: drop or change keys and devices there. A broken copy leaves the source whole. POST /1.0/instances,
// extension by what is asked container_only_migration, container_incremental_copy, container_push and others. Returns at
// once; RemoteOperation.Wait blocks until the copy is there. Errors: *MissingExtensionError, *OperationError,
// *api.StatusError.
func (r *ProtocolLXD) CopyInstance(source InstanceServer, instance api.Instance, args *InstanceCopyArgs) (*RemoteOperation, error) {
	post := api.InstancesPost{InstancePut: instance.Writable(), Name: instance.Name, Type: api.InstanceType(instance.Type)}
	return r.startCopy(source, instanceCopy{post: post, name: instance.Name}, args)
}

// CopyInstanceSnapshot copies a snapshot of the named instance to a new instance on this server. POST /1.0/instances,
// extension as CopyInstance. Returns at once; RemoteOperation.Wait blocks until the copy is there. Errors:
// *MissingExtensionError, *OperationError, *api.StatusError.
func (r *ProtocolLXD) CopyInstanceSnapshot(source InstanceServer, instance string, snapshot api.InstanceSnapshot, args *InstanceSnapshotCopyArgs) (*RemoteOperation, error) {
	post := api.InstancesPost{Name: instance}
	post.Architecture, post.Config, post.Devices = snapshot.Architecture, snapshot.Config, snapshot.Devices
	post.Ephemeral, post.Profiles = snapshot.Ephemeral, snapshot.Profiles
	return r.startCopy(source, instanceCopy{post: post, name: instance, snapshot: snapshot.Name}, args)
}

func (r *ProtocolLXD) startCopy(source InstanceServer, t instanceCopy, args *InstanceCopyArgs) (*RemoteOperation, error) {
	from, ok := source.(*ProtocolLXD)
	if !ok {
		return nil, errNotLXD
	}
	if args != nil {
		t.args = *args
	}
	if t.args.Name != "" {
		t.post.Name = t.args.Name
	}
	t.to, t.from = r, from
	if err := t.check(); err != nil {
		return nil, err
	}
	t.post.Source.Live, t.post.Source.Refresh = t.args.Live, t.args.Refresh
	t.post.Source.InstanceOnly, t.post.Source.ContainerOnly = t.args.InstanceOnly, t.args.InstanceOnly && !r.IsIncus()
	t.post.Source.RefreshExcludeOlder = t.args.RefreshExcludeOlder
	t.post.Source.AllowInconsistent = t.args.AllowInconsistent
	t.post.Source.BaseImage = t.post.Config["volatile.base_image"]
	if r.sameServer(from) {
		return t.local()
	}
	t.post.Source.Type = "migration"
	return transfer{to: r, from: from, mode: t.args.Mode, create: t.create, offer: t.offer}.start(), nil
}

// start runs a transfer in the background.
func (t transfer) start() *RemoteOperation {
	return startRemote(t.to.context(), func(ctx context.Context, remote *RemoteOperation) error {
		t.to = t.to.view(func(s *scope) { s.ctx = ctx })
		t.from = t.from.view(func(s *scope) { s.ctx = ctx })
		switch t.mode {
		case "push":
			return t.push(remote)
		case "relay":
			return t.relay(remote)
		}
		return t.pull(remote)
	})
}

func checkMode(mode string) error {
	switch mode {
	case "", "pull", "push", "relay":
		return nil
	}
	return fmt.Errorf("unknown transfer mode %q: use pull, push or relay", mode)
}

func (t *instanceCopy) check() error {
	if err := checkMode(t.args.Mode); err != nil {
		return err
	}
	return CheckExtensions(t.to, map[string]bool{
		"container_only_migration":                      t.args.InstanceOnly,
		"container_incremental_copy":                    t.args.Refresh,
		"custom_volume_refresh_exclude_older_snapshots": t.args.RefreshExcludeOlder,
		"instance_allow_inconsistent_copy":              t.args.AllowInconsistent,
		"container_push":                                t.args.Mode == "push" || t.args.Mode == "relay",
	})
}

func (t *instanceCopy) local() (*RemoteOperation, error) {
	t.post.Source.Type = "copy"
	t.post.Source.Source = t.name
	if t.snapshot != "" {
		t.post.Source.Source += "/" + t.snapshot
	}
	if t.from.project != t.to.project {
		if err := t.to.CheckExtension("container_copy_project"); err != nil {
			return nil, err
		}
		t.post.Source.Project = firstOf(t.from.project, "default")
	}
	return t.to.startTracked(func() (*Operation, error) { return t.to.CreateInstance(t.post) })
}

// create makes the instance at the target.
func (t *instanceCopy) create(to *ProtocolLXD, m migration) (*Operation, error) {
	post := t.post
	post.Source.Mode, post.Source.Operation, post.Source.Certificate, post.Source.Websockets = m.mode, m.operation, m.certificate, m.secrets
	return to.CreateInstance(post)
}

// offer offers the instance or snapshot at the source.
func (t *instanceCopy) offer(from *ProtocolLXD, target *api.InstancePostTarget) (*Operation, error) {
	if t.snapshot != "" {
		return from.MigrateInstanceSnapshot(t.name, t.snapshot, api.InstanceSnapshotPost{
			Name: t.post.Name, Migration: true, Target: target,
		})
	}
	post := api.InstancePost{ // no name: the source would look for it among its own
		Migration: true, Live: t.args.Live, Target: target,
		InstanceOnly: t.args.InstanceOnly, ContainerOnly: t.args.InstanceOnly && !from.IsIncus(), AllowInconsistent: t.args.AllowInconsistent,
	}
	if from.IsIncus() && from.HasExtension("instance_move_config") {
		post.Devices = t.post.Devices
	}
	return from.MigrateInstance(t.name, post)
}

// pull lets the target connect to the source.
func (t *transfer) pull(remote *RemoteOperation) error {
	info, err := t.from.GetConnectionInfo()
	if err != nil {
		return err
	}
	if len(info.Addresses) == 0 {
		return errNoAddress
	}
	source, err := t.offer(t.from, nil)
	if err != nil {
		return err
	}
	m := migration{mode: "pull", certificate: info.Certificate, secrets: secrets(source)}
	var failures []error
	for _, address := range info.Addresses {
		m.operation = address + route("operations", source.Get().ID)
		target, err := t.create(t.to, m)
		if err == nil {
			remote.track(target)
			err = sides{source: source, target: target}.wait(t.to.context())
		}
		if err == nil {
			return nil
		}
		failures = append(failures, err)
		if !stillWaiting(source) {
			break // the sockets were used: the failure is a real one
		}
	}
	_ = source.Cancel()
	return joinDistinct(failures)
}

// push lets the source connect to the target.
func (t *transfer) push(remote *RemoteOperation) error {
	if err := t.from.CheckExtension("container_push_target"); err != nil {
		return err
	}
	info, err := t.to.GetConnectionInfo()
	if err != nil {
		return err
	}
	if len(info.Addresses) == 0 {
		return errors.New("the target server does not listen on the network: use mode pull or relay")
	}
	target, err := t.create(t.to, migration{mode: "push"})
	if err != nil {
		return err
	}
	remote.track(target)
	var failures []error
	for _, address := range info.Addresses {
		source, err := t.offer(t.from, &api.InstancePostTarget{
			Certificate: info.Certificate, Operation: address + route("operations", target.Get().ID), Websockets: secrets(target),
		})
		if err == nil {
			err = sides{source: source, target: target, pushing: true}.wait(t.to.context())
		}
		if err == nil {
			return nil
		}
		failures = append(failures, err)
		if !stillWaiting(target) {
			break
		}
	}
	_ = target.Cancel()
	return joinDistinct(failures)
}

// relay connects both sides to the client, which copies frames from one to the other.
func (t *transfer) relay(remote *RemoteOperation) error {
	target, err := t.create(t.to, migration{mode: "push"})
	if err != nil {
		return err
	}
	remote.track(target)
	source, err := t.offer(t.from, nil)
	if err != nil {
		_ = target.Cancel()
		return err
	}
	join := &relay{source: source, target: target}
	if err := join.connect(); err != nil {
		join.close()
		return joinDistinct([]error{err, source.Cancel(), target.Cancel()})
	}
	defer join.close()
	return sides{source: source, target: target, join: join}.wait(t.to.context())
}

// relaySocket is GetWebsocket for the many small pieces of a relay.
func (op *Operation) relaySocket(secret string) (*websocket.Conn, error) {
	dialer := op.r.conn.Dialer
	dialer.NetDialContext = wire.DirectDial(dialer.NetDialContext)
	return op.r.operationSocket(op.Get().ID, secret, dialer)
}

// sides are the two ends of a migration that goes on.
type sides struct {
	source, target *Operation
	pushing        bool   // the source connects to the target
	join           *relay // joins both ends through this client, where neither connects to the other
}

// wait waits for both ends, first for the one that connects. When that one fails, the other is left alone if it was never
// reached, for the next try; where this client joins them it is let go. A side that does not end by itself gets half a minute.
func (s sides) wait(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	first, second := s.target, s.source
	failed := CopyError{}
	firstErr, secondErr := &failed.Target, &failed.Source
	if s.pushing {
		first, second, firstErr, secondErr = second, first, secondErr, firstErr
	}
	ended := make(chan error, 1)
	go func() { ended <- second.WaitContext(ctx) }()
	*firstErr = first.WaitContext(ctx)
	switch {
	case ctx.Err() != nil:
		return *firstErr
	case *firstErr != nil && s.join != nil:
		failed.Link = s.join.close()
	case *firstErr != nil && stillWaiting(second):
		return *firstErr
	}
	timer := time.NewTimer(30 * time.Second)
	defer timer.Stop()
	select {
	case *secondErr = <-ended:
	case <-timer.C:
		*secondErr = errors.Join(errors.New("the other server did not finish its side of the copy"), second.Cancel())
	}
	if *firstErr == nil && *secondErr != nil && s.join != nil {
		failed.Link = s.join.close()
	}
	if failed.Link == nil && (failed.Source == nil || failed.Target == nil) {
		return cmp.Or(failed.Target, failed.Source) // the words of one server
	}
	return &failed
}

// stillWaiting reports whether the waiting side of a migration was not reached yet: its operation goes on although the
// connecting side has failed. A side that was reached notices within moments.
func stillWaiting(op *Operation) bool {
	for range 8 {
		state, _, err := op.r.GetOperation(op.Get().ID)
		if err != nil || state.StatusCode.IsFinal() {
			return false
		}
		if pause.For(op.r.context(), 250*time.Millisecond) != nil {
			return false
		}
	}
	return true
}

// secrets returns the socket secrets of a migration: the string entries of the metadata.
func secrets(op *Operation) map[string]string {
	all, state := map[string]string{}, op.Get() // a handler may be changing it
	for _, name := range migrationSockets {
		if s := state.Secret(name); s != "" {
			all[name] = s
		}
	}
	return all
}
