package lxd

import (
	"archive/tar"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"

	"gopkg.in/yaml.v2"
)

// maxIndex is larger than the metadata files of any backup, in bytes.
const maxIndex = 16 << 20

// configChange returns the changed configuration.
type configChange func(config map[string]string) (map[string]string, error)

// backupKind lists the keys under which backup metadata keeps the objects whose configuration is changed.
type backupKind struct{ objects, lists []string }

var (
	instanceBackups = backupKind{[]string{"container", "instance"}, []string{"snapshots"}}
	volumeBackups   = backupKind{[]string{"volume"}, []string{"volume_snapshots"}}
)

// adaptedBackup is the stream that adaptBackup returns.
type adaptedBackup struct {
	*io.PipeReader
	ended chan struct{}
}

// adaptBackup copies an uncompressed backup and applies change to each configuration in its metadata: that of the instance or
// volume and those of its snapshots. Everything else is copied unchanged.
func adaptBackup(backup io.Reader, kind backupKind, change configChange) *adaptedBackup {
	read, write := io.Pipe()
	a := &adaptedBackup{PipeReader: read, ended: make(chan struct{})}
	go func() {
		defer close(a.ended)
		write.CloseWithError(rewriteTar(tar.NewReader(backup), tar.NewWriter(write), kind, change))
	}()
	return a
}

// Close stops the copy and waits until backup is no longer being read. A Read of backup that blocks must be unblocked first.
func (a *adaptedBackup) Close() error {
	err := a.PipeReader.Close()
	<-a.ended
	return err
}

func rewriteTar(from *tar.Reader, to *tar.Writer, kind backupKind, change configChange) error {
	for {
		header, err := from.Next()
		if errors.Is(err, io.EOF) {
			return to.Close()
		}
		if err != nil {
			return err
		}
		if !isDescription(header) {
			if err := to.WriteHeader(header); err != nil {
				return err
			}
			if _, err := io.Copy(to, from); err != nil {
				return err
			}
			continue
		}
		text, err := adaptDescription(from, kind, change)
		if err != nil {
			return fmt.Errorf("%s: %w", header.Name, err)
		}
		header.Size = int64(len(text))
		if err := to.WriteHeader(header); err != nil {
			return err
		}
		if _, err := to.Write(text); err != nil {
			return err
		}
	}
}

// isDescription tells metadata written by the server from files of the instance: it matches backup/index.yaml, and backup.yaml
// next to a root file system but not inside it.
func isDescription(header *tar.Header) bool {
	if header.Typeflag != tar.TypeReg || header.Size > maxIndex {
		return false
	}
	for _, pattern := range []string{"backup/index.yaml", "backup/*/backup.yaml", "backup/*snapshots/*/backup.yaml"} {
		if ok, _ := path.Match(pattern, path.Clean(header.Name)); ok {
			return true
		}
	}
	return false
}

func adaptDescription(src io.Reader, kind backupKind, change configChange) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(src, maxIndex))
	if err != nil {
		return nil, err
	}
	var doc yaml.MapSlice
	if err := yaml.Unmarshal(text, &doc); err != nil {
		return nil, err
	}
	for i, item := range doc {
		if item.Key == "config" { // index.yaml nests the metadata one level deeper
			if inner, ok := item.Value.(yaml.MapSlice); ok {
				item.Value, err = adaptObjects(inner, kind, change)
				doc[i] = item
			}
		}
	}
	if err != nil {
		return nil, err
	}
	if doc, err = adaptObjects(doc, kind, change); err != nil {
		return nil, err
	}
	return yaml.Marshal(doc)
}

// adaptObjects changes the configuration of the object and of each snapshot in one metadata file.
func adaptObjects(doc yaml.MapSlice, kind backupKind, change configChange) (yaml.MapSlice, error) {
	for i, item := range doc {
		var err error
		name, _ := item.Key.(string)
		switch {
		case slices.Contains(kind.objects, name):
			err = adaptConfig(item.Value, change)
		case slices.Contains(kind.lists, name):
			list, _ := item.Value.([]any)
			for _, one := range list {
				err = errors.Join(err, adaptConfig(one, change))
			}
		}
		if err != nil {
			return nil, err
		}
		doc[i] = item
	}
	return doc, nil
}

func adaptConfig(object any, change configChange) error {
	fields, _ := object.(yaml.MapSlice)
	for i, item := range fields {
		if item.Key != "config" && item.Key != "expanded_config" {
			continue
		}
		values, _ := item.Value.(yaml.MapSlice)
		config := map[string]string{}
		for _, v := range values {
			config[fmt.Sprint(v.Key)] = fmt.Sprint(v.Value)
		}
		changed, err := change(config)
		if err != nil {
			return err
		}
		fields[i].Value = changed
	}
	return nil
}
