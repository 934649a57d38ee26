#!/usr/bin/env bats
# All verbs of every kind of object, each also with a missing object and a wrong argument.
load common
setup_file() { one_server; }
teardown_file() { stop_servers; }
setup() { here; cd "$BATS_TEST_TMPDIR" || return; n=k$RANDOM; }

# code CODE WORDS...: runs a command that must exit with CODE, and print a message unless it succeeds
code() {
  local want=$1
  shift
  run --separate-stderr lxc "$@" </dev/null
  [ "$status" -eq "$want" ] || { echo "lxc $*: $status instead of $want: $output $stderr"; return 1; }
  [ "$want" -eq 0 ] || [ -n "$stderr" ]
}

# life GROUP PARENTS NAME [without VERBS] -- WORDS...: runs all verbs on an object; create gets the words after the name
life() {
  local group=$1 parents=$2 name=$3 without=" ${4:-} "
  shift 4; [ "${1:-}" = -- ] && shift
  # shellcheck disable=SC2086 # word splitting intended
  {
  code 0 $group create $parents "$name" "$@"
  run lxc $group create $parents "$name" "$@" </dev/null
  [ "$status" -ne 0 ]
  lxc $group list $parents -f csv | grep -qF -- "$name"
  lxc $group list $parents -f json | jq -e 'length > 0' >/dev/null
  lxc $group show $parents "$name" | grep -q .
  if [[ $without != *" set "* ]]; then
    lxc $group set $parents "$name" user.a=1 user.b=x=y
    lxc $group set $parents "$name" user.c 3
    printf 'from input' | lxc $group set $parents "$name" user.d=-
    [ "$(lxc $group get $parents "$name" user.b)" = x=y ]
    [ "$(lxc $group get $parents "$name" user.d)" = 'from input' ]
    lxc $group unset $parents "$name" user.a
    [ -z "$(lxc $group get $parents "$name" user.a)" ]
    code 2 $group set $parents "$name" novalue
    code 3 $group get $parents nosuch user.a
  fi
  if [[ $without != *" edit "* ]]; then
    lxc $group show $parents "$name" | sed 's/^description:.*/description: edited/' | lxc $group edit $parents "$name"
    [[ $without == *" description "* ]] || lxc $group show $parents "$name" | grep -q '^description: edited'
    printf 'config: [\n' >bad.yaml
    ! lxc $group edit $parents "$name" <bad.yaml || return 1
  fi
  if [[ $without != *" rename "* ]]; then
    lxc $group rename $parents "$name" "$name-2"
    name=$name-2
  fi
  lxc $group delete $parents "$name"
  code 3 $group show $parents "$name"
  code 3 $group delete $parents "$name"
  lxc $group show >bare-help
  code 2 $group nosuchverb
  }
}

@test "profile" { life profile '' "$n" ''; }
@test "project" { needs projects; life project '' "$n" ''; }
@test "network" {
  [ "$DAEMON" = mini ] || needs network
  # bridges are shared by the machine: unique names, and no rename while other tests run
  life network '' "x${n:0:8}" '' -- ipv4.address=none ipv6.address=none
}
@test "network acl" { needs network_acl; life 'network acl' '' "$n" ''; }
@test "network zone" {
  needs network_dns
  life 'network zone' '' "$n.example" 'rename'
  needs network_dns_records
  lxc network zone create "$n.example"
  life 'network zone record' "$n.example" www 'rename'
  lxc network zone delete "$n.example"
}
@test "network forward" {
  needs network_forward
  net=f$RANDOM
  lxc network create "$net" ipv4.address=192.0.2.1/24 ipv4.nat=false ipv4.dhcp=false ipv6.address=none
  life 'network forward' "$net" 192.0.2.9 'rename'
  lxc network delete "$net"
}
@test "storage pool" { life storage '' "$n" 'rename' -- dir; }
@test "storage volume" { life 'storage volume' default "$n" ''; }
@test "storage volume snapshot" {
  lxc storage volume create default "$n"
  lxc storage volume snapshot create default "$n" s0
  lxc storage volume snapshot list default "$n" -f csv | grep -q s0
  lxc storage volume snapshot show default "$n/s0" | grep -q expires_at
  lxc storage volume snapshot show default "$n" s0 | grep -q expires_at
  lxc storage volume snapshot rename default "$n" s0 s1
  lxc storage volume snapshot restore default "$n" s1
  lxc storage volume snapshot delete default "$n" s1
  code 3 storage volume snapshot show default "$n/s1"
  lxc storage volume delete default "$n"
}
@test "devices of profiles and instances" {
  lxc profile create "$n"
  lxc profile device add "$n" data disk source=/srv path=/data
  lxc profile device set "$n" data path=/data2
  [ "$(lxc profile device get "$n" data path)" = /data2 ]
  lxc profile device show "$n" | grep -q 'source: /srv'
  lxc profile device list "$n" | grep -qx data
  lxc profile device set "$n" data readonly=true
  lxc profile device unset "$n" data readonly
  [ -z "$(lxc profile device get "$n" data readonly)" ]
  code 3 profile device get "$n" nosuch path
  lxc profile device remove "$n" data
  lxc profile delete "$n"
  lxc init img "$n" --quiet
  lxc config device add "$n" e none
  lxc config device show "$n" | grep -q 'type: none'
  lxc config device remove "$n" e
  code 3 config device remove "$n" e
  lxc config device override "$n" root size=1GiB 2>/dev/null || [ "$DAEMON" = mini ]
  lxc delete "$n"
}
@test "volumes in profiles" {
  lxc profile create "$n"; lxc storage volume create default "$n"
  lxc storage volume attach-profile default "$n" "$n" data /data
  lxc profile device show "$n" | grep -q "source: $n"
  lxc storage volume detach-profile default "$n" "$n" data
  [ -z "$(lxc profile device list "$n")" ]
  lxc storage volume delete default "$n"; lxc profile delete "$n"
}
@test "old spellings" {
  lxc config profile create "$n"
  lxc config profile show "$n" >/dev/null
  lxc profile apply "$(lxc init img "$n" --quiet; echo "$n")" "default,$n"
  lxc profile remove "$n" "$n"
  lxc delete "$n"; lxc config profile delete "$n"
  lxc finger
  lxc config set "$(lxc init img "$n-b" --quiet; echo "$n-b")" user.x 1
  [ "$(lxc config get "$n-b" user.x)" = 1 ]
  lxc delete "$n-b"
}
@test "aliases and defaults of the client" {
  lxc alias add "$n" 'list -c n'
  lxc alias show | grep -q "$n: list -c n"
  printf '%s: list -c ns\n' "$n" | lxc alias edit
  lxc alias show | grep -q "$n: list -c ns"
  lxc alias rename "$n" "$n-2"
  lxc "$n-2" >/dev/null
  lxc alias remove "$n-2"
  code 3 alias remove "$n-2"
  lxc default show >/dev/null
}
@test "certificates of the client, and those that are trusted" {
  lxc remote get-client-certificate >crt
  [ "$(lxc remote get-client-certificate --format fingerprint)" = "$(openssl x509 -in crt -outform DER | sha256sum | cut -d' ' -f1)" ]
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:secp384r1 -nodes -keyout k -out c -days 2 -subj /CN=other 2>/dev/null
  lxc config trust add-certificate c --name other
  f=$(openssl x509 -in c -outform DER | sha256sum | cut -c1-12)
  lxc config trust list -f csv | grep -q "$f"
  full=$(openssl x509 -in c -outform DER | sha256sum | cut -d' ' -f1)
  lxc config trust show "$full" | sed 's/^name: .*/name: changed/' | lxc config trust edit "$full"
  lxc config trust show "$full" | grep -q '^name: changed'
  lxc config trust remove "$full"
  code 3 config trust show "$full"
}
@test "operations: one that runs is listed, shown and cancelled" {
  fresh
  id=$(lxc exec "$c" --no-wait -- sleep 100)
  lxc operation list -f csv | grep -q "^$id"
  lxc operation show "$id" | grep -q "id: $id"
  run lxc operation delete "$id" # servers differ in whether a command can be canceled
  lxc delete -f "$c"
  code 3 operation show 00000000-0000-0000-0000-000000000000
}
@test "admin waitready; manpage" {
  lxc admin waitready --timeout 20
  lxc manpage "$PWD/man"
  [ "$(find man -name '*.1' | wc -l)" -gt 400 ]
  grep -q 'EXAMPLES' man/lxc.list.1
}
@test "storage pools on btrfs, where the machine has it" {
  needs_driver btrfs
  command -v mkfs.btrfs >/dev/null && grep -qw btrfs /proc/filesystems || skip "no btrfs here"
  lxc storage create "$n" btrfs size=300MiB || skip "the machine gives no loop devices"
  lxc storage volume create "$n" v1
  lxc storage volume snapshot "$n" v1 s0 2>/dev/null || lxc storage volume snapshot create "$n" v1 s0
  lxc storage volume copy "$n/v1" "$n/v2"
  lxc storage volume list "$n" -f csv -c tn | grep -q 'custom,v2'
  lxc init img "$n-i" -s "$n" --quiet
  lxc storage info "$n" | grep -qi 'used'
  lxc delete -f "$n-i"
  lxc storage volume delete "$n" v1; lxc storage volume delete "$n" v2
  lxc storage delete "$n"
}
@test "storage pools on LVM, where the machine has it" {
  needs_driver lvm
  command -v lvs >/dev/null || skip "no lvm2 here"
  # volume group names are shared by the machine
  lxc storage create "$n" lvm size=300MiB lvm.use_thinpool=false lvm.vg_name="vg$n$RANDOM" || skip "the machine gives no loop devices"
  [ "$(lxc storage list -c nD -f csv | grep -c "^$n,lvm$")" -eq 1 ]
  lxc storage set "$n" user.a=1
  [ "$(lxc storage get "$n" lvm.use_thinpool)" = false ]
  lxc storage info "$n" | grep -q 'total space: 2..\...MiB'
  run --separate-stderr lxc storage volume create "$n" v1 size=20MiB
  if [ "$status" -eq 0 ]; then
    lxc storage volume snapshot create "$n" v1 s0
    lxc storage volume list "$n" -f csv -c tn | grep -q 'custom,v1'
    lxc storage volume delete "$n" v1
  else # a kernel without device mapper: the server's message is shown in full, including that of LVM
    [ "$status" -eq 1 ]
    [[ "$stderr" == *device-mapper* && "$stderr" == *"exit status"* ]]
  fi
  lxc storage delete "$n"
}
@test "create, device keys, a certificate of one's own, refresh of an image" {
  lxc create img "$n" --quiet </dev/null
  [ "$(lxc list "^$n\$" -c s -f csv)" = STOPPED ]
  lxc config device add "$n" data disk source=/srv path=/data readonly=true
  lxc config device unset "$n" data readonly
  [ -z "$(lxc config device get "$n" data readonly)" ]
  lxc delete "$n"
  LXD_CONF=$PWD/own INCUS_CONF=$PWD/own lxc remote generate-certificate
  openssl x509 -in own/client.crt -noout
  [ "$(stat -c %a own/client.key)" = 600 ]
  run lxc image refresh nosuch
  [ "$status" -eq 3 ]
}
@test "admin shutdown ends a server" {
  BARE=1 start_daemon "$DAEMON" "$WORK/short"
  pid=$(cat "$WORK/short/pid")
  run lxc admin shutdown --timeout 60
  [ "$status" -eq 0 ]
  wait_until 30 not_running "$pid"
  run lxc list
  [ "$status" -eq 1 ]
  stop_daemon "$DAEMON" "$WORK/short" || true # already stopped; this cleans up
  [ ! -e "$WORK/short" ]
}
