package lxd

import "github.com/openlxc/lxc/pkg/api"

// replicators returns the replicators of a project; "" means that of the view.
func (r *ProtocolLXD) replicators(project string) Collection[api.Replicator, api.ReplicatorsPost, api.ReplicatorPut] {
	if project == "" {
		return r.Replicators()
	}
	return r.inProject(project).Replicators()
}

// GetReplicatorNames lists the names of the replicators of the project. GET /1.0/replicators, extension replicators (LXD).
// Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetReplicatorNames() ([]string, error) { return r.Replicators().Names() }

// GetReplicators lists the replicators of a project; project is "" for that of the view. GET /1.0/replicators?recursion=1,
// extension replicators (LXD). Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetReplicators(project string) ([]api.Replicator, error) {
	return r.replicators(project).List()
}

// GetReplicator returns a replicator and its ETag; project is "" for that of the view. GET /1.0/replicators/NAME, extension
// replicators (LXD). Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetReplicator(project, name string) (*api.Replicator, string, error) {
	return r.replicators(project).Get(name)
}

// CreateReplicator creates a replicator; project is "" for that of the view. POST /1.0/replicators, extension replicators
// (LXD). Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateReplicator(project string, post api.ReplicatorsPost) error {
	return r.replicators(project).Create(post)
}

// UpdateReplicator replaces the writable part of a replicator; project is "" for that of the view. A non-empty etag makes it
// fail with api.ErrPrecondition if the object has changed since. PUT /1.0/replicators/NAME, extension replicators (LXD).
// Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateReplicator(project, name string, put api.ReplicatorPut, etag string) error {
	return r.replicators(project).Update(name, put, etag)
}

// RenameReplicator renames a replicator; project is "" for that of the view. POST /1.0/replicators/NAME, extension replicators
// (LXD). Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) RenameReplicator(project, name string, post api.ReplicatorPost) error {
	return r.replicators(project).post(name, post)
}

// DeleteReplicator deletes a replicator; project is "" for that of the view. DELETE /1.0/replicators/NAME, extension
// replicators (LXD). Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteReplicator(project, name string) error {
	return r.replicators(project).Delete(name)
}
