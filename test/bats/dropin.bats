#!/usr/bin/env bats
# Scripts written for the stock clients keep working: command lines have the same output and exit status with both.
# servers: lxd incus
load common
setup_file() {
  one_server 127.0.0.1:$((20000 + RANDOM % 20000))
  mkdir "$WORK/bin"
  ln -s "$ROOT/bin/lxc" "$WORK/bin/incus"
  net=d$((RANDOM % 10000))br
  export net
  objects
}
teardown_file() { stop_servers; }
setup() { here; export INCUS_CONF=$LXD_CONF; }

# objects creates one object of each kind that has a list.
objects() {
  lxc profile create p1 --description 'a profile' user.x=1 -q
  lxc project create proj1 -c features.images=false --description 'a project' -q
  lxc network create "$net" ipv4.address=192.0.2.33/28 ipv4.nat=false ipv4.dhcp=false ipv6.address=none -q
  lxc network acl create acl1 --description 'an acl' -q
  lxc network acl rule add acl1 ingress action=allow protocol=tcp destination_port=80
  lxc network zone create z.example --description 'a zone' -q
  lxc network zone record create z.example www -q
  lxc network zone record entry add z.example www A 192.0.2.5
  lxc network forward create "$net" 192.0.2.40 -q
  lxc network forward port add "$net" 192.0.2.40 tcp 80 192.0.2.35
  lxc storage volume create default v1 size=10MiB -q
  lxc storage volume snapshot create default v1 s0
  lxc storage create d2 dir -q
  lxc launch img c1 -q </dev/null
  lxc snapshot c1 s0
  lxc init img c2 -q </dev/null
  lxc init img c10 -q </dev/null
  lxc init img e1 -e -q </dev/null
  lxc config set c2 user.foo=bar
  lxc config device add c2 data disk source=/srv path=/data -q
  lxc config trust add --name tok1 -q >/dev/null
  lxc image alias create img2 "$(lxc image list -f csv -c f)"
  lxc config template create c1 t1.tpl </dev/null
  lxc alias add ll 'list -c n'
}

# stock is the client from the server's package.
needs_stock() {
  case $DAEMON in
    lxd) stock=/usr/bin/lxc ours=lxc ;;
    incus) stock=/usr/bin/incus ours=$WORK/bin/incus ;;
  esac
  [ -x "$stock" ] || { [ "${CI:-}" != true ] && skip "NOT COVERED: $stock is not installed"; } ||
    { echo "$stock is not installed" >&2; return 1; }
}

# same LINE: both clients print the same to standard output, and both succeed or both fail.
same() {
  local a b sa=0 sb=0
  # shellcheck disable=SC2086 # word splitting intended
  a=$($stock $1 </dev/null 2>/dev/null) || sa=$?
  # shellcheck disable=SC2086 # word splitting intended
  b=$($ours $1 </dev/null 2>"$BATS_TEST_TMPDIR/err") || sb=$?
  [ "$a" = "$b" ] && [ $((sa == 0)) = $((sb == 0)) ] && return
  echo "$1: stock ends with $sa, ours with $sb"
  diff <(echo "$a") <(echo "$b")
  cat "$BATS_TEST_TMPDIR/err"
  return 1
}

each() {
  local line bad=0
  while IFS= read -r line; do [ -z "$line" ] || same "$line" || bad=1; done
  return $bad
}

@test "lists of instances" {
  needs_stock
  each <<'EOF'
list
list -f csv
list -f compact
list --fast
list --fast -f csv
list -c ns46tSPpacde
list -c nsPtSabdefF -f csv
list -c n,s,user.foo,config:user.foo
list -c nbs,image.os:OS:4
list status=running -f csv
list type=container -f csv -c n
list user.foo=bar -f csv -c n
list ^c1$ -f csv -c n
list c -f csv -c n
list --all-projects -f csv
list nosuch
list -c §
EOF
}

@test "lists of everything else" {
  needs_stock
  each <<EOF
profile list
profile list -f csv
project list
project list -f csv
network list
network list -f csv
network acl list
network acl list -f csv
network zone list
network zone list -f csv
network zone record list z.example
network zone record list z.example -f csv
network forward list $net
network forward list $net -f csv
network peer list $net
storage list
storage list -f csv
storage volume list default
storage volume list default -f csv
image list
image list -f csv
image list -c lLfFpdasut -f csv
image list os=BusyBox -f csv
image alias list
image alias list -f csv
config template list c1
config template list c1 -f csv
config trust list
config trust list -f csv
cluster list
EOF
}

@test "what one object looks like" {
  needs_stock
  each <<EOF
profile show p1
profile get p1 user.x
profile get p1 user.none
profile device list default
profile device show default
profile device get default root pool
project show proj1
project info proj1
project info proj1 -f csv
project info proj1 -f json
project get proj1 features.images
network show $net
network get $net ipv4.address
network list-leases $net
network zone record show z.example www
network forward show $net 192.0.2.40
storage show default
storage get default source
storage volume get default v1 size
config show
config show c1
config show c2 --expanded
config show c1/s0
config get c2 user.foo
config get c2 user.none
config get core.https_address
config device get c2 data path
config device show c2
config metadata show c1
config template show c1 t1.tpl
image show img
image get-property img os
file pull c1/etc/passwd -
config show nosuch
image show nosuch
network show nosuch
EOF
}

@test "json has all that the stock client has" {
  needs_stock
  local line
  for line in 'list' 'profile list' 'project list' 'network list' 'network acl list' 'network zone list' "network forward list $net" \
    'storage list' 'storage volume list default' 'image list' 'image alias list' 'config trust list'; do
    # shellcheck disable=SC2086 # word splitting intended
    $stock $line -f json >"$BATS_TEST_TMPDIR/stock" </dev/null
    # shellcheck disable=SC2086 # word splitting intended
    $ours $line -f json >"$BATS_TEST_TMPDIR/ours" </dev/null
    # values that change all the time, such as counters, must be present, too
    jq -n --slurpfile a "$BATS_TEST_TMPDIR/stock" --slurpfile b "$BATS_TEST_TMPDIR/ours" \
      'def by_name: sort_by(.name // .fingerprint); def shape: [paths | map(tostring) | join("/")];
       ($a[0] | by_name | shape) - ($b[0] | by_name | shape) | if . == [] then empty else error("missing: \(.)") end'
    jq -n --slurpfile a "$BATS_TEST_TMPDIR/stock" --slurpfile b "$BATS_TEST_TMPDIR/ours" -e \
      '([$a[0][] | .name // .fingerprint] | sort) == ([$b[0][] | .name // .fingerprint] | sort)' >/dev/null || { echo "$line: other objects"; return 1; }
  done
}
