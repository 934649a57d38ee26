package lxd_test

import (
	"github.com/openlxc/lxc/pkg/api"
	lxd "github.com/openlxc/lxc/pkg/client"
)

// publishedNetworkCalls are the calls for networks, clusters, warnings and buckets.
func publishedNetworkCalls() []call {
	return []call{
		{want: `GET /1.0/network-acls`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetNetworkACLNames()) }},
		{want: `GET /1.0/network-acls?recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetNetworkACLs()) }},
		{want: `GET /1.0/network-acls/a`, do: func(s lxd.InstanceServer) error { return third(s.GetNetworkACL("a")) }},
		{want: `POST /1.0/network-acls {"description":"","egress":null,"ingress":null,"config":null,"name":"a"}`, do: func(s lxd.InstanceServer) error {
			return s.CreateNetworkACL(api.NetworkACLsPost{NetworkACLPost: api.NetworkACLPost{Name: "a"}})
		}},
		{want: `PUT /1.0/network-acls/a {"description":"","egress":null,"ingress":null,"config":null}`, header: "If-Match: e", do: func(s lxd.InstanceServer) error { return s.UpdateNetworkACL("a", api.NetworkACLPut{}, "e") }},
		{want: `POST /1.0/network-acls/a {"name":"n2"}`, do: func(s lxd.InstanceServer) error { return s.RenameNetworkACL("a", api.NetworkACLPost{Name: "n2"}) }},
		{want: `DELETE /1.0/network-acls/a`, do: func(s lxd.InstanceServer) error { return s.DeleteNetworkACL("a") }},
		{want: `GET /1.0/network-address-sets`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetNetworkAddressSetNames()) }},
		{want: `GET /1.0/network-address-sets?recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetNetworkAddressSets()) }},
		{want: `GET /1.0/network-address-sets/a`, do: func(s lxd.InstanceServer) error { return third(s.GetNetworkAddressSet("a")) }},
		{want: `POST /1.0/network-address-sets {"addresses":null,"config":null,"description":"","name":"a"}`, do: func(s lxd.InstanceServer) error {
			return s.CreateNetworkAddressSet(api.NetworkAddressSetsPost{Name: "a"})
		}},
		{want: `PUT /1.0/network-address-sets/a {"addresses":null,"config":null,"description":""}`, header: "If-Match: e", do: func(s lxd.InstanceServer) error {
			return s.UpdateNetworkAddressSet("a", api.NetworkAddressSetPut{}, "e")
		}},
		{want: `POST /1.0/network-address-sets/a {"name":"n2"}`, do: func(s lxd.InstanceServer) error {
			return s.RenameNetworkAddressSet("a", api.NetworkAddressSetPost{Name: "n2"})
		}},
		{want: `DELETE /1.0/network-address-sets/a`, do: func(s lxd.InstanceServer) error { return s.DeleteNetworkAddressSet("a") }},
		{want: `GET /1.0/networks/n/forwards`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetNetworkForwardAddresses("n")) }},
		{want: `GET /1.0/networks/n/forwards?recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetNetworkForwards("n")) }},
		{want: `GET /1.0/networks/n/forwards/10.0.0.1`, do: func(s lxd.InstanceServer) error { return third(s.GetNetworkForward("n", "10.0.0.1")) }},
		{want: `POST /1.0/networks/n/forwards {"description":"","config":null,"ports":null,"listen_address":"10.0.0.1"}`, do: func(s lxd.InstanceServer) error {
			return s.CreateNetworkForward("n", api.NetworkForwardsPost{ListenAddress: "10.0.0.1"})
		}},
		{want: `PUT /1.0/networks/n/forwards/10.0.0.1 {"description":"","config":null,"ports":null}`, header: "If-Match: e", do: func(s lxd.InstanceServer) error {
			return s.UpdateNetworkForward("n", "10.0.0.1", api.NetworkForwardPut{}, "e")
		}},
		{want: `DELETE /1.0/networks/n/forwards/10.0.0.1`, do: func(s lxd.InstanceServer) error { return s.DeleteNetworkForward("n", "10.0.0.1") }},
		{want: `GET /1.0/networks/n/load-balancers`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetNetworkLoadBalancerAddresses("n")) }},
		{want: `GET /1.0/networks/n/load-balancers?recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetNetworkLoadBalancers("n")) }},
		{want: `GET /1.0/networks/n/load-balancers/10.0.0.1`, do: func(s lxd.InstanceServer) error { return third(s.GetNetworkLoadBalancer("n", "10.0.0.1")) }},
		{want: `POST /1.0/networks/n/load-balancers {"description":"","config":null,"backends":null,"ports":null,"listen_address":"10.0.0.1"}`, do: func(s lxd.InstanceServer) error {
			return s.CreateNetworkLoadBalancer("n", api.NetworkLoadBalancersPost{ListenAddress: "10.0.0.1"})
		}},
		{want: `PUT /1.0/networks/n/load-balancers/10.0.0.1 {"description":"","config":null,"backends":null,"ports":null}`, header: "If-Match: e", do: func(s lxd.InstanceServer) error {
			return s.UpdateNetworkLoadBalancer("n", "10.0.0.1", api.NetworkLoadBalancerPut{}, "e")
		}},
		{want: `DELETE /1.0/networks/n/load-balancers/10.0.0.1`, do: func(s lxd.InstanceServer) error { return s.DeleteNetworkLoadBalancer("n", "10.0.0.1") }},
		{want: `GET /1.0/networks/n/peers`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetNetworkPeerNames("n")) }},
		{want: `GET /1.0/networks/n/peers?recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetNetworkPeers("n")) }},
		{want: `GET /1.0/networks/n/peers/p`, do: func(s lxd.InstanceServer) error { return third(s.GetNetworkPeer("n", "p")) }},
		{want: `POST /1.0/networks/n/peers {"description":"","config":null,"name":"p","target_project":"","target_network":""}`, do: func(s lxd.InstanceServer) error { return s.CreateNetworkPeer("n", api.NetworkPeersPost{Name: "p"}) }},
		{want: `PUT /1.0/networks/n/peers/p {"description":"","config":null}`, header: "If-Match: e", do: func(s lxd.InstanceServer) error { return s.UpdateNetworkPeer("n", "p", api.NetworkPeerPut{}, "e") }},
		{want: `DELETE /1.0/networks/n/peers/p`, do: func(s lxd.InstanceServer) error { return s.DeleteNetworkPeer("n", "p") }},
		{want: `GET /1.0/network-integrations`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetNetworkIntegrationNames()) }},
		{want: `GET /1.0/network-integrations?recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetNetworkIntegrations()) }},
		{want: `GET /1.0/network-integrations/i`, do: func(s lxd.InstanceServer) error { return third(s.GetNetworkIntegration("i")) }},
		{want: `POST /1.0/network-integrations {"description":"","config":null,"name":"i","type":"ovn"}`, do: func(s lxd.InstanceServer) error {
			return s.CreateNetworkIntegration(api.NetworkIntegrationsPost{Name: "i", Type: "ovn"})
		}},
		{want: `PUT /1.0/network-integrations/i {"description":"","config":null}`, header: "If-Match: e", do: func(s lxd.InstanceServer) error {
			return s.UpdateNetworkIntegration("i", api.NetworkIntegrationPut{}, "e")
		}},
		{want: `POST /1.0/network-integrations/i {"name":"n2"}`, do: func(s lxd.InstanceServer) error {
			return s.RenameNetworkIntegration("i", api.NetworkIntegrationPost{Name: "n2"})
		}},
		{want: `DELETE /1.0/network-integrations/i`, do: func(s lxd.InstanceServer) error { return s.DeleteNetworkIntegration("i") }},
		{want: `GET /1.0/network-zones`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetNetworkZoneNames()) }},
		{want: `GET /1.0/network-zones?recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetNetworkZones()) }},
		{want: `GET /1.0/network-zones/z.example`, do: func(s lxd.InstanceServer) error { return third(s.GetNetworkZone("z.example")) }},
		{want: `POST /1.0/network-zones {"description":"","config":null,"name":"z.example"}`, do: func(s lxd.InstanceServer) error { return s.CreateNetworkZone(api.NetworkZonesPost{Name: "z.example"}) }},
		{want: `PUT /1.0/network-zones/z.example {"description":"","config":null}`, header: "If-Match: e", do: func(s lxd.InstanceServer) error { return s.UpdateNetworkZone("z.example", api.NetworkZonePut{}, "e") }},
		{want: `DELETE /1.0/network-zones/z.example`, do: func(s lxd.InstanceServer) error { return s.DeleteNetworkZone("z.example") }},
		{want: `GET /1.0/network-zones/z/records`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetNetworkZoneRecordNames("z")) }},
		{want: `GET /1.0/network-zones/z/records?recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetNetworkZoneRecords("z")) }},
		{want: `GET /1.0/network-zones/z/records/r`, do: func(s lxd.InstanceServer) error { return third(s.GetNetworkZoneRecord("z", "r")) }},
		{want: `POST /1.0/network-zones/z/records {"description":"","entries":null,"config":null,"name":"r"}`, do: func(s lxd.InstanceServer) error {
			return s.CreateNetworkZoneRecord("z", api.NetworkZoneRecordsPost{Name: "r"})
		}},
		{want: `PUT /1.0/network-zones/z/records/r {"description":"","entries":null,"config":null}`, header: "If-Match: e", do: func(s lxd.InstanceServer) error {
			return s.UpdateNetworkZoneRecord("z", "r", api.NetworkZoneRecordPut{}, "e")
		}},
		{want: `DELETE /1.0/network-zones/z/records/r`, do: func(s lxd.InstanceServer) error { return s.DeleteNetworkZoneRecord("z", "r") }},
		{want: `GET /1.0/cluster/groups`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetClusterGroupNames()) }},
		{want: `GET /1.0/cluster/groups?recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetClusterGroups()) }},
		{want: `GET /1.0/cluster/groups/g`, do: func(s lxd.InstanceServer) error { return third(s.GetClusterGroup("g")) }},
		{want: `POST /1.0/cluster/groups {"description":"","members":null,"name":"g"}`, do: func(s lxd.InstanceServer) error { return s.CreateClusterGroup(api.ClusterGroupsPost{Name: "g"}) }},
		{want: `PUT /1.0/cluster/groups/g {"description":"","members":null}`, header: "If-Match: e", do: func(s lxd.InstanceServer) error { return s.UpdateClusterGroup("g", api.ClusterGroupPut{}, "e") }},
		{want: `POST /1.0/cluster/groups/g {"name":"n2"}`, do: func(s lxd.InstanceServer) error { return s.RenameClusterGroup("g", api.ClusterGroupPost{Name: "n2"}) }},
		{want: `DELETE /1.0/cluster/groups/g`, do: func(s lxd.InstanceServer) error { return s.DeleteClusterGroup("g") }},
		{want: `GET /1.0/cluster/members`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetClusterMemberNames()) }},
		{want: `GET /1.0/cluster/members?recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetClusterMembers()) }},
		{want: `GET /1.0/cluster/members/m`, do: func(s lxd.InstanceServer) error { return third(s.GetClusterMember("m")) }},
		{want: `PUT /1.0/cluster/members/m {"roles":null,"failure_domain":"","description":"","config":null,"groups":null}`, header: "If-Match: e", do: func(s lxd.InstanceServer) error { return s.UpdateClusterMember("m", api.ClusterMemberPut{}, "e") }},
		{want: `GET /1.0/warnings`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetWarningUUIDs()) }},
		{want: `GET /1.0/warnings?recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetWarnings()) }},
		{want: `GET /1.0/warnings/u`, do: func(s lxd.InstanceServer) error { return third(s.GetWarning("u")) }},
		{want: `PUT /1.0/warnings/u {"status":"acknowledged"}`, header: "If-Match: e", do: func(s lxd.InstanceServer) error {
			return s.UpdateWarning("u", api.WarningPut{Status: "acknowledged"}, "e")
		}},
		{want: `DELETE /1.0/warnings/u`, do: func(s lxd.InstanceServer) error { return s.DeleteWarning("u") }},
		{want: `GET /1.0/storage-pools/p/buckets`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetStoragePoolBucketNames("p")) }},
		{want: `GET /1.0/storage-pools/p/buckets?recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetStoragePoolBuckets("p")) }},
		{want: `GET /1.0/storage-pools/p/buckets/b`, do: func(s lxd.InstanceServer) error { return third(s.GetStoragePoolBucket("p", "b")) }},
		{want: `PUT /1.0/storage-pools/p/buckets/b {"config":null,"description":""}`, header: "If-Match: e", do: func(s lxd.InstanceServer) error {
			return s.UpdateStoragePoolBucket("p", "b", api.StorageBucketPut{}, "e")
		}},
		{want: `DELETE /1.0/storage-pools/p/buckets/b`, do: func(s lxd.InstanceServer) error { return s.DeleteStoragePoolBucket("p", "b") }},
		{want: `GET /1.0/storage-pools/p/buckets/b/keys`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetStoragePoolBucketKeyNames("p", "b")) }},
		{want: `GET /1.0/storage-pools/p/buckets/b/keys?recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetStoragePoolBucketKeys("p", "b")) }},
		{want: `GET /1.0/storage-pools/p/buckets/b/keys/k`, do: func(s lxd.InstanceServer) error { return third(s.GetStoragePoolBucketKey("p", "b", "k")) }},
		{want: `PUT /1.0/storage-pools/p/buckets/b/keys/k {"description":"","role":"admin","access-key":"","secret-key":""}`, header: "If-Match: e", do: func(s lxd.InstanceServer) error {
			return s.UpdateStoragePoolBucketKey("p", "b", "k", api.StorageBucketKeyPut{Role: "admin"}, "e")
		}},
		{want: `DELETE /1.0/storage-pools/p/buckets/b/keys/k`, do: func(s lxd.InstanceServer) error { return s.DeleteStoragePoolBucketKey("p", "b", "k") }},
	}
}
