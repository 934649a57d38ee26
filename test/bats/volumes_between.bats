#!/usr/bin/env bats
# Custom volumes, with their snapshots and what instances see in them, from one server to another.
# servers: lxd incus
load common
setup_file() { two_servers; }
teardown_file() { stop_servers; }
setup() { here; }

volumes_for_mode() { # MODE
  needs storage_api_remote_volume_handling
  v="v$RANDOM"
  lxc storage volume create default "$v" --quiet
  c="t$BATS_TEST_NUMBER-$RANDOM"
  lxc init img "$c" --quiet </dev/null
  lxc storage volume attach default "$v" "$c" /srv
  lxc start "$c"
  head -c 3000000 /dev/urandom | lxc exec "$c" -- sh -c 'cat >/srv/data'
  sum=$(lxc exec "$c" -- sha256sum /srv/data)
  lxc delete -f "$c"
  lxc storage volume snapshot default "$v" s0
  lxc storage volume copy "default/$v" "b:default/$v-copy" --mode "$1"
  lxc storage volume show b:default "$v-copy/s0" | grep -q s0
  lxc storage volume show default "$v" | grep -q "name: $v"
  lxc storage volume copy "default/$v" "b:default/$v-alone" --mode "$1" --volume-only
  run lxc storage volume show b:default "$v-alone/s0"
  [ "$status" -eq 3 ]
  lxc storage volume move "default/$v" "b:default/$v" --mode "$1"
  run lxc storage volume show default "$v"
  [ "$status" -eq 3 ]
  lxc image list b: -c l -f csv | grep -qx img || lxc image copy img b: --alias img
  lxc init b:img "b:$c" --quiet </dev/null
  lxc storage volume attach b:default "$v" "$c" /srv
  lxc start "b:$c"
  [ "$(lxc exec "b:$c" -- sha256sum /srv/data)" = "$sum" ]
}
@test "custom volumes between servers: pull" { volumes_for_mode pull; }
@test "custom volumes between servers: push" { volumes_for_mode push; }
@test "custom volumes between servers: relay" { volumes_for_mode relay; }
