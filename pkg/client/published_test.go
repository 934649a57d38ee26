// Code that uses the API documented in early 2017: each name, method and field with its signature. A missing or changed one
// does not compile.

package lxd_test

import (
	"io"
	"net/http"
	"net/url"

	"github.com/gorilla/websocket"

	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/cancel"
	lxd "github.com/openlxc/lxc/pkg/client"
)

var (
	_ func(string, *lxd.ConnectionArgs) (lxd.ContainerServer, error) = lxd.ConnectLXD
	_ func(string, *lxd.ConnectionArgs) (lxd.ContainerServer, error) = lxd.ConnectLXDUnix
	_ func(string, *lxd.ConnectionArgs) (lxd.ImageServer, error)     = lxd.ConnectPublicLXD
	_ func(string, *lxd.ConnectionArgs) (lxd.ImageServer, error)     = lxd.ConnectSimpleStreams
)

var (
	_ func(*lxd.EventListener, []string, func(any)) (*lxd.EventTarget, error)                                                          = (*lxd.EventListener).AddHandler
	_ func(*lxd.EventListener)                                                                                                         = (*lxd.EventListener).Disconnect
	_ func(*lxd.EventListener, *lxd.EventTarget) error                                                                                 = (*lxd.EventListener).RemoveHandler
	_ func(*lxd.EventListener) error                                                                                                   = (*lxd.EventListener).Wait
	_ func(*lxd.Operation, func(api.Operation)) (*lxd.EventTarget, error)                                                              = (*lxd.Operation).AddHandler
	_ func(*lxd.Operation) error                                                                                                       = (*lxd.Operation).Cancel
	_ func(*lxd.Operation, string) (*websocket.Conn, error)                                                                            = (*lxd.Operation).GetWebsocket
	_ func(*lxd.Operation) error                                                                                                       = (*lxd.Operation).Refresh
	_ func(*lxd.Operation, *lxd.EventTarget) error                                                                                     = (*lxd.Operation).RemoveHandler
	_ func(*lxd.Operation) error                                                                                                       = (*lxd.Operation).Wait
	_ func(*lxd.ProtocolLXD, lxd.ContainerServer, api.Container, *lxd.ContainerCopyArgs) (*lxd.RemoteOperation, error)                 = (*lxd.ProtocolLXD).CopyContainer
	_ func(*lxd.ProtocolLXD, lxd.ContainerServer, api.ContainerSnapshot, *lxd.ContainerSnapshotCopyArgs) (*lxd.RemoteOperation, error) = (*lxd.ProtocolLXD).CopyContainerSnapshot
	_ func(*lxd.ProtocolLXD, lxd.ImageServer, api.Image, *lxd.ImageCopyArgs) (*lxd.RemoteOperation, error)                             = (*lxd.ProtocolLXD).CopyImage
	_ func(*lxd.ProtocolLXD, api.CertificatesPost) error                                                                               = (*lxd.ProtocolLXD).CreateCertificate
	_ func(*lxd.ProtocolLXD, api.ContainersPost) (*lxd.Operation, error)                                                               = (*lxd.ProtocolLXD).CreateContainer
	_ func(*lxd.ProtocolLXD, string, string, lxd.ContainerFileArgs) error                                                              = (*lxd.ProtocolLXD).CreateContainerFile
	_ func(*lxd.ProtocolLXD, lxd.ImageServer, api.Image, api.ContainersPost) (*lxd.RemoteOperation, error)                             = (*lxd.ProtocolLXD).CreateContainerFromImage
	_ func(*lxd.ProtocolLXD, string, api.ContainerSnapshotsPost) (*lxd.Operation, error)                                               = (*lxd.ProtocolLXD).CreateContainerSnapshot
	_ func(*lxd.ProtocolLXD, api.ImagesPost, *lxd.ImageCreateArgs) (*lxd.Operation, error)                                             = (*lxd.ProtocolLXD).CreateImage
	_ func(*lxd.ProtocolLXD, api.ImageAliasesPost) error                                                                               = (*lxd.ProtocolLXD).CreateImageAlias
	_ func(*lxd.ProtocolLXD, string) (*lxd.Operation, error)                                                                           = (*lxd.ProtocolLXD).CreateImageSecret
	_ func(*lxd.ProtocolLXD, api.NetworksPost) error                                                                                   = (*lxd.ProtocolLXD).CreateNetwork
	_ func(*lxd.ProtocolLXD, api.ProfilesPost) error                                                                                   = (*lxd.ProtocolLXD).CreateProfile
	_ func(*lxd.ProtocolLXD, api.StoragePoolsPost) error                                                                               = (*lxd.ProtocolLXD).CreateStoragePool
	_ func(*lxd.ProtocolLXD, string, api.StorageVolumesPost) error                                                                     = (*lxd.ProtocolLXD).CreateStoragePoolVolume
	_ func(*lxd.ProtocolLXD, string) error                                                                                             = (*lxd.ProtocolLXD).DeleteCertificate
	_ func(*lxd.ProtocolLXD, string) (*lxd.Operation, error)                                                                           = (*lxd.ProtocolLXD).DeleteContainer
	_ func(*lxd.ProtocolLXD, string, string) error                                                                                     = (*lxd.ProtocolLXD).DeleteContainerFile
	_ func(*lxd.ProtocolLXD, string, string) error                                                                                     = (*lxd.ProtocolLXD).DeleteContainerLogfile
	_ func(*lxd.ProtocolLXD, string, string) (*lxd.Operation, error)                                                                   = (*lxd.ProtocolLXD).DeleteContainerSnapshot
	_ func(*lxd.ProtocolLXD, string) (*lxd.Operation, error)                                                                           = (*lxd.ProtocolLXD).DeleteImage
	_ func(*lxd.ProtocolLXD, string) error                                                                                             = (*lxd.ProtocolLXD).DeleteImageAlias
	_ func(*lxd.ProtocolLXD, string) error                                                                                             = (*lxd.ProtocolLXD).DeleteNetwork
	_ func(*lxd.ProtocolLXD, string) error                                                                                             = (*lxd.ProtocolLXD).DeleteOperation
	_ func(*lxd.ProtocolLXD, string) error                                                                                             = (*lxd.ProtocolLXD).DeleteProfile
	_ func(*lxd.ProtocolLXD, string) error                                                                                             = (*lxd.ProtocolLXD).DeleteStoragePool
	_ func(*lxd.ProtocolLXD, string, string, string) error                                                                             = (*lxd.ProtocolLXD).DeleteStoragePoolVolume
	_ func(*lxd.ProtocolLXD, string, api.ContainerExecPost, *lxd.ContainerExecArgs) (*lxd.Operation, error)                            = (*lxd.ProtocolLXD).ExecContainer
	_ func(*lxd.ProtocolLXD, string) (*api.Certificate, string, error)                                                                 = (*lxd.ProtocolLXD).GetCertificate
	_ func(*lxd.ProtocolLXD) ([]string, error)                                                                                         = (*lxd.ProtocolLXD).GetCertificateFingerprints
	_ func(*lxd.ProtocolLXD) ([]api.Certificate, error)                                                                                = (*lxd.ProtocolLXD).GetCertificates
	_ func(*lxd.ProtocolLXD) (*lxd.ConnectionInfo, error)                                                                              = (*lxd.ProtocolLXD).GetConnectionInfo
	_ func(*lxd.ProtocolLXD, string) (*api.Container, string, error)                                                                   = (*lxd.ProtocolLXD).GetContainer
	_ func(*lxd.ProtocolLXD, string, string) (io.ReadCloser, *lxd.ContainerFileResponse, error)                                        = (*lxd.ProtocolLXD).GetContainerFile
	_ func(*lxd.ProtocolLXD, string, string) (io.ReadCloser, error)                                                                    = (*lxd.ProtocolLXD).GetContainerLogfile
	_ func(*lxd.ProtocolLXD, string) ([]string, error)                                                                                 = (*lxd.ProtocolLXD).GetContainerLogfiles
	_ func(*lxd.ProtocolLXD) ([]string, error)                                                                                         = (*lxd.ProtocolLXD).GetContainerNames
	_ func(*lxd.ProtocolLXD, string, string) (*api.ContainerSnapshot, string, error)                                                   = (*lxd.ProtocolLXD).GetContainerSnapshot
	_ func(*lxd.ProtocolLXD, string) ([]string, error)                                                                                 = (*lxd.ProtocolLXD).GetContainerSnapshotNames
	_ func(*lxd.ProtocolLXD, string) ([]api.ContainerSnapshot, error)                                                                  = (*lxd.ProtocolLXD).GetContainerSnapshots
	_ func(*lxd.ProtocolLXD, string) (*api.ContainerState, string, error)                                                              = (*lxd.ProtocolLXD).GetContainerState
	_ func(*lxd.ProtocolLXD) ([]api.Container, error)                                                                                  = (*lxd.ProtocolLXD).GetContainers
	_ func(*lxd.ProtocolLXD) (*lxd.EventListener, error)                                                                               = (*lxd.ProtocolLXD).GetEvents
	_ func(*lxd.ProtocolLXD, string) (*api.Image, string, error)                                                                       = (*lxd.ProtocolLXD).GetImage
	_ func(*lxd.ProtocolLXD, string) (*api.ImageAliasesEntry, string, error)                                                           = (*lxd.ProtocolLXD).GetImageAlias
	_ func(*lxd.ProtocolLXD) ([]string, error)                                                                                         = (*lxd.ProtocolLXD).GetImageAliasNames
	_ func(*lxd.ProtocolLXD) ([]api.ImageAliasesEntry, error)                                                                          = (*lxd.ProtocolLXD).GetImageAliases
	_ func(*lxd.ProtocolLXD, string, lxd.ImageFileRequest) (*lxd.ImageFileResponse, error)                                             = (*lxd.ProtocolLXD).GetImageFile
	_ func(*lxd.ProtocolLXD) ([]string, error)                                                                                         = (*lxd.ProtocolLXD).GetImageFingerprints
	_ func(*lxd.ProtocolLXD, string) (string, error)                                                                                   = (*lxd.ProtocolLXD).GetImageSecret
	_ func(*lxd.ProtocolLXD) ([]api.Image, error)                                                                                      = (*lxd.ProtocolLXD).GetImages
	_ func(*lxd.ProtocolLXD, string) (*api.Network, string, error)                                                                     = (*lxd.ProtocolLXD).GetNetwork
	_ func(*lxd.ProtocolLXD) ([]string, error)                                                                                         = (*lxd.ProtocolLXD).GetNetworkNames
	_ func(*lxd.ProtocolLXD) ([]api.Network, error)                                                                                    = (*lxd.ProtocolLXD).GetNetworks
	_ func(*lxd.ProtocolLXD, string) (*api.Operation, string, error)                                                                   = (*lxd.ProtocolLXD).GetOperation
	_ func(*lxd.ProtocolLXD, string, string) (*websocket.Conn, error)                                                                  = (*lxd.ProtocolLXD).GetOperationWebsocket
	_ func(*lxd.ProtocolLXD, string, string) (*api.Image, string, error)                                                               = (*lxd.ProtocolLXD).GetPrivateImage
	_ func(*lxd.ProtocolLXD, string, string, lxd.ImageFileRequest) (*lxd.ImageFileResponse, error)                                     = (*lxd.ProtocolLXD).GetPrivateImageFile
	_ func(*lxd.ProtocolLXD, string) (*api.Profile, string, error)                                                                     = (*lxd.ProtocolLXD).GetProfile
	_ func(*lxd.ProtocolLXD) ([]string, error)                                                                                         = (*lxd.ProtocolLXD).GetProfileNames
	_ func(*lxd.ProtocolLXD) ([]api.Profile, error)                                                                                    = (*lxd.ProtocolLXD).GetProfiles
	_ func(*lxd.ProtocolLXD) (*api.Server, string, error)                                                                              = (*lxd.ProtocolLXD).GetServer
	_ func(*lxd.ProtocolLXD, string) (*api.StoragePool, string, error)                                                                 = (*lxd.ProtocolLXD).GetStoragePool
	_ func(*lxd.ProtocolLXD) ([]string, error)                                                                                         = (*lxd.ProtocolLXD).GetStoragePoolNames
	_ func(*lxd.ProtocolLXD, string, string, string) (*api.StorageVolume, string, error)                                               = (*lxd.ProtocolLXD).GetStoragePoolVolume
	_ func(*lxd.ProtocolLXD, string) ([]string, error)                                                                                 = (*lxd.ProtocolLXD).GetStoragePoolVolumeNames
	_ func(*lxd.ProtocolLXD, string) ([]api.StorageVolume, error)                                                                      = (*lxd.ProtocolLXD).GetStoragePoolVolumes
	_ func(*lxd.ProtocolLXD) ([]api.StoragePool, error)                                                                                = (*lxd.ProtocolLXD).GetStoragePools
	_ func(*lxd.ProtocolLXD, string) bool                                                                                              = (*lxd.ProtocolLXD).HasExtension
	_ func(*lxd.ProtocolLXD, string, api.ContainerPost) (*lxd.Operation, error)                                                        = (*lxd.ProtocolLXD).MigrateContainer
	_ func(*lxd.ProtocolLXD, string, string, api.ContainerSnapshotPost) (*lxd.Operation, error)                                        = (*lxd.ProtocolLXD).MigrateContainerSnapshot
	_ func(*lxd.ProtocolLXD, string, string, any, string) (*api.Response, string, error)                                               = (*lxd.ProtocolLXD).RawQuery
	_ func(*lxd.ProtocolLXD, string) (*websocket.Conn, error)                                                                          = (*lxd.ProtocolLXD).RawWebsocket
	_ func(*lxd.ProtocolLXD, string) (*lxd.Operation, error)                                                                           = (*lxd.ProtocolLXD).RefreshImage
	_ func(*lxd.ProtocolLXD, string, api.ContainerPost) (*lxd.Operation, error)                                                        = (*lxd.ProtocolLXD).RenameContainer
	_ func(*lxd.ProtocolLXD, string, string, api.ContainerSnapshotPost) (*lxd.Operation, error)                                        = (*lxd.ProtocolLXD).RenameContainerSnapshot
	_ func(*lxd.ProtocolLXD, string, api.ImageAliasesEntryPost) error                                                                  = (*lxd.ProtocolLXD).RenameImageAlias
	_ func(*lxd.ProtocolLXD, string, api.NetworkPost) error                                                                            = (*lxd.ProtocolLXD).RenameNetwork
	_ func(*lxd.ProtocolLXD, string, api.ProfilePost) error                                                                            = (*lxd.ProtocolLXD).RenameProfile
	_ func(*lxd.ProtocolLXD, string, api.CertificatePut, string) error                                                                 = (*lxd.ProtocolLXD).UpdateCertificate
	_ func(*lxd.ProtocolLXD, string, api.ContainerPut, string) (*lxd.Operation, error)                                                 = (*lxd.ProtocolLXD).UpdateContainer
	_ func(*lxd.ProtocolLXD, string, api.ContainerStatePut, string) (*lxd.Operation, error)                                            = (*lxd.ProtocolLXD).UpdateContainerState
	_ func(*lxd.ProtocolLXD, string, api.ImagePut, string) error                                                                       = (*lxd.ProtocolLXD).UpdateImage
	_ func(*lxd.ProtocolLXD, string, api.ImageAliasesEntryPut, string) error                                                           = (*lxd.ProtocolLXD).UpdateImageAlias
	_ func(*lxd.ProtocolLXD, string, api.NetworkPut, string) error                                                                     = (*lxd.ProtocolLXD).UpdateNetwork
	_ func(*lxd.ProtocolLXD, string, api.ProfilePut, string) error                                                                     = (*lxd.ProtocolLXD).UpdateProfile
	_ func(*lxd.ProtocolLXD, api.ServerPut, string) error                                                                              = (*lxd.ProtocolLXD).UpdateServer
	_ func(*lxd.ProtocolLXD, string, api.StoragePoolPut, string) error                                                                 = (*lxd.ProtocolLXD).UpdateStoragePool
	_ func(*lxd.ProtocolLXD, string, string, string, api.StorageVolumePut, string) error                                               = (*lxd.ProtocolLXD).UpdateStoragePoolVolume
	_ func(*lxd.ProtocolSimpleStreams) (*lxd.ConnectionInfo, error)                                                                    = (*lxd.ProtocolSimpleStreams).GetConnectionInfo
	_ func(*lxd.ProtocolSimpleStreams, string) (*api.Image, string, error)                                                             = (*lxd.ProtocolSimpleStreams).GetImage
	_ func(*lxd.ProtocolSimpleStreams, string) (*api.ImageAliasesEntry, string, error)                                                 = (*lxd.ProtocolSimpleStreams).GetImageAlias
	_ func(*lxd.ProtocolSimpleStreams) ([]string, error)                                                                               = (*lxd.ProtocolSimpleStreams).GetImageAliasNames
	_ func(*lxd.ProtocolSimpleStreams) ([]api.ImageAliasesEntry, error)                                                                = (*lxd.ProtocolSimpleStreams).GetImageAliases
	_ func(*lxd.ProtocolSimpleStreams, string, lxd.ImageFileRequest) (*lxd.ImageFileResponse, error)                                   = (*lxd.ProtocolSimpleStreams).GetImageFile
	_ func(*lxd.ProtocolSimpleStreams) ([]string, error)                                                                               = (*lxd.ProtocolSimpleStreams).GetImageFingerprints
	_ func(*lxd.ProtocolSimpleStreams, string) (string, error)                                                                         = (*lxd.ProtocolSimpleStreams).GetImageSecret
	_ func(*lxd.ProtocolSimpleStreams) ([]api.Image, error)                                                                            = (*lxd.ProtocolSimpleStreams).GetImages
	_ func(*lxd.ProtocolSimpleStreams, string, string) (*api.Image, string, error)                                                     = (*lxd.ProtocolSimpleStreams).GetPrivateImage
	_ func(*lxd.ProtocolSimpleStreams, string, string, lxd.ImageFileRequest) (*lxd.ImageFileResponse, error)                           = (*lxd.ProtocolSimpleStreams).GetPrivateImageFile
	_ func(*lxd.RemoteOperation, func(api.Operation)) (*lxd.EventTarget, error)                                                        = (*lxd.RemoteOperation).AddHandler
	_ func(*lxd.RemoteOperation) (*api.Operation, error)                                                                               = (*lxd.RemoteOperation).GetTarget
	_ func(*lxd.RemoteOperation) error                                                                                                 = (*lxd.RemoteOperation).Wait
)

type publishedServer interface {
	GetConnectionInfo() (*lxd.ConnectionInfo, error)
}

// publishedImageServer is exactly the documented method set.
type publishedImageServer interface {
	publishedServer
	GetImages() ([]api.Image, error)
	GetImageFingerprints() ([]string, error)
	GetImage(string) (*api.Image, string, error)
	GetImageFile(string, lxd.ImageFileRequest) (*lxd.ImageFileResponse, error)
	GetImageSecret(string) (string, error)
	GetPrivateImage(string, string) (*api.Image, string, error)
	GetPrivateImageFile(string, string, lxd.ImageFileRequest) (*lxd.ImageFileResponse, error)
	GetImageAliases() ([]api.ImageAliasesEntry, error)
	GetImageAliasNames() ([]string, error)
	GetImageAlias(string) (*api.ImageAliasesEntry, string, error)
}

// publishedContainerServer is exactly the documented method set.
type publishedContainerServer interface {
	publishedImageServer
	GetServer() (*api.Server, string, error)
	UpdateServer(api.ServerPut, string) error
	HasExtension(string) bool
	GetCertificateFingerprints() ([]string, error)
	GetCertificates() ([]api.Certificate, error)
	GetCertificate(string) (*api.Certificate, string, error)
	CreateCertificate(api.CertificatesPost) error
	UpdateCertificate(string, api.CertificatePut, string) error
	DeleteCertificate(string) error
	GetContainerNames() ([]string, error)
	GetContainers() ([]api.Container, error)
	GetContainer(string) (*api.Container, string, error)
	CreateContainer(api.ContainersPost) (*lxd.Operation, error)
	CreateContainerFromImage(lxd.ImageServer, api.Image, api.ContainersPost) (*lxd.RemoteOperation, error)
	CopyContainer(lxd.ContainerServer, api.Container, *lxd.ContainerCopyArgs) (*lxd.RemoteOperation, error)
	UpdateContainer(string, api.ContainerPut, string) (*lxd.Operation, error)
	RenameContainer(string, api.ContainerPost) (*lxd.Operation, error)
	MigrateContainer(string, api.ContainerPost) (*lxd.Operation, error)
	DeleteContainer(string) (*lxd.Operation, error)
	ExecContainer(string, api.ContainerExecPost, *lxd.ContainerExecArgs) (*lxd.Operation, error)
	GetContainerFile(string, string) (io.ReadCloser, *lxd.ContainerFileResponse, error)
	CreateContainerFile(string, string, lxd.ContainerFileArgs) error
	DeleteContainerFile(string, string) error
	GetContainerSnapshotNames(string) ([]string, error)
	GetContainerSnapshots(string) ([]api.ContainerSnapshot, error)
	GetContainerSnapshot(string, string) (*api.ContainerSnapshot, string, error)
	CreateContainerSnapshot(string, api.ContainerSnapshotsPost) (*lxd.Operation, error)
	CopyContainerSnapshot(lxd.ContainerServer, api.ContainerSnapshot, *lxd.ContainerSnapshotCopyArgs) (*lxd.RemoteOperation, error)
	RenameContainerSnapshot(string, string, api.ContainerSnapshotPost) (*lxd.Operation, error)
	MigrateContainerSnapshot(string, string, api.ContainerSnapshotPost) (*lxd.Operation, error)
	DeleteContainerSnapshot(string, string) (*lxd.Operation, error)
	GetContainerState(string) (*api.ContainerState, string, error)
	UpdateContainerState(string, api.ContainerStatePut, string) (*lxd.Operation, error)
	GetContainerLogfiles(string) ([]string, error)
	GetContainerLogfile(string, string) (io.ReadCloser, error)
	DeleteContainerLogfile(string, string) error
	GetEvents() (*lxd.EventListener, error)
	CreateImage(api.ImagesPost, *lxd.ImageCreateArgs) (*lxd.Operation, error)
	CopyImage(lxd.ImageServer, api.Image, *lxd.ImageCopyArgs) (*lxd.RemoteOperation, error)
	UpdateImage(string, api.ImagePut, string) error
	DeleteImage(string) (*lxd.Operation, error)
	RefreshImage(string) (*lxd.Operation, error)
	CreateImageSecret(string) (*lxd.Operation, error)
	CreateImageAlias(api.ImageAliasesPost) error
	UpdateImageAlias(string, api.ImageAliasesEntryPut, string) error
	RenameImageAlias(string, api.ImageAliasesEntryPost) error
	DeleteImageAlias(string) error
	GetNetworkNames() ([]string, error)
	GetNetworks() ([]api.Network, error)
	GetNetwork(string) (*api.Network, string, error)
	CreateNetwork(api.NetworksPost) error
	UpdateNetwork(string, api.NetworkPut, string) error
	RenameNetwork(string, api.NetworkPost) error
	DeleteNetwork(string) error
	GetOperation(string) (*api.Operation, string, error)
	DeleteOperation(string) error
	GetOperationWebsocket(string, string) (*websocket.Conn, error)
	GetProfileNames() ([]string, error)
	GetProfiles() ([]api.Profile, error)
	GetProfile(string) (*api.Profile, string, error)
	CreateProfile(api.ProfilesPost) error
	UpdateProfile(string, api.ProfilePut, string) error
	RenameProfile(string, api.ProfilePost) error
	DeleteProfile(string) error
	GetStoragePoolNames() ([]string, error)
	GetStoragePools() ([]api.StoragePool, error)
	GetStoragePool(string) (*api.StoragePool, string, error)
	CreateStoragePool(api.StoragePoolsPost) error
	UpdateStoragePool(string, api.StoragePoolPut, string) error
	DeleteStoragePool(string) error
	GetStoragePoolVolumeNames(string) ([]string, error)
	GetStoragePoolVolumes(string) ([]api.StorageVolume, error)
	GetStoragePoolVolume(string, string, string) (*api.StorageVolume, string, error)
	CreateStoragePoolVolume(string, api.StorageVolumesPost) error
	UpdateStoragePoolVolume(string, string, string, api.StorageVolumePut, string) error
	DeleteStoragePoolVolume(string, string, string) error
	RawQuery(string, string, any, string) (*api.Response, string, error)
	RawWebsocket(string) (*websocket.Conn, error)
}

// Nothing is missing. Later additions are included: ContainerServer and InstanceServer are the same type.
var (
	_ publishedServer          = lxd.Server(nil)
	_ publishedImageServer     = lxd.ImageServer(nil)
	_ publishedContainerServer = lxd.ContainerServer(nil)
	_ *lxd.InstanceServer      = (*lxd.ContainerServer)(nil)
)

// publishedFields are the fields of the argument structs, with their types.
var _ = []any{
	func(v lxd.ConnectionArgs) string { return v.TLSServerCert },
	func(v lxd.ConnectionArgs) string { return v.TLSClientCert },
	func(v lxd.ConnectionArgs) string { return v.TLSClientKey },
	func(v lxd.ConnectionArgs) string { return v.TLSCA },
	func(v lxd.ConnectionArgs) string { return v.UserAgent },
	func(v lxd.ConnectionArgs) func(*http.Request) (*url.URL, error) { return v.Proxy },
	func(v lxd.ContainerCopyArgs) string { return v.Name },
	func(v lxd.ContainerCopyArgs) bool { return v.Live },
	func(v lxd.ContainerCopyArgs) bool { return v.ContainerOnly },
	func(v lxd.ContainerExecArgs) io.ReadCloser { return v.Stdin },
	func(v lxd.ContainerExecArgs) io.WriteCloser { return v.Stdout },
	func(v lxd.ContainerExecArgs) io.WriteCloser { return v.Stderr },
	func(v lxd.ContainerExecArgs) func(conn *websocket.Conn) { return v.Control },
	func(v lxd.ContainerExecArgs) chan bool { return v.DataDone },
	func(v lxd.ContainerFileArgs) io.ReadSeeker { return v.Content },
	func(v lxd.ContainerFileArgs) int64 { return v.UID },
	func(v lxd.ContainerFileArgs) int64 { return v.GID },
	func(v lxd.ContainerFileArgs) int { return v.Mode },
	func(v lxd.ContainerFileArgs) string { return v.Type },
	func(v lxd.ContainerFileArgs) string { return v.WriteMode },
	func(v lxd.ContainerFileResponse) int64 { return v.UID },
	func(v lxd.ContainerFileResponse) int64 { return v.GID },
	func(v lxd.ContainerFileResponse) int { return v.Mode },
	func(v lxd.ContainerFileResponse) string { return v.Type },
	func(v lxd.ContainerFileResponse) []string { return v.Entries },
	func(v lxd.ContainerSnapshotCopyArgs) string { return v.Name },
	func(v lxd.ImageCopyArgs) []api.ImageAlias { return v.Aliases },
	func(v lxd.ImageCopyArgs) bool { return v.AutoUpdate },
	func(v lxd.ImageCopyArgs) bool { return v.CopyAliases },
	func(v lxd.ImageCopyArgs) bool { return v.Public },
	func(v lxd.ImageCreateArgs) io.Reader { return v.MetaFile },
	func(v lxd.ImageCreateArgs) string { return v.MetaName },
	func(v lxd.ImageCreateArgs) io.Reader { return v.RootfsFile },
	func(v lxd.ImageCreateArgs) string { return v.RootfsName },
	func(v lxd.ImageCreateArgs) func(progress lxd.ProgressData) { return v.ProgressHandler },
	func(v lxd.ImageFileRequest) io.WriteSeeker { return v.MetaFile },
	func(v lxd.ImageFileRequest) io.WriteSeeker { return v.RootfsFile },
	func(v lxd.ImageFileRequest) func(progress lxd.ProgressData) { return v.ProgressHandler },
	func(v lxd.ImageFileRequest) *cancel.Canceler { return v.Canceler },
	func(v lxd.ImageFileResponse) string { return v.MetaName },
	func(v lxd.ImageFileResponse) int64 { return v.MetaSize },
	func(v lxd.ImageFileResponse) string { return v.RootfsName },
	func(v lxd.ImageFileResponse) int64 { return v.RootfsSize },
	func(v lxd.ProgressData) string { return v.Text },
	func(v lxd.ProgressData) int { return v.Percentage },
	func(v lxd.ProgressData) int64 { return v.TransferredBytes },
	func(v lxd.ProgressData) int64 { return v.TotalBytes },
}
