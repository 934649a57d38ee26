// Package config reads and writes the client configuration: the remotes of config.yml, keys and certificates. It resolves
// references such as `remote:name` and connects to remotes.
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

// Config is the content of a configuration directory. Exported fields without the tag "-" are keys of config.yml.
type Config struct {
	DefaultRemote string            `yaml:"default-remote"`
	Remotes       map[string]Remote `yaml:"remotes"`
	Aliases       map[string]string `yaml:"aliases"`

	// Defaults holds defaults for flags, such as list_format and console_type. Values keep their YAML type: the stock clients
	// reject a file in which a boolean became a string. See DefaultText.
	Defaults map[string]any `yaml:"defaults,omitempty"`
	// Extra holds unknown keys of config.yml.
	Extra map[string]any `yaml:",inline"`

	// ConfigDir is the directory of config.yml, keys and certificates; "" means that nothing is stored.
	ConfigDir string `yaml:"-"`
	// GlobalDir is the system-wide configuration directory, which is only read.
	GlobalDir string `yaml:"-"`
	// Family selects the built-in defaults: "lxd" or "incus".
	Family string `yaml:"-"`
	// ProjectOverride replaces the project of all remotes (--project, INCUS_PROJECT).
	ProjectOverride string `yaml:"-"`

	UserAgent string                           `yaml:"-"`
	Logger    func(format string, args ...any) `yaml:"-"`
	// Rehearse is called with each request that would change something, instead of sending it.
	Rehearse func(method, path string, body []byte) `yaml:"-"`
	// Login shows a person the URL and code for an OpenID Connect login; nil means that nobody can log in.
	Login func(address, code string) `yaml:"-"`
	// Password asks for the passphrase of an encrypted client key.
	Password func(file string) (string, error) `yaml:"-"`

	envRemote string // LXC_REMOTE: overrides DefaultRemote, never saved
	noImages  bool   // the user removed the remote images
	missing   bool   // config.yml does not exist
}

// Remote is the configuration of a remote. In files of Incus 7, Addr can contain several comma-separated URLs.
type Remote struct {
	Addr     string `yaml:"addr"`
	AuthType string `yaml:"auth_type,omitempty"`
	Project  string `yaml:"project,omitempty"`
	Protocol string `yaml:"protocol,omitempty"`
	Domain   string `yaml:"domain,omitempty"`
	Public   bool   `yaml:"public"`

	Extra map[string]any `yaml:",inline"`

	Static bool `yaml:"-"` // built in: read-only
	Global bool `yaml:"-"` // from the system-wide file
	Hidden bool `yaml:"-"` // built in, but not listed, because the stock client of the family does not have it

	stored bool // in the user's file, or to be added to it
}

// RemoteConfig is the original name of Remote.
type RemoteConfig = Remote

// NewConfig returns the configuration of a new user.
func NewConfig() *Config {
	return &Config{
		DefaultRemote: "local", Remotes: maps.Clone(DefaultRemotes), Aliases: map[string]string{}, Family: "lxd",
	}
}

// LoadConfig reads config.yml at path. If the file does not exist, it returns the default configuration. The error for an
// invalid file contains the path and the line.
func LoadConfig(path string) (*Config, error) {
	c := NewConfig()
	c.ConfigDir = filepath.Dir(path)
	if err := c.read(path); err != nil {
		return nil, err
	}
	c.addStatic()
	return c, nil
}

// Load reads the current user's configuration for a program of the given family ("lxd" or "incus").
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

// directories returns the user's and the system-wide configuration directory. Existing ones are preferred, those of the
// given family first, so that users of either stock client find their remotes.
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
		return "", global // without a home directory nothing is stored
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

// readGlobal adds the system-wide remotes, unless the user's file overrides them.
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

// first sets the remotes of a new user to those of the family's stock client, which saves images and local explicitly.
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

// noImages is a line in config.yml that records that the user removed the remote images. Its absence from the file does not
// mean that, because some stock clients never save it.
const noImages = "# The remote images was removed.\n"

// addStatic adds the built-in remotes. The user's entries take precedence; one with the same address counts as the built-in
// one. Remotes that only other stock clients have are available, but not listed.
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

// fillIn sets the defaults that the stock client of Incus sets on reading and then saves.
func (c *Config) fillIn() {
	for name, r := range c.Remotes {
		r.Protocol = cmp.Or(r.Protocol, "incus")
		if r.AuthType == "" && !r.IsLocal() && !r.IsImagesOnly() {
			r.AuthType = "tls"
		}
		c.Remotes[name] = r
	}
}

// DefaultText returns an entry of Defaults as text, or "".
func (c *Config) DefaultText(key string) string {
	value, found := c.Defaults[key]
	if !found || value == nil {
		return ""
	}
	return fmt.Sprint(value)
}

// Default returns the name of the default remote.
func (c *Config) Default() string {
	if c.envRemote != "" {
		return c.envRemote
	}
	return c.DefaultRemote
}

// SaveFirst writes config.yml for a new user, as the stock clients do with their first command.
func (c *Config) SaveFirst(ctx context.Context) error {
	if c.ConfigDir == "" || !c.missing {
		return nil
	}
	c.missing = false
	return c.Update(ctx, func(*Config) error { return nil })
}

// SaveConfig writes the configuration to path atomically and preserves the mode of the file. It omits built-in and
// system-wide remotes, and values from the environment.
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

// Update modifies the stored configuration under a lock: it rereads the file, applies change and saves the result, so that
// concurrent commands lose nothing. The receiver is updated, too. ctx bounds the wait for the lock.
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

// lock serializes changes to the configuration directory, and creates it if necessary.
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
