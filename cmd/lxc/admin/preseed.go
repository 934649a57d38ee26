package admin

import (
	"io"
	"strings"

	"gopkg.in/yaml.v2"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

// preseed is the YAML that configures a server.
type preseed struct {
	Config         map[string]string       `yaml:"config"`
	Networks       []seedNetwork           `yaml:"networks"`
	StoragePools   []api.StoragePoolsPost  `yaml:"storage_pools"`
	StorageVolumes []seedVolume            `yaml:"storage_volumes"`
	Profiles       []seedProfile           `yaml:"profiles"`
	Projects       []api.ProjectsPost      `yaml:"projects"`
	Certificates   []api.CertificatesPost  `yaml:"certificates"`
	ClusterGroups  []api.ClusterGroupsPost `yaml:"cluster_groups"`
	Cluster        *seedCluster            `yaml:"cluster"`
}

type seedNetwork struct {
	api.NetworksPost `yaml:",inline"`

	Project string `yaml:"project"`
}

type seedVolume struct {
	api.StorageVolumesPost `yaml:",inline"`

	Pool    string `yaml:"pool"`
	Project string `yaml:"project"`
}

type seedProfile struct {
	api.ProfilesPost `yaml:",inline"`

	Project string `yaml:"project"`
}

type seedCluster struct {
	api.ClusterPut `yaml:",inline"`

	ClusterCertificatePath string `yaml:"cluster_certificate_path"`
}

// readPreseed reads a preseed from standard input. Unknown keys are an error, as in the stock clients: a typo must not
// result in another configuration.
func readPreseed(app *cli.App) (*preseed, error) {
	text, err := io.ReadAll(app.Streams.In)
	if err != nil {
		return nil, err
	}
	p := &preseed{}
	if err := yaml.UnmarshalStrict(text, p); err != nil {
		return nil, cli.Usagef(i18n.G("invalid preseed: %s"), strings.TrimPrefix(err.Error(), "yaml: "))
	}
	return p, nil
}

// print prints the preseed in the form of the server's stock client: the document and an empty line. Keys that the server
// does not support are omitted.
func (p *preseed) print(app *cli.App, srv lxd.InstanceServer, withCluster bool) error {
	incus := srv.IsIncus()
	doc := yaml.MapSlice{{Key: "config", Value: notNil(p.Config)}, {Key: "networks", Value: p.networkItems()}, {Key: "storage_pools", Value: p.poolItems()}}
	if srv.HasExtension("init_preseed_storage_volumes") {
		doc = append(doc, yaml.MapItem{Key: "storage_volumes", Value: p.volumeItems()})
	}
	defaults := srv.HasExtension("project_default_network_and_storage")
	doc = append(doc, yaml.MapItem{Key: "profiles", Value: p.profileItems(incus)}, yaml.MapItem{Key: "projects", Value: p.projectItems(defaults)})
	if srv.HasExtension("init_preseed_certificates") {
		doc = append(doc, yaml.MapItem{Key: "certificates", Value: append([]api.CertificatesPost{}, p.Certificates...)})
	}
	if srv.HasExtension("init_preseed_cluster_groups") {
		doc = append(doc, yaml.MapItem{Key: "cluster_groups", Value: append([]api.ClusterGroupsPost{}, p.ClusterGroups...)})
	}
	if withCluster {
		doc = append(doc, yaml.MapItem{Key: "cluster", Value: p.Cluster.item(incus)})
	}
	if err := output.YAML(app.Output(), doc); err != nil {
		return err
	}
	app.Print("\n")
	return nil
}

func notNil[V any](m map[string]V) map[string]V {
	if m == nil {
		return map[string]V{}
	}
	return m
}

// described returns an item that begins with the common keys.
func described(config map[string]string, description string, rest ...yaml.MapItem) yaml.MapSlice {
	return append(yaml.MapSlice{{Key: "config", Value: notNil(config)}, {Key: "description", Value: description}}, rest...)
}

func (p *preseed) networkItems() []yaml.MapSlice {
	out := []yaml.MapSlice{}
	for _, n := range p.Networks {
		out = append(out, described(n.Config, n.Description, yaml.MapItem{Key: "name", Value: n.Name},
			yaml.MapItem{Key: "type", Value: n.Type}, yaml.MapItem{Key: "project", Value: n.Project}))
	}
	return out
}

func (p *preseed) poolItems() []yaml.MapSlice {
	out := []yaml.MapSlice{}
	for _, s := range p.StoragePools {
		out = append(out, described(s.Config, s.Description, yaml.MapItem{Key: "name", Value: s.Name}, yaml.MapItem{Key: "driver", Value: s.Driver}))
	}
	return out
}

func (p *preseed) volumeItems() []yaml.MapSlice {
	out := []yaml.MapSlice{}
	for _, v := range p.StorageVolumes {
		out = append(out, described(v.Config, v.Description, yaml.MapItem{Key: "name", Value: v.Name}, yaml.MapItem{Key: "type", Value: v.Type},
			yaml.MapItem{Key: "content_type", Value: v.ContentType}, yaml.MapItem{Key: "pool", Value: v.Pool}, yaml.MapItem{Key: "project", Value: v.Project}))
	}
	return out
}

func (p *preseed) profileItems(incus bool) []yaml.MapSlice {
	out := []yaml.MapSlice{}
	for _, f := range p.Profiles {
		item := described(f.Config, f.Description, yaml.MapItem{Key: "devices", Value: notNil(f.Devices)}, yaml.MapItem{Key: "name", Value: f.Name})
		if incus {
			item = append(item, yaml.MapItem{Key: "project", Value: f.Project})
		}
		out = append(out, item)
	}
	return out
}

// projectItems returns the projects. On LXD 6 they have keys for the storage and network of their default profile.
func (p *preseed) projectItems(defaults bool) []yaml.MapSlice {
	out := []yaml.MapSlice{}
	for _, j := range p.Projects {
		item := described(j.Config, j.Description, yaml.MapItem{Key: "name", Value: j.Name})
		if defaults {
			item = append(item, yaml.MapItem{Key: "storage", Value: ""}, yaml.MapItem{Key: "network", Value: ""})
		}
		out = append(out, item)
	}
	return out
}

// item returns the cluster section of a preseed, or null.
func (c *seedCluster) item(incus bool) any {
	if c == nil {
		return nil
	}
	keys := c.MemberConfig
	if keys == nil {
		keys = []api.ClusterMemberConfigKey{}
	}
	item := yaml.MapSlice{
		{Key: "server_name", Value: c.ServerName}, {Key: "enabled", Value: c.Enabled}, {Key: "member_config", Value: keys},
		{Key: "cluster_address", Value: c.ClusterAddress}, {Key: "cluster_certificate", Value: c.ClusterCertificate},
		{Key: "server_address", Value: c.ServerAddress},
	}
	if incus {
		return append(item, yaml.MapItem{Key: "cluster_token", Value: c.ClusterToken}, yaml.MapItem{Key: "cluster_certificate_path", Value: c.ClusterCertificatePath})
	}
	return append(item, yaml.MapItem{Key: "cluster_password", Value: c.ClusterPassword},
		yaml.MapItem{Key: "cluster_certificate_path", Value: c.ClusterCertificatePath}, yaml.MapItem{Key: "cluster_token", Value: c.ClusterToken})
}
