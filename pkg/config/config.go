// Package config reads and writes the client's configuration: the remotes of config.yml, keys and certificates, and
// turns `remote:name` into connections.
package config

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"
	"gopkg.in/yaml.v2"
)

// Config is the content of a configuration directory. The exported fields are those of config.yml.
type Config struct {
	DefaultRemote string            `yaml:"default-remote"`
	Remotes       map[string]Remote `yaml:"remotes"`
	Aliases       map[string]string `yaml:"aliases"`

	// Defaults are what commands do when no flag says otherwise: list_format, console_type and the like. Values keep the type
	// that the file gives them: the stock clients refuse a file where a boolean became a string. See DefaultText.
	Defaults map[string]any `yaml:"defaults,omitempty"`
	// Extra keeps the keys of config.yml that this version does not know.
	Extra map[string]any `yaml:",inline"`

	// ConfigDir is where config.yml, keys and certificates lie; "" means that nothing is kept.
	ConfigDir string `yaml:"-"`
	// GlobalDir is the system-wide directory, read only.
	GlobalDir string `yaml:"-"`
	// Family is "lxd" or "incus": whose defaults apply.
	Family string `yaml:"-"`
	// ProjectOverride replaces the project of every remote (--project, INCUS_PROJECT).
	ProjectOverride string `yaml:"-"`

	UserAgent string                           `yaml:"-"`
	Logger    func(format string, args ...any) `yaml:"-"`
	// Rehearse gets the requests that would change something, which are then not sent.
	Rehearse func(method, path string, body []byte) `yaml:"-"`
	// Login tells a person where to log in with OpenID Connect and what code to type there; nil means that nobody can.
	Login func(address, code string) `yaml:"-"`
	// Password asks a person for the passphrase of an encrypted client key.
	Password func(file string) (string, error) `yaml:"-"`

	envRemote string // LXC_REMOTE: overrides DefaultRemote, is never saved
	noImages  bool   // the user removed the remote images
	missing   bool   // there is no config.yml yet
}

// Remote is one entry of the remotes. Addr may hold several URLs, separated by commas, in files of Incus 7.
type Remote struct {
	Addr     string `yaml:"addr"`
	AuthType string `yaml:"auth_type,omitempty"`
	Project  string `yaml:"project,omitempty"`
	Protocol string `yaml:"protocol,omitempty"`
	Domain   string `yaml:"domain,omitempty"`
	Public   bool   `yaml:"public"`

	Extra map[string]any `yaml:",inline"`

	Static bool `yaml:"-"` // built in: cannot be changed
	Global bool `yaml:"-"` // from the system-wide file
	Hidden bool `yaml:"-"` // built in, but not listed: the stock client of the program's family does not have it

	stored bool // named by the user's file, or to be named there
}

// RemoteConfig is the first name of Remote.
type RemoteConfig = Remote

// NewConfig returns the configuration of a user who has none.
func NewConfig() *Config {
	return &Config{
		DefaultRemote: "local", Remotes: maps.Clone(DefaultRemotes), Aliases: map[string]string{}, Family: "lxd",
	}
}

// LoadConfig reads config.yml at path. A missing file is the default configuration; a bad one is an error that names
// the path and the line.
func LoadConfig(path string) (*Config, error) {
	c := NewConfig()
	c.ConfigDir = filepath.Dir(path)
	if err := c.read(path); err != nil {
		return nil, err
	}
	c.addStatic()
	return c, nil
}

// Load reads the configuration of the current user, for a program of the given family ("lxd" or "incus").
func Load(family string) (*Config, error) {
	dir, global := directories(family)
	c := NewConfig()
	c.ConfigDir, c.GlobalDir, c.Family = dir, global, family
	c.first()
	if dir != "" {
		if err := c.read(filepath.Join(dir, "config.yml")); err != nil {
			return nil, err
		}
	}
	if err := c.readGlobal(); err != nil {
		return nil, err
	}
	c.addStatic()
	c.envRemote = firstEnv("LXC_REMOTE", "INCUS_REMOTE")
	c.ProjectOverride = os.Getenv("INCUS_PROJECT")
	return c, nil
}

func firstEnv(names ...string) string {
	for _, n := range names {
		if v := os.Getenv(n); v != "" {
			return v
		}
	}
	return ""
}

// directories returns the user's and the system-wide configuration directory. Whatever exists is used, that of the
// program's own family first, so that users of either stock client find their remotes.
func directories(family string) (user, global string) {
	global = firstEnv("LXD_GLOBAL_CONF", "INCUS_GLOBAL_CONF")
	if global == "" {
		global = "/etc/" + family
	}
	own, other := "LXD_CONF", "INCUS_CONF"
	if family == "incus" {
		own, other = other, own
	}
	if dir := firstEnv(own, other); dir != "" {
		return dir, global
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", global // no home: work without files
	}
	base, err := os.UserConfigDir()
	if err != nil {
		base = filepath.Join(home, ".config")
	}
	lxd := []string{filepath.Join(home, ".config", "lxc"), filepath.Join(home, "snap", "lxd", "common", "config")}
	incus := []string{filepath.Join(base, "incus")}
	candidates := append(lxd, incus...)
	if family == "incus" {
		candidates = append(incus, lxd...)
	}
	for _, dir := range candidates {
		if _, err := os.Stat(filepath.Join(dir, "config.yml")); err == nil {
			return dir, global
		}
	}
	return candidates[0], global
}

func (c *Config) read(path string) error {
	data, err := os.ReadFile(path)
	if c.missing = errors.Is(err, fs.ErrNotExist); c.missing {
		return nil
	}
	if err != nil {
		return fmt.Errorf("cannot read the configuration: %w", err)
	}
	fresh := Config{}
	if err := yaml.Unmarshal(data, &fresh); err != nil {
		return fmt.Errorf("the configuration file %s is not valid: %w", path, err)
	}
	if fresh.DefaultRemote == "" {
		fresh.DefaultRemote = "local"
	}
	for name, r := range fresh.Remotes {
		r.stored = true
		fresh.Remotes[name] = r
	}
	c.noImages = bytes.Contains(data, []byte(noImages))
	c.DefaultRemote, c.Remotes, c.Aliases, c.Extra, c.Defaults = fresh.DefaultRemote, fresh.Remotes, fresh.Aliases, fresh.Extra, fresh.Defaults
	if c.Remotes == nil {
		c.Remotes = map[string]Remote{}
	}
	if c.Aliases == nil {
		c.Aliases = map[string]string{}
	}
	return nil
}

// readGlobal merges the system-wide remotes below the user's own.
func (c *Config) readGlobal() error {
	global := Config{}
	if err := global.read(filepath.Join(c.GlobalDir, "config.yml")); err != nil {
		return err
	}
	for name, r := range global.Remotes {
		if _, own := c.Remotes[name]; !own {
			r.Global, r.stored = true, false
			c.Remotes[name] = r
		}
	}
	return nil
}

// first makes the configuration of a user without a file that of the stock client of the family, which names the remotes
// images and local when it saves.
func (c *Config) first() {
	c.Remotes = map[string]Remote{"images": ImagesRemote, "local": c.local()}
	for name, r := range c.Remotes {
		r.stored = true
		c.Remotes[name] = r
	}
}

func (c *Config) local() Remote {
	r := LocalRemote
	if c.Family == "incus" {
		r.Protocol = "incus"
	}
	return r
}

// noImages is the line of config.yml which says that the user removed the remote images. Files of some stock clients do not
// name that remote and have it all the same.
const noImages = "# The remote images was removed.\n"

// addStatic adds the built-in remotes that the files do not name. An entry of the user's wins; it is the built-in one itself
// when it leads to the same place. Those of other stock clients than that of the family are there, but not listed.
func (c *Config) addStatic() {
	for name, r := range StaticRemotes {
		if name == "local" {
			r = c.local()
		}
		own, found := c.Remotes[name]
		switch {
		case !found:
			own = r
			own.Hidden = name != "local" && (c.Family == "incus" || strings.HasPrefix(name, "ubuntu-minimal"))
		case own.Addr != r.Addr || own.AuthType != "" || own.Public != r.Public:
			continue
		}
		own.Static = true
		c.Remotes[name] = own
	}
	if c.Family == "incus" {
		c.fillIn()
	}
	if _, found := c.Remotes["images"]; !found && c.Family != "incus" && !c.noImages {
		images := ImagesRemote
		images.Static = true
		c.Remotes["images"] = images
	}
}

// fillIn gives remotes what the stock client of Incus reads into them, and writes.
func (c *Config) fillIn() {
	for name, r := range c.Remotes {
		r.Protocol = cmp.Or(r.Protocol, "incus")
		if r.AuthType == "" && !r.IsLocal() && !r.IsImagesOnly() {
			r.AuthType = "tls"
		}
		c.Remotes[name] = r
	}
}

// DefaultText returns a value of the defaults as text, "" where there is none.
func (c *Config) DefaultText(key string) string {
	value, found := c.Defaults[key]
	if !found || value == nil {
		return ""
	}
	return fmt.Sprint(value)
}

// Default returns the name of the remote that an unprefixed name means.
func (c *Config) Default() string {
	if c.envRemote != "" {
		return c.envRemote
	}
	return c.DefaultRemote
}

// SaveFirst writes config.yml for a user who has none, as the stock clients do with their first command.
func (c *Config) SaveFirst(ctx context.Context) error {
	if c.ConfigDir == "" || !c.missing {
		return nil
	}
	c.missing = false
	return c.Update(ctx, func(*Config) error { return nil })
}

// SaveConfig writes the configuration to path: whole or not at all, with the mode that the file has. Built-in and
// system-wide remotes and values of the environment are left out.
func SaveConfig(c *Config, path string) error {
	out := Config{DefaultRemote: c.DefaultRemote, Remotes: map[string]Remote{}, Aliases: c.Aliases, Extra: c.Extra, Defaults: c.Defaults}
	for name, r := range c.Remotes {
		if r.Global || r.Hidden || r.Static && !r.stored && r.Project == "" {
			continue
		}
		out.Remotes[name] = r
	}
	data, err := yaml.Marshal(out)
	if err != nil {
		return err
	}
	if _, found := c.Remotes["images"]; !found && c.Family != "incus" {
		data = append([]byte(noImages), data...)
	}
	return writePublic(path, data)
}

// Update changes the stored configuration under a lock: it reads the file anew, applies change and writes the result, so
// that concurrent commands lose nothing. The receiver then holds the result. ctx ends the wait for the lock.
func (c *Config) Update(ctx context.Context, change func(*Config) error) error {
	if c.ConfigDir == "" {
		return errors.New("there is no configuration directory: set HOME or LXD_CONF")
	}
	unlock, err := c.lock(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	path := filepath.Join(c.ConfigDir, "config.yml")
	fresh := *NewConfig()
	fresh.ConfigDir, fresh.GlobalDir, fresh.Family = c.ConfigDir, c.GlobalDir, c.Family
	fresh.first()
	if err := errors.Join(fresh.read(path), fresh.readGlobal()); err != nil {
		return err
	}
	fresh.addStatic()
	if err := change(&fresh); err != nil {
		return err
	}
	if err := SaveConfig(&fresh, path); err != nil {
		return err
	}
	c.DefaultRemote, c.Remotes, c.Aliases, c.Extra, c.Defaults = fresh.DefaultRemote, fresh.Remotes, fresh.Aliases, fresh.Extra, fresh.Defaults
	c.noImages = fresh.noImages
	return nil
}

// lock serialises changes to the configuration directory, which it creates.
func (c *Config) lock(ctx context.Context) (unlock func(), err error) {
	if err := os.MkdirAll(c.ConfigDir, 0o750); err != nil {
		return nil, fmt.Errorf("cannot create the configuration directory: %w", err)
	}
	l := flock.New(filepath.Join(c.ConfigDir, ".lock"), flock.SetPermissions(0o600))
	if _, err := l.TryLockContext(ctx, lockInterval); err != nil {
		return nil, fmt.Errorf("cannot lock the configuration: %w", err)
	}
	return func() { _ = l.Unlock() }, nil
}
