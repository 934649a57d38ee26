#!/usr/bin/env bats
# Between an LXD and an Incus server, in both directions. Needs both daemons, and runs as part of the LXD run.
# servers: lxd
load common
setup_file() {
  WORK=$(make_workdir)
  export WORK
  if [ ! -x "$INCUSD" ]; then
    [ "${CI:-}" != true ] || { echo "incusd is missing" >&2; return 1; }
    return 0
  fi
  make_image "$WORK"
  local port=$((20000 + RANDOM % 20000)) token
  start_daemon incus "$WORK/two" "127.0.0.2:$port"
  lxc image import "$WORK/image.tar.xz" --alias img
  token=$(lxc config trust add --name tester --quiet)
  start_daemon lxd "$WORK/one" "127.0.0.1:$port"
  lxc image import "$WORK/image.tar.xz" --alias img
  lxc remote add inc "$token"
  lxc remote add lx "$(lxc config trust add --name tester --quiet)"
  lxc remote switch lx
}
teardown_file() {
  stop_daemon lxd "$WORK/one"
  stop_daemon incus "$WORK/two"
  rm -rf "$WORK"
}
setup() {
  [ -x "$INCUSD" ] || { [ "${CI:-}" != true ] && skip "NOT COVERED: incusd is not installed"; } ||
    { echo "incusd is not installed" >&2; return 1; }
  here
  cd "$BATS_TEST_TMPDIR" || return
}

# A stopped instance at $1 whose snapshot s0 contains "old" and which now contains "newer" (sizes differ, or rsync would not notice); $c is its name.
written() {
  c="t$BATS_TEST_NUMBER-$RANDOM"
  lxc launch img "$1:$c" --quiet </dev/null
  lxc exec "$1:$c" -- sh -c 'echo old >/root/f'
  lxc snapshot "$1:$c" s0
  lxc exec "$1:$c" -- sh -c 'echo newer >/root/f'
  lxc config set "$1:$c" user.note='kept = as it is'
  lxc stop -f "$1:$c"
}
arrived() { # REMOTE:NAME
  [ "$(lxc config get "$1" user.note)" = 'kept = as it is' ]
  lxc start "$1"
  [ "$(lxc exec "$1" -- cat /root/f)" = newer ]
  lxc stop -f "$1"
  lxc restore "$1" s0
  lxc start "$1"
  [ "$(lxc exec "$1" -- cat /root/f)" = old ]
}
both_ways() { # MODE
  written lx
  lxc copy "lx:$c" "inc:$c-copy" --mode "$1"
  arrived "inc:$c-copy"
  [ "$(lxc list "lx:^$c\$" -c S -f csv)" = 1 ]
  written inc
  lxc copy "inc:$c" "lx:$c-copy" --mode "$1"
  arrived "lx:$c-copy"
  [ "$(lxc list "inc:^$c\$" -c S -f csv)" = 1 ]
  lxc copy "inc:$c" "lx:$c-alone" --mode "$1" --instance-only
  [ "$(lxc list "lx:^$c-alone\$" -c S -f csv)" = 0 ]
}

@test "copies between LXD and Incus: pull" { both_ways pull; }
@test "copies between LXD and Incus: push" { both_ways push; }
@test "copies between LXD and Incus: relay" { both_ways relay; }

@test "a snapshot of one family becomes an instance of the other" {
  written lx
  lxc copy "lx:$c/s0" "inc:$c"
  lxc start "inc:$c"
  [ "$(lxc exec "inc:$c" -- cat /root/f)" = old ]
}

@test "an instance moves from Incus to LXD and back" {
  written inc
  lxc move "inc:$c" lx:
  [ -z "$(lxc list "inc:^$c\$" -c n -f csv)" ]
  lxc move "lx:$c" inc:
  [ -z "$(lxc list "lx:^$c\$" -c n -f csv)" ]
  arrived "inc:$c"
}

@test "what the other family does not know is told, and left out only when asked" {
  written inc
  lxc config set "inc:$c" security.guestapi=false boot.autorestart=true
  run lxc copy "inc:$c" "lx:$c"
  [ "$status" -ne 0 ]
  [[ $output == *boot.autorestart* && $output == *--drop-unknown* ]]
  [ -z "$(lxc list "lx:^$c\$" -c n -f csv)" ]
  run lxc copy "inc:$c" "lx:$c" --drop-unknown
  [ "$status" -eq 0 ]
  [[ $output == *omitted*boot.autorestart* ]]
  [ "$(lxc config get "lx:$c" security.devlxd)" = false ]
  [ -z "$(lxc config get "lx:$c" boot.autorestart)" ]
  lxc config set "lx:$c" user.note=back
  lxc copy "lx:$c" "inc:$c-back"
  [ "$(lxc config get "inc:$c-back" security.guestapi)" = false ]
}

@test "a running instance is refused before anything is sent" {
  c="t$BATS_TEST_NUMBER-$RANDOM"
  lxc launch img "lx:$c" --quiet </dev/null
  run lxc copy "lx:$c" "inc:$c"
  [ "$status" -eq 1 ]
  [[ $output == *stop* ]]
  [ -z "$(lxc list "inc:^$c\$" -c n -f csv)" ]
}

@test "custom volumes go both ways, with their snapshots" {
  c="v$RANDOM"
  for way in lx:inc inc:lx; do
    from=${way%:*} to=${way#*:}
    lxc storage volume create "$from:default" "$c-$from" --quiet
    lxc storage volume snapshot "$from:default" "$c-$from" s0
    lxc storage volume copy "$from:default/$c-$from" "$to:default/$c-$from"
    lxc storage volume show "$to:default" "$c-$from/s0" | grep -q "name: s0\|name: $c-$from/s0"
  done
  [ "$(lxc query "lx:/1.0/storage-pools/default/volumes/custom/$c-lx/backups")" = '[]' ]
}

@test "images go both ways" {
  for way in lx:inc inc:lx; do
    from=${way%:*} to=${way#*:}
    c="p$RANDOM-$from"
    written "$from"
    lxc publish "$from:$c" "$from:" --alias "pub-$from" --quiet
    lxc image copy "$from:pub-$from" "$to:" --copy-aliases
    lxc launch "$to:pub-$from" "$to:$c-new" --quiet </dev/null
    [ "$(lxc exec "$to:$c-new" -- cat /root/f)" = newer ]
  done
}

@test "keys of a volume that LXD does not know are left out only when asked" {
  c="v$RANDOM"
  lxc storage volume create inc:default "$c" initial.uid=5 user.note=kept --quiet
  lxc storage volume snapshot inc:default "$c" s0
  run lxc storage volume copy "inc:default/$c" "lx:default/$c" </dev/null
  [ "$status" -eq 1 ]
  [[ $output == *initial.uid*--drop-unknown* ]]
  lxc storage volume copy "inc:default/$c" "lx:default/$c" --drop-unknown
  [ "$(lxc storage volume get lx:default "$c" user.note)" = kept ]
}
