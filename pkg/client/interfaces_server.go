package lxd

import "github.com/openlxc/lxc/pkg/api"

// Projects are the projects of a server (extension projects).
type Projects interface {
	GetProjectNames() ([]string, error)
	GetProjects() ([]api.Project, error)
	GetProject(name string) (*api.Project, string, error)
	CreateProject(project api.ProjectsPost) error
	UpdateProject(name string, project api.ProjectPut, etag string) error
	RenameProject(name string, project api.ProjectPost) (*Operation, error)
	DeleteProject(name string) error
	DeleteProjectForce(name string) error
	UpdateProjectReplica(name, mode string, force bool) error
	GetProjectState(name string) (*api.ProjectState, error)
	GetProjectAccess(name string) ([]api.AccessEntry, error)
}

// Cluster is a cluster with its members, groups, links and what is placed or copied by it.
type Cluster interface {
	GetCluster() (*api.Cluster, string, error)
	UpdateCluster(cluster api.ClusterPut, etag string) (*Operation, error)
	UpdateClusterCertificate(put api.ClusterCertificatePut, etag string) error
	ClusterMembers() Collection[api.ClusterMember, api.ClusterMembersPost, api.ClusterMemberPut]
	CreateClusterMember(post api.ClusterMembersPost) (*Operation, error)
	RenameClusterMember(name string, member api.ClusterMemberPost) error
	DeleteClusterMember(name string, force bool) error
	GetClusterMemberState(name string) (*api.ClusterMemberState, string, error)
	UpdateClusterMemberState(name string, post api.ClusterMemberStatePost) (*Operation, error)
	ClusterGroups() Collection[api.ClusterGroup, api.ClusterGroupsPost, api.ClusterGroupPut]
	ClusterLinks() Collection[api.ClusterLink, api.ClusterLinksPost, api.ClusterLinkPut]
	CreateClusterLink(post api.ClusterLinksPost) (*api.CertificateAddToken, error)
	GetClusterLinkState(name string) (map[string]any, error)
	PlacementGroups() Collection[api.PlacementGroup, api.PlacementGroupsPost, api.PlacementGroupPut]
	Replicators() Collection[api.Replicator, api.ReplicatorsPost, api.ReplicatorPut]
	GetReplicatorState(name string) (map[string]any, error)
	RunReplicator(name string, restore bool) (*Operation, error)
	GetClusterMemberNames() ([]string, error)
	GetClusterMembers() ([]api.ClusterMember, error)
	GetClusterMember(name string) (*api.ClusterMember, string, error)
	UpdateClusterMember(name string, put api.ClusterMemberPut, etag string) error
	GetClusterGroupNames() ([]string, error)
	GetClusterGroups() ([]api.ClusterGroup, error)
	GetClusterGroup(name string) (*api.ClusterGroup, string, error)
	CreateClusterGroup(group api.ClusterGroupsPost) error
	UpdateClusterGroup(name string, put api.ClusterGroupPut, etag string) error
	RenameClusterGroup(name string, post api.ClusterGroupPost) error
	DeleteClusterGroup(name string) error
}

// Auth is who may do what (LXD from 5.21 on).
type Auth interface {
	AuthGroups() Collection[api.AuthGroup, api.AuthGroupsPost, api.AuthGroupPut]
	IdentityProviderGroups() Collection[api.IdentityProviderGroup, api.IdentityProviderGroupsPost, api.IdentityProviderGroupPut]
	Identities(method string) Collection[api.Identity, api.IdentitiesPost, api.IdentityPut]
	CreateIdentity(method string, post api.IdentitiesPost) (*api.CertificateAddToken, error)
	GetCurrentIdentity() (*api.IdentityInfo, error)
	IssueIdentityToken(name, expiry string) (string, error)
	RevokeIdentityToken(name string) error
	GetPermissions(project, entityType string) ([]api.PermissionInfo, error)
	OIDCSessions() Collection[api.OIDCSession, struct{}, struct{}]
}
