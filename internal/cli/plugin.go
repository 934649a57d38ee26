package cli

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/term"
	"github.com/openlxc/lxc/pkg/i18n"
)

// classic lists the tools of LXC itself, which are installed as lxc-attach and so on but are not plugins of this client.
var classic = []string{
	"attach", "autostart", "cgroup", "checkconfig", "checkpoint", "config", "console", "containers", "copy", "create", "destroy", "device",
	"execute", "freeze", "info", "ls", "monitor", "monitord", "multi", "net", "snapshot", "start", "stop", "templates", "top", "to-lxd",
	"unfreeze", "unshare", "update-config", "user-nic", "usernsexec", "wait",
}

// prefix returns the prefix of plugin file names.
func (a *App) prefix() string { return PerFlavor(a, "lxc-", "incus-") }

// PluginNames returns, sorted, the names of plugins that no built-in command shadows.
func (a *App) PluginNames(root *cobra.Command) []string {
	var names []string
	for _, dir := range directories(a.PluginPath) {
		for _, name := range fileNames(dir) {
			word, found := strings.CutPrefix(strings.TrimSuffix(name, ".exe"), a.prefix())
			if !found { // nearly all of a directory of programs
				continue
			}
			if cmd, _, err := root.Find([]string{word}); err == nil && cmd == root && a.plugin(word) != "" {
				names = append(names, word)
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// directories returns each directory of a PATH once, also if it has two names, as /bin and /usr/bin often are.
func directories(path string) []string {
	var list []string
	var known []os.FileInfo
	for _, dir := range filepath.SplitList(path) {
		info, err := os.Stat(dir)
		if err != nil || slices.ContainsFunc(known, func(other os.FileInfo) bool { return os.SameFile(info, other) }) {
			continue
		}
		known, list = append(known, info), append(list, dir)
	}
	return list
}

// fileNames returns the names in a directory, unsorted, and none if it cannot be read.
func fileNames(dir string) []string {
	f, err := os.Open(dir)
	if err != nil {
		return nil
	}
	defer f.Close()
	names, _ := f.Readdirnames(-1) // what was read before an error counts
	return names
}

// plugin returns the path of a plugin, or "". The current directory is never searched.
func (a *App) plugin(word string) string {
	if word == "" || strings.ContainsAny(word, `/\`) || slices.Contains(classic, word) {
		return ""
	}
	for _, dir := range filepath.SplitList(a.PluginPath) {
		if !filepath.IsAbs(dir) {
			continue
		}
		if file, err := exec.LookPath(filepath.Join(dir, a.prefix()+word)); err == nil {
			return file
		}
	}
	return ""
}

// findPlugin returns the path of the plugin that a command line calls, and the arguments before and after its name. Built-in
// commands take precedence.
func (a *App) findPlugin(root *cobra.Command, words []string) (file string, before, args []string) {
	at := commandAt(words)
	if at >= len(words) || strings.HasPrefix(words[at], "__complete") {
		return "", nil, nil
	}
	if cmd, _, err := root.Find(words[at : at+1]); err != nil || cmd != root || slices.Contains([]string{"help", "completion"}, words[at]) {
		return "", nil, nil
	}
	return a.plugin(words[at]), words[:at], words[at+1:]
}

// runPlugin runs a plugin and returns its exit status as that of the command.
func (a *App) runPlugin(ctx context.Context, root *cobra.Command, file string, before, args []string) error {
	if err := root.ParseFlags(before); err != nil {
		return WithUsage(root, Usagef("%s", err))
	}
	c, err := a.Config()
	if err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	project := c.ProjectOverride
	if project == "" {
		project = c.Remotes[c.DefaultRemote].Project
	}
	cmd := exec.CommandContext(context.WithoutCancel(ctx), file, args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = a.Streams.In, a.Streams.Out, a.Streams.Err
	cmd.Env = append(os.Environ(), "LXC_PROGRAM="+self, "LXC_REMOTE="+c.DefaultRemote, "INCUS_REMOTE="+c.DefaultRemote,
		"LXC_PROJECT="+project, "INCUS_PROJECT="+project)
	if err := cmd.Start(); err != nil {
		return Failed(i18n.F("cannot run the plugin %s: %s", file, err))
	}
	if a.Signals != nil {
		a.Signals.Start()
		defer a.Signals.Claim(func(sig os.Signal) {
			if sig != os.Interrupt || !a.Streams.InputIsTerminal() { // the terminal has already sent it to the plugin
				_ = cmd.Process.Signal(sig)
			}
		}, term.Forwarded...)()
	}
	return pluginEnd(cmd.Wait())
}

// pluginEnd converts the end of a plugin to an exit status; for one killed by a signal it is the status a shell reports.
func pluginEnd(err error) error {
	var ended *exec.ExitError
	if !errors.As(err, &ended) {
		return err
	}
	if state, known := ended.Sys().(syscall.WaitStatus); known && state.Signaled() {
		return &ExitError{Code: 128 + int(state.Signal())}
	}
	return &ExitError{Code: ended.ExitCode()}
}

// completePlugins completes the names of plugins.
func (a *App) completePlugins(root *cobra.Command) {
	root.ValidArgsFunction = func(_ *cobra.Command, words []string, word string) ([]string, cobra.ShellCompDirective) {
		if len(words) > 0 {
			return nil, cobra.ShellCompDirectiveDefault // the arguments of a plugin are unknown
		}
		var out []string
		for _, name := range beginning(a.PluginNames(root), word) {
			out = append(out, Described(name, i18n.F("plugin %s", a.prefix()+name)))
		}
		return out, cobra.ShellCompDirectiveNoFileComp
	}
}
