package simplestreams_test

import (
	"testing"

	"github.com/openlxc/lxc/internal/simplestreams"
)

const sample = `{"format":"products:1.0","products":{"debian:12:amd64:default":{
 "aliases":"debian/12,debian/bookworm","arch":"amd64","os":"Debian","release":"bookworm","release_title":"bookworm",
 "lxd_requirements":{"secureboot":"false"},"variant":"default","versions":{
 "20240102_05:24":{"items":{
  "lxd.tar.xz":{"ftype":"lxd.tar.xz","path":"a/lxd.tar.xz","size":10,"sha256":"m1","combined_squashfs_sha256":"f1","combined_disk-kvm-img_sha256":"v1"},
  "incus.tar.xz":{"ftype":"incus.tar.xz","path":"a/incus.tar.xz","size":11,"sha256":"m2","combined_squashfs_sha256":"f2"},
  "root.squashfs":{"ftype":"squashfs","path":"a/rootfs.squashfs","size":100,"sha256":"r1"},
  "disk.qcow2":{"ftype":"disk-kvm.img","path":"a/disk.qcow2","size":200,"sha256":"d1"}}},
 "20240101_05:24":{"items":{
  "lxd.tar.xz":{"ftype":"lxd.tar.xz","path":"b/lxd.tar.xz","size":10,"sha256":"m3","combined_squashfs_sha256":"f3"},
  "root.squashfs":{"ftype":"squashfs","path":"b/rootfs.squashfs","size":100,"sha256":"r3"}}},
 "bad":{"items":{}}}},
 "x:y:unknownarch:z":{"aliases":"x","arch":"pdp11","versions":{"20240101":{"items":{}}}}}}`

func TestParse(t *testing.T) {
	t.Parallel()
	images, err := simplestreams.Parse([]byte(sample))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, i := range images {
		got = append(got, i.Family+" "+i.Type+" "+i.Fingerprint)
	}
	want := []string{"lxd container f1", "lxd virtual-machine v1", "incus container f2", "lxd container f3"}
	if len(got) != len(want) {
		t.Fatal(got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%d: %s, want %s", i, got[i], want[i])
		}
	}
	first := images[0]
	if first.Architecture != "x86_64" || first.Size != 110 || len(first.Files) != 2 || first.Files[1].SHA256 != "r1" ||
		first.Properties["requirements.secureboot"] != "false" || first.Names[0] != "debian/12" || first.Aliases[0].Name != "debian/12/amd64" {
		t.Errorf("%+v", first)
	}
}

func TestProductPaths(t *testing.T) {
	t.Parallel()
	paths, err := simplestreams.ProductPaths([]byte(`{"index":{"a":{"datatype":"image-downloads","path":"streams/v1/images.json","products":["x"]},
 "b":{"datatype":"image-ids","path":"no.json","products":["x"]},"c":{"datatype":"image-downloads","path":"empty.json","products":[]}}}`))
	if err != nil || len(paths) != 1 || paths[0] != "streams/v1/images.json" {
		t.Error(paths, err)
	}
	if _, err := simplestreams.ProductPaths([]byte("<html>")); err == nil {
		t.Error("a web page passed for an index")
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(sample))
	f.Fuzz(func(_ *testing.T, data []byte) {
		_, _ = simplestreams.Parse(data)
		_, _ = simplestreams.ProductPaths(data)
	})
}
