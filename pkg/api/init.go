package api

// InitPreseed configures a new server (the input of `admin init --preseed`).
type InitPreseed struct {
	Node    InitLocalPreseed    `json:"-" yaml:",inline"`
	Cluster *InitClusterPreseed `json:"cluster" yaml:"cluster"`
}

// InitLocalPreseed is the configuration of a single server.
type InitLocalPreseed struct {
	ServerPut `yaml:",inline"`

	Networks       []InitNetworksProjectPost       `json:"networks" yaml:"networks"`
	StoragePools   []StoragePoolsPost              `json:"storage_pools" yaml:"storage_pools"`
	StorageVolumes []InitStorageVolumesProjectPost `json:"storage_volumes,omitempty" yaml:"storage_volumes,omitempty"`
	Profiles       []InitProfileProjectPost        `json:"profiles" yaml:"profiles"`
	Projects       []ProjectsPost                  `json:"projects" yaml:"projects"`
	Certificates   []CertificatesPost              `json:"certificates,omitempty" yaml:"certificates,omitempty"`
	ClusterGroups  []ClusterGroupsPost             `json:"cluster_groups,omitempty" yaml:"cluster_groups,omitempty"`
}

// InitNetworksProjectPost is a network of a project.
type InitNetworksProjectPost struct {
	NetworksPost `yaml:",inline"`

	Project string `yaml:"project"`
}

// InitStorageVolumesProjectPost is a volume of a project and a pool.
type InitStorageVolumesProjectPost struct {
	StorageVolumesPost `yaml:",inline"`

	Pool    string `yaml:"pool"`
	Project string `yaml:"project"`
}

// InitProfileProjectPost is a profile of a project.
type InitProfileProjectPost struct {
	ProfilesPost `yaml:",inline"`

	Project string `yaml:"project"`
}

// InitClusterPreseed turns a server into the first member of a cluster, or makes it join one.
type InitClusterPreseed struct {
	ClusterPut `yaml:",inline"`

	ClusterCertificatePath string `json:"cluster_certificate_path" yaml:"cluster_certificate_path"`
}
