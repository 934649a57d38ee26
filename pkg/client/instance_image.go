package lxd

import (
	"context"

	"github.com/openlxc/lxc/pkg/api"
)

// CreateInstanceFromImage creates an instance from an image on any image server. The target downloads the image itself, from
// the first address of the source that it can connect to. POST /1.0/instances. Returns at once; RemoteOperation.Wait blocks
// until the instance exists. Errors: *OperationError, *api.StatusError, joined for all addresses.
func (r *ProtocolLXD) CreateInstanceFromImage(source ImageServer, image api.Image, req api.InstancesPost) (*RemoteOperation, error) {
	req.Source.Type = "image"
	if req.Type == "" {
		req.Type = api.InstanceType(image.Type)
	}
	if from, ok := source.(*ProtocolLXD); ok && r.sameServer(from) {
		r.sameServerSource(from, image, &req.Source)
		return r.startTracked(func() (*Operation, error) { return r.CreateInstance(req) })
	}
	return r.fromOrigins(source, image, &req.Source, func(v *ProtocolLXD) (*Operation, error) { return v.CreateInstance(req) })
}

// RebuildInstanceFromImage replaces the root disk of a stopped instance by an image on any image server. The target downloads
// the image itself, from the first address of the source that it can connect to. POST /1.0/instances/NAME/rebuild, extension
// instances_rebuild. Returns at once; RemoteOperation.Wait blocks until the instance is rebuilt. Errors:
// *MissingExtensionError; *OperationError, *api.StatusError, joined for all addresses.
func (r *ProtocolLXD) RebuildInstanceFromImage(source ImageServer, image api.Image, name string, req api.InstanceRebuildPost) (*RemoteOperation, error) {
	if err := r.check(needs{"instances_rebuild"}); err != nil {
		return nil, err
	}
	req.Source.Type = "image"
	if from, ok := source.(*ProtocolLXD); ok && r.sameServer(from) {
		r.sameServerSource(from, image, &req.Source)
		return r.startTracked(func() (*Operation, error) { return r.RebuildInstance(name, req) })
	}
	begin := func(v *ProtocolLXD) (*Operation, error) { return v.RebuildInstance(name, req) }
	return r.fromOrigins(source, image, &req.Source, begin)
}

// sameServerSource fills in the source for an image of this server, perhaps of another project.
func (r *ProtocolLXD) sameServerSource(from *ProtocolLXD, image api.Image, to *api.InstanceSource) {
	if to.Alias == "" {
		to.Fingerprint = image.Fingerprint
	}
	if from.project != r.project {
		to.Project = from.project
	}
}

// fromOrigins begins to use an image of another server, from each address in turn; it fills in to before it calls begin.
func (r *ProtocolLXD) fromOrigins(
	source ImageServer, image api.Image, to *api.InstanceSource, begin func(*ProtocolLXD) (*Operation, error),
) (*RemoteOperation, error) {
	origins, err := r.imageOrigins(source, image, to.Alias)
	if err != nil {
		return nil, err
	}
	return startRemote(r.context(), func(ctx context.Context, remote *RemoteOperation) error {
		v := r.within(ctx)
		return tryEach(origins, func(o origin) error {
			to.Mode, to.Server, to.Protocol, to.Certificate, to.Secret = "pull", o.server, o.protocol, o.certificate, o.secret
			to.Alias, to.Fingerprint = o.alias, o.fingerprint
			op, err := begin(v)
			if err != nil {
				return err
			}
			remote.track(op)
			return op.Wait()
		})
	}), nil
}

// origin is one way to download an image.
type origin struct {
	server, protocol, certificate, secret, alias, fingerprint string
}

func (r *ProtocolLXD) imageOrigins(source ImageServer, image api.Image, alias string) ([]origin, error) {
	info, err := source.GetConnectionInfo()
	if err != nil {
		return nil, err
	}
	if len(info.Addresses) == 0 {
		return nil, errNoAddress
	}
	o := origin{protocol: info.Protocol, certificate: info.Certificate, fingerprint: image.Fingerprint}
	if o.protocol == "lxd" || o.protocol == "incus" { // servers know this protocol by the name of their own family
		if o.protocol = "lxd"; r.IsIncus() {
			o.protocol = "incus"
		}
	}
	switch {
	case info.Protocol == "oci":
		o.alias, o.fingerprint = alias, ""
	case info.Protocol == "simplestreams", image.Public:
		if alias != "" {
			o.alias, o.fingerprint = alias, ""
		}
	default:
		if o.secret, err = source.GetImageSecret(image.Fingerprint); err != nil {
			return nil, err
		}
	}
	var all []origin
	for _, address := range info.Addresses {
		o.server = address
		all = append(all, o)
	}
	return all, nil
}
