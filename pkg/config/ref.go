package config

import (
	"fmt"
	"slices"
	"strings"
)

// Ref refers to an object on a remote: `remote:name`, or `name` on the default remote. Name may be empty.
type Ref struct {
	Remote string
	Name   string
}

// String formats a reference for ParseRef.
func (r Ref) String() string { return r.Remote + ":" + r.Name }

// SnapshotRef refers to an instance or a snapshot: `remote:instance[/snapshot]`.
type SnapshotRef struct {
	Ref
	Snapshot string
}

// String formats a reference for ParseSnapshot.
func (r SnapshotRef) String() string {
	if r.Snapshot == "" {
		return r.Ref.String()
	}
	return r.Ref.String() + "/" + r.Snapshot
}

// FileRef refers to a file in an instance, `remote:instance/path`, or if Pool is set, in a volume. Path is absolute; a
// trailing slash is preserved.
type FileRef struct {
	Ref
	Pool string
	Path string
}

// Holder returns the instance, or the volume as POOL/VOLUME.
func (r FileRef) Holder() Ref {
	if r.Pool != "" {
		return Ref{Remote: r.Remote, Name: r.Pool + "/" + r.Name}
	}
	return r.Ref
}

// String formats a reference for ParseFile.
func (r FileRef) String() string { return r.Holder().String() + r.Path }

// UnknownRemoteError means that there is no remote with this name.
type UnknownRemoteError struct {
	Remote string
	Near   []string // similar names
}

// Error returns a message that names the remote.
func (e *UnknownRemoteError) Error() string {
	return fmt.Sprintf("remote %q does not exist", e.Remote)
}

// ParseRef splits `[remote:]name`. The default remote is used if there is no prefix. A colon after a slash or an opening
// bracket is part of the name, unless it follows the name of a remote.
func (c *Config) ParseRef(text string) (Ref, error) {
	remote, name, found := SplitRemote(text)
	_, known := c.Remotes[remote]
	if !found || !known && strings.ContainsAny(remote, "/[") {
		return Ref{Remote: c.Default(), Name: text}, nil
	}
	if remote == "" {
		return Ref{}, fmt.Errorf("%q names no remote before the colon", text)
	}
	if !known {
		return Ref{}, &UnknownRemoteError{Remote: remote, Near: c.near(remote)}
	}
	return Ref{Remote: remote, Name: name}, nil
}

// ParseSnapshot splits `[remote:]instance[/snapshot]`.
func (c *Config) ParseSnapshot(text string) (SnapshotRef, error) {
	ref, err := c.ParseRef(text)
	if err != nil {
		return SnapshotRef{}, err
	}
	name, snapshot, found := SplitName(ref.Name)
	if found && (name == "" || snapshot == "") {
		return SnapshotRef{}, fmt.Errorf("%q is no instance or snapshot: write instance or instance/snapshot", text)
	}
	ref.Name = name
	return SnapshotRef{Ref: ref, Snapshot: snapshot}, nil
}

// ParseFile splits `[remote:]instance/path`.
func (c *Config) ParseFile(text string) (FileRef, error) {
	ref, err := c.ParseRef(text)
	if err != nil {
		return FileRef{}, err
	}
	name, path, found := SplitName(ref.Name)
	if !found || name == "" {
		return FileRef{}, fmt.Errorf("invalid path %q: use [<remote>:]<instance>/<path>", text)
	}
	ref.Name = name
	return FileRef{Ref: ref, Path: "/" + path}, nil
}

// ParseRemote returns the remote in `[remote:]name` without checking that it exists; see ParseRef.
func (c *Config) ParseRemote(raw string) string {
	remote, _ := c.ParseRemoteAndContainer(raw)
	return remote
}

// ParseRemoteAndContainer splits `[remote:]name` into remote and name. An unknown remote is not an error.
func (c *Config) ParseRemoteAndContainer(raw string) (string, string) {
	ref, err := c.ParseRef(raw)
	if err != nil {
		remote, name, _ := SplitRemote(raw)
		return remote, name
	}
	return ref.Remote, ref.Name
}

// SplitRemote splits a word at its first colon without checking that the remote exists.
func SplitRemote(word string) (remote, rest string, found bool) { return strings.Cut(word, ":") }

// OnlyRemote returns the remote from a word of the form `remote:`.
func OnlyRemote(word string) (string, bool) { return strings.CutSuffix(word, ":") }

// SplitName splits the name of a child object at its first slash: `instance/snapshot`, `pool/volume`.
func SplitName(name string) (parent, child string, found bool) { return strings.Cut(name, "/") }

// IsReference reports whether a word contains separators: it names an object on a remote, or a child object.
func IsReference(word string) bool { return strings.ContainsAny(word, ":/") }

// LastName returns the name of an object without its parents.
func LastName(name string) string { return name[strings.LastIndexByte(name, '/')+1:] }

// SplitPath splits the name of an object with several parents.
func SplitPath(name string) []string { return strings.Split(name, "/") }

// near returns the remotes with names similar to name.
func (c *Config) near(name string) []string {
	var out []string
	for candidate := range c.Remotes {
		if Distance(name, candidate) <= 2 || strings.HasPrefix(candidate, name) {
			out = append(out, candidate)
		}
	}
	slices.Sort(out)
	return out
}

// Distance returns the edit distance between two words.
func Distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			next := min(row[j], row[j-1]) + 1
			if a[i-1] == b[j-1] {
				next = min(next, diagonal)
			} else {
				next = min(next, diagonal+1)
			}
			diagonal, row[j] = row[j], next
		}
	}
	return row[len(b)]
}
