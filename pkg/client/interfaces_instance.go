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
	GetInstanceBackupNames(instance string) ([]string, error)
	GetInstanceBackup(instance, name string) (*api.InstanceBackup, string, error)
	CreateInstanceBackup(instance string, backup api.InstanceBackupsPost) (*Operation, error)
	RenameInstanceBackup(instance, name string, backup api.InstanceBackupPost) (*Operation, error)
	DeleteInstanceBackup(instance, name string) (*Operation, error)
	GetInstanceBackupFile(instance, name string, req *BackupFileRequest) (*BackupFileResponse, error)
	CreateInstanceFromBackup(args InstanceBackupArgs) (*Operation, error)
}
