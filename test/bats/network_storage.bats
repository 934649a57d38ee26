#!/usr/bin/env bats
# Networks, storage, projects, warnings: objects other than instances.
load common
setup_file() { one_server; }
teardown_file() { stop_servers; }
setup() { here; }

network() { lxc network create "$1" ipv4.address=none ipv6.address=none --quiet; }

@test "network: create, list, set, get, unset, edit, rename, info, delete" {
  network tnet0
  [ "$(lxc network list -c nm -f csv | grep '^tnet0,')" = tnet0,YES ]
  lxc network set tnet0 user.a=1 user.b=2
  [ "$(lxc network get tnet0 user.a)" = 1 ]
  lxc network unset tnet0 user.a
  [ -z "$(lxc network get tnet0 user.a)" ]
  lxc network set tnet0 -p description='a net'
  lxc network show tnet0 | sed 's/^description: .*/description: changed/' | lxc network edit tnet0
  [ "$(lxc network get tnet0 -p description)" = changed ]
  lxc network info tnet0 | grep -q '^MTU:'
  lxc network list-leases tnet0
  lxc network rename tnet0 tnet1
  lxc network delete tnet1
  run --separate-stderr lxc network show tnet1
  [ "$status" -eq 3 ]
  [[ "$stderr" == "Error: "* && "$stderr" != *"on remote"* ]]
}

@test "network: attach and detach, instance and profile" {
  network tnet2
  created
  lxc network attach tnet2 "$c" eth7
  [ "$(lxc config device get "$c" eth7 type)" = nic ]
  run lxc network attach tnet2 "$c" eth7
  [ "$status" -eq 5 ]
  lxc network detach tnet2 "$c"
  run lxc network detach tnet2 "$c"
  [ "$status" -eq 3 ]
  lxc network attach-profile tnet2 default eth8
  lxc profile device list default | grep -q eth8
  lxc network detach-profile tnet2 default eth8
  lxc network delete tnet2
}

@test "network acl: rules are added and removed" {
  needs network_acl
  lxc network acl create tacl
  lxc network acl rule add tacl ingress action=allow protocol=tcp destination_port=80
  lxc network acl rule add tacl ingress action=allow protocol=tcp destination_port=443
  lxc network acl rule add tacl egress action=drop
  [ "$(lxc network acl show tacl | grep -c 'action:')" -eq 3 ]
  run --separate-stderr lxc network acl rule remove tacl ingress protocol=tcp
  [ "$status" -eq 5 ]
  lxc network acl rule remove tacl ingress destination_port=80
  lxc network acl rule remove tacl ingress protocol=tcp
  [ "$(lxc network acl show tacl | grep -c 'action:')" -eq 1 ]
  run lxc network acl rule add tacl sideways action=allow
  [ "$status" -eq 2 ]
  run lxc network acl rule add tacl ingress nosuch=1
  [ "$status" -eq 2 ]
  lxc network acl rename tacl tacl2
  lxc network acl delete tacl2
}

@test "network forward: ports" {
  needs network_forward
  lxc network create tnet3 ipv4.address=10.201.77.1/24 ipv4.nat=false ipv4.dhcp=false ipv6.address=none dns.mode=none || skip "this machine makes no networks with addresses"
  lxc network forward create tnet3 192.0.2.10 target_address=10.201.77.5
  lxc network forward port add tnet3 192.0.2.10 tcp 80,443 10.201.77.6
  [ "$(lxc network forward list tnet3 -c lDp -f csv)" = 192.0.2.10,10.201.77.5,1 ]
  lxc network forward set tnet3 192.0.2.10 target_address=10.201.77.7
  [ "$(lxc network forward get tnet3 192.0.2.10 target_address)" = 10.201.77.7 ]
  lxc network forward port remove tnet3 192.0.2.10 tcp 80,443
  lxc network forward delete tnet3 192.0.2.10
  lxc network delete tnet3
}

@test "network zone: records and entries" {
  needs network_dns_records
  lxc network zone create t.example.net
  lxc network zone record create t.example.net www
  lxc network zone record entry add t.example.net www A 192.0.2.1 --ttl 300
  [ "$(lxc network zone record list t.example.net -c e -f csv)" = 'A 192.0.2.1' ]
  lxc network zone record entry remove t.example.net www A 192.0.2.1
  run lxc network zone record entry remove t.example.net www A 192.0.2.1
  [ "$status" -eq 3 ]
  lxc network zone record delete t.example.net www
  lxc network zone delete t.example.net
}

@test "network peer and load-balancer: a server that cannot says so whole" {
  needs network_peer
  network tnet4
  run --separate-stderr lxc network peer create tnet4 p1 other
  if [ "$DAEMON" != mini ]; then
    [ "$status" -ne 0 ]
    [[ "$stderr" == *"network peer"* || "$stderr" == *peer* ]]
  fi
  lxc network delete tnet4 || true
}

@test "network list-allocations" {
  needs network_allocations
  lxc network list-allocations --all-projects
  lxc network list-allocations --summary -f json | jq -e 'type == "array"'
}

@test "storage: pools" {
  lxc storage create tpool dir
  [ "$(lxc storage list -c nD -f csv | grep '^tpool,')" = tpool,dir ]
  lxc storage set tpool user.a=b
  [ "$(lxc storage get tpool user.a)" = b ]
  lxc storage info tpool | grep -q 'driver: dir'
  lxc storage show tpool | grep -q '^name: tpool'
  lxc storage show tpool --resources | grep -q 'total:'
  lxc storage delete tpool
  run lxc storage show tpool
  [ "$status" -eq 3 ]
  run lxc storage create onlyname
  [ "$status" -eq 2 ]
}

@test "storage volume: life, keys, list, info" {
  lxc storage volume create default tvol
  lxc storage volume set default tvol user.a=b
  [ "$(lxc storage volume get default tvol user.a)" = b ]
  [ "$(lxc storage volume list default type=custom -c tn -f csv | grep tvol)" = custom,tvol ]
  lxc storage volume list -f csv | grep -q '^default,custom,tvol,'
  [ "$DAEMON" = lxd ] || lxc storage volume info default tvol | grep -q '^Type: custom' # LXD 5.0 has no state on dir pools
  lxc storage volume rename default tvol tvol2
  lxc storage volume show default custom/tvol2 | grep -q '^name: tvol2'
  lxc storage volume delete default tvol2
  run --separate-stderr lxc storage volume show default tvol2
  [ "$status" -eq 3 ]
}

@test "storage volume: snapshots in both grammars, restore" {
  lxc storage volume create default svol
  lxc storage volume snapshot default svol
  lxc storage volume snapshot default svol two
  lxc storage volume snapshot create default svol three
  [ "$(lxc storage volume snapshot list default svol -c n -f csv | sort | tr '\n' ' ')" = 'snap0 three two ' ]
  lxc storage volume rename default svol/two zwei
  lxc storage volume snapshot rename default svol three drei
  lxc storage volume snapshot show default svol drei | grep -q drei
  if [ "$DAEMON" != mini ]; then lxc storage volume restore default svol snap0; fi
  lxc storage volume delete default svol/snap0
  lxc storage volume snapshot delete default svol zwei
  [ "$(lxc storage volume snapshot list default svol -c n -f csv)" = drei ]
  lxc storage volume delete default svol
}

@test "storage volume: attach, detach" {
  lxc storage volume create default avol
  created
  lxc storage volume attach default avol "$c" /data
  [ "$(lxc config device get "$c" avol path)" = /data ]
  lxc storage volume detach default avol "$c"
  run --separate-stderr lxc storage volume attach default avol "$c"
  [ "$status" -eq 1 ]
  [[ "$stderr" == *path* ]]
  lxc storage volume attach --create default avol2 "$c" disk2 /data2
  [ "$(lxc config device get "$c" disk2 source)" = avol2 ]
  lxc delete "$c"
  lxc storage volume delete default avol avol2
}

@test "storage volume: copy, move, export, import" {
  needs custom_volume_backup
  lxc storage create cpool dir
  lxc storage volume create default cvol user.a=b
  lxc storage volume snapshot default cvol s0
  lxc storage volume copy default/cvol cpool/cvol
  [ "$(lxc storage volume get cpool cvol user.a)" = b ]
  [ "$(lxc storage volume snapshot list cpool cvol -c n -f csv)" = s0 ]
  lxc storage volume copy default/cvol cpool/bare --volume-only
  [ -z "$(lxc storage volume snapshot list cpool bare -c n -f csv)" ]
  lxc storage volume move cpool/bare default/moved
  lxc storage volume show default moved
  run lxc storage volume show cpool bare
  [ "$status" -eq 3 ]
  lxc storage volume export default cvol "$BATS_TEST_TMPDIR/v.tar.gz" --no-clobber
  run lxc storage volume export default cvol "$BATS_TEST_TMPDIR/v.tar.gz" --no-clobber
  [ "$status" -eq 5 ]
  lxc storage volume export default cvol "$BATS_TEST_TMPDIR/v.tar.gz"
  lxc storage volume import default "$BATS_TEST_TMPDIR/v.tar.gz" back
  [ "$(lxc storage volume snapshot list default back -c n -f csv)" = s0 ]
  lxc storage volume delete default cvol moved back
  lxc storage volume delete cpool cvol
  lxc storage delete cpool
}

@test "storage bucket: the first key is printed once" {
  needs storage_buckets
  run --separate-stderr lxc storage bucket create default tbucket
  if [ "$status" -ne 0 ]; then skip "the server cannot: ${stderr##*: }"; fi
  [[ "$output" == *"Admin access key:"* ]]
  lxc storage bucket key create default tbucket reader
  [ "$(lxc storage bucket key list default tbucket -c nr -f csv | grep reader)" = reader,read-only ]
  lxc storage bucket delete default tbucket
}

@test "export and import of an instance" {
  needs container_backup
  created
  lxc snapshot "$c" s0
  cd "$BATS_TEST_TMPDIR"
  lxc export "$c" --compression gzip --no-clobber
  run lxc export "$c" --no-clobber
  [ "$status" -eq 5 ]
  [ -s backup.tar.gz ]
  echo old >"$c.tar.gz"
  lxc export "$c" "$c.tar.gz"
  tar tzf "$c.tar.gz" | grep -q backup/index.yaml
  lxc export "$c" "$c.tar.gz" --force --instance-only
  lxc export "$c" - --compression none | tar t >list
  grep -q backup/index.yaml list
  lxc query "/1.0/instances/$c/backups" | jq -e 'length == 0'
  lxc export "$c" full.tar.gz
  lxc import full.tar.gz copy-of-it
  [ "$(lxc snapshot list copy-of-it -c n -f csv)" = s0 ]
  run --separate-stderr lxc import full.tar.gz copy-of-it
  [ "$status" -ne 0 ]
  run lxc import nosuchfile
  [ "$status" -ne 0 ]
  lxc import - from-stdin <full.tar.gz
  lxc delete copy-of-it from-stdin "$c"
}

@test "export: a full disk, then again; what a killed one leaves is listed and removable" {
  needs container_backup
  needs_root
  created
  cd "$BATS_TEST_TMPDIR"
  mkdir small; mount -t tmpfs -o size=128k tmpfs small || skip "no tmpfs"
  echo precious >small/b.tar
  run lxc export "$c" small/b.tar --compression none
  kept=$(cat small/b.tar); left=$(ls -A small | wc -l)
  umount small
  [ "$status" -ne 0 ]
  [ "$kept" = precious ]
  [ "$left" -eq 1 ]
  lxc query "/1.0/instances/$c/backups" | jq -e 'length == 0'
  lxc export "$c" b.tar --compression none
  tar tf b.tar | grep -q backup/index.yaml
  mkfifo pipe
  lxc export "$c" - --compression none >pipe 3>&- & # it waits for a reader of more than a byte
  exec 7<pipe
  head -c 1 <&7 >/dev/null
  kill -9 $!
  wait $! || true
  exec 7<&-
  lxc export "$c" b.tar --compression none
  backup=$(lxc query "/1.0/instances/$c/backups" | jq -er 'select(length == 1) | .[0]')
  lxc query -X DELETE --wait "$backup"
  lxc query "/1.0/instances/$c/backups" | jq -e 'length == 0'
  lxc delete "$c"
}

@test "project: life, switch, info" {
  lxc project create tproj -c features.images=false -c features.profiles=false
  lxc project list -f csv -c n | grep -q '^tproj'
  lxc project set tproj user.a=b
  [ "$(lxc project get tproj user.a)" = b ]
  lxc project info tproj -f csv | grep -qi ^instances
  [ "$(lxc project get-current)" = default ]
  lxc project switch tproj
  [ "$(lxc project get-current)" = tproj ]
  [ -z "$(lxc list -f csv)" ]
  lxc project switch default
  run lxc project switch nosuch
  [ "$status" -eq 3 ]
  lxc project rename tproj tproj2
  lxc project delete tproj2
}

@test "warnings: list, show, acknowledge, delete" {
  lxc warning list --all
  id=$(lxc warning list --all -c u -f csv | head -n 1)
  [ -n "$id" ] || skip "the server warns of nothing"
  lxc warning show "$id" | grep -q "uuid: $id"
  lxc warning ack "$id"
  [ "$(lxc warning list -c u -f csv | grep -c "$id")" -eq 0 ]
  lxc warning delete "$id"
  run lxc warning delete # no argument: prints its help
  [ "$status" -eq 0 ]
}

@test "metadata and templates" {
  created
  needs_path "/1.0/instances/$c/metadata/templates"
  lxc config metadata show "$c" | grep -q 'os: BusyBox'
  lxc config metadata show "$c" | sed 's/os: BusyBox/os: Changed/' | lxc config metadata edit "$c"
  lxc config metadata show "$c" | grep -q 'os: Changed'
  echo '{{ container.name }}' >"$BATS_TEST_TMPDIR/hosts.tpl"
  lxc config template create "$c" hosts.tpl <"$BATS_TEST_TMPDIR/hosts.tpl"
  [ "$(lxc config template list "$c" -f csv)" = hosts.tpl ]
  [ "$(lxc config template show "$c" hosts.tpl)" = '{{ container.name }}' ]
  echo other | lxc config template edit "$c" hosts.tpl
  [ "$(lxc config template show "$c" hosts.tpl)" = other ]
  lxc config template delete "$c" hosts.tpl
  run lxc config template show "$c" hosts.tpl
  [ "$status" -eq 3 ]
}

@test "console: log, attach and detach; top; wait" {
  fresh
  lxc console "$c" --show-log
  cd "$BATS_TEST_TMPDIR"
  mkfifo keys
  exec 7<>keys # stays open: the end of the input would be typed, too
  script -qefc "lxc console $c --detach-keys ctrl-x,q" screen <&7 >/dev/null 3>&- &
  pid=$!
  wait_until 30 grep -q '<ctrl>+x q' screen
  printf '\030q' >&7
  wait $pid
  exec 7>&-
  lxc list "^$c\$" -c s -f csv | grep -q RUNNING
  lxc top -f csv -c n | grep -q "^$c\$"
  lxc wait "$c" status=running --timeout 20
  run lxc wait "$c" status=stopped --timeout 1
  [ "$status" -eq 124 ]
  run lxc wait "$c" nonsense
  [ "$status" -eq 2 ]
}

@test "file mount: SFTP on a loopback address" {
  fresh
  needs_path "/1.0/instances/$c/sftp"
  run lxc file mount "$c" --listen 0.0.0.0:0
  [ "$status" -eq 2 ]
  lxc file mount "$c" --listen 127.0.0.1:0 --no-auth >"$BATS_TEST_TMPDIR/log" 3>&- &
  pid=$!
  wait_until 20 grep -q listening "$BATS_TEST_TMPDIR/log"
  port=$(sed -n 's/.*listening on 127.0.0.1:\([0-9]*\).*/\1/p' "$BATS_TEST_TMPDIR/log")
  printf 'get /etc/passwd %s/passwd\n' "$BATS_TEST_TMPDIR" | timeout 20 sftp -q -b - -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -P "$port" someone@127.0.0.1
  grep -q '^root:' "$BATS_TEST_TMPDIR/passwd"
  kill -INT $pid
  wait $pid || true
}

@test "port-forward, nbd and others say what the server lacks" {
  needs_not instance_port_forward
  needs_not network_address_set
  needs_not access_management
  created
  run --separate-stderr lxc port-forward "$c" 80
  [ "$status" -eq 6 ]
  [[ "$stderr" == *instance_port_forward* ]]
  run lxc network address-set list
  [ "$status" -eq 6 ]
  run lxc auth group list
  [ "$status" -eq 6 ]
}

@test "admin init --dump is a preseed that can be given back" {
  lxc admin init --dump >"$BATS_TEST_TMPDIR/seed.yaml"
  grep -q '^storage_pools:' "$BATS_TEST_TMPDIR/seed.yaml"
  lxc admin init --preseed <"$BATS_TEST_TMPDIR/seed.yaml"
  run lxc admin init </dev/null
  [ "$status" -eq 1 ] # it prompts, and nobody answers
  [[ "$output" == *--preseed* ]]
}

@test "volumes move between projects and pools; what is not a volume is refused" {
  needs storage_api_project
  lxc project create vproj -c features.storage.volumes=true -c features.images=false -c features.profiles=false
  lxc storage create vpool dir
  lxc storage volume create default mv1 user.a=b
  lxc storage volume move default/mv1 default/mv1 --target-project vproj
  [ -z "$(lxc storage volume list default name=mv1 -f csv)" ]
  lxc storage volume move default/mv1 vpool/mv2 --project vproj
  lxc storage volume move vpool/mv2 default/mv3 --project vproj --target-project default
  [ "$(lxc storage volume get default mv3 user.a)" = b ]
  run lxc storage volume create default a/b
  [ "$status" -ne 0 ]
  run lxc storage volume import default /nowhere/x.iso
  [ "$status" -eq 2 ]
  cd "$BATS_TEST_TMPDIR"
  lxc storage volume export default mv3
  [ -s backup.tar.gz ] # incus names it after the instance
  lxc storage volume delete default mv3
  lxc storage delete vpool
  lxc project delete vproj
}

@test "admin init asks; the answers come from a pipe" {
  needs_driver dir
  BARE=1 start_daemon "$DAEMON" "$WORK/asked"
  answers='no\nyes\nfirst\ndir\n\nno\nno\nno\nno\nyes\n' # Incus asks for the directory of the pool, LXD about MAAS
  run lxc admin init < <(printf "$answers")
  [ "$status" -eq 0 ]
  [[ "$output" == *$'config:\n  images.auto_update_interval: "0"\n'* ]]
  [ "$(lxc storage list -c nD -f csv)" = first,dir ]
  [ "$(lxc profile device get default root pool)" = first ]
  [ "$(lxc config get images.auto_update_interval)" = 0 ]
  run lxc admin init --auto --storage-backend dir
  [ "$status" -eq 5 ]
  run lxc admin init --minimal --storage-backend dir
  [ "$status" -eq 2 ]
  run lxc admin init --preseed <<<'nosuch: 1'
  [ "$status" -eq 2 ]
  stop_daemon "$DAEMON" "$WORK/asked"
  here
}

@test "admin init --preseed changes what is there and makes what is not" {
  lxc admin init --preseed <<EOF
config: {user.seed: 1}
storage_volumes: [{name: seeded, pool: default, config: {user.a: b}}]
projects: [{name: seeded, description: first}]
profiles: [{name: default, config: {user.seed: 2}}]
EOF
  lxc admin init --preseed <<EOF
storage_volumes: [{name: seeded, pool: default, description: second, config: {user.c: d}}]
projects: [{name: seeded, description: second}]
EOF
  [ "$(lxc storage volume get default seeded user.a)$(lxc storage volume get default seeded user.c)" = bd ]
  lxc project show seeded | grep -q '^description: second'
  [ "$(lxc profile get default user.seed)" = 2 ]
  lxc profile show default | grep -q 'path: /'
  lxc storage volume delete default seeded
  lxc project delete seeded
  lxc profile unset default user.seed
  lxc config unset user.seed
}

@test "admin sql: queries, several of them, from standard input, the whole database" {
  needs_path "/internal/sql?database=local"
  [ "$(lxc admin sql global "SELECT name, id FROM projects WHERE id = 1" -f csv)" = default,1 ]
  [ "$(echo "SELECT 'a' AS first_one; DELETE FROM config WHERE 0" | lxc admin sql global -)" = \
    $'=> Query 0:\n\n+-----------+\n| FIRST ONE |\n+-----------+\n| a         |\n+-----------+\n\n=> Query 1:\n\nRows affected: 0' ]
  lxc admin sql local .schema | grep -q '^CREATE TABLE'
  lxc admin sql local .dump | grep -q '^INSERT INTO schema '
  run -0 lxc admin sql local .schema
  [[ "$output" != *'INSERT INTO patches'* ]]
  run --separate-stderr lxc admin sql global 'SELEC x'
  [ "$status" -eq 1 ]
  [[ "$stderr" == *'syntax error'* ]]
  run lxc admin sql nosuch 'SELECT 1'
  [ "$status" -eq 2 ]
}

@test "defaults: the format of lists" {
  lxc default set list_format=csv
  [ "$(lxc project list -c n | head -n 1)" = "$(lxc project list -c n -f csv | head -n 1)" ]
  lxc default unset list_format
  run lxc default set nosuch=1
  [ "$status" -eq 2 ]
  run lxc default set list_format=nosuch
  [ "$status" -eq 2 ]
}

@test "remote: proxy, client token, keep-alive; image: generate-metadata" {
  cd "$BATS_TEST_TMPDIR"
  lxc remote proxy local: "$PWD/p.sock" 2>log 3>&- &
  pid=$!
  wait_until 20 grep -q 'p.sock' log
  [ "$(stat -c %a p.sock)" = 600 ]
  lxc remote add through "unix://$PWD/p.sock"
  [ "$(lxc project list through: -f csv -c n | grep -c '^default')" -eq 1 ]
  lxc remote set-keepalive through 30
  lxc remote remove through
  kill -INT $pid
  wait $pid || true
  [ ! -e p.sock ]
  lxc remote get-client-token 36h | grep -qE '^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$'
  lxc image generate-metadata metadata.yaml os=Test
  grep -q 'os: Test' metadata.yaml
  lxc image generate-metadata metadata.yaml os=Other # an existing file is replaced, as by every command that writes one
  grep -q 'os: Other' metadata.yaml
}

@test "files of volumes, where the server has them" {
  lxc storage volume create default fvol
  run --separate-stderr lxc storage volume file push /etc/hostname default fvol/name
  if [ "$status" -eq 6 ]; then
    [[ "$stderr" == *custom_volume_sftp* ]]
  else
    lxc storage volume file pull default fvol/name "$BATS_TEST_TMPDIR/"
    cmp /etc/hostname "$BATS_TEST_TMPDIR/name"
  fi
  lxc storage volume delete default fvol
}

@test "admin recover brings back what the database has lost" {
  needs_path /internal/sql # the database
  created
  lxc storage volume create default "v$c"
  lxc storage volume file push /etc/hostname default "v$c/f" 2>/dev/null || true
  # A server that fails to create a bucket may leave its directory, which would stop the recovery.
  rm -rf "$WORK/one/daemon/storage-pools/default/buckets/"*
  lxc admin sql global "DELETE FROM instances WHERE name='$c'"
  lxc admin sql global "DELETE FROM storage_volumes WHERE name IN ('$c', 'v$c')"
  [ -z "$(lxc list "^$c\$" -f csv -c n)" ]
  run --separate-stderr lxc admin recover </dev/null
  [ "$status" -eq 1 ] # it prompts, and nobody answers
  [[ "$stderr" == *--yes* ]]
  run --separate-stderr lxc admin recover < <(printf 'no\nyes\nno\n')
  [ "$status" -eq 0 ]
  [[ "$output" == *" - EXISTING: \"default\" (backend="*" - Container \"$c\" on pool \"default\""* ]]
  [ -z "$(lxc list "^$c\$" -f csv -c n)" ]
  printf 'no\nyes\nyes\n' | lxc admin recover
  [ "$(lxc list "^$c\$" -f csv -c n)" = "$c" ]
  lxc storage volume show default "v$c" | grep -q "^name: v$c"
  lxc start "$c"
  lxc delete -f "$c"
  run --separate-stderr lxc admin recover --yes
  [ "$status" -eq 0 ]
  [[ "$output" == *nothing* ]]
  lxc storage volume delete default "v$c"
}
