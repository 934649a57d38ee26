package lxd

import (
	"bytes"
	"errors"
	"testing"
)

// FuzzAdaptBackup changes the configuration in a backup with any metadata: it ends with a backup or an error.
func FuzzAdaptBackup(f *testing.F) {
	for _, index := range []string{
		"config:\n  instance:\n    config:\n      a: b\n", "config: [x]\n", "a: &a [*a]\n", "config:\n  container: null\n  instance: 7\n",
		"config:\n  instance:\n    config:\n      1: true\n      2: [x]\n", "", "\x00", "? [a]\n: b\n", "<<: {config: {}}\n",
	} {
		f.Add(index, index, true)
		f.Add(index, "", false)
	}
	f.Fuzz(func(t *testing.T, index, instance string, failing bool) {
		backup := backupOf(t, map[string]string{"backup/index.yaml": index, "backup/container/backup.yaml": instance, "backup/container/rootfs/a": "x"})
		_, _ = contents(adaptBackup(backup, instanceBackups, func(config map[string]string) (map[string]string, error) {
			if failing {
				return nil, errors.New("no")
			}
			return config, nil
		}))
		_, _ = contents(adaptBackup(bytes.NewReader([]byte(index)), instanceBackups, func(config map[string]string) (map[string]string, error) { return config, nil }))
	})
}
