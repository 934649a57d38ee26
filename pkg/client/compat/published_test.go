// The published API of the first client: a missing or changed name does not compile.

package compat_test

import (
	"crypto/x509"
	"io"
	"net/http"
	"os"

	"github.com/gorilla/websocket"

	"github.com/openlxc/lxc/pkg/client/compat"
)

var (
	_ func(error) error                                                                                                                                                                          = compat.GetLocalLXDErr
	_ func(*compat.Config, string) error                                                                                                                                                         = compat.SaveConfig
	_ func(string) (*compat.Config, error)                                                                                                                                                       = compat.LoadConfig
	_ func(websocket.Dialer, string) (*websocket.Conn, error)                                                                                                                                    = compat.WebsocketDial
	_ func(*compat.Config, string) (*compat.Client, error)                                                                                                                                       = compat.NewClient
	_ func(compat.ConnectInfo) (*compat.Client, error)                                                                                                                                           = compat.NewClientFromInfo
	_ func(*http.Response, compat.ResponseType) (*compat.Response, error)                                                                                                                        = compat.HoistResponse
	_ func(*http.Response) (*compat.Response, error)                                                                                                                                             = compat.ParseResponse
	_ map[int]error                                                                                                                                                                              = compat.LXDErrors
	_ compat.Config                                                                                                                                                                              = compat.DefaultConfig
	_ map[string]compat.RemoteConfig                                                                                                                                                             = compat.DefaultRemotes
	_ map[string]compat.RemoteConfig                                                                                                                                                             = compat.StaticRemotes
	_                                                                                                                                                                                            = []compat.RemoteConfig{compat.ImagesRemote, compat.LocalRemote, compat.UbuntuRemote, compat.UbuntuDailyRemote}
	_                                                                                                                                                                                            = []compat.ResponseType{compat.Sync, compat.Async, compat.Error}
	_ func(*compat.Client, string, compat.ContainerAction, int, bool, bool) (*compat.Response, error)                                                                                            = (*compat.Client).Action
	_ func(*compat.Client, string) error                                                                                                                                                         = (*compat.Client).AddMyCertToServer
	_ func(*compat.Client) ([]string, error)                                                                                                                                                     = (*compat.Client).Addresses
	_ func(*compat.Client) bool                                                                                                                                                                  = (*compat.Client).AmTrusted
	_ func(*compat.Client, string, string) (*compat.Response, error)                                                                                                                             = (*compat.Client).AssignProfile
	_ func(*compat.Client, *compat.Response) (*compat.Jmap, error)                                                                                                                               = (*compat.Client).AsyncWaitMeta
	_ func(*compat.Client, *x509.Certificate, string) error                                                                                                                                      = (*compat.Client).CertificateAdd
	_ func(*compat.Client) ([]compat.CertInfo, error)                                                                                                                                            = (*compat.Client).CertificateList
	_ func(*compat.Client, string) error                                                                                                                                                         = (*compat.Client).CertificateRemove
	_ func(*compat.Client, string, string, string, []string) (*compat.Response, error)                                                                                                           = (*compat.Client).ContainerDeviceAdd
	_ func(*compat.Client, string, string) (*compat.Response, error)                                                                                                                             = (*compat.Client).ContainerDeviceDelete
	_ func(*compat.Client, string) (*compat.ContainerInfo, error)                                                                                                                                = (*compat.Client).ContainerInfo
	_ func(*compat.Client, string) ([]string, error)                                                                                                                                             = (*compat.Client).ContainerListDevices
	_ func(*compat.Client, string) (*compat.ContainerState, error)                                                                                                                               = (*compat.Client).ContainerState
	_ func(*compat.Client, string, *compat.Client, bool, []string, bool, bool, func(progress string)) error                                                                                      = (*compat.Client).CopyImage
	_ func(*compat.Client, string) (*compat.Response, error)                                                                                                                                     = (*compat.Client).Delete
	_ func(*compat.Client, string) error                                                                                                                                                         = (*compat.Client).DeleteAlias
	_ func(*compat.Client, string) error                                                                                                                                                         = (*compat.Client).DeleteImage
	_ func(*compat.Client, string, []string, map[string]string, io.ReadCloser, io.WriteCloser, io.WriteCloser, func(*compat.Client, *websocket.Conn), int, int) (int, error)                     = (*compat.Client).Exec
	_ func(*compat.Client, string, string) (string, error)                                                                                                                                       = (*compat.Client).ExportImage
	_ func(*compat.Client, string) string                                                                                                                                                        = (*compat.Client).GetAlias
	_ func(*compat.Client, string) ([]string, error)                                                                                                                                             = (*compat.Client).GetContainerConfig
	_ func(*compat.Client, string) (*compat.ImageInfo, error)                                                                                                                                    = (*compat.Client).GetImageInfo
	_ func(*compat.Client, string, string) (io.Reader, error)                                                                                                                                    = (*compat.Client).GetLog
	_ func(*compat.Client, string) (*compat.Response, error)                                                                                                                                     = (*compat.Client).GetMigrationSourceWS
	_ func(*compat.Client, string) (map[string]string, error)                                                                                                                                    = (*compat.Client).GetProfileConfig
	_ func(*compat.Client) (*compat.Response, error)                                                                                                                                             = (*compat.Client).GetServerConfig
	_ func(*compat.Client) ([]string, error)                                                                                                                                                     = (*compat.Client).GetServerConfigString
	_ func(*compat.Client, string, bool, []string, map[string]string, string) (string, error)                                                                                                    = (*compat.Client).ImageFromContainer
	_ func(*compat.Client, string, string, string, *[]string, map[string]string, compat.Devices, bool) (*compat.Response, error)                                                                 = (*compat.Client).Init
	_ func(*compat.Client, string) (bool, error)                                                                                                                                                 = (*compat.Client).IsAlias
	_ func(*compat.Client) bool                                                                                                                                                                  = (*compat.Client).IsPublic
	_ func(*compat.Client, string) error                                                                                                                                                         = (*compat.Client).LaunchKVMContainer
	_ func(*compat.Client) (compat.ImageAliases, error)                                                                                                                                          = (*compat.Client).ListAliases
	_ func(*compat.Client) ([]compat.ContainerInfo, error)                                                                                                                                       = (*compat.Client).ListContainers
	_ func(*compat.Client) ([]compat.ImageInfo, error)                                                                                                                                           = (*compat.Client).ListImages
	_ func(*compat.Client) ([]compat.NetworkConfig, error)                                                                                                                                       = (*compat.Client).ListNetworks
	_ func(*compat.Client) ([]compat.ProfileConfig, error)                                                                                                                                       = (*compat.Client).ListProfiles
	_ func(*compat.Client, string) ([]compat.SnapshotInfo, error)                                                                                                                                = (*compat.Client).ListSnapshots
	_ func(*compat.Client, string, string, map[string]string, []string, bool) (*compat.Response, error)                                                                                          = (*compat.Client).LocalCopy
	_ func(*compat.Client, string, string, string, map[string]string, string, map[string]string, compat.Devices, []string, string, bool, bool, *compat.Client, string) (*compat.Response, error) = (*compat.Client).MigrateFrom
	_ func(*compat.Client, string, string, os.FileMode) error                                                                                                                                    = (*compat.Client).Mkdir
	_ func(*compat.Client, string, string, os.FileMode) error                                                                                                                                    = (*compat.Client).MkdirP
	_ func(*compat.Client, []string, func(any)) error                                                                                                                                            = (*compat.Client).Monitor
	_ func(*compat.Client, string, map[string]string) error                                                                                                                                      = (*compat.Client).NetworkCreate
	_ func(*compat.Client, string) error                                                                                                                                                         = (*compat.Client).NetworkDelete
	_ func(*compat.Client, string) (compat.NetworkConfig, error)                                                                                                                                 = (*compat.Client).NetworkGet
	_ func(*compat.Client, string, compat.NetworkConfig) error                                                                                                                                   = (*compat.Client).NetworkPut
	_ func(*compat.Client, string, string, string) error                                                                                                                                         = (*compat.Client).PostAlias
	_ func(*compat.Client, string, string, []string, bool, []string, func(int64, int64)) (string, error)                                                                                         = (*compat.Client).PostImage
	_ func(*compat.Client, string, []string, bool, []string, func(progress string)) (string, error)                                                                                              = (*compat.Client).PostImageURL
	_ func(*compat.Client, string) (*compat.ProfileConfig, error)                                                                                                                                = (*compat.Client).ProfileConfig
	_ func(*compat.Client, string, string, *compat.Client) error                                                                                                                                 = (*compat.Client).ProfileCopy
	_ func(*compat.Client, string) error                                                                                                                                                         = (*compat.Client).ProfileCreate
	_ func(*compat.Client, string) error                                                                                                                                                         = (*compat.Client).ProfileDelete
	_ func(*compat.Client, string, string, string, []string) (*compat.Response, error)                                                                                                           = (*compat.Client).ProfileDeviceAdd
	_ func(*compat.Client, string, string) (*compat.Response, error)                                                                                                                             = (*compat.Client).ProfileDeviceDelete
	_ func(*compat.Client, string) ([]string, error)                                                                                                                                             = (*compat.Client).ProfileListDevices
	_ func(*compat.Client, string, string) (int, int, int, string, io.ReadCloser, []string, error)                                                                                               = (*compat.Client).PullFile
	_ func(*compat.Client, string, string, int, int, string, io.ReadSeeker) error                                                                                                                = (*compat.Client).PushFile
	_ func(*compat.Client, string, compat.BriefImageInfo) error                                                                                                                                  = (*compat.Client).PutImageInfo
	_ func(*compat.Client, string, compat.ProfileConfig) error                                                                                                                                   = (*compat.Client).PutProfile
	_ func(*compat.Client, string, string, string) error                                                                                                                                         = (*compat.Client).RecursivePullFile
	_ func(*compat.Client, string, string, string) error                                                                                                                                         = (*compat.Client).RecursivePushFile
	_ func(*compat.Client, string, string) (*compat.Response, error)                                                                                                                             = (*compat.Client).Rename
	_ func(*compat.Client, string, string, bool) (*compat.Response, error)                                                                                                                       = (*compat.Client).RestoreSnapshot
	_ func(*compat.Client) (*compat.ServerState, error)                                                                                                                                          = (*compat.Client).ServerStatus
	_ func(*compat.Client, string, string, string) error                                                                                                                                         = (*compat.Client).SetContainerConfig
	_ func(*compat.Client, string, string, string) error                                                                                                                                         = (*compat.Client).SetProfileConfigItem
	_ func(*compat.Client, string, string) (*compat.Response, error)                                                                                                                             = (*compat.Client).SetServerConfig
	_ func(*compat.Client, string, string, bool) (*compat.Response, error)                                                                                                                       = (*compat.Client).Snapshot
	_ func(*compat.Client, string) (*compat.SnapshotInfo, error)                                                                                                                                 = (*compat.Client).SnapshotInfo
	_ func(*compat.Client, string, compat.BriefContainerInfo) error                                                                                                                              = (*compat.Client).UpdateContainerConfig
	_ func(*compat.Client, compat.BriefServerState) (*compat.Response, error)                                                                                                                    = (*compat.Client).UpdateServerConfig
	_ func(*compat.Client, string) (*compat.Operation, error)                                                                                                                                    = (*compat.Client).WaitFor
	_ func(*compat.Client, string) error                                                                                                                                                         = (*compat.Client).WaitForSuccess
	_ func(*compat.Client, string) (*compat.Operation, error)                                                                                                                                    = (*compat.Client).WaitForSuccessOp
	_ func(*compat.Client, string, string) (*websocket.Conn, error)                                                                                                                              = (*compat.Client).Websocket
	_ func(*compat.Config, string) string                                                                                                                                                        = (*compat.Config).ConfigPath
	_ func(*compat.Config, string) string                                                                                                                                                        = (*compat.Config).ParseRemote
	_ func(*compat.Config, string) (string, string)                                                                                                                                              = (*compat.Config).ParseRemoteAndContainer
	_ func(*compat.Config, string) string                                                                                                                                                        = (*compat.Config).ServerCertPath
	_ func(*compat.Response) (*compat.Jmap, error)                                                                                                                                               = (*compat.Response).MetadataAsMap
	_ func(*compat.Response) (*compat.Operation, error)                                                                                                                                          = (*compat.Response).MetadataAsOperation
	_ func(*compat.Response) ([]string, error)                                                                                                                                                   = (*compat.Response).MetadataAsStringSlice
)

var _ = []any{
	func(c compat.Client) []string {
		return []string{c.BaseURL, c.BaseWSURL, c.Name, c.Transport, c.Certificate}
	},
	func(c compat.Client) compat.Config { return c.Config },
	func(c compat.Client) *compat.RemoteConfig { return c.Remote },
	func(c compat.Client) http.Client { return c.Http },
	func(c compat.Config) []string { return []string{c.DefaultRemote, c.ConfigDir} },
	func(c compat.Config) map[string]compat.RemoteConfig { return c.Remotes },
	func(c compat.Config) map[string]string { return c.Aliases },
	func(c compat.RemoteConfig) []string { return []string{c.Addr, c.Protocol} },
	func(c compat.RemoteConfig) []bool { return []bool{c.Public, c.Static} },
	func(i compat.ConnectInfo) []string {
		return []string{i.Name, i.ClientPEMCert, i.ClientPEMKey, i.ClientPEMCa, i.ServerPEMCert}
	},
	func(i compat.ConnectInfo) compat.RemoteConfig { return i.RemoteConfig },
	func(r compat.Response) []string { return []string{r.Status, r.Operation, r.Error} },
	func(r compat.Response) []int { return []int{r.StatusCode, r.Code} },
	func(r compat.Response) compat.ResponseType { return r.Type },
	func(r compat.Response) []byte { return r.Metadata },
}
