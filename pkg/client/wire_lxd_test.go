package lxd_test

import (
	"strings"

	"github.com/openlxc/lxc/pkg/api"
	lxd "github.com/openlxc/lxc/pkg/client"
)

// todayCalls are the calls that only LXD 6 publishes.
func todayCalls() []call {
	return []call{
		{want: `GET /1.0/auth/groups`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetAuthGroupNames()) }},
		{want: `GET /1.0/auth/groups?recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetAuthGroups()) }},
		{want: `GET /1.0/auth/groups/g`, do: func(s lxd.InstanceServer) error { return third(s.GetAuthGroup("g")) }},
		{want: `POST /1.0/auth/groups {"description":"","permissions":null,"name":"g"}`, do: func(s lxd.InstanceServer) error {
			return s.CreateAuthGroup(api.AuthGroupsPost{AuthGroupPost: api.AuthGroupPost{Name: "g"}})
		}},
		{want: `PUT /1.0/auth/groups/g {"description":"d","permissions":null}`, header: "If-Match: e", do: func(s lxd.InstanceServer) error {
			return s.UpdateAuthGroup("g", api.AuthGroupPut{Description: "d"}, "e")
		}},
		{want: `POST /1.0/auth/groups/g {"name":"n2"}`, do: func(s lxd.InstanceServer) error { return s.RenameAuthGroup("g", api.AuthGroupPost{Name: "n2"}) }},
		{want: `DELETE /1.0/auth/groups/g`, do: func(s lxd.InstanceServer) error { return s.DeleteAuthGroup("g") }},
		{want: `GET /1.0/auth/identity-provider-groups`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetIdentityProviderGroupNames()) }},
		{want: `GET /1.0/auth/identity-provider-groups?recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetIdentityProviderGroups()) }},
		{want: `GET /1.0/auth/identity-provider-groups/g`, do: func(s lxd.InstanceServer) error { return third(s.GetIdentityProviderGroup("g")) }},
		{want: `POST /1.0/auth/identity-provider-groups {"groups":null,"name":"g"}`, do: func(s lxd.InstanceServer) error {
			return s.CreateIdentityProviderGroup(api.IdentityProviderGroupsPost{Name: "g"})
		}},
		{want: `PUT /1.0/auth/identity-provider-groups/g {"groups":["a"]}`, header: "If-Match: e", do: func(s lxd.InstanceServer) error {
			return s.UpdateIdentityProviderGroup("g", api.IdentityProviderGroupPut{Groups: []string{"a"}}, "e")
		}},
		{want: `POST /1.0/auth/identity-provider-groups/g {"name":"n2"}`, do: func(s lxd.InstanceServer) error {
			return s.RenameIdentityProviderGroup("g", api.IdentityProviderGroupPost{Name: "n2"})
		}},
		{want: `DELETE /1.0/auth/identity-provider-groups/g`, do: func(s lxd.InstanceServer) error { return s.DeleteIdentityProviderGroup("g") }},
		{want: `GET /1.0/auth/identities`, answer: `["/1.0/auth/identities/tls/f00","/1.0/auth/identities/oidc/jane%40example.com","/1.0/auth/identities/tls/f01"]`, do: func(s lxd.InstanceServer) error {
			all, err := s.GetIdentityAuthenticationMethodsIdentifiers()
			return wanted(err, all, map[string][]string{"tls": {"f00", "f01"}, "oidc": {"jane@example.com"}})
		}},
		{want: `GET /1.0/auth/identities/tls`, answer: `["/1.0/auth/identities/tls/f00"]`, do: func(s lxd.InstanceServer) error {
			ids, err := s.GetIdentityIdentifiersByAuthenticationMethod("tls")
			return wanted(err, ids, []string{"f00"})
		}},
		{want: `GET /1.0/auth/identities?recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetIdentities()) }},
		{want: `GET /1.0/auth/identities/oidc?recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetIdentitiesByAuthenticationMethod("oidc")) }},
		{want: `GET /1.0/auth/identities/tls/i`, do: func(s lxd.InstanceServer) error { return third(s.GetIdentity("tls", "i")) }},
		{want: `GET /1.0/auth/identities/current`, do: func(s lxd.InstanceServer) error { return third(s.GetCurrentIdentityInfo()) }},
		{want: `POST /1.0/auth/identities/tls {"name":"i","groups":["g"],"certificate":"c"}`, do: func(s lxd.InstanceServer) error {
			return s.CreateIdentityTLS(api.IdentitiesTLSPost{Name: "i", Groups: []string{"g"}, Certificate: "c"})
		}},
		{want: `POST /1.0/auth/identities/bearer {"name":"i","type":"Client token bearer","groups":null}`, do: func(s lxd.InstanceServer) error {
			return s.CreateIdentityBearer(api.IdentitiesBearerPost{Name: "i", Type: "Client token bearer"})
		}},
		{want: `PUT /1.0/auth/identities/tls/i {"groups":["g"]}`, header: "If-Match: e", do: func(s lxd.InstanceServer) error {
			return s.UpdateIdentity("tls", "i", api.IdentityPut{Groups: []string{"g"}}, "e")
		}},
		{want: `DELETE /1.0/auth/identities/tls/i`, do: func(s lxd.InstanceServer) error { return s.DeleteIdentity("tls", "i") }},
		{want: `POST /1.0/auth/identities/bearer/i/token {"expiry":"30d"}`, answer: `{"token":"t"}`, do: func(s lxd.InstanceServer) error {
			token, err := s.IssueBearerIdentityToken("i", api.IdentityBearerTokenPost{Expiry: "30d"})
			return wanted(err, func() any { return token.Token }, "t")
		}},
		{want: `DELETE /1.0/auth/identities/bearer/i/token`, do: func(s lxd.InstanceServer) error { return s.RevokeBearerIdentityToken("i") }},
		{want: `GET /1.0/auth/permissions?entity-type=instance&project=p&recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error {
			return second(s.GetPermissionsInfo(lxd.GetPermissionsArgs{EntityType: "instance", ProjectName: "p"}))
		}},
		{want: `GET /1.0/auth/oidc-sessions`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetOIDCSessionUUIDs()) }},
		{want: `GET /1.0/auth/oidc-sessions?recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetOIDCSessions()) }},
		{want: `GET /1.0/auth/oidc-sessions?recursion=1`, answer: `[{"uuid":"u","email":"a@b"},{"uuid":"v","email":"c@d"}]`, do: func(s lxd.InstanceServer) error {
			uuids, err := s.GetOIDCSessionUUIDsByEmail("c@d")
			return wanted(err, uuids, []string{"v"})
		}},
		{want: `GET /1.0/auth/oidc-sessions?recursion=1`, answer: `[{"uuid":"u","email":"a@b"},{"uuid":"v","email":"c@d"}]`, do: func(s lxd.InstanceServer) error {
			sessions, err := s.GetOIDCSessionsByEmail("a@b")
			return wanted(err, func() any { return []any{len(sessions), sessions[0].UUID} }, []any{1, "u"})
		}},
		{want: `GET /1.0/auth/oidc-sessions/u`, do: func(s lxd.InstanceServer) error { return second(s.GetOIDCSession("u")) }},
		{want: `DELETE /1.0/auth/oidc-sessions/u`, do: func(s lxd.InstanceServer) error { return s.DeleteOIDCSession("u") }},
		{want: `GET /1.0/cluster/links`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetClusterLinkNames()) }},
		{want: `GET /1.0/cluster/links?recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetClusterLinks()) }},
		{want: `GET /1.0/cluster/links/l`, do: func(s lxd.InstanceServer) error { return third(s.GetClusterLink("l")) }},
		{want: `POST /1.0/cluster/links {"description":"","config":null,"name":"l"}`, answer: `{"secret":"s"}`, do: func(s lxd.InstanceServer) error {
			token, err := s.CreateIdentityClusterLinkToken(api.ClusterLinksPost{Name: "l"})
			return wanted(err, func() any { return token.Secret }, "s")
		}},
		{want: `PUT /1.0/cluster/links/l {"description":"d","config":null}`, header: "If-Match: e", do: func(s lxd.InstanceServer) error {
			return s.UpdateClusterLink("l", api.ClusterLinkPut{Description: "d"}, "e")
		}},
		{want: `POST /1.0/cluster/links/l {"name":"n2"}`, do: func(s lxd.InstanceServer) error {
			return s.RenameClusterLink("l", api.ClusterLinkPost{Name: "n2"})
		}},
		{want: `DELETE /1.0/cluster/links/l`, do: func(s lxd.InstanceServer) error { return s.DeleteClusterLink("l") }},
		{want: `GET /1.0/placement-groups`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetPlacementGroupNames()) }},
		{want: `GET /1.0/placement-groups?recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetPlacementGroups()) }},
		{want: `GET /1.0/placement-groups?all-projects=true&recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetPlacementGroupsAllProjects()) }},
		{want: `GET /1.0/placement-groups?all-projects=true`, answer: `["/1.0/placement-groups/g?project=q"]`, do: func(s lxd.InstanceServer) error {
			names, err := s.GetPlacementGroupNamesAllProjects()
			return wanted(err, names, map[string][]string{"q": {"g"}})
		}},
		{want: `GET /1.0/placement-groups/g`, do: func(s lxd.InstanceServer) error { return third(s.GetPlacementGroup("g")) }},
		{want: `POST /1.0/placement-groups {"description":"","config":null,"name":"g"}`, do: func(s lxd.InstanceServer) error {
			return s.CreatePlacementGroup(api.PlacementGroupsPost{Name: "g"})
		}},
		{want: `PUT /1.0/placement-groups/g {"description":"d","config":null}`, header: "If-Match: e", do: func(s lxd.InstanceServer) error {
			return s.UpdatePlacementGroup("g", api.PlacementGroupPut{Description: "d"}, "e")
		}},
		{want: `POST /1.0/placement-groups/g {"name":"n2"}`, do: func(s lxd.InstanceServer) error {
			return s.RenamePlacementGroup("g", api.PlacementGroupPost{Name: "n2"})
		}},
		{want: `DELETE /1.0/placement-groups/g`, do: func(s lxd.InstanceServer) error { return s.DeletePlacementGroup("g") }},
		{want: `GET /1.0/replicators?project=q`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.UseProject("q").GetReplicatorNames()) }},
		{want: `GET /1.0/replicators?project=q&recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetReplicators("q")) }},
		{want: `GET /1.0/replicators/r?project=q`, do: func(s lxd.InstanceServer) error { return third(s.GetReplicator("q", "r")) }},
		{want: `GET /1.0/replicators/r?project=v`, do: func(s lxd.InstanceServer) error { return third(s.UseProject("v").GetReplicator("", "r")) }},
		{want: `POST /1.0/replicators?project=q {"description":"","config":null,"name":"r"}`, do: func(s lxd.InstanceServer) error {
			return s.CreateReplicator("q", api.ReplicatorsPost{Name: "r"})
		}},
		{want: `PUT /1.0/replicators/r?project=q {"description":"d","config":null}`, header: "If-Match: e", do: func(s lxd.InstanceServer) error {
			return s.UpdateReplicator("q", "r", api.ReplicatorPut{Description: "d"}, "e")
		}},
		{want: `POST /1.0/replicators/r?project=q {"name":"n2"}`, do: func(s lxd.InstanceServer) error {
			return s.RenameReplicator("q", "r", api.ReplicatorPost{Name: "n2"})
		}},
		{want: `DELETE /1.0/replicators/r?project=q`, do: func(s lxd.InstanceServer) error { return s.DeleteReplicator("q", "r") }},
		{want: `GET /1.0/networks/n/load-balancer-pools?recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetNetworkLoadBalancerPools("n")) }},
		{want: `GET /1.0/networks/n/load-balancer-pools/p`, do: func(s lxd.InstanceServer) error { return third(s.GetNetworkLoadBalancerPool("n", "p")) }},
		{want: `POST /1.0/networks/n/load-balancer-pools {"description":"","config":null,"instances":null,"name":"p"}`, answer: "async", do: func(s lxd.InstanceServer) error {
			return waited(s.CreateNetworkLoadBalancerPool("n", api.NetworkLoadBalancerPoolsPost{Name: "p"}))
		}},
		{want: `PUT /1.0/networks/n/load-balancer-pools/p {"description":"d","config":null,"instances":null}`, header: "If-Match: e", answer: "async", do: func(s lxd.InstanceServer) error {
			return waited(s.UpdateNetworkLoadBalancerPool("n", "p", api.NetworkLoadBalancerPoolPut{Description: "d"}, "e"))
		}},
		{want: `DELETE /1.0/networks/n/load-balancer-pools/p`, answer: "async", do: func(s lxd.InstanceServer) error { return waited(s.DeleteNetworkLoadBalancerPool("n", "p")) }},
		{want: `PUT /1.0/projects/p/state {"replica_mode":"standby"}`, answer: "async", do: func(s lxd.InstanceServer) error {
			return waited(s.UpdateProjectState("p", api.ProjectStatePut{ReplicaMode: "standby"}, false))
		}},
		{want: `PUT /1.0/projects/p/state?force=1 {"replica_mode":"leader"}`, answer: "async", do: func(s lxd.InstanceServer) error {
			return waited(s.UpdateProjectState("p", api.ProjectStatePut{ReplicaMode: "leader"}, true))
		}},
		{want: `POST /1.0/storage-pools/p/volumes/custom tar`, answer: "async", header: "X-Lxd-Type: tar", do: func(s lxd.InstanceServer) error {
			return waited(s.CreateStoragePoolVolumeFromTarball("p", lxd.StoragePoolVolumeBackupArgs{BackupFile: strings.NewReader("tar"), Name: "n"}))
		}},
		{want: `GET /1.0/storage-volumes?filter=name+eq+n&recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error { return second(s.GetVolumesWithFilter([]string{"name=n"})) }},
		{want: `GET /1.0/storage-volumes?all-projects=true&filter=name+eq+n&recursion=1`, answer: "[]", do: func(s lxd.InstanceServer) error {
			return second(s.GetVolumesWithFilterAllProjects([]string{"name=n"}))
		}},
	}
}
