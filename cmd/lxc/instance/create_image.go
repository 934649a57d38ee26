package instance

import (
	"context"
	"errors"
	"fmt"
	"strings"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

// maybeFingerprint reports whether a string can be the prefix of a fingerprint.
func maybeFingerprint(word string) bool {
	return len(word) <= 64 && strings.Trim(word, "0123456789abcdefABCDEF") == ""
}

// create sends the request and returns the name of the new instance. An alias of a simplestreams server is sent as it is;
// anything else that may be an alias or a fingerprint is looked up first.
func (o *createOptions) create(ctx context.Context, app *cli.App, srv lxd.InstanceServer, post api.InstancesPost) (string, error) {
	label := i18n.F("Creating %s", orNew(o.name.Name))
	c, err := app.Config()
	if err != nil {
		return "", err
	}
	imageRemote := c.Remotes[o.image.Remote]
	switch {
	case o.empty:
		post.Source.Type = "none"
	case imageRemote.Protocol == "simplestreams" && !maybeFingerprint(o.image.Name):
		post.Source = api.InstanceSource{
			Type: "image", Mode: "pull", Server: imageRemote.URLs()[0], Protocol: "simplestreams", Alias: o.image.Name,
		}
	case imageRemote.Protocol == "oci":
		if err := srv.CheckExtension("instance_oci"); err != nil {
			return "", err
		}
		server, err := imageRemote.RegistryURL(ctx)
		if err != nil {
			return "", err
		}
		post.Source = api.InstanceSource{Type: "image", Mode: "pull", Server: server, Protocol: "oci", Alias: o.image.Name}
	default:
		return o.createRemote(ctx, app, srv, post, label)
	}
	op, err := srv.CreateInstance(post)
	if err == nil {
		err = app.Wait(ctx, op, label)
	}
	if err != nil {
		return "", o.explain(err)
	}
	return o.nameOf(op.Get()), nil
}

// explain names the image in the error if the image was not found, otherwise the instance. Servers use different messages
// depending on whether the request has an alias.
func (o *createOptions) explain(err error) error {
	var status *api.StatusError
	var object *cli.ObjectError
	if errors.As(err, &object) {
		err = object.Err
	}
	if !o.empty && errors.As(err, &status) && imageMissing(status.Message) {
		err = cli.NotFound("image", cli.PerFlavor(o.app, "Image not found", fmt.Sprintf("Image %q not found", o.image.Name)))
	}
	if (errors.Is(err, api.ErrNotFound) || cli.NoSuchImage(err)) && o.image.Name != "" {
		return cli.WithObject("image", o.image, err)
	}
	if o.name.Name == "" {
		return err
	}
	return cli.WithObject("instance", o.name, err)
}

// imageMissing reports whether a server's message means that an image was not found.
func imageMissing(message string) bool {
	return message == "Image not found" || strings.Contains(message, "Image alias not found") || strings.HasPrefix(message, "Image not provided")
}

func (o *createOptions) nameOf(op api.Operation) string {
	if o.name.Name != "" {
		return o.name.Name
	}
	return op.ResourceName("instances")
}

func (o *createOptions) createRemote(ctx context.Context, app *cli.App, srv lxd.InstanceServer, post api.InstancesPost, label string) (string, error) {
	family := "lxd"
	c, err := app.Config()
	if err != nil {
		return "", err
	}
	if c.Remotes[o.image.Remote].Protocol == "simplestreams" && srv.IsIncus() {
		family = "incus"
	}
	source, err := app.Images(ctx, o.image.Remote, family)
	if err != nil {
		return "", err
	}
	img, isAlias, err := cli.FindImage(source, o.image, string(post.Type))
	if err != nil {
		return "", o.explain(err)
	}
	if isAlias && o.image.Remote != o.name.Remote {
		post.Source.Alias = o.image.Name
	}
	if !srv.IsIncus() { // LXD 6 includes the project of an image in the message
		post.Source.Project = img.Project
	}
	op, err := srv.CreateInstanceFromImage(source, *img, post)
	if err != nil {
		return "", o.explain(err)
	}
	if err := app.WaitRemote(ctx, op, label); err != nil {
		return "", o.explain(err)
	}
	state, err := op.GetTarget()
	if err != nil {
		return "", err
	}
	return o.nameOf(*state), nil
}
