package api

import (
	"net/url"
	"strings"
)

// URL builds the URL of an object. Its methods modify it and return it, so that calls can be chained. String is that of
// url.URL.
type URL struct {
	url.URL
}

// NewURL returns an empty URL.
func NewURL() *URL { return &URL{} }

// Scheme sets the scheme, such as "https".
func (u *URL) Scheme(scheme string) *URL {
	u.URL.Scheme = scheme
	return u
}

// Host sets the host and port.
func (u *URL) Host(host string) *URL {
	u.URL.Host = host
	return u
}

// Path sets the path. Each element is escaped separately.
func (u *URL) Path(elements ...string) *URL {
	var plain, escaped strings.Builder
	for _, e := range elements {
		plain.WriteString("/" + e)
		escaped.WriteString("/" + url.PathEscape(e))
	}
	u.URL.Path, u.RawPath = plain.String(), escaped.String()
	return u
}

// Project adds a project to the query, unless it is "" or "default".
func (u *URL) Project(name string) *URL {
	if name == "" || name == "default" {
		return u
	}
	return u.WithQuery("project", name)
}

// Target adds a cluster member to the query, unless it is "" or "none".
func (u *URL) Target(member string) *URL {
	if member == "" || member == "none" {
		return u
	}
	return u.WithQuery("target", member)
}

// WithQuery adds a parameter to the query.
func (u *URL) WithQuery(key, value string) *URL {
	query := u.Query()
	query.Add(key, value)
	u.RawQuery = query.Encode()
	return u
}

// GetParentAndSnapshotName splits "name/snapshot" and reports whether there is a snapshot.
func GetParentAndSnapshotName(name string) (parent, snapshot string, isSnapshot bool) {
	return strings.Cut(name, "/")
}

// URL returns the path of the certificate for an API version such as "1.0".
func (c *Certificate) URL(apiVersion string) *URL {
	return NewURL().Path(apiVersion, "certificates", c.Fingerprint)
}

// URL returns the path of the image in a project.
func (i *Image) URL(apiVersion, project string) *URL {
	return NewURL().Path(apiVersion, "images", i.Fingerprint).Project(project)
}

// URL returns the path of the instance in a project.
func (i *Instance) URL(apiVersion, project string) *URL {
	return NewURL().Path(apiVersion, "instances", i.Name).Project(project)
}

// URL returns the path of the profile in a project.
func (p *Profile) URL(apiVersion, project string) *URL {
	return NewURL().Path(apiVersion, "profiles", p.Name).Project(project)
}

// URL returns the path of the project.
func (p *Project) URL(apiVersion string) *URL { return NewURL().Path(apiVersion, "projects", p.Name) }

// URL returns the path of the bucket in a pool and a project, on the cluster member that has it.
func (b *StorageBucket) URL(apiVersion, pool, project string) *URL {
	return NewURL().Path(apiVersion, "storage-pools", pool, "buckets", b.Name).Project(project).Target(b.Location)
}

// URL returns the path of the volume or volume snapshot in a pool, on the cluster member that has it.
func (v *StorageVolume) URL(apiVersion, pool string) *URL {
	path := []string{apiVersion, "storage-pools", pool, "volumes", v.Type, v.Name}
	if volume, snapshot, ok := GetParentAndSnapshotName(v.Name); ok {
		path = append(path[:5], volume, "snapshots", snapshot)
	}
	return NewURL().Path(path...).Project(v.Project).Target(v.Location)
}
