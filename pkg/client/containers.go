package lxd

import (
	"errors"
	"io"
	"strings"

	"github.com/openlxc/lxc/pkg/api"
)

var (
	errNotLXD         = errors.New("this needs a connection to a LXD or Incus server")
	errRenameMigrates = errors.New("a rename cannot ask for migration: use the Migrate call")
	errNoTerminal     = errors.New("a console needs a terminal: set Terminal")
	errMoveBetween    = errors.New("volumes move inside one server: copy it, then delete the source")
	errNoMigration    = errors.New("a migration must be asked for: set Migration, or use the Rename call")
)

// shortSnapshotName removes the instance from a snapshot name; servers before 3.0 include it.
func shortSnapshotName(name string) string { return name[strings.LastIndexByte(name, '/')+1:] }

// GetContainerNames lists the names of the containers. GET /1.0/instances?instance-type=container. Blocks until answered.
// Errors: *api.StatusError.
func (r *ProtocolLXD) GetContainerNames() ([]string, error) {
	return r.GetInstanceNames(api.InstanceTypeContainer)
}

// GetContainers lists the containers. GET /1.0/instances?instance-type=container&recursion=1. Blocks until answered.
// Errors: *api.StatusError.
func (r *ProtocolLXD) GetContainers() ([]api.Container, error) {
	return r.GetInstances(api.InstanceTypeContainer)
}

// GetContainer returns a container. GET /1.0/instances/NAME. Blocks until answered. Errors: *api.StatusError.
func (r *ProtocolLXD) GetContainer(name string) (*api.Container, string, error) {
	return r.GetInstance(name)
}

// CreateContainer is CreateInstance for containers. POST /1.0/instances. Returns once begun. Errors: *api.StatusError.
func (r *ProtocolLXD) CreateContainer(container api.ContainersPost) (*Operation, error) {
	return r.CreateInstance(container)
}

// CreateContainerFromImage is CreateInstanceFromImage for containers. POST /1.0/instances. Returns once begun. Errors: as
// CreateInstanceFromImage; *api.StatusError.
func (r *ProtocolLXD) CreateContainerFromImage(source ImageServer, image api.Image, req api.ContainersPost) (*RemoteOperation, error) {
	return r.CreateInstanceFromImage(source, image, req)
}

// UpdateContainer is UpdateInstance. PUT /1.0/instances/NAME. Returns once begun. Errors: *api.StatusError.
func (r *ProtocolLXD) UpdateContainer(name string, container api.ContainerPut, ETag string) (*Operation, error) {
	return r.UpdateInstance(name, container, ETag)
}

// RenameContainer is RenameInstance. POST /1.0/instances/NAME. Returns once begun. Errors: *api.StatusError.
func (r *ProtocolLXD) RenameContainer(name string, container api.ContainerPost) (*Operation, error) {
	return r.RenameInstance(name, container)
}

// MigrateContainer is MigrateInstance. POST /1.0/instances/NAME. Returns once begun. Errors: *api.StatusError.
func (r *ProtocolLXD) MigrateContainer(name string, container api.ContainerPost) (*Operation, error) {
	return r.MigrateInstance(name, container)
}

// DeleteContainer is DeleteInstance. DELETE /1.0/instances/NAME. Returns once begun. Errors: *api.StatusError.
func (r *ProtocolLXD) DeleteContainer(name string) (*Operation, error) { return r.DeleteInstance(name) }

// ExecContainer is ExecInstance. POST /1.0/instances/NAME/exec. Returns once the streams are connected. Errors:
// *OperationError, *api.StatusError.
func (r *ProtocolLXD) ExecContainer(containerName string, exec api.ContainerExecPost, args *ContainerExecArgs) (*Operation, error) {
	if args == nil {
		return r.ExecInstance(containerName, exec, nil)
	}
	return r.ExecInstance(containerName, exec, &InstanceExecArgs{
		Stdin: args.Stdin, Stdout: args.Stdout, Stderr: args.Stderr, Control: args.Control, DataDone: args.DataDone,
	})
}

// GetContainerFile is GetInstanceFile. GET /1.0/instances/NAME/files?path=…. Blocks until the first byte. Errors:
// *api.StatusError.
func (r *ProtocolLXD) GetContainerFile(containerName string, path string) (io.ReadCloser, *ContainerFileResponse, error) {
	return r.GetInstanceFile(containerName, path)
}

// CreateContainerFile is CreateInstanceFile. POST /1.0/instances/NAME/files?path=…. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateContainerFile(containerName string, path string, args ContainerFileArgs) error {
	return r.CreateInstanceFile(containerName, path, args)
}

// DeleteContainerFile is DeleteInstanceFile. DELETE /1.0/instances/NAME/files?path=…, extension file_delete. Blocks until
// done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteContainerFile(containerName string, path string) error {
	return r.DeleteInstanceFile(containerName, path)
}

// GetContainerSnapshotNames is GetInstanceSnapshotNames. GET /1.0/instances/NAME/snapshots. Blocks until answered. Errors:
// *api.StatusError.
func (r *ProtocolLXD) GetContainerSnapshotNames(containerName string) ([]string, error) {
	return r.GetInstanceSnapshotNames(containerName)
}

// GetContainerSnapshots is GetInstanceSnapshots. GET /1.0/instances/NAME/snapshots?recursion=1. Blocks until answered.
// Errors: *api.StatusError.
func (r *ProtocolLXD) GetContainerSnapshots(containerName string) ([]api.ContainerSnapshot, error) {
	return r.GetInstanceSnapshots(containerName)
}

// GetContainerSnapshot is GetInstanceSnapshot. GET /1.0/instances/NAME/snapshots/SNAPSHOT. Blocks until answered. Errors:
// *api.StatusError.
func (r *ProtocolLXD) GetContainerSnapshot(containerName string, name string) (*api.ContainerSnapshot, string, error) {
	return r.GetInstanceSnapshot(containerName, name)
}

// CreateContainerSnapshot is CreateInstanceSnapshot. POST /1.0/instances/NAME/snapshots. Returns once begun. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateContainerSnapshot(containerName string, snapshot api.ContainerSnapshotsPost) (*Operation, error) {
	return r.CreateInstanceSnapshot(containerName, snapshot)
}

// RenameContainerSnapshot is RenameInstanceSnapshot. POST /1.0/instances/NAME/snapshots/SNAPSHOT. Returns once begun.
// Errors: *api.StatusError.
func (r *ProtocolLXD) RenameContainerSnapshot(containerName string, name string, container api.ContainerSnapshotPost) (*Operation, error) {
	return r.RenameInstanceSnapshot(containerName, name, container)
}

// MigrateContainerSnapshot is MigrateInstanceSnapshot. POST /1.0/instances/NAME/snapshots/SNAPSHOT. Returns once begun.
// Errors: *api.StatusError.
func (r *ProtocolLXD) MigrateContainerSnapshot(containerName string, name string, container api.ContainerSnapshotPost) (*Operation, error) {
	return r.MigrateInstanceSnapshot(containerName, name, container)
}

// DeleteContainerSnapshot is DeleteInstanceSnapshot. DELETE /1.0/instances/NAME/snapshots/SNAPSHOT. Returns once begun.
// Errors: *api.StatusError.
func (r *ProtocolLXD) DeleteContainerSnapshot(containerName string, name string) (*Operation, error) {
	return r.DeleteInstanceSnapshot(containerName, name)
}

// GetContainerState is GetInstanceState. GET /1.0/instances/NAME/state. Blocks until answered. Errors: *api.StatusError.
func (r *ProtocolLXD) GetContainerState(name string) (*api.ContainerState, string, error) {
	return r.GetInstanceState(name)
}

// UpdateContainerState is UpdateInstanceState. PUT /1.0/instances/NAME/state. Returns once begun. Errors: *api.StatusError.
func (r *ProtocolLXD) UpdateContainerState(name string, state api.ContainerStatePut, ETag string) (*Operation, error) {
	return r.UpdateInstanceState(name, state, ETag)
}

// GetContainerLogfiles is GetInstanceLogfiles. GET /1.0/instances/NAME/logs. Blocks until answered. Errors:
// *api.StatusError.
func (r *ProtocolLXD) GetContainerLogfiles(name string) ([]string, error) {
	return r.GetInstanceLogfiles(name)
}

// GetContainerLogfile is GetInstanceLogfile. GET /1.0/instances/NAME/logs/FILE. Blocks until the first byte. Errors:
// *api.StatusError.
func (r *ProtocolLXD) GetContainerLogfile(name string, filename string) (io.ReadCloser, error) {
	return r.GetInstanceLogfile(name, filename)
}

// DeleteContainerLogfile is DeleteInstanceLogfile. DELETE /1.0/instances/NAME/logs/FILE. Blocks until done. Errors:
// *api.StatusError.
func (r *ProtocolLXD) DeleteContainerLogfile(name string, filename string) error {
	return r.DeleteInstanceLogfile(name, filename)
}

// CopyContainer is CopyInstance. POST /1.0/instances. Returns once begun. Errors: as CopyInstance; *MissingExtensionError.
func (r *ProtocolLXD) CopyContainer(source ContainerServer, container api.Container, args *ContainerCopyArgs) (*RemoteOperation, error) {
	copyArgs := &InstanceCopyArgs{}
	if args != nil {
		copyArgs = &InstanceCopyArgs{Name: args.Name, Live: args.Live, InstanceOnly: args.ContainerOnly}
	}
	return r.CopyInstance(source, container, copyArgs)
}

// CopyContainerSnapshot is CopyInstanceSnapshot. The snapshot's name must be "container/snapshot". POST /1.0/instances.
// Returns once begun. Errors: as CopyInstanceSnapshot; *MissingExtensionError.
func (r *ProtocolLXD) CopyContainerSnapshot(source ContainerServer, snapshot api.ContainerSnapshot, args *ContainerSnapshotCopyArgs) (*RemoteOperation, error) {
	name, snap, found := strings.Cut(snapshot.Name, "/")
	if !found {
		return nil, errors.New("a snapshot to copy must be named container/snapshot")
	}
	copyArgs := &InstanceCopyArgs{}
	if args != nil {
		copyArgs.Name = args.Name
	}
	snapshot.Name = snap
	return r.CopyInstanceSnapshot(source, name, snapshot, copyArgs)
}
