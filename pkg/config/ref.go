package config

import (
	"fmt"
	"slices"
	"strings"
)

// Ref is an object on a remote: `remote:name`, or `name` on the default remote. Name may be empty.
type Ref struct {
	Remote string
	Name   string
}

// String writes a reference so that ParseRef reads it back.
func (r Ref) String() string { return r.Remote + ":" + r.Name }

// SnapshotRef is an instance or one of its snapshots: `remote:instance[/snapshot]`.
type SnapshotRef struct {
	Ref
	Snapshot string
}

// String writes a reference so that ParseSnapshot reads it back.
func (r SnapshotRef) String() string {
	if r.Snapshot == "" {
		return r.Ref.String()
	}
	return r.Ref.String() + "/" + r.Snapshot
}

// FileRef is a file of an instance: `remote:instance/path`, or of a volume where Pool names its pool. Path is absolute; a
// trailing slash is kept.
type FileRef struct {
	Ref
	Pool string
	Path string
}

// Holder is the instance, or the volume as POOL/VOLUME.
func (r FileRef) Holder() Ref {
	if r.Pool != "" {
		return Ref{Remote: r.Remote, Name: r.Pool + "/" + r.Name}
	}
	return r.Ref
}

// String writes a reference so that ParseFile reads it back.
func (r FileRef) String() string { return r.Holder().String() + r.Path }

// UnknownRemoteError means that no remote has that name.
type UnknownRemoteError struct {
	Remote string
	Near   []string // names that look alike
}

// Error names the remote.
func (e *UnknownRemoteError) Error() string {
	return fmt.Sprintf("remote %q does not exist", e.Remote)
}

// ParseRef splits `[remote:]name`. Without a prefix the default remote is meant. A colon behind a slash or an opening
// bracket belongs to the name, unless there is such a remote.
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

// ParseRemote returns the remote that `[remote:]name` names; ParseRef tells whether there is such a remote.
func (c *Config) ParseRemote(raw string) string {
	remote, _ := c.ParseRemoteAndContainer(raw)
	return remote
}

// ParseRemoteAndContainer splits `[remote:]name` into the remote and the name. An unknown remote is not an error.
func (c *Config) ParseRemoteAndContainer(raw string) (string, string) {
	ref, err := c.ParseRef(raw)
	if err != nil {
		remote, name, _ := SplitRemote(raw)
		return remote, name
	}
	return ref.Remote, ref.Name
}

// SplitRemote splits a word at its first colon without asking whether there is such a remote.
func SplitRemote(word string) (remote, rest string, found bool) { return strings.Cut(word, ":") }

// OnlyRemote returns the name of the remote in a word that is nothing else: `remote:`.
func OnlyRemote(word string) (string, bool) { return strings.CutSuffix(word, ":") }

// SplitName splits the name of an object below another one at its first slash: `instance/snapshot`, `pool/volume`.
func SplitName(name string) (parent, child string, found bool) { return strings.Cut(name, "/") }

// IsReference reports whether a word names more than one thing: an object on a remote, or one below another.
func IsReference(word string) bool { return strings.ContainsAny(word, ":/") }

// LastName is the name of an object without what it lies below.
func LastName(name string) string { return name[strings.LastIndexByte(name, '/')+1:] }

// SplitPath splits the name of an object that lies several levels down.
func SplitPath(name string) []string { return strings.Split(name, "/") }

// near returns the names of remotes that differ little from name.
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

// Distance counts the single-letter changes between two words.
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
