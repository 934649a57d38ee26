package api

import (
	"net"
	"strings"
)

// Normalise removes unnecessary spaces.
func (r *NetworkACLRule) Normalise() {
	trim(&r.Action, &r.Protocol, &r.ICMPType, &r.ICMPCode, &r.Description, &r.State)
	trimLists(&r.Source, &r.Destination, &r.SourcePort, &r.DestinationPort)
}

// Normalise removes unnecessary spaces and canonicalizes addresses.
func (p *NetworkForwardPort) Normalise() {
	trim(&p.Description, &p.Protocol)
	trimLists(&p.ListenPort, &p.TargetPort)
	p.TargetAddress = plainAddress(p.TargetAddress)
}

// Normalise removes unnecessary spaces and canonicalizes addresses.
func (f *NetworkForwardPut) Normalise() {
	trim(&f.Description)
	for i := range f.Ports {
		f.Ports[i].Normalise()
	}
}

// Normalise removes unnecessary spaces and canonicalizes addresses.
func (f *NetworkForwardsPost) Normalise() {
	f.ListenAddress = plainAddress(f.ListenAddress)
	f.NetworkForwardPut.Normalise()
}

// Etag returns the values that the ETag of a forward is computed from.
func (f *NetworkForward) Etag() []any {
	return []any{f.ListenAddress, f.Description, f.Config, f.Ports}
}

// Normalise removes unnecessary spaces and canonicalizes addresses.
func (b *NetworkLoadBalancerBackend) Normalise() {
	trim(&b.Name, &b.Description)
	trimLists(&b.TargetPort)
	b.TargetAddress = plainAddress(b.TargetAddress)
}

// Normalise removes unnecessary spaces.
func (p *NetworkLoadBalancerPort) Normalise() {
	trim(&p.Description, &p.Protocol)
	trimLists(&p.ListenPort)
	for i := range p.TargetBackend {
		trim(&p.TargetBackend[i])
	}
}

// Normalise removes unnecessary spaces and canonicalizes addresses.
func (b *NetworkLoadBalancerPut) Normalise() {
	trim(&b.Description)
	for i := range b.Backends {
		b.Backends[i].Normalise()
	}
	for i := range b.Ports {
		b.Ports[i].Normalise()
	}
}

// Normalise removes unnecessary spaces and canonicalizes addresses.
func (b *NetworkLoadBalancersPost) Normalise() {
	b.ListenAddress = plainAddress(b.ListenAddress)
	b.NetworkLoadBalancerPut.Normalise()
}

// Etag returns the values that the ETag of a load balancer is computed from.
func (b *NetworkLoadBalancer) Etag() []any {
	return []any{b.ListenAddress, b.Description, b.Config, b.Backends, b.Ports}
}

// Etag returns the values that the ETag of a peer is computed from.
func (p *NetworkPeer) Etag() []any { return []any{p.Name, p.Description, p.Config} }

// Etag returns the values that the ETag of a bucket is computed from.
func (b *StorageBucket) Etag() []any { return []any{b.Name, b.Description, b.Config} }

// Etag returns the values that the ETag of a key is computed from.
func (k *StorageBucketKey) Etag() []any {
	return []any{k.Name, k.Description, k.Role, k.AccessKey, k.SecretKey}
}

func trim(texts ...*string) {
	for _, t := range texts {
		*t = strings.TrimSpace(*t)
	}
}

func trimLists(lists ...*string) {
	for _, list := range lists {
		items := strings.Split(*list, ",")
		for i := range items {
			trim(&items[i])
		}
		*list = strings.Join(items, ",")
	}
}

// plainAddress canonicalizes an address. An invalid one is returned unchanged, for the server to reject.
func plainAddress(text string) string {
	trim(&text)
	if ip := net.ParseIP(text); ip != nil {
		return ip.String()
	}
	return text
}
