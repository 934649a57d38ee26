package instance

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

// condition is something to wait for.
type condition struct {
	text  string
	agent bool // only virtual machines can meet it
	met   func(ctx context.Context, srv lxd.InstanceServer, name string) (bool, error)
}

// suits returns an error if the instance can never meet the condition.
func (c *condition) suits(srv lxd.InstanceServer, name string) error {
	if !c.agent {
		return nil
	}
	inst, _, err := srv.GetInstance(name)
	if err == nil && inst.Type != string(api.InstanceTypeVM) {
		err = cli.Failed(i18n.G("containers have no agent: use ip, ipv4, ipv6 or status=STATUS"))
	}
	return err
}

func parseCondition(text string) (condition, error) {
	c := condition{text: text}
	word, value, _ := strings.Cut(text, "=")
	switch {
	case text == "agent":
		c.agent, c.met = true, ofState(hasAgent)
	case text == "running":
		c.met = ofState(hasStatus("running"))
	case word == "status" && word != text:
		c.met = ofState(hasStatus(value))
	case text == "ready":
		c.met = isReady
	case text == "ip":
		c.met = ofState(hasGlobal(""))
	case text == "ipv4":
		c.met = ofState(hasGlobal("inet"))
	case text == "ipv6":
		c.met = ofState(hasGlobal("inet6"))
	case text == "cloud-init":
		c.met = cloudInitDone
	case word == "file" && value != "":
		c.met = fileExists(value)
	case word == "cmd" && value != "":
		c.met = commandSucceeds(value)
	default:
		return c, cli.Usagef(i18n.G("unknown condition %q (must be one of: %s)"), text,
			"running, ready, agent, ip, ipv4, ipv6, status=STATUS, cloud-init, file=PATH, cmd=COMMAND")
	}
	return c, nil
}

// ofState returns a condition on the state of the instance.
func ofState(is func(*api.InstanceState) bool) func(context.Context, lxd.InstanceServer, string) (bool, error) {
	return func(_ context.Context, srv lxd.InstanceServer, name string) (bool, error) {
		state, _, err := srv.GetInstanceState(name)
		return err == nil && is(state), err
	}
}

func hasAgent(s *api.InstanceState) bool { return s.Processes > 0 }

func hasStatus(status string) func(*api.InstanceState) bool {
	return func(s *api.InstanceState) bool { return strings.EqualFold(s.Status, status) }
}

func hasGlobal(family string) func(*api.InstanceState) bool {
	return func(s *api.InstanceState) bool {
		for _, n := range s.Network {
			for _, a := range n.Addresses {
				if a.Scope == "global" && (family == "" || a.Family == family) {
					return true
				}
			}
		}
		return false
	}
}

// isReady reports whether commands can be run: the container is running, or the agent of the virtual machine is.
func isReady(_ context.Context, srv lxd.InstanceServer, name string) (bool, error) {
	inst, _, err := srv.GetInstance(name)
	if err != nil || inst.StatusCode != api.Running {
		return false, err
	}
	if inst.Type != string(api.InstanceTypeVM) {
		return true, nil
	}
	state, _, err := srv.GetInstanceState(name)
	return err == nil && hasAgent(state), err
}

// fileExists returns a condition that a file, directory or link exists in the instance.
func fileExists(path string) func(context.Context, lxd.InstanceServer, string) (bool, error) {
	return func(ctx context.Context, srv lxd.InstanceServer, name string) (bool, error) {
		if ready, err := isReady(ctx, srv, name); !ready || err != nil {
			return false, err
		}
		content, _, err := srv.GetInstanceFile(name, path)
		if err != nil {
			return false, unlessRefused(err)
		}
		if content != nil {
			_ = content.Close()
		}
		return true, nil
	}
}

func commandSucceeds(command string) func(context.Context, lxd.InstanceServer, string) (bool, error) {
	return func(ctx context.Context, srv lxd.InstanceServer, name string) (bool, error) {
		code, _, err := runInside(ctx, srv, name, "sh", "-c", command)
		return code == 0 && err == nil, err
	}
}

// cloudInitDone asks cloud-init for its status. It exits with 1 if it failed, and with 2 if it finished with warnings.
func cloudInitDone(ctx context.Context, srv lxd.InstanceServer, name string) (bool, error) {
	code, out, err := runInside(ctx, srv, name, "sh", "-c", "command -v cloud-init >/dev/null || exit 127; cloud-init status")
	switch {
	case err != nil || code < 0:
		return false, err
	case code == 127:
		return false, cli.Failed(i18n.G("cloud-init is not installed in the instance"))
	case strings.Contains(out, "status: error"):
		return false, cli.Failed(i18n.F("cloud-init failed; see: lxc exec %s -- cloud-init status --long", name))
	}
	return strings.Contains(out, "status: done") || strings.Contains(out, "status: disabled") || strings.Contains(out, "status: degraded"), nil
}

// runInside runs a command and returns its exit status and its standard output; the status is -1 while the instance cannot run
// commands.
func runInside(ctx context.Context, srv lxd.InstanceServer, name string, command ...string) (int, string, error) {
	if ready, err := isReady(ctx, srv, name); !ready || err != nil {
		return -1, "", err
	}
	var out bytes.Buffer
	s, err := srv.StartExec(name, api.InstanceExecPost{Command: command, WaitForWS: true}, lxd.InstanceExecArgs{
		Stdin: io.NopCloser(strings.NewReader("")), Stdout: keepOpen{&out}, Stderr: keepOpen{io.Discard},
	})
	if err != nil {
		return -1, "", unlessRefused(err)
	}
	defer s.Close()
	code, err := s.Wait(ctx)
	if code >= 0 {
		err = nil
	}
	return code, out.String(), unlessRefused(err)
}

// unlessRefused drops an error that may be temporary, for example while an instance is starting, but returns one that denies
// access.
func unlessRefused(err error) error {
	if errors.Is(err, api.ErrForbidden) || errors.Is(err, api.ErrUnauthorized) {
		return err
	}
	return nil
}
