package lxd

import (
	"context"
	"io"
	"net"
	"net/http"

	"github.com/gorilla/websocket"
	"github.com/pkg/sftp"

	"github.com/openlxc/lxc/pkg/api"
)

// Server is any server that can be connected to.
type Server interface {
	GetConnectionInfo() (info *ConnectionInfo, err error)
	GetHTTPClient() (client *http.Client, err error)
	DoHTTP(req *http.Request) (resp *http.Response, err error)
	Disconnect()
}

// ImageServer is a read-only image server: simplestreams, or the public side of an API server.
type ImageServer interface {
	Server

	GetImages() (images []api.Image, err error)
	GetImageFingerprints() (fingerprints []string, err error)
	GetImage(fingerprint string) (image *api.Image, ETag string, err error)
	GetImageFile(fingerprint string, req ImageFileRequest) (resp *ImageFileResponse, err error)
	GetImageSecret(fingerprint string) (secret string, err error)
	GetPrivateImage(fingerprint string, secret string) (image *api.Image, ETag string, err error)
	GetPrivateImageFile(fingerprint string, secret string, req ImageFileRequest) (resp *ImageFileResponse, err error)
	GetImageAliases() (aliases []api.ImageAliasesEntry, err error)
	GetImageAliasNames() (names []string, err error)
	GetImageAlias(name string) (alias *api.ImageAliasesEntry, ETag string, err error)
	GetImageAliasType(imageType string, name string) (alias *api.ImageAliasesEntry, ETag string, err error)
	GetImageAliasArchitectures(imageType string, name string) (entries map[string]*api.ImageAliasesEntry, err error)
	GetImagesWithFilter(filters []string) (images []api.Image, err error)
	ExportImage(fingerprint string, image api.ImageExportPost) (op *Operation, err error)
	GetImagesAllProjects() ([]api.Image, error)
	GetImagesAllProjectsWithFilter(filters []string) ([]api.Image, error)
}

// Configuration has the settings and extensions of the server.
type Configuration interface {
	GetServer() (server *api.Server, ETag string, err error)
	UpdateServer(server api.ServerPut, ETag string) (err error)
	HasExtension(extension string) bool
}

// Certificates manages the trust store.
type Certificates interface {
	GetCertificateFingerprints() (fingerprints []string, err error)
	GetCertificates() (certificates []api.Certificate, err error)
	GetCertificate(fingerprint string) (certificate *api.Certificate, ETag string, err error)
	CreateCertificate(certificate api.CertificatesPost) (err error)
	UpdateCertificate(fingerprint string, certificate api.CertificatePut, ETag string) (err error)
	DeleteCertificate(fingerprint string) (err error)
	GetCertificatesWithFilter(filters []string) ([]api.Certificate, error)
}

// Containers has the container methods as published in 2017.
type Containers interface {
	GetContainerNames() (names []string, err error)
	GetContainers() (containers []api.Container, err error)
	GetContainer(name string) (container *api.Container, ETag string, err error)
	CreateContainer(container api.ContainersPost) (op *Operation, err error)
	CreateContainerFromImage(source ImageServer, image api.Image, imgcontainer api.ContainersPost) (op *RemoteOperation, err error)
	CopyContainer(source ContainerServer, container api.Container, args *ContainerCopyArgs) (op *RemoteOperation, err error)
	UpdateContainer(name string, container api.ContainerPut, ETag string) (op *Operation, err error)
	RenameContainer(name string, container api.ContainerPost) (op *Operation, err error)
	MigrateContainer(name string, container api.ContainerPost) (op *Operation, err error)
	DeleteContainer(name string) (op *Operation, err error)
	ExecContainer(containerName string, exec api.ContainerExecPost, args *ContainerExecArgs) (*Operation, error)
	GetContainerFile(containerName string, path string) (content io.ReadCloser, resp *ContainerFileResponse, err error)
	CreateContainerFile(containerName string, path string, args ContainerFileArgs) (err error)
	DeleteContainerFile(containerName string, path string) (err error)
	GetContainerSnapshotNames(containerName string) (names []string, err error)
	GetContainerSnapshots(containerName string) (snapshots []api.ContainerSnapshot, err error)
	GetContainerSnapshot(containerName string, name string) (snapshot *api.ContainerSnapshot, ETag string, err error)
	CreateContainerSnapshot(containerName string, snapshot api.ContainerSnapshotsPost) (op *Operation, err error)
	CopyContainerSnapshot(source ContainerServer, snapshot api.ContainerSnapshot, args *ContainerSnapshotCopyArgs) (op *RemoteOperation, err error)
	RenameContainerSnapshot(containerName string, name string, container api.ContainerSnapshotPost) (op *Operation, err error)
	MigrateContainerSnapshot(containerName string, name string, container api.ContainerSnapshotPost) (op *Operation, err error)
	DeleteContainerSnapshot(containerName string, name string) (op *Operation, err error)
	GetContainerState(name string) (state *api.ContainerState, ETag string, err error)
	UpdateContainerState(name string, state api.ContainerStatePut, ETag string) (op *Operation, err error)
	GetContainerLogfiles(name string) (logfiles []string, err error)
	GetContainerLogfile(name string, filename string) (content io.ReadCloser, err error)
	DeleteContainerLogfile(name string, filename string) (err error)
}

// Images manages the images of an API server.
type Images interface {
	CreateImage(image api.ImagesPost, args *ImageCreateArgs) (op *Operation, err error)
	CopyImage(source ImageServer, image api.Image, args *ImageCopyArgs) (op *RemoteOperation, err error)
	UpdateImage(fingerprint string, image api.ImagePut, ETag string) (err error)
	DeleteImage(fingerprint string) (op *Operation, err error)
	RefreshImage(fingerprint string) (op *Operation, err error)
	CreateImageSecret(fingerprint string) (op *Operation, err error)
	CreateImageAlias(alias api.ImageAliasesPost) (err error)
	UpdateImageAlias(name string, alias api.ImageAliasesEntryPut, ETag string) (err error)
	RenameImageAlias(name string, alias api.ImageAliasesEntryPost) (err error)
	DeleteImageAlias(name string) (err error)
}

// Networks manages the networks of a server (extension network).
type Networks interface {
	GetNetworkNames() (names []string, err error)
	GetNetworks() (networks []api.Network, err error)
	GetNetwork(name string) (network *api.Network, ETag string, err error)
	CreateNetwork(network api.NetworksPost) (err error)
	UpdateNetwork(name string, network api.NetworkPut, ETag string) (err error)
	RenameNetwork(name string, network api.NetworkPost) (err error)
	DeleteNetwork(name string) (err error)
	GetNetworksWithFilter(filters []string) ([]api.Network, error)
	GetNetworksAllProjects() ([]api.Network, error)
	GetNetworksAllProjectsWithFilter(filters []string) ([]api.Network, error)
}

// Operations manages background operations.
type Operations interface {
	GetOperation(uuid string) (op *api.Operation, ETag string, err error)
	DeleteOperation(uuid string) (err error)
	GetOperationWebsocket(uuid string, secret string) (conn *websocket.Conn, err error)
	GetOperationsAllProjects() ([]api.Operation, error)
}

// Profiles manages the profiles of a project.
type Profiles interface {
	GetProfileNames() (names []string, err error)
	GetProfiles() (profiles []api.Profile, err error)
	GetProfile(name string) (profile *api.Profile, ETag string, err error)
	CreateProfile(profile api.ProfilesPost) (err error)
	UpdateProfile(name string, profile api.ProfilePut, ETag string) (err error)
	RenameProfile(name string, profile api.ProfilePost) (err error)
	DeleteProfile(name string) (err error)
	GetProfilesAllProjects() ([]api.Profile, error)
	GetProfilesAllProjectsWithFilter(filters []string) ([]api.Profile, error)
	GetProfilesWithFilter(filters []string) ([]api.Profile, error)
}

// Storage manages storage pools and volumes (extension storage).
type Storage interface {
	GetStoragePoolNames() (names []string, err error)
	GetStoragePools() (pools []api.StoragePool, err error)
	GetStoragePool(name string) (pool *api.StoragePool, ETag string, err error)
	CreateStoragePool(pool api.StoragePoolsPost) (err error)
	UpdateStoragePool(name string, pool api.StoragePoolPut, ETag string) (err error)
	DeleteStoragePool(name string) (err error)
	GetStoragePoolVolumeNames(pool string) (names []string, err error)
	GetStoragePoolVolumes(pool string) (volumes []api.StorageVolume, err error)
	GetStoragePoolVolume(pool string, volType string, name string) (volume *api.StorageVolume, ETag string, err error)
	CreateStoragePoolVolume(pool string, volume api.StorageVolumesPost) (err error)
	UpdateStoragePoolVolume(pool string, volType string, name string, volume api.StorageVolumePut, ETag string) (err error)
	DeleteStoragePoolVolume(pool string, volType string, name string) (err error)
	GetStoragePoolsWithFilter(filters []string) ([]api.StoragePool, error)
}

// Instances manages containers and virtual machines.
type Instances interface {
	GetInstanceNames(kind api.InstanceType) ([]string, error)
	GetInstances(kind api.InstanceType) ([]api.Instance, error)
	GetInstancesFull(kind api.InstanceType) ([]api.InstanceFull, error)
	GetInstance(name string) (*api.Instance, string, error)
	CreateInstance(instance api.InstancesPost) (*Operation, error)
	CreateInstanceFromImage(source ImageServer, image api.Image, req api.InstancesPost) (*RemoteOperation, error)
	CopyInstance(source InstanceServer, instance api.Instance, args *InstanceCopyArgs) (*RemoteOperation, error)
	PrepareInstanceCopy(source InstanceServer, name string, options InstanceCopyOptions) (*InstanceCopy, error)
	AdaptInstanceConfig(source InstanceServer, config map[string]string) (AdaptedConfig, error)
	KnowsInstanceKeys(keys []string) (bool, error)
	UpdateInstance(name string, instance api.InstancePut, etag string) (*Operation, error)
	RenameInstance(name string, instance api.InstancePost) (*Operation, error)
	MigrateInstance(name string, instance api.InstancePost) (*Operation, error)
	DeleteInstance(name string) (*Operation, error)
	RebuildInstance(name string, rebuild api.InstanceRebuildPost) (*Operation, error)
	GetInstanceState(name string) (*api.InstanceState, string, error)
	UpdateInstanceState(name string, state api.InstanceStatePut, etag string) (*Operation, error)
	GetInstanceAccess(name string) ([]api.AccessEntry, error)
	GetInstanceLogfiles(name string) ([]string, error)
	GetInstanceLogfile(name string, filename string) (io.ReadCloser, error)
	DeleteInstanceLogfile(name string, filename string) error
	GetInstanceConsoleLog(name string, args *InstanceConsoleLogArgs) (io.ReadCloser, error)
	GetInstanceNamesAllProjects(kind api.InstanceType) (map[string][]string, error)
	GetInstancesWithFilter(kind api.InstanceType, filters []string) ([]api.Instance, error)
	GetInstancesAllProjects(kind api.InstanceType) ([]api.Instance, error)
	GetInstancesAllProjectsWithFilter(kind api.InstanceType, filters []string) ([]api.Instance, error)
	GetInstancesFullWithFilter(kind api.InstanceType, filters []string) ([]api.InstanceFull, error)
	GetInstancesFullAllProjects(kind api.InstanceType) ([]api.InstanceFull, error)
	GetInstancesFullAllProjectsWithFilter(kind api.InstanceType, filters []string) ([]api.InstanceFull, error)
	GetInstanceFull(name string) (*api.InstanceFull, string, error)
	RebuildInstanceFromImage(source ImageServer, image api.Image, name string, req api.InstanceRebuildPost) (*RemoteOperation, error)
}

// Sessions runs commands and consoles in instances.
type Sessions interface {
	ExecInstance(name string, exec api.InstanceExecPost, args *InstanceExecArgs) (*Operation, error)
	StartExec(name string, exec api.InstanceExecPost, args InstanceExecArgs) (*Session, error)
	StartConsole(name string, console api.InstanceConsolePost, args InstanceExecArgs) (*Session, error)
	StartVGA(name string, force bool) (*VGAConsole, error)
	ConsoleInstance(name string, console api.InstanceConsolePost, args *InstanceConsoleArgs) (*Operation, error)
	ConsoleInstanceDynamic(name string, console api.InstanceConsolePost, args *InstanceConsoleArgs) (*Operation, func(io.ReadWriteCloser) error, error)
}

// Files reads and writes files in instances.
type Files interface {
	GetInstanceFile(instance string, path string) (io.ReadCloser, *InstanceFileResponse, error)
	CreateInstanceFile(instance string, path string, args InstanceFileArgs) error
	DeleteInstanceFile(instance string, path string) error
	DeleteInstanceFileRecursive(instance string, path string) error
	GetInstanceFileSFTPConn(instance string) (net.Conn, error)
	GetInstanceFileSFTP(instance string) (*sftp.Client, error)
}

// Snapshots manages the snapshots of instances.
type Snapshots interface {
	GetInstanceSnapshotNames(instance string) ([]string, error)
	GetInstanceSnapshots(instance string) ([]api.InstanceSnapshot, error)
	GetInstanceSnapshot(instance string, name string) (*api.InstanceSnapshot, string, error)
	CreateInstanceSnapshot(instance string, snapshot api.InstanceSnapshotsPost) (*Operation, error)
	CopyInstanceSnapshot(source InstanceServer, instance string, snapshot api.InstanceSnapshot, args *InstanceSnapshotCopyArgs) (*RemoteOperation, error)
	UpdateInstanceSnapshot(instance, name string, put api.InstanceSnapshotPut, etag string) (*Operation, error)
	RenameInstanceSnapshot(instance, name string, post api.InstanceSnapshotPost) (*Operation, error)
	MigrateInstanceSnapshot(instance, name string, post api.InstanceSnapshotPost) (*Operation, error)
	DeleteInstanceSnapshot(instance string, name string) (*Operation, error)
}

// ContainerServer is the name of InstanceServer as published in 2017.
type ContainerServer = InstanceServer

// InstanceServer is an LXD or Incus server with everything that this library supports.
type InstanceServer interface {
	ImageServer
	Configuration
	Certificates
	Containers
	Images
	Networks
	Operations
	Profiles
	Storage
	Instances
	Sessions
	Files
	Snapshots
	InstanceExtras
	Backups
	Projects
	NetworkObjects
	StorageObjects
	Cluster
	Auth

	WithContext(ctx context.Context) InstanceServer
	UseProject(name string) InstanceServer
	UseAllProjects() InstanceServer
	UseTarget(member string) InstanceServer
	CheckExtension(extension string) error
	IsIncus() bool
	MajorVersion() int
	GetOperations() ([]api.Operation, error)
	GetEvents() (*EventListener, error)
	RawQuery(method string, path string, data any, queryETag string) (*api.Response, string, error)
	RawWebsocket(path string) (*websocket.Conn, error)
	GetEventsByType(types []string) (*EventListener, error)
	GetServerResources() (*api.Resources, error)
	GetMetadataConfiguration() (map[string]any, error)
	GetMetrics() (string, error)
	Warnings() Collection[api.Warning, struct{}, api.WarningPut]
	CreateCertificateToken(certificate api.CertificatesPost) (*Operation, error)
	CreateIdentityTLSToken(token string) error
	RawRequest(method, path string, body io.Reader, header http.Header) (*http.Response, error)
	GetEventsAllProjects() (*EventListener, error)
	GetEventsAllProjectsByType(types []string) (*EventListener, error)
	GetOperationUUIDs() ([]string, error)
	GetOperationWait(uuid string, timeout int) (*api.Operation, string, error)
	GetOperationWaitSecret(uuid, secret string, timeout int) (*api.Operation, string, error)
	RawOperation(method string, path string, data any, queryETag string) (*Operation, string, error)
	SendEvent(event api.Event) error
	RequireAuthenticated(authenticated bool)
	IsClustered() bool
	GetWarningUUIDs() ([]string, error)
	GetWarnings() ([]api.Warning, error)
	GetWarning(uuid string) (*api.Warning, string, error)
	UpdateWarning(uuid string, put api.WarningPut, etag string) error
	DeleteWarning(uuid string) error
	ApplyServerPreseed(preseed api.InitPreseed) error
}

var (
	_ InstanceServer = (*ProtocolLXD)(nil)
	_ ImageServer    = (*ProtocolSimpleStreams)(nil)
)

// InstanceExtras has what newer servers add to instances: metadata and templates, firmware variables, debugging, raw disks and
// ports.
type InstanceExtras interface {
	ForceDeleteInstance(name string) (*Operation, error)
	DeleteInstanceSnapshotVolumes(instance, name, volumes string) (*Operation, error)
	UpdateInstances(state api.InstancesPut, etag string) (*Operation, error)
	GetInstanceMetadata(name string) (*api.ImageMetadata, string, error)
	UpdateInstanceMetadata(name string, metadata api.ImageMetadata, etag string) error
	GetInstanceTemplateFiles(name string) ([]string, error)
	GetInstanceTemplateFile(name, template string) (io.ReadCloser, error)
	CreateInstanceTemplateFile(name, template string, content io.ReadSeeker) error
	DeleteInstanceTemplateFile(name, template string) error
	DeleteInstanceConsoleLog(name string, args *InstanceConsoleLogArgs) error
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
	DeleteInstanceNVRAMGUIDVar(name, guid, variable string) error
	GetInstanceDebugMemory(name, format string) (io.ReadCloser, error)
	GetInstanceNVRAMGUID(name, guid string) (map[string]*api.InstanceNVRAMVariable, error)
	GetInstanceNVRAMGUIDVar(name, guid, variable string) (*api.InstanceNVRAMVariable, string, error)
	GetInstancePortForwardConn(name string, post api.InstancePortForwardPost) (net.Conn, error)
	GetRawInstanceNVRAMGUIDVar(name, guid, variable string) ([]byte, uint32, error)
	UpdateInstanceNVRAMGUIDVar(name, guid, variable string, put api.InstanceNVRAMVariablePut, etag string) error
	UpdateRawInstanceNVRAMGUIDVar(name, guid, variable string, data []byte, attributes uint32, timestamp int64) error
}

// Backups manages backups of instances, custom volumes and buckets.
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
	GetInstanceBackupNames(instance string) ([]string, error)
	GetInstanceBackup(instance, name string) (*api.InstanceBackup, string, error)
	CreateInstanceBackup(instance string, backup api.InstanceBackupsPost) (*Operation, error)
	RenameInstanceBackup(instance, name string, backup api.InstanceBackupPost) (*Operation, error)
	DeleteInstanceBackup(instance, name string) (*Operation, error)
	GetInstanceBackupFile(instance, name string, req *BackupFileRequest) (*BackupFileResponse, error)
	CreateInstanceFromBackup(args InstanceBackupArgs) (*Operation, error)
	CreateInstanceBackupStream(instance string, backup api.InstanceBackupsPost, req *BackupFileRequest) error
}
