package api

import (
	"net"
	"strings"
)

// Normalise removes needless spaces.
func (r *NetworkACLRule) Normalise() {
	trim(&r.Action, &r.Protocol, &r.ICMPType, &r.ICMPCode, &r.Description, &r.State)
	trimLists(&r.Source, &r.Destination, &r.SourcePort, &r.DestinationPort)
}

// Normalise removes needless spaces and writes addresses in their usual form.
func (p *NetworkForwardPort) Normalise() {
	trim(&p.Description, &p.Protocol)
	trimLists(&p.ListenPort, &p.TargetPort)
	p.TargetAddress = plainAddress(p.TargetAddress)
}

// Normalise removes needless spaces and writes addresses in their usual form.
func (f *NetworkForwardPut) Normalise() {
	trim(&f.Description)
	for i := range f.Ports {
		f.Ports[i].Normalise()
	}
}

// Normalise removes needless spaces and writes addresses in their usual form.
func (f *NetworkForwardsPost) Normalise() {
	f.ListenAddress = plainAddress(f.ListenAddress)
	f.NetworkForwardPut.Normalise()
}

// Etag returns what the ETag of a forward is made of.
func (f *NetworkForward) Etag() []any {
	return []any{f.ListenAddress, f.Description, f.Config, f.Ports}
}

// Normalise removes needless spaces and writes addresses in their usual form.
func (b *NetworkLoadBalancerBackend) Normalise() {
	trim(&b.Name, &b.Description)
	trimLists(&b.TargetPort)
	b.TargetAddress = plainAddress(b.TargetAddress)
}

// Normalise removes needless spaces.
func (p *NetworkLoadBalancerPort) Normalise() {
	trim(&p.Description, &p.Protocol)
	trimLists(&p.ListenPort)
	for i := range p.TargetBackend {
		trim(&p.TargetBackend[i])
	}
}

// Normalise removes needless spaces and writes addresses in their usual form.
func (b *NetworkLoadBalancerPut) Normalise() {
	trim(&b.Description)
	for i := range b.Backends {
		b.Backends[i].Normalise()
	}
	for i := range b.Ports {
		b.Ports[i].Normalise()
	}
}

// Normalise removes needless spaces and writes addresses in their usual form.
func (b *NetworkLoadBalancersPost) Normalise() {
	b.ListenAddress = plainAddress(b.ListenAddress)
	b.NetworkLoadBalancerPut.Normalise()
}

// Etag returns what the ETag of a load balancer is made of.
func (b *NetworkLoadBalancer) Etag() []any {
	return []any{b.ListenAddress, b.Description, b.Config, b.Backends, b.Ports}
}

// Etag returns what the ETag of a peering is made of.
func (p *NetworkPeer) Etag() []any { return []any{p.Name, p.Description, p.Config} }

// Etag returns what the ETag of a bucket is made of.
func (b *StorageBucket) Etag() []any { return []any{b.Name, b.Description, b.Config} }

// Etag returns what the ETag of a key is made of.
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

// plainAddress is an address in its usual form; what is none stays as it is, for the server to refuse.
func plainAddress(text string) string {
	trim(&text)
	if ip := net.ParseIP(text); ip != nil {
		return ip.String()
	}
	return text
}
