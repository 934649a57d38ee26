package api

import "github.com/openlxc/lxc/internal/sent"

// ServerPut holds the fields that PUT and PATCH /1.0 can change. Values are not always strings: secrets are reported as true.
type ServerPut struct {
	sent.Sent `yaml:"-"`

	Config map[string]any `json:"config" yaml:"config"`
}

// ServerUntrusted is the response of GET /1.0 to any client.
type ServerUntrusted struct {
	sent.Sent `yaml:"-"`

	APIExtensions []string `json:"api_extensions" yaml:"api_extensions"`
	APIStatus     string   `json:"api_status" yaml:"api_status"`
	APIVersion    string   `json:"api_version" yaml:"api_version"`
	Auth          string   `json:"auth" yaml:"auth"`
	Public        bool     `json:"public" yaml:"public"`
	AuthMethods   []string `json:"auth_methods" yaml:"auth_methods"`
}

// Server is GET /1.0.
type Server struct {
	ServerPut       `yaml:",inline"`
	ServerUntrusted `yaml:",inline"`

	// AuthUserName and AuthUserMethod require the extension auth_user.
	AuthUserName   string            `json:"auth_user_name,omitempty" yaml:"auth_user_name,omitempty"`
	AuthUserMethod string            `json:"auth_user_method,omitempty" yaml:"auth_user_method,omitempty"`
	Environment    ServerEnvironment `json:"environment" yaml:"environment"`
}

// Writable returns the writable part; its map is never nil.
func (s *Server) Writable() ServerPut {
	if s.Config == nil {
		s.Config = map[string]any{}
	}
	return s.ServerPut
}

// ServerStorageDriverInfo is a storage driver that a server supports.
type ServerStorageDriverInfo struct {
	sent.Sent `yaml:"-"`

	Name    string `json:"Name" yaml:"name"`
	Version string `json:"Version" yaml:"version"`
	Remote  bool   `json:"Remote" yaml:"remote"`
}

// ServerEnvironment describes the server and its host. It is empty for untrusted clients.
type ServerEnvironment struct {
	sent.Sent `yaml:"-"`

	Addresses               []string                  `json:"addresses" yaml:"addresses"`
	Architectures           []string                  `json:"architectures" yaml:"architectures"`
	Certificate             string                    `json:"certificate" yaml:"certificate"`
	CertificateFingerprint  string                    `json:"certificate_fingerprint" yaml:"certificate_fingerprint"`
	Driver                  string                    `json:"driver" yaml:"driver"`
	DriverVersion           string                    `json:"driver_version" yaml:"driver_version"`
	Firewall                string                    `json:"firewall,omitempty" yaml:"firewall,omitempty"`
	Kernel                  string                    `json:"kernel" yaml:"kernel"`
	KernelArchitecture      string                    `json:"kernel_architecture" yaml:"kernel_architecture"`
	KernelFeatures          map[string]string         `json:"kernel_features,omitempty" yaml:"kernel_features,omitempty"`
	KernelVersion           string                    `json:"kernel_version" yaml:"kernel_version"`
	LXCFeatures             map[string]string         `json:"lxc_features,omitempty" yaml:"lxc_features,omitempty"`
	OSName                  string                    `json:"os_name,omitempty" yaml:"os_name,omitempty"`
	OSVersion               string                    `json:"os_version,omitempty" yaml:"os_version,omitempty"`
	Project                 string                    `json:"project,omitempty" yaml:"project,omitempty"`
	Server                  string                    `json:"server" yaml:"server"`
	ServerClustered         bool                      `json:"server_clustered" yaml:"server_clustered"`
	ServerEventMode         string                    `json:"server_event_mode,omitempty" yaml:"server_event_mode,omitempty"`
	ServerName              string                    `json:"server_name,omitempty" yaml:"server_name,omitempty"`
	ServerPid               int                       `json:"server_pid" yaml:"server_pid"`
	ServerVersion           string                    `json:"server_version" yaml:"server_version"`
	ServerLTS               bool                      `json:"server_lts,omitempty" yaml:"server_lts,omitempty"`
	Storage                 string                    `json:"storage" yaml:"storage"`
	StorageVersion          string                    `json:"storage_version" yaml:"storage_version"`
	StorageSupportedDrivers []ServerStorageDriverInfo `json:"storage_supported_drivers,omitempty" yaml:"storage_supported_drivers,omitempty"`
}
