package lxd

import (
	"net/http"
	"net/url"

	"github.com/openlxc/lxc/pkg/api"
)

// GetProfileNames lists the names of the profiles. GET /1.0/profiles. Blocks until answered. Errors: *api.StatusError.
func (r *ProtocolLXD) GetProfileNames() ([]string, error) { return profiles.on(r).Names() }

// GetProfiles lists the profiles. GET /1.0/profiles?recursion=1. Blocks until answered. Errors: *api.StatusError.
func (r *ProtocolLXD) GetProfiles() ([]api.Profile, error) { return profiles.on(r).List() }

// GetProfile returns a profile. GET /1.0/profiles/NAME. Blocks until answered. Errors: *api.StatusError.
func (r *ProtocolLXD) GetProfile(name string) (*api.Profile, string, error) {
	return profiles.on(r).Get(name)
}

// CreateProfile creates a profile. POST /1.0/profiles. Blocks until done. Errors: *api.StatusError.
func (r *ProtocolLXD) CreateProfile(profile api.ProfilesPost) error {
	return profiles.on(r).Create(profile)
}

// UpdateProfile replaces the writable part of a profile. PUT /1.0/profiles/NAME. Blocks until done. Errors:
// *api.StatusError.
func (r *ProtocolLXD) UpdateProfile(name string, profile api.ProfilePut, etag string) error {
	return profiles.on(r).Update(name, profile, etag)
}

// RenameProfile renames a profile. POST /1.0/profiles/NAME. Blocks until done. Errors: *api.StatusError.
func (r *ProtocolLXD) RenameProfile(name string, profile api.ProfilePost) error {
	return profiles.on(r).post(name, profile)
}

// DeleteProfile deletes a profile. DELETE /1.0/profiles/NAME. Blocks until done. Errors: *api.StatusError.
func (r *ProtocolLXD) DeleteProfile(name string) error { return profiles.on(r).Delete(name) }

// GetProjectNames lists the names of the projects. GET /1.0/projects, extension projects. Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetProjectNames() ([]string, error) { return projects.on(r).Names() }

// GetProjects lists the projects visible to the client. GET /1.0/projects?recursion=1, extension projects. Blocks until
// answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetProjects() ([]api.Project, error) { return projects.on(r).List() }

// GetProject returns a project. GET /1.0/projects/NAME, extension projects. Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetProject(name string) (*api.Project, string, error) {
	return projects.on(r.view(func(s *scope) { s.project = "" })).Get(name)
}

// CreateProject creates a project. POST /1.0/projects, extension projects. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateProject(project api.ProjectsPost) error {
	return projects.on(r).Create(project)
}

// DeleteProject deletes an empty project. DELETE /1.0/projects/NAME, extension projects. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteProject(name string) error { return projects.on(r).Delete(name) }

// UpdateProject replaces the writable part of a project. PUT /1.0/projects/NAME, extension projects. Blocks until done.
// Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateProject(name string, project api.ProjectPut, etag string) error {
	return projects.on(r).Update(name, project, etag)
}

// RenameProject renames an empty project. POST /1.0/projects/NAME, extension projects. Returns once begun. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) RenameProject(name string, project api.ProjectPost) (*Operation, error) {
	return r.async(request{method: http.MethodPost, path: projects.at(name), body: project, needs: needs{"projects"}})
}

// DeleteProjectForce deletes a project and everything in it. DELETE /1.0/projects/NAME?force=1, extension
// projects_force_delete. Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteProjectForce(name string) error {
	return r.change(request{method: http.MethodDelete, path: projects.at(name), query: url.Values{"force": {"1"}}, needs: needs{"projects_force_delete"}})
}

// GetProjectState returns the resource usage and limits of a project. GET /1.0/projects/NAME/state, extension project_usage.
// Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetProjectState(name string) (*api.ProjectState, error) {
	return read[*api.ProjectState](r, request{path: route("projects", name, "state"), needs: needs{"project_usage"}})
}

// GetProjectAccess lists who has access to a project. GET /1.0/projects/NAME/access, extension project_access (Incus). Blocks
// until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetProjectAccess(name string) ([]api.AccessEntry, error) {
	return read[[]api.AccessEntry](r, request{path: route("projects", name, "access"), needs: needs{"project_access"}})
}

// UpdateProjectReplica makes a project the leader or the standby of a replicated pair; mode is "leader" or "standby". PUT
// /1.0/projects/NAME/state, extension project_replica_mode (LXD). Blocks until done. Errors: *MissingExtensionError,
// *api.StatusError.
func (r *ProtocolLXD) UpdateProjectReplica(name, mode string, force bool) error {
	op, err := r.UpdateProjectState(name, api.ProjectStatePut{ReplicaMode: mode}, force)
	if err != nil {
		return err
	}
	return op.Wait()
}

// GetProfilesWithFilter lists the profiles that match all filters, "key=value" each. GET /1.0/profiles?filter=…&recursion=1,
// extension api_filtering_extended (Incus). Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetProfilesWithFilter(filters []string) ([]api.Profile, error) {
	return profiles.on(r).withFilter(filters)
}

// GetProfilesAllProjects lists the profiles of all projects. GET /1.0/profiles?all-projects=true&recursion=1, extension
// profiles_all_projects. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetProfilesAllProjects() ([]api.Profile, error) {
	return r.GetProfilesAllProjectsWithFilter(nil)
}

// GetProfilesAllProjectsWithFilter is GetProfilesAllProjects for those that match all filters. GET /1.0/profiles, extensions
// profiles_all_projects and api_filtering_extended (Incus). Blocks until answered. Errors: *MissingExtensionError,
// *api.StatusError.
func (r *ProtocolLXD) GetProfilesAllProjectsWithFilter(filters []string) ([]api.Profile, error) {
	return profiles.on(r).everywhere("profiles_all_projects", filters)
}

// GetProjectsWithFilter lists the projects that match all filters, "key=value" each. GET /1.0/projects?filter=…&recursion=1,
// extensions projects and api_filtering_extended (Incus). Blocks until answered. Errors: *MissingExtensionError,
// *api.StatusError.
func (r *ProtocolLXD) GetProjectsWithFilter(filters []string) ([]api.Project, error) {
	return projects.on(r).withFilter(filters)
}

// UpdateProjectState makes a project the leader or the standby of a replicated pair; force skips the checks of the server. PUT
// /1.0/projects/NAME/state, extension project_replica_mode (LXD). Returns once begun. Errors: *MissingExtensionError,
// *api.StatusError.
func (r *ProtocolLXD) UpdateProjectState(name string, state api.ProjectStatePut, force bool) (*Operation, error) {
	q := request{method: http.MethodPut, path: projects.at(name, "state"), body: state, needs: needs{"project_replica_mode"}}
	if force {
		q.query = url.Values{"force": {"1"}}
	}
	return r.async(q)
}
