package lxd_test

import (
	"fmt"
	"os"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/pkg/api"
)

// This creates a container on a local server and then starts it.
func Example_createContainer() {
	create := func(name string) error {
		c, err := lxd.ConnectLXDUnix("", nil)
		if err != nil {
			return err
		}
		req := api.ContainersPost{Name: name, Source: api.ContainerSource{Type: "image", Alias: "my-image"}}
		op, err := c.CreateContainer(req)
		if err != nil {
			return err
		}
		if err := op.Wait(); err != nil {
			return err
		}
		op, err = c.UpdateContainerState(name, api.ContainerStatePut{Action: "start", Timeout: -1}, "")
		if err != nil {
			return err
		}
		return op.Wait()
	}
	if err := create("my-container"); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
}

// This executes an interactive shell. The caller puts its terminal into raw mode around it.
func Example_execContainer() {
	enter := func(name string) error {
		c, err := lxd.ConnectLXDUnix("", nil)
		if err != nil {
			return err
		}
		req := api.ContainerExecPost{Command: []string{"bash"}, WaitForWS: true, Interactive: true, Width: 80, Height: 15}
		args := lxd.ContainerExecArgs{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr}
		op, err := c.ExecContainer(name, req, &args)
		if err != nil {
			return err
		}
		return op.Wait()
	}
	if err := enter("c1"); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
}

// The source of the images; nil arguments let the system's authorities decide.
var (
	imageServer     = "https://images.linuxcontainers.org"
	imageServerArgs *lxd.ConnectionArgs
	imageName       = "debian/12"
)

// This copies an image from a simplestreams server to a local server.
func Example_copyImage() {
	fetch := func(name string) error {
		c, err := lxd.ConnectLXDUnix("", nil)
		if err != nil {
			return err
		}
		d, err := lxd.ConnectSimpleStreams(imageServer, imageServerArgs)
		if err != nil {
			return err
		}
		alias, _, err := d.GetImageAlias(name)
		if err != nil {
			return err
		}
		image, _, err := d.GetImage(alias.Target)
		if err != nil {
			return err
		}
		op, err := c.CopyImage(d, *image, nil)
		if err != nil {
			return err
		}
		return op.Wait()
	}
	if err := fetch(imageName); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
}
