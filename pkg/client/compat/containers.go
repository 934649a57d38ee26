package compat

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/gorilla/websocket"

	"github.com/openlxc/lxc/pkg/api"
	lxd "github.com/openlxc/lxc/pkg/client"
)

// ListContainers lists the containers.
func (c *Client) ListContainers() ([]ContainerInfo, error) {
	srv, err := c.server()
	if err != nil {
		return nil, err
	}
	return srv.GetContainers()
}

// ContainerInfo returns a container.
func (c *Client) ContainerInfo(name string) (*ContainerInfo, error) {
	srv, err := c.server()
	if err != nil {
		return nil, err
	}
	info, _, err := srv.GetContainer(name)
	return info, err
}

// ContainerState returns the state of a container.
func (c *Client) ContainerState(name string) (*ContainerState, error) {
	srv, err := c.server()
	if err != nil {
		return nil, err
	}
	state, _, err := srv.GetContainerState(name)
	return state, err
}

// Action starts, stops, restarts, freezes or unfreezes a container. timeout is in seconds, -1 for none.
func (c *Client) Action(name string, action ContainerAction, timeout int, force bool, stateful bool) (*Response, error) {
	srv, err := c.server()
	if err != nil {
		return nil, err
	}
	return reply(srv.UpdateContainerState(name, api.ContainerStatePut{Action: string(action), Timeout: timeout, Force: force, Stateful: stateful}, ""))
}

// Delete deletes a container, or a snapshot named CONTAINER/SNAPSHOT.
func (c *Client) Delete(name string) (*Response, error) {
	srv, err := c.server()
	if err != nil {
		return nil, err
	}
	if container, snapshot, found := strings.Cut(name, "/"); found {
		return reply(srv.DeleteContainerSnapshot(container, snapshot))
	}
	return reply(srv.DeleteContainer(name))
}

// Rename renames a container, or a snapshot named CONTAINER/SNAPSHOT.
func (c *Client) Rename(name string, newName string) (*Response, error) {
	srv, err := c.server()
	if err != nil {
		return nil, err
	}
	if container, snapshot, found := strings.Cut(name, "/"); found {
		_, to, both := strings.Cut(newName, "/")
		if !both {
			to = newName
		}
		return reply(srv.RenameContainerSnapshot(container, snapshot, api.ContainerSnapshotPost{Name: to}))
	}
	return reply(srv.RenameContainer(name, api.ContainerPost{Name: newName}))
}

// Init creates a container from an image, named by alias or fingerprint, on this server or on the remote imgremote.
func (c *Client) Init(name string, imgremote string, image string, profiles *[]string, config map[string]string, devices Devices, ephem bool) (*Response, error) {
	srv, err := c.server()
	if err != nil {
		return nil, err
	}
	post := api.ContainersPost{Name: name}
	post.Config, post.Devices, post.Ephemeral = config, devices, ephem
	if profiles != nil {
		post.Profiles = *profiles
	}
	source := lxd.ImageServer(srv)
	if imgremote != "" && imgremote != c.Name {
		other, err := NewClient(&c.Config, imgremote)
		if err != nil {
			return nil, err
		}
		source = other.images
	}
	fingerprint := image
	if entry, _, err := source.GetImageAlias(image); err == nil {
		fingerprint = entry.Target
	}
	info, _, err := source.GetImage(fingerprint)
	if err != nil {
		return nil, err
	}
	op, err := srv.CreateContainerFromImage(source, *info, post)
	if err != nil {
		return nil, err
	}
	if err := op.Wait(); err != nil {
		return nil, err
	}
	return done(nil)
}

// LocalCopy copies a container, or a snapshot named CONTAINER/SNAPSHOT, on this server.
func (c *Client) LocalCopy(source string, name string, config map[string]string, profiles []string, ephemeral bool) (*Response, error) {
	srv, err := c.server()
	if err != nil {
		return nil, err
	}
	post := api.ContainersPost{Name: name}
	post.Source.Type, post.Source.Source = "copy", source
	post.Config, post.Profiles, post.Ephemeral = config, profiles, ephemeral
	return reply(srv.CreateContainer(post))
}

// GetMigrationSourceWS prepares a container for migration; the operation's metadata has the secrets of its websockets.
func (c *Client) GetMigrationSourceWS(container string) (*Response, error) {
	srv, err := c.server()
	if err != nil {
		return nil, err
	}
	return reply(srv.MigrateContainer(container, api.ContainerPost{Migration: true}))
}

// MigrateFrom creates a container from the source side of a migration. With push the source connects to this server, otherwise
// this server connects to operation.
func (c *Client) MigrateFrom(name string, operation string, certificate string, sourceSecrets map[string]string, architecture string,
	config map[string]string, devices Devices, profiles []string, baseImage string, ephemeral bool, push bool, sourceClient *Client,
	sourceOperation string,
) (*Response, error) {
	srv, err := c.server()
	if err != nil {
		return nil, err
	}
	post := api.ContainersPost{Name: name}
	post.Architecture, post.Config, post.Devices, post.Profiles, post.Ephemeral = architecture, config, devices, profiles, ephemeral
	post.Source = api.ContainerSource{Type: "migration", Mode: "pull", Operation: operation, Certificate: certificate, Websockets: sourceSecrets, BaseImage: baseImage}
	if !push {
		return reply(srv.CreateContainer(post))
	}
	_ = sourceOperation // unused: a push needs the target's secrets first, so the source is asked again
	if sourceClient == nil {
		return nil, errors.New("push needs the client of the sender")
	}
	from, err := sourceClient.server()
	if err != nil {
		return nil, err
	}
	container := api.Container{InstancePut: post.InstancePut, Name: name}
	op, err := srv.CopyInstance(from, container, &lxd.InstanceCopyArgs{Mode: "push"})
	if err != nil {
		return nil, err
	}
	return done(op.Wait())
}

// Exec runs a command and returns its exit status. If controlHandler is set, the command gets a terminal of width by height
// characters.
func (c *Client) Exec(name string, cmd []string, env map[string]string, stdin io.ReadCloser, stdout io.WriteCloser, stderr io.WriteCloser,
	controlHandler func(*Client, *websocket.Conn), width int, height int,
) (int, error) {
	srv, err := c.server()
	if err != nil {
		return -1, err
	}
	post := api.ContainerExecPost{Command: cmd, Environment: env, WaitForWS: true, Interactive: controlHandler != nil, Width: width, Height: height}
	args := lxd.InstanceExecArgs{Stdin: stdin, Stdout: stdout, Stderr: stderr}
	if controlHandler != nil {
		args.Control = func(conn *websocket.Conn) { controlHandler(c, conn) }
	}
	session, err := srv.StartExec(name, post, args)
	if err != nil {
		return -1, err
	}
	defer session.Close()
	return session.Wait(context.Background())
}

// UpdateContainerConfig replaces the writable part of a container.
func (c *Client) UpdateContainerConfig(container string, st BriefContainerInfo) error {
	srv, err := c.server()
	if err != nil {
		return err
	}
	return wait(srv.UpdateContainer(container, st, ""))
}

// change reads a container, changes its writable part and writes it back.
func (c *Client) change(container string, edit func(*api.ContainerPut) error) (*lxd.Operation, error) {
	srv, err := c.server()
	if err != nil {
		return nil, err
	}
	info, etag, err := srv.GetContainer(container)
	if err != nil {
		return nil, err
	}
	put := info.Writable()
	if err := edit(&put); err != nil {
		return nil, err
	}
	return srv.UpdateContainer(container, put, etag)
}

// SetContainerConfig sets a configuration key; "" removes it.
func (c *Client) SetContainerConfig(container, key, value string) error {
	return wait(c.change(container, func(put *api.ContainerPut) error { return setKey(put.Config, key, value) }))
}

func setKey(config map[string]string, key, value string) error {
	if value == "" {
		delete(config, key)
	} else {
		config[key] = value
	}
	return nil
}

// GetContainerConfig returns the configuration as sorted "key = value" lines.
func (c *Client) GetContainerConfig(container string) ([]string, error) {
	info, err := c.ContainerInfo(container)
	if err != nil {
		return nil, err
	}
	return lines(info.Config), nil
}

func lines(config map[string]string) []string {
	var out []string
	for _, key := range slices.Sorted(maps.Keys(config)) {
		out = append(out, key+" = "+config[key])
	}
	return out
}

// AssignProfile replaces the profiles of a container. profile may be a comma-separated list.
func (c *Client) AssignProfile(container, profile string) (*Response, error) {
	return reply(c.change(container, func(put *api.ContainerPut) error {
		put.Profiles = strings.Split(profile, ",")
		return nil
	}))
}

// ContainerListDevices lists the names of the devices with their types, as "name: type".
func (c *Client) ContainerListDevices(container string) ([]string, error) {
	info, err := c.ContainerInfo(container)
	if err != nil {
		return nil, err
	}
	return deviceLines(info.Devices), nil
}

func deviceLines(devices Devices) []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(devices)) {
		out = append(out, name+": "+devices[name]["type"])
	}
	return out
}

// ContainerDeviceAdd adds a device; props are "key=value".
func (c *Client) ContainerDeviceAdd(container, devname, devtype string, props []string) (*Response, error) {
	return reply(c.change(container, func(put *api.ContainerPut) error { return addDevice(put.Devices, devname, devtype, props) }))
}

func addDevice(devices Devices, name, kind string, props []string) error {
	if _, taken := devices[name]; taken {
		return fmt.Errorf("device %q already exists", name)
	}
	device := map[string]string{"type": kind}
	for _, p := range props {
		key, value, found := strings.Cut(p, "=")
		if !found {
			return fmt.Errorf("invalid value %q: use key=value", p)
		}
		device[key] = value
	}
	devices[name] = device
	return nil
}

// ContainerDeviceDelete removes a device.
func (c *Client) ContainerDeviceDelete(container, devname string) (*Response, error) {
	return reply(c.change(container, func(put *api.ContainerPut) error { return removeDevice(put.Devices, devname) }))
}

func removeDevice(devices Devices, name string) error {
	if _, found := devices[name]; !found {
		return fmt.Errorf("there is no device %q", name)
	}
	delete(devices, name)
	return nil
}

// Snapshot creates a snapshot; if the name is empty, the server chooses one.
func (c *Client) Snapshot(container string, snapshotName string, stateful bool) (*Response, error) {
	srv, err := c.server()
	if err != nil {
		return nil, err
	}
	return reply(srv.CreateContainerSnapshot(container, api.ContainerSnapshotsPost{Name: snapshotName, Stateful: stateful}))
}

// RestoreSnapshot restores a container from a snapshot.
func (c *Client) RestoreSnapshot(container string, snapshotName string, stateful bool) (*Response, error) {
	srv, err := c.server()
	if err != nil {
		return nil, err
	}
	return reply(srv.UpdateContainer(container, api.ContainerPut{Restore: snapshotName, Stateful: stateful}, ""))
}

// ListSnapshots lists the snapshots of a container.
func (c *Client) ListSnapshots(container string) ([]SnapshotInfo, error) {
	srv, err := c.server()
	if err != nil {
		return nil, err
	}
	return srv.GetContainerSnapshots(container)
}

// SnapshotInfo returns the snapshot CONTAINER/SNAPSHOT.
func (c *Client) SnapshotInfo(snapName string) (*SnapshotInfo, error) {
	srv, err := c.server()
	if err != nil {
		return nil, err
	}
	container, snapshot, found := strings.Cut(snapName, "/")
	if !found {
		return nil, fmt.Errorf("%q is not of the form container/snapshot", snapName)
	}
	info, _, err := srv.GetContainerSnapshot(container, snapshot)
	return info, err
}

// GetLog reads a log file of a container.
func (c *Client) GetLog(container string, log string) (io.Reader, error) {
	srv, err := c.server()
	if err != nil {
		return nil, err
	}
	return srv.GetContainerLogfile(container, log)
}

// LaunchKVMContainer always fails, as it always did: use CreateInstance to create virtual machines.
func (c *Client) LaunchKVMContainer(string) error {
	return errors.New("LaunchKVMContainer was never finished: create a virtual machine with CreateInstance")
}
