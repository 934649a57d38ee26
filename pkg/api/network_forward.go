package api

import "github.com/openlxc/lxc/internal/sent"

// NetworkForwardPort forwards ports of the listen address. Ports are lists of ports and ranges such as "80,443,8000-8010".
type NetworkForwardPort struct {
	sent.Sent `yaml:"-"`

	Description   string `json:"description" yaml:"description"`
	Protocol      string `json:"protocol" yaml:"protocol"`
	ListenPort    string `json:"listen_port" yaml:"listen_port"`
	TargetPort    string `json:"target_port" yaml:"target_port"`
	TargetAddress string `json:"target_address" yaml:"target_address"`
	SNAT          bool   `json:"snat,omitempty" yaml:"snat,omitempty"`
}

// NetworkForwardPut holds the fields that PUT /1.0/networks/NET/forwards/ADDRESS can change.
type NetworkForwardPut struct {
	sent.Sent `yaml:"-"`

	Description string               `json:"description" yaml:"description"`
	Config      map[string]string    `json:"config" yaml:"config"`
	Ports       []NetworkForwardPort `json:"ports" yaml:"ports"`
}

// NetworkForward forwards traffic for an address of a network (extension network_forward).
type NetworkForward struct {
	NetworkForwardPut `yaml:",inline"`

	ListenAddress string   `json:"listen_address" yaml:"listen_address"`
	Location      string   `json:"location" yaml:"location"`
	UsedBy        []string `json:"used_by,omitempty" yaml:"used_by,omitempty"`
}

// Writable returns the writable part; its map is never nil.
func (f *NetworkForward) Writable() NetworkForwardPut {
	if f.Config == nil {
		f.Config = map[string]string{}
	}
	return f.NetworkForwardPut
}

// NetworkForwardsPost creates a forward. With network_allocate_external_ips, "0.0.0.0" and "::" request a free address.
type NetworkForwardsPost struct {
	NetworkForwardPut `yaml:",inline"`

	ListenAddress string `json:"listen_address" yaml:"listen_address"`
}

// NetworkLoadBalancerBackend is a backend of a load balancer.
type NetworkLoadBalancerBackend struct {
	sent.Sent `yaml:"-"`

	Name          string `json:"name" yaml:"name"`
	Description   string `json:"description" yaml:"description"`
	TargetPort    string `json:"target_port" yaml:"target_port"`
	TargetAddress string `json:"target_address" yaml:"target_address"`
}

// NetworkLoadBalancerPort maps ports of the listen address to backends, or on LXD 6.9 to a pool.
type NetworkLoadBalancerPort struct {
	sent.Sent `yaml:"-"`

	Description   string   `json:"description" yaml:"description"`
	Protocol      string   `json:"protocol" yaml:"protocol"`
	ListenPort    string   `json:"listen_port" yaml:"listen_port"`
	TargetBackend []string `json:"target_backend" yaml:"target_backend"`
	TargetPool    string   `json:"target_pool,omitempty" yaml:"target_pool,omitempty"`
}

// NetworkLoadBalancerPut holds the fields that PUT /1.0/networks/NET/load-balancers/ADDRESS can change.
type NetworkLoadBalancerPut struct {
	sent.Sent `yaml:"-"`

	Description string                       `json:"description" yaml:"description"`
	Config      map[string]string            `json:"config" yaml:"config"`
	Backends    []NetworkLoadBalancerBackend `json:"backends" yaml:"backends"`
	Ports       []NetworkLoadBalancerPort    `json:"ports" yaml:"ports"`
}

// NetworkLoadBalancer balances traffic for an address (extension network_load_balancer).
type NetworkLoadBalancer struct {
	NetworkLoadBalancerPut `yaml:",inline"`

	ListenAddress string   `json:"listen_address" yaml:"listen_address"`
	Location      string   `json:"location" yaml:"location"`
	UsedBy        []string `json:"used_by,omitempty" yaml:"used_by,omitempty"`
}

// Writable returns the writable part; its map is never nil.
func (b *NetworkLoadBalancer) Writable() NetworkLoadBalancerPut {
	if b.Config == nil {
		b.Config = map[string]string{}
	}
	return b.NetworkLoadBalancerPut
}

// NetworkLoadBalancersPost creates a load balancer.
type NetworkLoadBalancersPost struct {
	NetworkLoadBalancerPut `yaml:",inline"`

	ListenAddress string `json:"listen_address" yaml:"listen_address"`
}

// NetworkLoadBalancerState is the health of the backends by name (extension network_load_balancer_state, Incus).
type NetworkLoadBalancerState struct {
	sent.Sent `yaml:"-"`

	BackendHealth map[string]NetworkLoadBalancerBackendHealth `json:"backend_health" yaml:"backend_health"`
}

// NetworkLoadBalancerBackendHealth is the health of a backend.
type NetworkLoadBalancerBackendHealth struct {
	sent.Sent `yaml:"-"`

	Address string                          `json:"address" yaml:"address"`
	Ports   []NetworkLoadBalancerPortHealth `json:"ports" yaml:"ports"`
}

// NetworkLoadBalancerPortHealth is the health of a port of a backend.
type NetworkLoadBalancerPortHealth struct {
	sent.Sent `yaml:"-"`

	Protocol string `json:"protocol" yaml:"protocol"`
	Port     int    `json:"port" yaml:"port"`
	Status   string `json:"status" yaml:"status"`
}

// NetworkLoadBalancerPoolInstance is an instance in a pool.
type NetworkLoadBalancerPoolInstance struct {
	sent.Sent `yaml:"-"`

	Name       string `json:"name" yaml:"name"`
	TargetPort string `json:"target_port,omitempty" yaml:"target_port,omitempty"`
}

// NetworkLoadBalancerPoolPut holds the fields that PUT /1.0/networks/NET/load-balancer-pools/NAME can change.
type NetworkLoadBalancerPoolPut struct {
	sent.Sent `yaml:"-"`

	Description string                            `json:"description" yaml:"description"`
	Config      map[string]string                 `json:"config" yaml:"config"`
	Instances   []NetworkLoadBalancerPoolInstance `json:"instances" yaml:"instances"`
}

// NetworkLoadBalancerPool is a pool of instances behind load balancers (extension network_load_balancer_pool, LXD).
type NetworkLoadBalancerPool struct {
	NetworkLoadBalancerPoolPut `yaml:",inline"`

	Name   string   `json:"name" yaml:"name"`
	UsedBy []string `json:"used_by,omitempty" yaml:"used_by,omitempty"`
}

// NetworkLoadBalancerPoolsPost creates a pool.
type NetworkLoadBalancerPoolsPost struct {
	NetworkLoadBalancerPoolPut `yaml:",inline"`

	Name string `json:"name" yaml:"name"`
}
