#!/usr/bin/env bats
# Instance lifecycle: create, list, start, stop, rename, delete.
load common
setup_file() { one_server; }
teardown_file() { stop_servers; }
setup() { here; }

@test "launch creates and starts" {
  run --separate-stderr lxc launch img l1 -c user.k=v </dev/null
  [ "$status" -eq 0 ]
  [[ "$output" == $'Creating l1\nStarting l1' || "$output" == 'Launching l1' ]] # as lxc and as incus
  [ -z "$stderr" ]
  [ "$(lxc list l1 -c s -f csv)" = RUNNING ]
  [ "$(lxc config get l1 user.k)" = v ]
}

@test "launch without a name prints the one that the server chose" {
  run --separate-stderr lxc launch img </dev/null
  [ "$status" -eq 0 ]
  name=$(sed -n 's/^Instance name is: //p' <<<"$output")
  [ "$(lxc list "$name" -c ns -f csv)" = "$name,RUNNING" ]
}

@test "launch by a beginning of the fingerprint" {
  fp=$(lxc image list -c F -f csv img)
  lxc launch "${fp:0:16}" fp1 --quiet </dev/null
  [ "$(lxc list fp1 -c s -f csv)" = RUNNING ]
}

@test "launch of an unknown image says which and exits with 3" {
  run --separate-stderr lxc launch nosuch x1 </dev/null
  [ "$status" -eq 3 ]
  [[ "$output$stderr" == *x1* && "$stderr" == "Error: "* ]]
  [ -z "$(lxc list x1 -c n -f csv)" ]
}

@test "launch reads YAML from a redirected file" {
  printf 'config:\n  user.from: file\ndescription: made\n' >"$BATS_TEST_TMPDIR/c.yaml"
  lxc launch img y1 --quiet <"$BATS_TEST_TMPDIR/c.yaml"
  [ "$(lxc config get y1 user.from)" = file ]
}

@test "init reads YAML from a pipe" {
  printf '# comment\nconfig:\n  user.from: pipe\n' | lxc init img y2 --quiet
  [ "$(lxc config get y2 user.from)" = pipe ]
}

@test "bad YAML on standard input is a usage error with its line, and nothing is made" {
  printf 'config:\n  user.a: b\nprofiles: 1\n' >"$BATS_TEST_TMPDIR/bad.yaml"
  run --separate-stderr lxc init img y3 <"$BATS_TEST_TMPDIR/bad.yaml"
  [ "$status" -eq 2 ]
  [[ "$stderr" == *"line 3"* ]]
  [ -z "$(lxc list y3 -c n -f csv)" ]
}

@test "a while-read loop loses no line to init" {
  printf 'loop-a\nloop-b\nloop-c\n' | while read -r n; do lxc init img "$n" --quiet; done
  [ "$(lxc list '^loop-' -c n -f csv | wc -l)" -eq 3 ]
  printf 'loop-d\nloop-e\n' >"$BATS_TEST_TMPDIR/names"
  while read -r n; do lxc init img "$n" --quiet; done <"$BATS_TEST_TMPDIR/names"
  [ "$(lxc list '^loop-' -c n -f csv | wc -l)" -eq 5 ]
}

@test "an open, silent pipe is an error after a while, and nothing is made" {
  mkfifo "$BATS_TEST_TMPDIR/silent"
  exec 7<>"$BATS_TEST_TMPDIR/silent"
  run --separate-stderr timeout 90 lxc init img silent1 --quiet <&7
  exec 7>&-
  [ "$status" -eq 2 ]
  [[ "$stderr" == *"/dev/null"* ]]
  [ -z "$(lxc list silent1 -c n -f csv)" ]
}

@test "init waits for a pipe whose writer is late, and takes JSON too" {
  mkfifo "$BATS_TEST_TMPDIR/late"
  lxc init img late1 --quiet <"$BATS_TEST_TMPDIR/late" 3>&- & client=$!
  exec 7>"$BATS_TEST_TMPDIR/late" # blocks until the other side is open
  printf '{"config": {"user.from": "late"}}' >&7
  exec 7>&-
  wait "$client"
  [ "$(lxc config get late1 user.from)" = late ]
}

@test "flags of init: profile, device, ephemeral, empty" {
  lxc profile create p1 --quiet </dev/null
  lxc init img f1 -p default -p p1 -d extra,type=none -e --quiet </dev/null
  [ "$(lxc config device get f1 extra type)" = none ]
  [ "$(lxc list f1 -c P -f csv | tr -d '"' | xargs)" = "default p1" ]
  [[ "$(lxc list f1 -c t -f csv)" == *EPHEMERAL* ]]
  lxc init --empty f2 --quiet </dev/null
  [ "$(lxc list f2 -c s -f csv)" = STOPPED ]
}

@test "list: columns, formats, filters" {
  created
  lxc config set "$c" user.color=blue
  [ "$(lxc list "$c" -c nst -f csv)" = "$c,STOPPED,CONTAINER" ]
  [ "$(lxc list user.color=blue -c n -f csv)" = "$c" ]
  [ "$(lxc list u.col=blue -c n -f csv)" = "$c" ]
  [ "$(lxc list user.color=red -c n -f csv)" = "" ]
  [ "$(lxc list "$c" -c n,user.color:FARBE -f csv,header | head -n 1)" = "NAME,FARBE" ]
  [ "$(lxc list "$c" -f json | jq -r '.[0].config["user.color"]')" = blue ]
  [ "$(lxc list "$c" -f yaml | grep -c 'user.color: blue')" -ge 1 ]
  lxc list "$c" | grep -q '^| *NAME *| *STATE '
  lxc list "$c" -f compact | grep -q "$c"
  lxc list "$c" -c 46abcdDelmMnNpPsStufF -f csv
}

@test "list: a filter gives the same set in every format" {
  created
  for f in csv json yaml; do
    case $f in
      csv) got=$(lxc list "^$c\$" -c n -f csv) ;;
      json) got=$(lxc list "^$c\$" -f json | jq -r '.[].name') ;;
      yaml) got=$(lxc list "^$c\$" -f yaml | awk '/^  name:/ {print $2}') ;;
    esac
    [ "$got" = "$c" ]
  done
}

@test "list: unknown column and format are usage errors" {
  run lxc list -c q
  [ "$status" -eq 2 ]
  run lxc list -f nosuch
  [ "$status" -eq 2 ]
}

@test "list counts snapshots, also of many instances" {
  created
  lxc snapshot "$c" && lxc snapshot "$c" two
  [ "$(lxc list "$c" -c S -f csv)" = 2 ]
  for n in 1 2 3 4 5 6 7 8 9; do lxc init img "many-$n" --quiet </dev/null; done
  lxc snapshot many-5
  [ "$(lxc list '^many-' -c nS -f csv | grep -c ',0$')" -eq 8 ]
  [ "$(lxc list '^many-5' -c S -f csv)" = 1 ]
}

@test "stop, start, restart, pause, resume" {
  fresh
  lxc pause "$c"; [ "$(lxc list "$c" -c s -f csv)" = FROZEN ]
  lxc start "$c"; [ "$(lxc list "$c" -c s -f csv)" = RUNNING ]
  lxc pause "$c"; lxc resume "$c"; [ "$(lxc list "$c" -c s -f csv)" = RUNNING ]
  lxc restart -f "$c"; [ "$(lxc list "$c" -c s -f csv)" = RUNNING ]
  lxc stop -f "$c"; [ "$(lxc list "$c" -c s -f csv)" = STOPPED ]
}

# Started one by one: a loaded Incus 6.0.4 can fail one of two simultaneous starts.
@test "many at once: all are tried, each failure is named, exit code 7" {
  fresh; a=$c; fresh
  run --separate-stderr lxc stop -f "$a" nosuch-x "$c"
  [ "$status" -eq 7 ]
  [[ "$stderr" == *nosuch-x* ]]
  status_becomes "$a" STOPPED
  status_becomes "$c" STOPPED
  lxc delete "$a" "$c"
}

@test "rename and move on one server" {
  created
  lxc snapshot "$c" s0
  lxc rename "$c" "$c-x"
  lxc move "$c-x" "$c-y"
  lxc move "$c-y/s0" "$c-y/s1"
  [ "$(lxc snapshot list "$c-y" -f csv -c n)" = s1 ]
  lxc rename "$c-y/s1" "$c-y/s2"
  [ "$(lxc snapshot list "$c-y" -f csv -c n)" = s2 ]
}

@test "delete refuses a snapshot's name beside its instance, and deletes nothing" {
  created
  lxc snapshot "$c" snap0
  run --separate-stderr lxc delete "$c" snap0
  [ "$status" -ne 0 ]
  [[ "$stderr" == *"$c/snap0"* ]]
  [ "$(lxc list "$c" -c nS -f csv)" = "$c,1" ]
  lxc delete "$c/snap0"
  [ "$(lxc list "$c" -c nS -f csv)" = "$c,0" ]
}

@test "delete of several with one missing deletes nothing" {
  created
  run lxc delete "$c" nosuch-instance
  [ "$status" -eq 3 ]
  [ "$(lxc list "$c" -c n -f csv)" = "$c" ]
}

@test "delete of a running instance needs --force" {
  fresh
  run lxc delete "$c"
  [ "$status" -ne 0 ]
  lxc delete --force "$c"
  [ -z "$(lxc list "$c" -c n -f csv)" ]
}

@test "missing instance: one line with the server's words, on a terminal object and hint; exit code 3" {
  run --separate-stderr lxc config show nosuch
  [ "$status" -eq 3 ]
  [[ "$stderr" == "Error: "*"not found" && "$stderr" != *'on remote'* ]]
  [ "$(wc -l <<<"$stderr")" -eq 1 ]
  run script -qec "lxc config show nosuch" /dev/null
  [ "$status" -eq 3 ]
  [[ "$output" == *"Error:"*'instance "nosuch" on remote'*Hint:* ]]
}

@test "wrong arity shows the usage line and exits with 2" {
  run --separate-stderr lxc rename onlyone
  [ "$status" -eq 2 ]
  [ "$(wc -l <<<"$stderr")" -eq 1 ]
  run script -qec "lxc rename onlyone" /dev/null
  [ "$status" -eq 2 ]
  [[ "$output" == *"lxc rename"* ]]
}

@test "a command without any word shows its help and ends well" {
  run --separate-stderr lxc delete -f $(lxc list -f csv -c n nosuch-at-all)
  [ "$status" -eq 0 ]
  [[ "$output" == *"lxc delete"* && -z "$stderr" ]]
  run --separate-stderr lxc stop
  [ "$status" -eq 0 ]
  [[ "$stderr" == *"lxc stop"* && -z "$output" ]]
}

@test "info shows an instance and the server" {
  fresh
  lxc snapshot "$c" s0
  run lxc info "$c"
  [[ "$output" == *"Status: RUNNING"* && "$output" == *s0* ]]
  lxc info | grep -q 'auth: trusted'
}

@test "rebuild replaces the root disk" {
  needs instances_rebuild
  fresh
  lxc exec "$c" -- touch /root/gone
  lxc rebuild img "$c" --force
  run lxc exec "$c" -- ls /root/gone
  [ "$status" -ne 0 ]
}

@test "rebuild on a server without it says so and exits with 6" {
  lxc query /1.0 | jq -e '.api_extensions | index("instances_rebuild")' >/dev/null && skip "the server has it"
  created
  run --separate-stderr lxc rebuild img "$c"
  [ "$status" -eq 6 ]
  [[ "$stderr" == *instances_rebuild* ]]
}

@test "projects: a named one is used, of a missing one the list is empty" {
  needs projects
  lxc query -X POST -d '{"name": "pr1", "config": {"features.images": "false", "features.profiles": "false"}}' /1.0/projects
  if [ "$DAEMON" = mini ]; then
    lxc init --empty inproject --project pr1 --quiet </dev/null
  else
    lxc init img inproject --project pr1 --quiet </dev/null
  fi
  [ "$(lxc list --project pr1 -c n -f csv)" = inproject ]
  [ -z "$(lxc list inproject -c n -f csv)" ]
  lxc list --all-projects -c en -f csv | grep -q '^pr1,inproject$'
  lxc delete --project pr1 inproject
  lxc query -X DELETE /1.0/projects/pr1
  [ -z "$(lxc list --project nosuch -f csv)" ] # like servers and stock clients: an empty list
}
