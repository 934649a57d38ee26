package lxd

import (
	"io"
	"net"

	"github.com/openlxc/lxc/pkg/api"
)

// InstanceExtras are what newer servers add to instances: metadata and templates, firmware variables, debugging, raw disks
// and ports.
type InstanceExtras interface {
	ForceDeleteInstance(name string) (*Operation, error)
	DeleteInstanceSnapshotVolumes(instance, name, volumes string) (*Operation, error)
	UpdateInstances(state api.InstanceStatePut) (*Operation, error)
	GetInstanceMetadata(name string) (*api.ImageMetadata, string, error)
	UpdateInstanceMetadata(name string, metadata api.ImageMetadata, etag string) error
	GetInstanceTemplateFiles(name string) ([]string, error)
	GetInstanceTemplateFile(name, template string) (io.ReadCloser, error)
	CreateInstanceTemplateFile(name, template string, content io.Reader) error
	DeleteInstanceTemplateFile(name, template string) error
	DeleteInstanceConsoleLog(name string) error
	GetInstanceScreenshot(name string) (io.ReadCloser, error)
	GetInstanceUEFIVars(name string) (*api.InstanceUEFIVars, string, error)
	UpdateInstanceUEFIVars(name string, vars api.InstanceUEFIVars, etag string) error
	GetInstanceNVRAM(name, guid string) (any, error)
	GetInstanceNVRAMVariable(name, guid, variable string) (data io.ReadCloser, attributes, timestamp string, err error)
	UpdateInstanceNVRAMVariable(name, guid, variable string, data io.Reader, attributes, timestamp string) error
	DeleteInstanceNVRAMVariable(name, guid, variable string) error
	GetInstanceMemory(name, format string) (io.ReadCloser, error)
	RepairInstance(name, action string) error
	CreateInstanceBitmap(name string, post api.StorageVolumeBitmapsPost) error
	GetInstanceNBDConn(name string) (net.Conn, error)
	ForwardInstancePort(name, address string, port int) (net.Conn, error)
}

// Backups are made of instances, custom volumes and buckets.
type Backups interface {
	GetBackupNames(of Owner) ([]string, error)
	GetInstanceBackups(name string) ([]api.InstanceBackup, error)
	GetStoragePoolVolumeBackups(pool, volume string) ([]api.StorageVolumeBackup, error)
	CreateBackup(of Owner, post api.BackupsPost) (*Operation, error)
	GetBackupFile(of Owner, backup string, offset int64) (body io.ReadCloser, size, from int64, err error)
	StreamBackup(of Owner, post api.BackupsPost) (io.ReadCloser, error)
	DeleteBackup(of Owner, backup string) error
	ImportInstance(backup io.Reader, args BackupImportArgs) (*Operation, error)
	ImportVolume(pool string, backup io.Reader, args BackupImportArgs) (*Operation, error)
	ImportBucket(pool string, backup io.Reader, args BackupImportArgs) (*Operation, error)
}

// Projects are the projects of a server (extension projects).
type Projects interface {
	GetProjectNames() ([]string, error)
	GetProjects() ([]api.Project, error)
	GetProject(name string) (*api.Project, string, error)
	CreateProject(project api.ProjectsPost) error
	UpdateProject(name string, project api.ProjectPut, etag string) error
	RenameProject(name string, project api.ProjectPost) error
	DeleteProject(name string) error
	DeleteProjectForce(name string) error
	UpdateProjectReplica(name, mode string, force bool) error
	GetProjectState(name string) (*api.ProjectState, error)
	GetProjectAccess(name string) ([]api.AccessEntry, error)
}

// NetworkObjects are what belongs to networks.
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
}

// StorageObjects are what belongs to storage pools.
type StorageObjects interface {
	GetStoragePoolResources(name string) (*api.ResourcesStoragePool, error)
	GetVolumeURLs(pool, volType string) ([]string, error)
	GetStoragePoolVolumeState(pool, volType, name string) (*api.StorageVolumeState, error)
	CreateStoragePoolVolumeOp(pool string, volume api.StorageVolumesPost) (*Operation, error)
	CopyStoragePoolVolume(pool string, source InstanceServer, fromPool string, volume api.StorageVolume, args *VolumeCopyArgs) (*RemoteOperation, error)
	MoveStoragePoolVolume(pool, volType, name string, post api.StorageVolumePost) (*Operation, error)
	RebuildStoragePoolVolume(pool, volType, name string) error
	StoragePoolVolumeSnapshots(pool, volType, volume string) Collection[api.StorageVolumeSnapshot, api.StorageVolumeSnapshotsPost, api.StorageVolumeSnapshotPut]
	StoragePoolVolumeBitmaps(pool, volType, volume string) Collection[api.StorageVolumeBitmap, api.StorageVolumeBitmapsPost, struct{}]
	GetStoragePoolVolumeSFTPConn(pool, volType, volume string) (net.Conn, error)
	GetStoragePoolVolumeNBDConn(pool, volType, volume string, writable bool) (net.Conn, error)
	StoragePoolBuckets(pool string) Collection[api.StorageBucket, api.StorageBucketsPost, api.StorageBucketPut]
	CreateStoragePoolBucket(pool string, bucket api.StorageBucketsPost) (*api.StorageBucketKey, error)
	StoragePoolBucketKeys(pool, bucket string) Collection[api.StorageBucketKey, api.StorageBucketKeysPost, api.StorageBucketKeyPut]
	CreateStoragePoolBucketKey(pool, bucket string, key api.StorageBucketKeysPost) (*api.StorageBucketKey, error)
}

// Cluster is a cluster with its members, groups, links and what is placed or copied by it.
type Cluster interface {
	GetCluster() (*api.Cluster, string, error)
	UpdateCluster(cluster api.ClusterPut, etag string) (*Operation, error)
	UpdateClusterCertificate(put api.ClusterCertificatePut, etag string) error
	ClusterMembers() Collection[api.ClusterMember, api.ClusterMembersPost, api.ClusterMemberPut]
	CreateClusterMember(post api.ClusterMembersPost) (*Operation, error)
	RenameClusterMember(name, to string) error
	DeleteClusterMember(name string, force bool) error
	GetClusterMemberState(name string) (*api.ClusterMemberState, error)
	UpdateClusterMemberState(name string, post api.ClusterMemberStatePost) (*Operation, error)
	ClusterGroups() Collection[api.ClusterGroup, api.ClusterGroupsPost, api.ClusterGroupPut]
	ClusterLinks() Collection[api.ClusterLink, api.ClusterLinksPost, api.ClusterLinkPut]
	CreateClusterLink(post api.ClusterLinksPost) (*api.CertificateAddToken, error)
	GetClusterLinkState(name string) (map[string]any, error)
	PlacementGroups() Collection[api.PlacementGroup, api.PlacementGroupsPost, api.PlacementGroupPut]
	Replicators() Collection[api.Replicator, api.ReplicatorsPost, api.ReplicatorPut]
	GetReplicatorState(name string) (map[string]any, error)
	RunReplicator(name string, restore bool) (*Operation, error)
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
