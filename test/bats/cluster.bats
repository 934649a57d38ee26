#!/usr/bin/env bats
# A cluster of three members, created with the client.
# servers: lxd incus
load common

setup_file() {
  WORK=$(make_workdir)
  export WORK
  make_image "$WORK"
  local port=$((20000 + RANDOM % 20000)) i
  for i in 1 2 3; do BARE=1 start_daemon "$DAEMON" "$WORK/m$i"; done
  # the first with a preseed, the second with a preseed and a token, the third with cluster join
  at 1
  lxc admin init --preseed <<EOF
config: {core.https_address: "127.0.0.11:$port"}
storage_pools: [{name: default, driver: dir}]
profiles: [{name: default, devices: {root: {type: disk, path: /, pool: default}}}]
cluster: {server_name: m1, enabled: true}
EOF
  token=$(lxc cluster add m2 --quiet | tail -n 1)
  at 2
  lxc admin init --preseed <<EOF
cluster:
  enabled: true
  server_address: 127.0.0.12:$port
  cluster_token: $token
  member_config: [{entity: storage-pool, name: default, key: source, value: ""}]
EOF
  at 3
  lxc config set core.https_address "127.0.0.13:$port"
  at 1
  lxc remote add m3 "unix://$WORK/m3/daemon/unix.socket"
  lxc cluster join local: m3: --name m3 --address "127.0.0.13:$port" --member-config storage-pool/default/source=
  lxc image import "$WORK/image.tar.xz" --alias img
}

teardown_file() {
  local i
  for i in 3 2 1; do stop_daemon "$DAEMON" "$WORK/m$i"; done
  rm -rf "$WORK"
}

# at makes the client use a member.
at() { use_daemon "$DAEMON" "$WORK/m$1"; }

setup() {
  at 1
}

@test "members: list, show, info, get, set" {
  [ "$(lxc cluster list -c ns -f csv | sort | tr '\n' ' ')" = 'm1,ONLINE m2,ONLINE m3,ONLINE ' ]
  lxc cluster list -f csv | grep -q '^m1,https://127.0.0.11:[0-9]*,"database-leader,database",' # one line each
  lxc cluster show m2 | grep -q '^server_name: m2'
  run lxc cluster get m2 user.nosuch
  [ "$status" -eq 3 ]
  lxc cluster set m2 user.rack=7
  [ "$(lxc cluster get m2 user.rack)" = 7 ]
  lxc cluster unset m2 user.rack
  lxc cluster list -f json | jq -e 'length == 3'
  lxc cluster show m2 | sed 's/^description:.*/description: edited/' | lxc cluster edit m2
  lxc cluster show m2 | grep -q '^description: edited'
  if lxc query /1.0 | jq -e '.api_extensions | index("cluster_member_state")' >/dev/null; then
    lxc cluster info m2 | grep -q total_ram
  else
    run lxc cluster info m2
    [ "$status" -eq 6 ]
  fi
  run lxc cluster show nosuch
  [ "$status" -eq 3 ]
}

@test "tokens: add, list, revoke" {
  token=$(lxc cluster add m9 --quiet)
  echo "$token" | base64 -d | jq -e '.server_name == "m9" and (.secret | length > 10)'
  [ "$(lxc cluster list-tokens -c n -f csv)" = m9 ]
  lxc cluster revoke-token m9
  [ -z "$(lxc cluster list-tokens -c n -f csv)" ]
  run lxc cluster revoke-token m9
  [ "$status" -eq 3 ]
}

@test "groups and roles" {
  lxc cluster group create gpu
  lxc cluster group assign m2 default,gpu
  [ "$(lxc cluster group list -c nm -f csv | grep gpu)" = gpu,1 ]
  lxc cluster group remove m2 gpu
  lxc cluster group add m3 gpu
  lxc cluster group show gpu | grep -q m3
  lxc cluster group assign m3 default
  lxc cluster role add m2 event-hub
  lxc cluster show m2 | grep -q event-hub
  lxc cluster role remove m2 event-hub
  run lxc cluster show m2
  [[ $output != *event-hub* ]]
  lxc cluster group show gpu | sed 's/^description:.*/description: fast ones/' | lxc cluster group edit gpu
  lxc cluster group show gpu | grep -q 'fast ones'
  lxc cluster group rename gpu fast
  lxc cluster group delete fast
  lxc cluster failure-domain set m2 east
  [ "$(lxc cluster failure-domain get m2)" = east ]
  lxc cluster failure-domain unset m2
}

@test "launch on a member, move to another, list shows where" {
  lxc launch img c1 --target m2 --quiet </dev/null
  [ "$(lxc list c1 -c nsL -f csv)" = c1,RUNNING,m2 ]
  [ "$(lxc exec c1 -- hostname)" = c1 ]
  lxc stop -f c1
  lxc move c1 --target m3
  [ "$(lxc list c1 -c L -f csv)" = m3 ]
  lxc copy c1 c2 --target m1
  [ "$(lxc list c2 -c L -f csv)" = m1 ]
  lxc delete c1 c2
}

@test "volumes on members" {
  lxc storage volume create default v1 --target m2
  [ "$(lxc storage volume list default name=v1 -c nL -f csv)" = v1,m2 ]
  lxc storage volume show default v1 --target m2 | grep -q '^location: m2'
  lxc storage volume move default/v1 default/w1 --target m2 --destination-target m1
  [ "$(lxc storage volume list default name=w1 -c nL -f csv)" = w1,m1 ]
  lxc storage volume move default/w1 default/v1 --target m1
  lxc storage volume move default/v1 default/v1 --target m1 --destination-target m2
  lxc storage volume delete default v1 --target m2
  lxc storage info default --target m3 | grep -q 'total space'
  lxc storage show default --target m2 | grep -q '^config:'
}

@test "evacuate and restore" {
  lxc launch img e1 --target m2 --quiet </dev/null
  run lxc cluster evacuate m2 </dev/null
  [ "$status" -eq 1 ]
  lxc cluster evacuate m2 --force
  [ "$(lxc cluster list -c ns -f csv | grep '^m2,')" = m2,EVACUATED ]
  [ "$(lxc list e1 -c L -f csv)" != m2 ]
  lxc cluster restore m2 --force
  status_becomes e1 RUNNING
  [ "$(lxc list e1 -c L -f csv)" = m2 ]
  lxc delete -f e1
}

@test "rename and remove a member" {
  lxc cluster rename m3 m4
  lxc cluster list -c n -f csv | grep -q '^m4$'
  lxc cluster remove m4
  [ "$(lxc cluster list -c n -f csv | sort | tr '\n' ' ')" = 'm1 m2 ' ]
}
