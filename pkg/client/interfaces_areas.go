package lxd

import (
	"io"
	"net"

	"github.com/pkg/sftp"

	"github.com/openlxc/lxc/pkg/api"
)

// NetworkObjects manages objects that belong to networks.
type NetworkObjects interface {
	GetNetworkState(name string) (*api.NetworkState, error)
	GetNetworkLeases(name string) ([]api.NetworkLease, error)
	GetNetworkAllocations() ([]api.NetworkAllocation, error)
	GetNetworkACLLogfile(name string) (io.ReadCloser, error)
	GetNetworkLoadBalancerState(network, address string) (*api.NetworkLoadBalancerState, error)
	NetworkACLs() Collection[api.NetworkACL, api.NetworkACLsPost, api.NetworkACLPut]
	NetworkAddressSets() Collection[api.NetworkAddressSet, api.NetworkAddressSetsPost, api.NetworkAddressSetPut]
	NetworkForwards(network string) Collection[api.NetworkForward, api.NetworkForwardsPost, api.NetworkForwardPut]
	NetworkLoadBalancers(network string) Collection[api.NetworkLoadBalancer, api.NetworkLoadBalancersPost, api.NetworkLoadBalancerPut]
	NetworkLoadBalancerPools(network string) Collection[api.NetworkLoadBalancerPool, api.NetworkLoadBalancerPoolsPost, api.NetworkLoadBalancerPoolPut]
	NetworkPeers(network string) Collection[api.NetworkPeer, api.NetworkPeersPost, api.NetworkPeerPut]
	NetworkZones() Collection[api.NetworkZone, api.NetworkZonesPost, api.NetworkZonePut]
	NetworkZoneRecords(zone string) Collection[api.NetworkZoneRecord, api.NetworkZoneRecordsPost, api.NetworkZoneRecordPut]
	NetworkIntegrations() Collection[api.NetworkIntegration, api.NetworkIntegrationsPost, api.NetworkIntegrationPut]
	GetNetworkACLNames() ([]string, error)
	GetNetworkACLs() ([]api.NetworkACL, error)
	GetNetworkACL(name string) (*api.NetworkACL, string, error)
	CreateNetworkACL(acl api.NetworkACLsPost) error
	UpdateNetworkACL(name string, put api.NetworkACLPut, etag string) error
	RenameNetworkACL(name string, post api.NetworkACLPost) error
	DeleteNetworkACL(name string) error
	GetNetworkAddressSetNames() ([]string, error)
	GetNetworkAddressSets() ([]api.NetworkAddressSet, error)
	GetNetworkAddressSet(name string) (*api.NetworkAddressSet, string, error)
	CreateNetworkAddressSet(set api.NetworkAddressSetsPost) error
	UpdateNetworkAddressSet(name string, put api.NetworkAddressSetPut, etag string) error
	RenameNetworkAddressSet(name string, post api.NetworkAddressSetPost) error
	DeleteNetworkAddressSet(name string) error
	GetNetworkForwardAddresses(network string) ([]string, error)
	GetNetworkForwards(network string) ([]api.NetworkForward, error)
	GetNetworkForward(network string, listenAddress string) (*api.NetworkForward, string, error)
	CreateNetworkForward(network string, forward api.NetworkForwardsPost) error
	UpdateNetworkForward(network string, listenAddress string, put api.NetworkForwardPut, etag string) error
	DeleteNetworkForward(network string, listenAddress string) error
	GetNetworkLoadBalancerAddresses(network string) ([]string, error)
	GetNetworkLoadBalancers(network string) ([]api.NetworkLoadBalancer, error)
	GetNetworkLoadBalancer(network string, listenAddress string) (*api.NetworkLoadBalancer, string, error)
	CreateNetworkLoadBalancer(network string, balancer api.NetworkLoadBalancersPost) error
	UpdateNetworkLoadBalancer(network string, listenAddress string, put api.NetworkLoadBalancerPut, etag string) error
	DeleteNetworkLoadBalancer(network string, listenAddress string) error
	GetNetworkPeerNames(network string) ([]string, error)
	GetNetworkPeers(network string) ([]api.NetworkPeer, error)
	GetNetworkPeer(network string, name string) (*api.NetworkPeer, string, error)
	CreateNetworkPeer(network string, peer api.NetworkPeersPost) error
	UpdateNetworkPeer(network string, name string, put api.NetworkPeerPut, etag string) error
	DeleteNetworkPeer(network string, name string) error
	GetNetworkIntegrationNames() ([]string, error)
	GetNetworkIntegrations() ([]api.NetworkIntegration, error)
	GetNetworkIntegration(name string) (*api.NetworkIntegration, string, error)
	CreateNetworkIntegration(integration api.NetworkIntegrationsPost) error
	UpdateNetworkIntegration(name string, put api.NetworkIntegrationPut, etag string) error
	RenameNetworkIntegration(name string, post api.NetworkIntegrationPost) error
	DeleteNetworkIntegration(name string) error
	GetNetworkZoneNames() ([]string, error)
	GetNetworkZones() ([]api.NetworkZone, error)
	GetNetworkZone(name string) (*api.NetworkZone, string, error)
	CreateNetworkZone(zone api.NetworkZonesPost) error
	UpdateNetworkZone(name string, put api.NetworkZonePut, etag string) error
	DeleteNetworkZone(name string) error
	GetNetworkZoneRecordNames(zone string) ([]string, error)
	GetNetworkZoneRecords(zone string) ([]api.NetworkZoneRecord, error)
	GetNetworkZoneRecord(zone string, name string) (*api.NetworkZoneRecord, string, error)
	CreateNetworkZoneRecord(zone string, record api.NetworkZoneRecordsPost) error
	UpdateNetworkZoneRecord(zone string, name string, put api.NetworkZoneRecordPut, etag string) error
	DeleteNetworkZoneRecord(zone string, name string) error
	GetNetworkACLsAllProjects() ([]api.NetworkACL, error)
	GetNetworkAddressSetsAllProjects() ([]api.NetworkAddressSet, error)
	GetNetworkAllocationsAllProjects() ([]api.NetworkAllocations, error)
	GetNetworkZonesAllProjects() ([]api.NetworkZone, error)
	CreateNetworkLoadBalancerPool(network string, post api.NetworkLoadBalancerPoolsPost) (*Operation, error)
	DeleteNetworkLoadBalancerPool(network, name string) (*Operation, error)
	GetNetworkLoadBalancerPool(network, name string) (*api.NetworkLoadBalancerPool, string, error)
	GetNetworkLoadBalancerPools(network string) ([]api.NetworkLoadBalancerPool, error)
	UpdateNetworkLoadBalancerPool(network, name string, put api.NetworkLoadBalancerPoolPut, etag string) (*Operation, error)
}

// Projects manages the projects of a server (extension projects).
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
	GetProjectsWithFilter(filters []string) ([]api.Project, error)
	UpdateProjectState(name string, state api.ProjectStatePut, force bool) (*Operation, error)
}

// Cluster manages a cluster with its members, groups, links, placement groups and replicators.
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
	DeletePendingClusterMember(name string, force bool) error
	GetClusterMembersWithFilter(filters []string) ([]api.ClusterMember, error)
	CreateIdentityClusterLinkToken(post api.ClusterLinksPost) (*api.CertificateAddToken, error)
	CreatePlacementGroup(post api.PlacementGroupsPost) error
	CreateReplicator(project string, post api.ReplicatorsPost) error
	DeleteClusterLink(name string) error
	DeletePlacementGroup(name string) error
	DeleteReplicator(project, name string) error
	GetClusterLink(name string) (*api.ClusterLink, string, error)
	GetClusterLinkNames() ([]string, error)
	GetClusterLinks() ([]api.ClusterLink, error)
	GetPlacementGroup(name string) (*api.PlacementGroup, string, error)
	GetPlacementGroupNames() ([]string, error)
	GetPlacementGroupNamesAllProjects() (map[string][]string, error)
	GetPlacementGroups() ([]api.PlacementGroup, error)
	GetPlacementGroupsAllProjects() ([]api.PlacementGroup, error)
	GetReplicator(project, name string) (*api.Replicator, string, error)
	GetReplicatorNames() ([]string, error)
	GetReplicators(project string) ([]api.Replicator, error)
	RenameClusterLink(name string, post api.ClusterLinkPost) error
	RenamePlacementGroup(name string, post api.PlacementGroupPost) error
	RenameReplicator(project, name string, post api.ReplicatorPost) error
	UpdateClusterLink(name string, put api.ClusterLinkPut, etag string) error
	UpdatePlacementGroup(name string, put api.PlacementGroupPut, etag string) error
	UpdateReplicator(project, name string, put api.ReplicatorPut, etag string) error
}

// Auth manages identities and permissions (LXD 5.21 and later).
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
	CreateAuthGroup(post api.AuthGroupsPost) error
	CreateIdentityBearer(post api.IdentitiesBearerPost) error
	CreateIdentityProviderGroup(post api.IdentityProviderGroupsPost) error
	CreateIdentityTLS(post api.IdentitiesTLSPost) error
	DeleteAuthGroup(name string) error
	DeleteIdentity(method, name string) error
	DeleteIdentityProviderGroup(name string) error
	DeleteOIDCSession(uuid string) error
	GetAuthGroup(name string) (*api.AuthGroup, string, error)
	GetAuthGroupNames() ([]string, error)
	GetAuthGroups() ([]api.AuthGroup, error)
	GetCurrentIdentityInfo() (*api.IdentityInfo, string, error)
	GetIdentities() ([]api.Identity, error)
	GetIdentitiesByAuthenticationMethod(method string) ([]api.Identity, error)
	GetIdentity(method, name string) (*api.Identity, string, error)
	GetIdentityAuthenticationMethodsIdentifiers() (map[string][]string, error)
	GetIdentityIdentifiersByAuthenticationMethod(method string) ([]string, error)
	GetIdentityProviderGroup(name string) (*api.IdentityProviderGroup, string, error)
	GetIdentityProviderGroupNames() ([]string, error)
	GetIdentityProviderGroups() ([]api.IdentityProviderGroup, error)
	GetOIDCSession(uuid string) (*api.OIDCSession, error)
	GetOIDCSessionUUIDs() ([]string, error)
	GetOIDCSessionUUIDsByEmail(email string) ([]string, error)
	GetOIDCSessions() ([]api.OIDCSession, error)
	GetOIDCSessionsByEmail(email string) ([]api.OIDCSession, error)
	GetPermissionsInfo(args GetPermissionsArgs) ([]api.PermissionInfo, error)
	IssueBearerIdentityToken(name string, post api.IdentityBearerTokenPost) (*api.IdentityBearerToken, error)
	RenameAuthGroup(name string, post api.AuthGroupPost) error
	RenameIdentityProviderGroup(name string, post api.IdentityProviderGroupPost) error
	RevokeBearerIdentityToken(name string) error
	UpdateAuthGroup(name string, put api.AuthGroupPut, etag string) error
	UpdateIdentity(method, name string, put api.IdentityPut, etag string) error
	UpdateIdentityProviderGroup(name string, put api.IdentityProviderGroupPut, etag string) error
}

// StorageObjects manages objects that belong to storage pools.
type StorageObjects interface {
	GetStoragePoolResources(name string) (*api.ResourcesStoragePool, error)
	GetVolumeURLs(pool, volType string) ([]string, error)
	GetStoragePoolVolumeState(pool, volType, name string) (*api.StorageVolumeState, error)
	CreateStoragePoolVolumeOp(pool string, volume api.StorageVolumesPost) (*Operation, error)
	AdaptVolumeConfig(source InstanceServer, config map[string]string) (AdaptedConfig, error)
	CopyStoragePoolVolume(pool string, source InstanceServer, fromPool string, volume api.StorageVolume, args *StoragePoolVolumeCopyArgs) (*RemoteOperation, error)
	PostStoragePoolVolume(pool, volType, name string, post api.StorageVolumePost) (*Operation, error)
	RebuildStoragePoolVolume(pool, volType, name string) error
	StoragePoolVolumeSnapshots(pool, volType, volume string) Collection[api.StorageVolumeSnapshot, api.StorageVolumeSnapshotsPost, api.StorageVolumeSnapshotPut]
	StoragePoolVolumeBitmaps(pool, volType, volume string) Collection[api.StorageVolumeBitmap, api.StorageVolumeBitmapsPost, struct{}]
	GetStoragePoolVolumeSFTPConn(pool, volType, volume string) (net.Conn, error)
	GetStoragePoolVolumeNBDConn(pool, volType, volume string, writable bool) (net.Conn, error)
	StoragePoolBuckets(pool string) Collection[api.StorageBucket, api.StorageBucketsPost, api.StorageBucketPut]
	CreateStoragePoolBucket(pool string, bucket api.StorageBucketsPost) (*api.StorageBucketKey, error)
	StoragePoolBucketKeys(pool, bucket string) Collection[api.StorageBucketKey, api.StorageBucketKeysPost, api.StorageBucketKeyPut]
	CreateStoragePoolBucketKey(pool, bucket string, key api.StorageBucketKeysPost) (*api.StorageBucketKey, error)
	GetStoragePoolBucketNames(pool string) ([]string, error)
	GetStoragePoolBuckets(pool string) ([]api.StorageBucket, error)
	GetStoragePoolBucket(pool string, name string) (*api.StorageBucket, string, error)
	UpdateStoragePoolBucket(pool string, name string, put api.StorageBucketPut, etag string) error
	DeleteStoragePoolBucket(pool string, name string) error
	GetStoragePoolBucketKeyNames(pool, bucket string) ([]string, error)
	GetStoragePoolBucketKeys(pool, bucket string) ([]api.StorageBucketKey, error)
	GetStoragePoolBucketKey(pool, bucket string, name string) (*api.StorageBucketKey, string, error)
	UpdateStoragePoolBucketKey(pool, bucket string, name string, put api.StorageBucketKeyPut, etag string) error
	DeleteStoragePoolBucketKey(pool, bucket string, name string) error
	GetStoragePoolVolumeSnapshotNames(pool, volType, volume string) ([]string, error)
	GetStoragePoolVolumeSnapshots(pool, volType, volume string) ([]api.StorageVolumeSnapshot, error)
	GetStoragePoolVolumeSnapshot(pool, volType, volume, name string) (*api.StorageVolumeSnapshot, string, error)
	CreateStoragePoolVolumeSnapshot(pool, volType, volume string, snapshot api.StorageVolumeSnapshotsPost) (*Operation, error)
	UpdateStoragePoolVolumeSnapshot(pool, volType, volume, name string, put api.StorageVolumeSnapshotPut, etag string) error
	RenameStoragePoolVolumeSnapshot(pool, volType, volume, name string, snapshot api.StorageVolumeSnapshotPost) (*Operation, error)
	DeleteStoragePoolVolumeSnapshot(pool, volType, volume, name string) (*Operation, error)
	GetStoragePoolVolumesWithFilter(pool string, filters []string) ([]api.StorageVolume, error)
	GetStoragePoolVolumesAllProjects(pool string) ([]api.StorageVolume, error)
	GetStoragePoolVolumesWithFilterAllProjects(pool string, filters []string) ([]api.StorageVolume, error)
	MoveStoragePoolVolume(pool string, source InstanceServer, sourcePool string, volume api.StorageVolume, args *StoragePoolVolumeMoveArgs) (*RemoteOperation, error)
	RenameStoragePoolVolume(pool, volType, name string, volume api.StorageVolumePost) error
	MigrateStoragePoolVolume(pool string, volume api.StorageVolumePost) (*Operation, error)
	GetStoragePoolVolumeBackupNames(pool, volume string) ([]string, error)
	GetStoragePoolVolumeBackup(pool, volume, name string) (*api.StoragePoolVolumeBackup, string, error)
	CreateStoragePoolVolumeBackup(pool, volume string, backup api.StoragePoolVolumeBackupsPost) (*Operation, error)
	RenameStoragePoolVolumeBackup(pool, volume, name string, backup api.StoragePoolVolumeBackupPost) (*Operation, error)
	DeleteStoragePoolVolumeBackup(pool, volume, name string) (*Operation, error)
	GetStoragePoolVolumeBackupFile(pool, volume, name string, req *BackupFileRequest) (*BackupFileResponse, error)
	CreateStoragePoolVolumeFromBackup(pool string, args StoragePoolVolumeBackupArgs) (*Operation, error)
	CreateStoragePoolVolumeFromISO(pool string, args StoragePoolVolumeBackupArgs) (*Operation, error)
	GetStorageVolumeBackupNames(pool, volume string) ([]string, error)
	GetStorageVolumeBackups(pool, volume string) ([]api.StorageVolumeBackup, error)
	GetStorageVolumeBackup(pool, volume, name string) (*api.StorageVolumeBackup, string, error)
	CreateStorageVolumeBackup(pool, volume string, backup api.StorageVolumeBackupsPost) (*Operation, error)
	RenameStorageVolumeBackup(pool, volume, name string, backup api.StorageVolumeBackupPost) (*Operation, error)
	DeleteStorageVolumeBackup(pool, volume, name string) (*Operation, error)
	GetStorageVolumeBackupFile(pool, volume, name string, req *BackupFileRequest) (*BackupFileResponse, error)
	CreateStoragePoolBucketBackup(pool, bucket string, backup api.StorageBucketBackupsPost) (*Operation, error)
	CreateStoragePoolBucketBackupStream(pool, bucket string, backup api.StorageBucketBackupsPost, req *BackupFileRequest) error
	CreateStoragePoolBucketFromBackup(pool string, args StoragePoolBucketBackupArgs) (*Operation, error)
	CreateStoragePoolVolumeFromMigration(pool string, volume api.StorageVolumesPost) (*Operation, error)
	CreateStorageVolumeBackupStream(pool, volume string, backup api.StorageVolumeBackupsPost, req *BackupFileRequest) error
	CreateStorageVolumeBitmap(pool, volType, volume string, bitmap api.StorageVolumeBitmapsPost) error
	CreateStorageVolumeFile(pool, volType, volume, path string, args InstanceFileArgs) error
	DeleteStoragePoolBucketBackup(pool, bucket, name string) (*Operation, error)
	DeleteStorageVolumeBitmap(pool, volType, volume, name string) error
	DeleteStorageVolumeFile(pool, volType, volume, path string) error
	GetStoragePoolBucketBackupFile(pool, bucket, name string, req *BackupFileRequest) (*BackupFileResponse, error)
	GetStoragePoolBucketFull(pool, name string) (*api.StorageBucketFull, string, error)
	GetStoragePoolBucketsAllProjects(pool string) ([]api.StorageBucket, error)
	GetStoragePoolBucketsFull(pool string) ([]api.StorageBucketFull, error)
	GetStoragePoolBucketsFullAllProjects(pool string) ([]api.StorageBucketFull, error)
	GetStoragePoolBucketsFullWithFilter(pool string, filters []string) ([]api.StorageBucketFull, error)
	GetStoragePoolBucketsFullWithFilterAllProjects(pool string, filters []string) ([]api.StorageBucketFull, error)
	GetStoragePoolBucketsWithFilter(pool string, filters []string) ([]api.StorageBucket, error)
	GetStoragePoolBucketsWithFilterAllProjects(pool string, filters []string) ([]api.StorageBucket, error)
	GetStoragePoolVolumeBlockNBDConn(pool, volType, volume string, post StorageVolumeNBDPost) (net.Conn, error)
	GetStoragePoolVolumeFileSFTP(pool, volType, volume string) (*sftp.Client, error)
	GetStoragePoolVolumeFileSFTPConn(pool, volType, volume string) (net.Conn, error)
	GetStoragePoolVolumeFull(pool, volType, name string) (*api.StorageVolumeFull, string, error)
	GetStoragePoolVolumeNamesAllProjects(pool string) (map[string][]string, error)
	GetStoragePoolVolumesFull(pool string) ([]api.StorageVolumeFull, error)
	GetStoragePoolVolumesFullAllProjects(pool string) ([]api.StorageVolumeFull, error)
	GetStoragePoolVolumesFullWithFilter(pool string, filters []string) ([]api.StorageVolumeFull, error)
	GetStoragePoolVolumesFullWithFilterAllProjects(pool string, filters []string) ([]api.StorageVolumeFull, error)
	GetStorageVolumeBitmap(pool, volType, volume, name string) (*api.StorageVolumeBitmap, error)
	GetStorageVolumeBitmapNames(pool, volType, volume string) ([]string, error)
	GetStorageVolumeBitmaps(pool, volType, volume string) ([]api.StorageVolumeBitmap, error)
	GetStorageVolumeFile(pool, volType, volume, path string) (io.ReadCloser, *InstanceFileResponse, error)
	CreateStoragePoolVolumeFromTarball(pool string, args StoragePoolVolumeBackupArgs) (*Operation, error)
	GetVolumesWithFilter(filters []string) ([]api.StorageVolume, error)
	GetVolumesWithFilterAllProjects(filters []string) ([]api.StorageVolume, error)
}
