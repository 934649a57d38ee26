package api

import "github.com/openlxc/lxc/internal/sent"

// StorageBucketPut holds the fields of a bucket that can be changed.
type StorageBucketPut struct {
	sent.Sent `yaml:"-"`

	Config      map[string]string `json:"config" yaml:"config"`
	Description string            `json:"description" yaml:"description"`
}

// StorageBucket is an S3 bucket (extension storage_buckets).
type StorageBucket struct {
	StorageBucketPut `yaml:",inline"`

	Name     string `json:"name" yaml:"name"`
	S3URL    string `json:"s3_url" yaml:"s3_url"`
	Location string `json:"location" yaml:"location"`
	Project  string `json:"project,omitempty" yaml:"project,omitempty"`
	Pool     string `json:"pool,omitempty" yaml:"pool,omitempty"`
}

// Writable returns the writable part; its map is never nil.
func (b *StorageBucket) Writable() StorageBucketPut {
	if b.Config == nil {
		b.Config = map[string]string{}
	}
	return b.StorageBucketPut
}

// StorageBucketsPost creates a bucket.
type StorageBucketsPost struct {
	StorageBucketPut `yaml:",inline"`

	Name string `json:"name" yaml:"name"`
}

// StorageBucketKeyPut holds the fields of a key that can be changed. Role is "admin" or "read-only". Note the dashes in the
// JSON names.
type StorageBucketKeyPut struct {
	sent.Sent `yaml:"-"`

	Description string `json:"description" yaml:"description"`
	Role        string `json:"role" yaml:"role"`
	AccessKey   string `json:"access-key" yaml:"access-key"`
	SecretKey   string `json:"secret-key" yaml:"secret-key"`
}

// StorageBucketKey is an access key of a bucket.
type StorageBucketKey struct {
	StorageBucketKeyPut `yaml:",inline"`

	Name string `json:"name" yaml:"name"`
}

// Writable returns the writable part.
func (k *StorageBucketKey) Writable() StorageBucketKeyPut { return k.StorageBucketKeyPut }

// StorageBucketKeysPost creates a key. The server generates empty fields.
type StorageBucketKeysPost struct {
	StorageBucketKeyPut `yaml:",inline"`

	Name string `json:"name" yaml:"name"`
}

// StorageBucketFull is a bucket with its backups and keys (recursion=2, extension storage_bucket_full, Incus).
type StorageBucketFull struct {
	StorageBucket `yaml:",inline"`

	Backups []StorageBucketBackup `json:"backups" yaml:"backups"`
	Keys    []StorageBucketKey    `json:"keys" yaml:"keys"`
}
