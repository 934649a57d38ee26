package api

import (
	"time"

	"github.com/openlxc/lxc/internal/sent"
)

// ImagePut holds the fields that PUT and PATCH /1.0/images/FINGERPRINT can change.
type ImagePut struct {
	sent.Sent `yaml:"-"`

	AutoUpdate bool              `json:"auto_update" yaml:"auto_update"`
	Properties map[string]string `json:"properties" yaml:"properties"`
	Public     bool              `json:"public" yaml:"public"`
	ExpiresAt  time.Time         `json:"expires_at" yaml:"expires_at"`
	Profiles   []string          `json:"profiles" yaml:"profiles"`
}

// Image is an image of an image server.
type Image struct {
	ImagePut `yaml:",inline"`

	Aliases      []ImageAlias `json:"aliases" yaml:"aliases"`
	Architecture string       `json:"architecture" yaml:"architecture"`
	Cached       bool         `json:"cached" yaml:"cached"`
	Filename     string       `json:"filename" yaml:"filename"`
	Fingerprint  string       `json:"fingerprint" yaml:"fingerprint"`
	Size         int64        `json:"size" yaml:"size"`
	UpdateSource *ImageSource `json:"update_source,omitempty" yaml:"update_source,omitempty"`
	Type         string       `json:"type" yaml:"type"`
	Project      string       `json:"project,omitempty" yaml:"project,omitempty"`
	CreatedAt    time.Time    `json:"created_at" yaml:"created_at"`
	LastUsedAt   time.Time    `json:"last_used_at" yaml:"last_used_at"`
	UploadedAt   time.Time    `json:"uploaded_at" yaml:"uploaded_at"`
}

// Writable returns the writable part; its map is never nil.
func (i *Image) Writable() ImagePut {
	if i.Properties == nil {
		i.Properties = map[string]string{}
	}
	return i.ImagePut
}

// ImageAlias is an alias as listed within an image.
type ImageAlias struct {
	sent.Sent `yaml:"-"`

	Name        string `json:"name" yaml:"name"`
	Description string `json:"description" yaml:"description"`
}

// ImageSource is the origin of a copied image.
type ImageSource struct {
	sent.Sent `yaml:"-"`

	Alias       string `json:"alias" yaml:"alias"`
	Certificate string `json:"certificate" yaml:"certificate"`
	Protocol    string `json:"protocol" yaml:"protocol"`
	Server      string `json:"server" yaml:"server"`
	ImageType   string `json:"image_type,omitempty" yaml:"image_type,omitempty"`
}

// ImagesPost creates an image (POST /1.0/images): by upload, from a URL, from an instance or from another server.
type ImagesPost struct {
	ImagePut `yaml:",inline"`

	Filename             string            `json:"filename,omitempty" yaml:"filename,omitempty"`
	Source               *ImagesPostSource `json:"source" yaml:"source"`
	CompressionAlgorithm string            `json:"compression_algorithm,omitempty" yaml:"compression_algorithm,omitempty"`
	Aliases              []ImageAlias      `json:"aliases,omitempty" yaml:"aliases,omitempty"`
	// Format is "unified" or "split" (extension instance_publish_split).
	Format string `json:"format,omitempty" yaml:"format,omitempty"`
}

// ImagesPostSource is the source of a new image. Type is "instance", "container", "snapshot", "image" or "url".
type ImagesPostSource struct {
	ImageSource `yaml:",inline"`

	Mode        string `json:"mode,omitempty" yaml:"mode,omitempty"`
	Type        string `json:"type" yaml:"type"`
	URL         string `json:"url,omitempty" yaml:"url,omitempty"`
	Name        string `json:"name,omitempty" yaml:"name,omitempty"`
	Fingerprint string `json:"fingerprint,omitempty" yaml:"fingerprint,omitempty"`
	Secret      string `json:"secret,omitempty" yaml:"secret,omitempty"`
	Project     string `json:"project,omitempty" yaml:"project,omitempty"`
}

// ImageExportPost asks a server to push an image to another one (extension images_push_relay).
type ImageExportPost struct {
	Target      string            `json:"target" yaml:"target"`
	Secret      string            `json:"secret" yaml:"secret"`
	Certificate string            `json:"certificate" yaml:"certificate"`
	Aliases     []ImageAlias      `json:"aliases" yaml:"aliases"`
	Project     string            `json:"project,omitempty" yaml:"project,omitempty"`
	Profiles    []string          `json:"profiles,omitempty" yaml:"profiles,omitempty"`
	Properties  map[string]string `json:"properties,omitempty" yaml:"properties,omitempty"`
}

// ImageAliasesEntryPut holds the fields of an alias that can be changed.
type ImageAliasesEntryPut struct {
	sent.Sent `yaml:"-"`

	Description string `json:"description" yaml:"description"`
	Target      string `json:"target" yaml:"target"`
}

// ImageAliasesEntry is GET /1.0/images/aliases/NAME. Type is the type of instances created from the image.
type ImageAliasesEntry struct {
	ImageAliasesEntryPut `yaml:",inline"`

	Name string `json:"name" yaml:"name"`
	Type string `json:"type,omitempty" yaml:"type,omitempty"`
}

// ImageAliasesPost creates an alias.
type ImageAliasesPost struct {
	ImageAliasesEntry `yaml:",inline"`
}

// ImageAliasesEntryPost renames an alias.
type ImageAliasesEntryPost struct {
	Name string `json:"name" yaml:"name"`
}
