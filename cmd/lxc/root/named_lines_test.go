package root_test

// namedSetup are the command lines that make the objects, by families.
var namedSetup = map[string]string{"lxd incus": `
init --empty NAME
profile create NAME
profile device add NAME d1 none
profile add NAME NAME
config set NAME user.k=1
config device add NAME d1 none
snapshot NAME s0
snapshot NAME s1
start NAME
network create NAME
network attach NAME NAME eth9
network attach-profile NAME NAME eth9
network acl create NAME
network acl rule add NAME ingress action=allow
network zone create NAME
network zone record create NAME r1
network zone record entry add NAME r1 A 192.0.2.9
network forward create NAME 192.0.2.1
network forward port add NAME 192.0.2.1 tcp 80 192.0.2.2
network load-balancer create NAME 192.0.2.1
network load-balancer backend add NAME 192.0.2.1 b1 192.0.2.3
network load-balancer port add NAME 192.0.2.1 tcp 80 b1
network peer create NAME p1 other/net
storage create NAME dir
storage volume create NAME v1
storage volume create NAME v2
storage volume attach NAME v1 NAME data /data
storage volume attach-profile NAME v1 NAME data /data
storage volume snapshot create NAME v1 s0
storage volume snapshot create NAME v1 s1
storage bucket create NAME b1
project create NAME
cluster group create NAME
`, "lxd": `
auth group create NAME
auth group permission add NAME server admin
auth identity create tls/NAME
auth identity group add tls/NAME NAME
auth identity create bearer/NAME
auth identity-provider-group create NAME
auth identity-provider-group group add NAME NAME
network load-balancer pool create NAME p1
network load-balancer pool instance add NAME p1 NAME
placement-group create NAME
replicator create NAME
cluster link create NAME
`, "incus": `
network address-set create NAME
network address-set add NAME 192.0.2.7
network integration create NAME ovn
`}

// namedLines are command lines and the writes that they may send, below /1.0 and sorted, by the families that have them.
var namedLines = map[string]string{"lxd incus": `
delete a --force => DELETE /instances/a
delete b a --force => DELETE /instances/a, DELETE /instances/b
delete a/s0 => DELETE /instances/a/snapshots/s0
delete a/s0 a/s1 => DELETE /instances/a/snapshots/s0, DELETE /instances/a/snapshots/s1
delete a/s0 b/s0 => DELETE /instances/a/snapshots/s0, DELETE /instances/b/snapshots/s0
delete a s0 => = 2
delete a nosuch => = 3
delete nosuch a => = 3
delete a/s0 a/nosuch => = 3
delete a => = 1
delete a a/s0 => DELETE /instances/a/snapshots/s0 = 7
snapshot delete a s0 => DELETE /instances/a/snapshots/s0
snapshot rename a s0 s9 => POST /instances/a/snapshots/s0
snapshot restore a s0 => PUT /instances/a
restore a s0 => PUT /instances/a
rebuild --empty a --force => POST /instances/a/rebuild, PUT /instances/a/state, PUT /instances/a/state
rebuild b a --force => POST /instances/a/rebuild, PUT /instances/a/state, PUT /instances/a/state
move a c => POST /instances/a
move a/s0 a/s9 => POST /instances/a/snapshots/s0
rename a c => POST /instances/a
stop a => PUT /instances/a/state
stop a --force => PUT /instances/a/state
start a => PUT /instances/a/state
restart a => PUT /instances/a/state
pause a => PUT /instances/a/state
resume a => PUT /instances/a/state
config unset a user.k => PUT /instances/a
config unset user.k => PUT 
config device remove a d1 => PUT /instances/a
config device unset a d1 type => PUT /instances/a
config template delete a t => DELETE /instances/a/metadata/templates
config uefi unset a A-1 => PUT /instances/a/uefi-vars
config trust remove abcdef => DELETE /certificates/abcdef
config trust revoke-token a => DELETE /operations/1
low-level nvram unset a g/V => DELETE /instances/a/nvram/g/V
profile delete a => DELETE /profiles/a
profile rename a c => POST /profiles/a
profile unset a user.k => PUT /profiles/a
profile remove a a => PUT /instances/a
profile device remove a d1 => PUT /profiles/a
profile device unset a d1 x => PUT /profiles/a
file delete a/root/x => DELETE /instances/a/files
image delete a => DELETE /images/8c2ba210f7e9b8c1edb8f4281dc213fcf16deb054361ccb9d80c845b5df57428
image alias delete a => DELETE /images/aliases/a
image alias rename a c => POST /images/aliases/a
image refresh a => POST /images/8c2ba210f7e9b8c1edb8f4281dc213fcf16deb054361ccb9d80c845b5df57428/refresh
network delete a => DELETE /networks/a
network rename a c => POST /networks/a
network unset a user.k => PUT /networks/a
network detach a a => PUT /instances/a
network detach-profile a a => PUT /profiles/a
network acl delete a => DELETE /network-acls/a
network acl rename a c => POST /network-acls/a
network acl unset a user.k => PUT /network-acls/a
network acl rule remove a ingress action=allow => PUT /network-acls/a
network zone delete a => DELETE /network-zones/a
network zone rename a c => POST /network-zones/a
network zone unset a user.k => PUT /network-zones/a
network zone record delete a r1 => DELETE /network-zones/a/records/r1
network zone record unset a r1 user.k => PUT /network-zones/a/records/r1
network zone record entry remove a r1 A 192.0.2.9 => PUT /network-zones/a/records/r1
network forward delete a 192.0.2.1 => DELETE /networks/a/forwards/192.0.2.1
network forward unset a 192.0.2.1 user.k => PUT /networks/a/forwards/192.0.2.1
network forward port remove a 192.0.2.1 tcp 80 => PUT /networks/a/forwards/192.0.2.1
network load-balancer delete a 192.0.2.1 => DELETE /networks/a/load-balancers/192.0.2.1
network load-balancer unset a 192.0.2.1 user.k => PUT /networks/a/load-balancers/192.0.2.1
network load-balancer backend remove a 192.0.2.1 b1 => PUT /networks/a/load-balancers/192.0.2.1
network load-balancer port remove a 192.0.2.1 tcp 80 => PUT /networks/a/load-balancers/192.0.2.1
network peer delete a p1 => DELETE /networks/a/peers/p1
network peer unset a p1 user.k => PUT /networks/a/peers/p1
storage delete a => DELETE /storage-pools/a
storage unset a user.k => PUT /storage-pools/a
storage volume delete a v1 => DELETE /storage-pools/a/volumes/custom/v1
storage volume delete a v1/s0 => DELETE /storage-pools/a/volumes/custom/v1/snapshots/s0
storage volume rename a v1 v9 => POST /storage-pools/a/volumes/custom/v1
storage volume move a/v1 a/v9 => POST /storage-pools/a/volumes/custom/v1
storage volume move a/v1 b/v9 => POST /storage-pools/a/volumes/custom/v1
storage volume restore a v1 s0 => PUT /storage-pools/a/volumes/custom/v1
storage volume unset a v1 user.k => PUT /storage-pools/a/volumes/custom/v1
storage volume detach a v1 a => PUT /instances/a
storage volume detach-profile a v1 a => PUT /profiles/a
storage volume rebuild a v1 => POST /storage-pools/a/volumes/custom/v1/rebuild
storage volume snapshot delete a v1 s0 => DELETE /storage-pools/a/volumes/custom/v1/snapshots/s0
storage volume snapshot rename a v1 s0 s9 => POST /storage-pools/a/volumes/custom/v1/snapshots/s0
storage volume snapshot restore a v1 s0 => PUT /storage-pools/a/volumes/custom/v1
storage volume bitmap delete a v1 m1 => DELETE /storage-pools/a/volumes/custom/v1/bitmaps/m1
storage bucket delete a b1 => DELETE /storage-pools/a/buckets/b1
storage bucket unset a b1 user.k => PUT /storage-pools/a/buckets/b1
storage bucket key delete a b1 admin => DELETE /storage-pools/a/buckets/b1/keys/admin
project delete a => DELETE /projects/a
project delete a --force => DELETE /projects/a
project rename a c => POST /projects/a
project unset a user.k => PUT /projects/a
cluster evacuate minilxd --force => POST /cluster/members/minilxd/state
cluster restore minilxd --force => POST /cluster/members/minilxd/state
cluster remove minilxd --force --yes => DELETE /cluster/members/minilxd
cluster rename minilxd c => POST /cluster/members/minilxd
cluster unset minilxd user.k => PUT /cluster/members/minilxd
cluster role remove minilxd database => PUT /cluster/members/minilxd
cluster failure-domain unset minilxd => PUT /cluster/members/minilxd
cluster revoke-token m1 => DELETE /operations/3
cluster group delete a => DELETE /cluster/groups/a
cluster group rename a c => POST /cluster/groups/a
cluster group unset a user.k => PUT /cluster/groups/a
cluster group remove minilxd default => PUT /cluster/members/minilxd
warning delete c7d6 => DELETE /warnings/c7d6
operation delete 1 => DELETE /operations/1
`, "lxd": `
auth group delete a => DELETE /auth/groups/a
auth group rename a c => POST /auth/groups/a
auth group permission remove a server admin => PUT /auth/groups/a
auth identity delete tls/a => DELETE /auth/identities/tls/a
auth identity group remove tls/a a => PUT /auth/identities/tls/a
auth identity token revoke bearer/a => DELETE /auth/identities/bearer/a/token
auth identity-provider-group delete a => DELETE /auth/identity-provider-groups/a
auth identity-provider-group rename a c => POST /auth/identity-provider-groups/a
auth identity-provider-group group remove a a => PUT /auth/identity-provider-groups/a
auth oidc-session delete 5b2d => DELETE /auth/oidc-sessions/5b2d
cluster link delete a => DELETE /cluster/links/a
cluster link rename a c => POST /cluster/links/a
cluster link unset a user.k => PUT /cluster/links/a
network load-balancer pool delete a p1 => DELETE /networks/a/load-balancer-pools/p1
network load-balancer pool unset a p1 user.k => PUT /networks/a/load-balancer-pools/p1
network load-balancer pool instance remove a p1 a => PUT /networks/a/load-balancer-pools/p1
placement-group delete a => DELETE /placement-groups/a
placement-group rename a c => POST /placement-groups/a
placement-group unset a user.k => PUT /placement-groups/a
replicator delete a => DELETE /replicators/a
replicator rename a c => POST /replicators/a
replicator unset a user.k => PUT /replicators/a
`, "incus": `
network address-set delete a => DELETE /network-address-sets/a
network address-set rename a c => POST /network-address-sets/a
network address-set unset a user.k => PUT /network-address-sets/a
network address-set remove a 192.0.2.7 => PUT /network-address-sets/a
network integration delete a => DELETE /network-integrations/a
network integration rename a c => POST /network-integrations/a
network integration unset a user.k => PUT /network-integrations/a
`}
