#!/usr/bin/env bats
# Configuration, devices, profiles, snapshots, operations, events, raw queries.
load common
setup_file() { one_server 127.0.0.1:$((40000 + RANDOM % 9000)); lxc launch img c1 --quiet </dev/null; }
teardown_file() { stop_servers; }
setup() { here; cd "$BATS_TEST_TMPDIR" || return; }

@test "keys of an instance: set in both forms, several, get, unset" {
  lxc config set c1 user.a=1 user.b=2
  lxc config set c1 user.c 3
  [ "$(lxc config get c1 user.a)$(lxc config get c1 user.b)$(lxc config get c1 user.c)" = 123 ]
  lxc config unset c1 user.a
  [ "$(lxc config get c1 user.a)" = "" ]
  run lxc config set c1 nonsense
  [ "$status" -eq 2 ]
}

@test "a key of the server, in both forms" {
  lxc config set user.x 1
  [ "$(lxc config get user.x)" = 1 ]
  lxc config set user.x=2
  lxc config show | grep -q 'user.x: "2"'
  lxc config unset user.x
  [ "$(lxc config get user.x)" = "" ]
  lxc config set user.y=1
  lxc config set images.auto_update_interval=8
  lxc config show | grep -v -e user.y -e interval | lxc config edit # user keys stay unless they are named, as in stock
  [ "$(lxc config get user.y)" = 1 ]
  [ "$(lxc config get images.auto_update_interval)" = "" ]
  lxc config show | sed 's/user.y:.*/user.y: ""/' | lxc config edit
  [ "$(lxc config get user.y)" = "" ]
}

@test "a bad key of the server loses nothing" {
  before=$(lxc config get core.https_address)
  run lxc config set nosuch.key=1
  [ "$status" -ne 0 ]
  [ "$(lxc config get core.https_address)" = "$before" ]
}

@test "show and edit from a pipe; deletions hold; unknown keys are taken, broken YAML is not" {
  lxc config set c1 user.keep=1 user.drop=1
  lxc config show c1 | grep -v user.drop | lxc config edit c1
  [ "$(lxc config get c1 user.keep)" = 1 ]
  [ "$(lxc config get c1 user.drop)" = "" ]
  run --separate-stderr sh -c '{ lxc config show c1; echo "devises: {}"; } | lxc config edit c1'
  [ "$status" -eq 0 ] && [ -z "$output$stderr" ]
  [ "$(lxc config get c1 user.keep)" = 1 ]
  run --separate-stderr sh -c 'printf "config:\n\tuser.a: b\n" | lxc config edit c1'
  [ "$status" -ne 0 ]
  [[ "$stderr" == "Error: "*"line 2"* ]]
}

@test "a bad edit in an editor opens it again with the text kept" {
  printf '#!/bin/sh\nif [ -e %s/second ]; then sed -i "s/^broken.*//; s/user.keep: .*/user.keep: edited/" "$1"; else touch %s/second; echo "broken: [" >>"$1"; fi\n' "$PWD" "$PWD" >ed
  chmod +x ed
  lxc config set c1 user.keep=1
  printf '\n' | EDITOR=$PWD/ed script -qec "lxc config edit c1" /dev/null
  [ "$(lxc config get c1 user.keep)" = edited ]
}

@test "an edit that is given up keeps the text and says where" {
  printf '#!/bin/sh\necho "broken: [" >>"$1"\n' >ed; chmod +x ed
  run script -qec "env EDITOR=$PWD/ed lxc config edit c1" /dev/null <<<'n'
  path=$(printf '%s\n' "$output" | tr -d '\r' | sed -n 's/^Your text is kept in //p')
  grep -q '^broken' "$path"
  rm -r "$(dirname "$path")"
}

@test "devices of an instance" {
  lxc config device add c1 d1 none
  [ "$(lxc config device get c1 d1 type)" = none ]
  lxc config device list c1 | grep -qx d1
  lxc config device show c1 | grep -q '^d1:'
  lxc config device remove c1 d1
  run lxc config device remove c1 d1
  [ "$status" -eq 3 ]
  lxc config device add c1 d2 disk source=/tmp path=/mnt
  lxc config device set c1 d2 readonly=true
  [ "$(lxc config device get c1 d2 readonly)" = true ]
  lxc config device remove c1 d2
  lxc config device override c1 root
  lxc config device show c1 | grep -q '^root:'
}

@test "profiles: the whole life" {
  lxc profile create p1 --description 'first one' </dev/null
  lxc profile set p1 user.a=1 user.b=2
  [ "$(lxc profile get p1 user.a)" = 1 ]
  lxc profile unset p1 user.a
  lxc profile device add p1 n1 none
  lxc profile device list p1 | grep -qx n1
  lxc profile copy p1 p2
  [ "$(lxc profile get p2 user.b)" = 2 ]
  lxc profile rename p2 p3
  lxc profile list -f csv -c n | grep -qx p3
  lxc profile show p1 | sed 's/user.b: .*/user.b: "5"/' | lxc profile edit p1
  [ "$(lxc profile get p1 user.b)" = 5 ]
  lxc profile set p1 -p description=second
  [ "$(lxc profile get p1 -p description)" = second ]
  lxc profile delete p1 p3
  run lxc profile show p1
  [ "$status" -eq 3 ]
}

@test "profiles of an instance" {
  lxc profile create q1 --quiet </dev/null
  lxc init img pi --quiet </dev/null
  lxc profile add pi q1
  [ "$(lxc list pi -c P -f csv | tr -d '"' | xargs)" = "default q1" ]
  run lxc profile add pi q1
  [ "$status" -ne 0 ]
  lxc profile remove pi q1
  lxc profile assign pi default,q1
  [ "$(lxc list pi -c P -f csv | tr -d '"' | xargs)" = "default q1" ]
  lxc profile apply pi default
  [ "$(lxc list pi -c P -f csv)" = default ]
}

@test "snapshots: verb and group, restore, expiry" {
  fresh
  lxc exec "$c" -- sh -c 'echo 1 >/root/v'
  lxc snapshot "$c" s1
  lxc exec "$c" -- sh -c 'echo 2 >/root/v'
  lxc snapshot create "$c" s2
  [ "$(lxc snapshot list "$c" -f csv -c n | xargs)" = "s1 s2" ]
  lxc restore "$c" s1
  [ "$(lxc exec "$c" -- cat /root/v)" = 1 ]
  lxc snapshot restore "$c" s2
  [ "$(lxc exec "$c" -- cat /root/v)" = 2 ]
  run lxc snapshot "$c" s1
  [ "$status" -ne 0 ]
  lxc snapshot "$c" s1 --reuse
  lxc snapshot rename "$c" s1 s3
  lxc snapshot show "$c" s3 | grep -q '^name: s3'
  lxc snapshot delete "$c" s3
  run lxc snapshot delete "$c" s3
  [ "$status" -eq 3 ]
}

@test "an instance that bears the name of a sub-command" {
  lxc init img list --quiet </dev/null
  lxc snapshot local:list x1
  lxc snapshot -- list x2
  [ "$(lxc snapshot list local:list -f csv -c n | xargs)" = "x1 x2" ]
}

@test "copy on one server, with and without snapshots, of a snapshot" {
  fresh
  lxc config set "$c" user.mark=1
  lxc snapshot "$c" s0
  lxc copy "$c" "$c-a"
  [ "$(lxc list "$c-a" -c sS -f csv)" = "STOPPED,1" ]
  [ "$(lxc config get "$c-a" user.mark)" = 1 ]
  lxc copy "$c" "$c-b" --instance-only -c user.mark=2
  [ "$(lxc list "$c-b" -c S -f csv)" = 0 ]
  [ "$(lxc config get "$c-b" user.mark)" = 2 ]
  lxc copy "$c/s0" "$c-c"
  lxc start "$c-c"
  run lxc copy "$c" "$c-a"
  [ "$status" -ne 0 ]
  run lxc copy "$c"
  [ "$status" -eq 2 ]
}

@test "trust: tokens, files, list, remove" {
  token=$(lxc config trust add --name who --quiet)
  lxc config trust list-tokens -f csv -c nt | grep -qx "who,$token"
  lxc config trust revoke-token who
  [ -z "$(lxc config trust list-tokens -f csv)" ]
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:secp384r1 -nodes -keyout k -out other.crt -days 2 -subj /CN=other 2>/dev/null
  lxc config trust add other.crt
  fp=$(openssl x509 -in other.crt -fingerprint -sha256 -noout | cut -d= -f2 | tr -d : | tr A-F a-f)
  lxc config trust list -f csv -c nF | grep -qx "other.crt,$fp"
  lxc config trust show "$fp" | grep -q '^type: client'
  run lxc config trust add other.crt --projects x
  [ "$status" -ne 0 ]
  lxc config trust remove "$fp"
  run lxc config trust remove "$fp"
  [ "$status" -eq 3 ]
}

@test "query: methods, data, raw, wait, errors" {
  lxc query /1.0/instances | jq -e 'index("/1.0/instances/c1")' >/dev/null
  lxc query --raw /1.0 | jq -e '.type == "sync"' >/dev/null
  lxc query -X POST -d '{"name": "qs"}' --wait /1.0/instances/c1/snapshots >/dev/null
  [ "$(lxc snapshot list c1 -f csv -c n)" = qs ]
  run --separate-stderr lxc query /1.0/instances/nosuch
  [ "$status" -eq 3 ]
  run lxc query nosuch
  [ "$status" -eq 2 ]
}

@test "operations and events" {
  lxc monitor --type=lifecycle -f json >events 3>&- &
  pid=$!
  wait_until 30 sh -c 'lxc init img "ev$$" --quiet </dev/null && grep -q instance-created events' # from when it listens
  kill -INT $pid
  wait $pid && status=0 || status=$?
  [ "$status" -eq 130 ]
  lxc list '^ev' -c n -f csv | xargs lxc delete
  lxc operation list -f json | jq -e 'type == "array"' >/dev/null
  run lxc operation show nosuch
  [ "$status" -eq 3 ]
}

@test "aliases of commands" {
  lxc alias add ll 'list -c n -f csv'
  lxc ll | grep -qx c1
  lxc alias add say 'exec @ARGS@ -- echo hi'
  [ "$(lxc say c1)" = hi ]
  lxc alias add one 'query /1.0/profiles/@ARG1@@ARG2@' # inside a word, too
  [ "$(lxc one def ault | jq -r .name)" = default ]
  run lxc one def
  [ "$status" -eq 2 ]
  [[ "$output" == *"more arguments"* ]]
  lxc alias rename ll l2
  lxc alias list -f csv | grep -q '^l2,'
  lxc alias remove l2
  run lxc l2
  [ "$status" -eq 2 ]
}

@test "version never fails" {
  lxc version | grep -q '^Client version: '
  LXD_DIR=/nonexistent INCUS_DIR=/nonexistent run lxc version
  [ "$status" -eq 0 ]
}
