// Package simplestreams reads the index and product files of a simplestreams image server.
package simplestreams

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/openlxc/lxc/internal/arch"
	"github.com/openlxc/lxc/pkg/api"
)

// Image is an installable image of a product version, with its files.
type Image struct {
	api.Image

	Family string // "lxd" or "incus": the servers that can use it
	Files  []File // the metadata file first; a unified image has only one file
	Names  []string
	serial string
	rank   int
}

// File is a file of an image.
type File struct {
	Path   string // relative to the base URL
	SHA256 string
	Size   int64
}

type index struct {
	Format string                `json:"format"`
	Index  map[string]indexEntry `json:"index"`
}

type indexEntry struct {
	DataType string   `json:"datatype"`
	Path     string   `json:"path"`
	Products []string `json:"products"`
}

// ProductPaths returns the paths of the product files that describe images.
func ProductPaths(data []byte) ([]string, error) {
	idx := index{}
	if err := json.Unmarshal(data, &idx); err != nil {
		return nil, fmt.Errorf("simplestreams index: %w", err)
	}
	var paths []string
	for _, e := range idx.Index {
		if e.DataType == "image-downloads" && len(e.Products) > 0 && e.Path != "" {
			paths = append(paths, e.Path)
		}
	}
	slices.Sort(paths)
	return slices.Compact(paths), nil
}

type products struct {
	Products map[string]product `json:"products"`
}

type product struct {
	Aliases         string             `json:"aliases"`
	Arch            string             `json:"arch"`
	OS              string             `json:"os"`
	Release         string             `json:"release"`
	ReleaseTitle    string             `json:"release_title"`
	ReleaseCodename string             `json:"release_codename"`
	Version         string             `json:"version"`
	Variant         string             `json:"variant"`
	SupportEOL      string             `json:"support_eol"`
	LXDRequirements map[string]string  `json:"lxd_requirements"`
	Requirements    map[string]string  `json:"requirements"`
	Versions        map[string]version `json:"versions"`
}

type version struct {
	Label string          `json:"label"`
	Items map[string]item `json:"items"`
}

type item struct {
	FType        string `json:"ftype"`
	Path         string `json:"path"`
	Size         int64  `json:"size"`
	SHA256       string `json:"sha256"`
	CombinedType string `json:"combined_type"`
	RootXZ       string `json:"combined_rootxz_sha256"`
	Combined     string `json:"combined_sha256"`
	SquashFS     string `json:"combined_squashfs_sha256"`
	DiskKVM      string `json:"combined_disk-kvm-img_sha256"`
	Disk1        string `json:"combined_disk1-img_sha256"`
	UEFI1        string `json:"combined_uefi1-img_sha256"`
}

// roots lists the types of root file, best first, with the item's combined fingerprint for each.
var roots = []struct {
	ftype, kind string
	fingerprint func(meta item) string
}{
	{"squashfs", string(api.InstanceTypeContainer), func(m item) string { return m.SquashFS }},
	{"root.tar.xz", string(api.InstanceTypeContainer), func(m item) string {
		if m.RootXZ != "" {
			return m.RootXZ
		}
		return m.Combined
	}},
	{"disk-kvm.img", string(api.InstanceTypeVM), func(m item) string { return m.DiskKVM }},
	{"uefi1.img", string(api.InstanceTypeVM), func(m item) string { return m.UEFI1 }},
	{"disk1.img", string(api.InstanceTypeVM), func(m item) string { return m.Disk1 }},
}

// Parse returns the images of a product file, the newest version of each product first.
func Parse(data []byte) ([]Image, error) {
	all := products{}
	if err := json.Unmarshal(data, &all); err != nil {
		return nil, fmt.Errorf("simplestreams products: %w", err)
	}
	var images []Image
	for _, p := range all.Products {
		if arch.Kernel(p.Arch) == "" {
			continue
		}
		for serial, v := range p.Versions {
			images = append(images, p.images(serial, v)...)
		}
	}
	Sort(images)
	return images, nil
}

// Sort orders images by system, release, variant, newest version, architecture and best kind of root file.
func Sort(images []Image) {
	slices.SortStableFunc(images, func(a, b Image) int {
		for _, key := range []string{"os", "release", "variant"} {
			if c := strings.Compare(a.Properties[key], b.Properties[key]); c != 0 {
				return c
			}
		}
		if c := strings.Compare(b.serial, a.serial); c != 0 {
			return c
		}
		if c := strings.Compare(a.Architecture, b.Architecture); c != 0 {
			return c
		}
		if c := strings.Compare(a.Family, b.Family); c != 0 {
			return -c
		}
		return a.rank - b.rank
	})
}

func (p product) images(serial string, v version) []Image {
	if len(serial) < 8 {
		return nil
	}
	created, err := time.Parse("20060102", serial[:8])
	if err != nil {
		return nil
	}
	var out []Image
	for _, meta := range v.Items {
		family, unified := metadataItem(meta.FType)
		switch {
		case family == "":
		case unified:
			kind := meta.CombinedType
			if kind == "" {
				kind = string(api.InstanceTypeContainer)
			}
			out = append(out, p.image(serial, v, created, family, kind, meta.SHA256, []item{meta}))
		default:
			for rank, r := range roots {
				root, found := findItem(v.Items, r.ftype)
				if fingerprint := r.fingerprint(meta); found && fingerprint != "" {
					img := p.image(serial, v, created, family, r.kind, fingerprint, []item{meta, root})
					img.rank = rank
					out = append(out, img)
				}
			}
		}
	}
	return out
}

// metadataItem returns the server family of a metadata file, and whether it is a unified image.
func metadataItem(ftype string) (family string, unified bool) {
	switch ftype {
	case "lxd.tar.xz":
		return "lxd", false
	case "lxd_combined.tar.gz":
		return "lxd", true
	case "incus.tar.xz":
		return "incus", false
	case "incus_combined.tar.gz":
		return "incus", true
	}
	return "", false
}

func findItem(items map[string]item, ftype string) (item, bool) {
	for _, i := range items {
		if i.FType == ftype {
			return i, true
		}
	}
	return item{}, false
}

func (p product) image(serial string, v version, created time.Time, family, kind, fingerprint string, items []item) Image {
	img := Image{Family: family, serial: serial}
	img.Fingerprint, img.Type, img.Architecture = fingerprint, kind, arch.Kernel(p.Arch)
	img.Public, img.CreatedAt, img.UploadedAt = true, created, created
	img.ExpiresAt = time.Unix(0, 0).UTC()
	if eol, err := time.Parse(time.DateOnly, p.SupportEOL); err == nil {
		img.ExpiresAt = eol
	}
	for _, i := range items {
		img.Files = append(img.Files, File{Path: i.Path, SHA256: i.SHA256, Size: i.Size})
		img.Size += i.Size
	}
	last := items[len(items)-1]
	img.Filename = last.Path[strings.LastIndexByte(last.Path, '/')+1:]
	description := fmt.Sprintf("%s %s %s (%s)", p.OS, firstOf(p.ReleaseTitle, p.Release), p.Arch, serial)
	if v.Label != "" {
		description = fmt.Sprintf("%s %s %s (%s) (%s)", strings.ToLower(p.OS), firstOf(p.ReleaseTitle, p.Release), p.Arch, v.Label, serial)
	}
	img.Properties = map[string]string{
		"os": p.OS, "release": p.Release, "version": p.Version, "variant": p.Variant, "architecture": p.Arch,
		"label": v.Label, "serial": serial, "description": description, "type": last.FType,
	}
	requirements := p.LXDRequirements
	if family == "incus" {
		requirements = p.Requirements
	}
	for k, value := range requirements {
		img.Properties["requirements."+k] = value
	}
	for k, value := range img.Properties {
		if value == "" {
			delete(img.Properties, k)
		}
	}
	for _, name := range strings.Split(p.Aliases, ",") {
		if name = strings.TrimSpace(name); name != "" {
			img.Names = append(img.Names, name)
			img.Aliases = append(img.Aliases, api.ImageAlias{Name: name + "/" + p.Arch})
		}
	}
	return img
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
