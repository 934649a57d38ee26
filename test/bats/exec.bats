#!/usr/bin/env bats
# Sessions: status, streams, terminal, signals.
load common
setup_file() { one_server; lxc launch img c1 --quiet </dev/null; }
teardown_file() { stop_servers; }
setup() { here; }

@test "exit status of the program" {
  run lxc exec c1 -- sh -c 'exit 7'
  [ "$status" -eq 7 ]
}

@test "127 and 126 with the server's message" {
  run -127 --separate-stderr lxc exec c1 -- nosuchprogram
  [[ "$stderr" == *ommand* ]]
  run lxc exec c1 -- /etc/passwd
  [ "$status" -eq 126 ]
}

@test "standard output and standard error stay apart" {
  run --separate-stderr lxc exec c1 -- sh -c 'echo out; echo err >&2'
  [ "$output" = out ]
  [ "$stderr" = err ]
}

@test "standard input reaches the program to its end" {
  [ "$(printf 'a\nb\n' | lxc exec c1 -- wc -l | tr -d ' ')" = 2 ]
  [ "$(lxc exec c1 -- cat </dev/null)" = "" ]
}

@test "-n leaves standard input alone in a loop" {
  got=$(printf '1\n2\n3\n' | while read -r n; do lxc exec -n c1 -- echo "$n"; done | xargs)
  [ "$got" = "1 2 3" ]
}

@test "20 MiB of binary output arrive to the last byte" {
  head -c 20971520 /dev/urandom | lxc exec c1 -- sh -c 'cat >/root/r'
  want=$(lxc exec c1 -- sh -c 'cat /root/r | sha256sum')
  [ "$(lxc exec c1 -- cat /root/r | sha256sum)" = "$want" ]
}

@test "20 MiB of binary input arrive to the last byte" {
  head -c 20971520 /dev/urandom >"$BATS_TEST_TMPDIR/r"
  [ "$(lxc exec c1 -- sha256sum <"$BATS_TEST_TMPDIR/r")" = "$(sha256sum <"$BATS_TEST_TMPDIR/r")" ]
}

@test "environment, user, directory" {
  [ "$(lxc exec c1 --env A=1 --env 'B=x y' -- sh -c 'echo $A$B')" = "1x y" ]
  [ "$(lxc exec c1 --cwd /etc -- pwd)" = /etc ]
  [ "$(lxc exec c1 --user 1000 --group 1000 -- id -u)" = 1000 ]
}

@test "flags of the program come after two dashes, and the error says so" {
  [ "$(lxc exec c1 -- echo -n x)" = x ]
  run script -qec "lxc exec c1 ls --nosuchflag" /dev/null
  [ "$status" -eq 2 ]
  [[ "$output" == *"-- "* ]]
}

# null_device creates /dev/null, which shells need for background jobs and the built-in server does not have.
null_device() { lxc exec c1 -- sh -c '[ -e /dev/null ] || { mkdir -p /dev; : >/dev/null; }'; }

@test "a program in the background does not hold the session" {
  null_device
  run --separate-stderr lxc exec c1 -- sh -c 'sleep 1000 >/dev/null 2>&1 & echo $!; exit 3'
  [ "$status" -eq 3 ]
  lxc exec c1 -- kill "$output" # it is still running after the session
  run timeout 60 lxc exec -t c1 -- sh -c 'sleep 1000 & exit 4' </dev/null
  [ "$status" -eq 4 ]
}

@test "output into a closed pipe ends the command" {
  run timeout 30 sh -c 'lxc exec c1 -- yes | head -n 1'
  [ "$output" = y ]
}

@test "SIGTERM is passed on to the program" {
  lxc exec c1 -- sh -c 'trap "exit 33" TERM; echo ready; while :; do sleep 0.1; done' >"$BATS_TEST_TMPDIR/out" 3>&- &
  pid=$!
  wait_until 20 grep -q ready "$BATS_TEST_TMPDIR/out"
  kill -TERM $pid
  run wait $pid
  wait $pid && status=0 || status=$?
  [ "$status" -eq 33 ]
}

@test "a closed standard input is an empty one" {
  run timeout 20 sh -c 'lxc exec c1 -- wc -c <&-'
  [ "$status" -eq 0 ]
  [ "$(echo "$output" | tr -d ' ')" = 0 ]
}

@test "a hang-up ends client and command, also one that ignores it" {
  lxc exec c1 -- sh -c 'trap "" HUP TERM; echo ready; exec sleep 1000' >"$BATS_TEST_TMPDIR/out" 3>&- &
  pid=$!
  wait_until 20 grep -q ready "$BATS_TEST_TMPDIR/out"
  kill -HUP $pid
  wait $pid && status=0 || status=$?
  [ "$status" -eq 129 ]
}

@test "the third interrupt leaves a command that ignores them" {
  lxc exec c1 -- sh -c 'trap "" INT; echo ready; exec sleep 1000' >"$BATS_TEST_TMPDIR/out" 3>&- &
  pid=$!
  wait_until 20 grep -q ready "$BATS_TEST_TMPDIR/out"
  # One signal at a time: pending signals of the same kind are merged.
  wait_until 20 sh -c "kill -INT $pid; ! kill -0 $pid"
  wait $pid && status=0 || status=$?
  [ "$status" -eq 130 ]
}

@test "a terminal: size, TERM, status, and the local one is as before" {
  cat >"$BATS_TEST_TMPDIR/session" <<EOF
stty rows 33 cols 99
stty -g >$BATS_TEST_TMPDIR/before
lxc exec c1 -- sh -c 'mkfifo /tmp/seen; stty size; echo "\$TERM"; cat /tmp/seen; exit 9'
echo "status \$?"
stty -g >$BATS_TEST_TMPDIR/after
EOF
  # LXD 5.0 may drop output printed just before a command ends: this command waits until it was received.
  TERM=xterm script -qec "sh $BATS_TEST_TMPDIR/session" /dev/null </dev/null >"$BATS_TEST_TMPDIR/shown" 3>&- &
  wait_until 30 grep -q xterm "$BATS_TEST_TMPDIR/shown"
  lxc exec c1 -- sh -c 'echo >/tmp/seen; rm /tmp/seen'
  wait $!
  output=$(cat "$BATS_TEST_TMPDIR/shown")
  [[ "$output" == *"33 99"* ]]
  [[ "$output" == *xterm* ]]
  [[ "$output" == *"status 9"* ]]
  cmp "$BATS_TEST_TMPDIR/before" "$BATS_TEST_TMPDIR/after"
}

@test "-t gives a terminal to a pipe, -T takes it away" {
  # LXD 5.0 may drop output printed just before a command ends: this command waits until it was received.
  lxc exec -t c1 -- sh -c 'mkfifo /tmp/heard; test -t 1 && echo tty; cat /tmp/heard; exit 7' </dev/null >"$BATS_TEST_TMPDIR/said" 3>&- &
  local pid=$! code=0
  wait_until 30 grep -q tty "$BATS_TEST_TMPDIR/said"
  lxc exec c1 -- sh -c 'echo >/tmp/heard; rm /tmp/heard'
  wait $pid || code=$?
  [ "$code" -eq 7 ]
  [ "$(tr -d '\r\n' <"$BATS_TEST_TMPDIR/said")" = tty ]
  [ "$(lxc exec -T c1 -- sh -c 'test -t 1 || echo none')" = none ]
  run lxc exec -t -T c1 -- true
  [ "$status" -eq 2 ]
}

@test "exec in a stopped instance fails with the server's words" {
  lxc init img stopped1 --quiet </dev/null
  run --separate-stderr lxc exec stopped1 -- true
  [ "$status" -ne 0 ]
  [[ "$stderr" == *running* ]]
}

@test "50 sessions at once, none fails" {
  for n in $(seq 50); do
    { [ "$(lxc exec c1 -- echo "$n")" = "$n" ] || echo "$n" >>"$BATS_TEST_TMPDIR/failed"; } 3>&- &
  done
  wait
  [ ! -e "$BATS_TEST_TMPDIR/failed" ]
}

@test "--user and --group take names that the instance knows" {
  needs_root
  [ "$(lxc exec c1 --user web -- id -u)" = 1000 ]
  [ "$(lxc exec c1 --user web -- id -g)" = 1000 ]
  [ "$(lxc exec c1 --user web -- pwd)" = /srv ]
  [ "$(lxc exec c1 --user web -- sh -c 'echo $HOME $USER')" = "/srv web" ]
  [ "$(lxc exec c1 --user web --cwd / --env HOME=/x -- sh -c 'pwd; echo $HOME' | tr '\n' ' ')" = "/ /x " ]
  [ "$(lxc exec c1 --group web -- id -g)" = 1000 ]
  [ "$(lxc exec c1 --user 1000 -- id -u)" = 1000 ]
  run --separate-stderr lxc exec c1 --user nobody-here -- id
  [ "$status" -eq 3 ]
  [[ "$stderr" == *'user "nobody-here"'* ]]
}

@test "a command that is left running: its output and status are there later" {
  needs_root
  go=/root/go$RANDOM
  lxc exec c1 -- mkfifo "$go"
  id=$(lxc exec c1 --no-wait -- sh -c 'echo out; echo err >&2; read -r word <"$0"; echo end; exit 5' "$go")
  lxc operation show "$id" | grep -q '^status: Running'
  lxc exec c1 -- sh -c 'echo >"$0"; rm "$0"' "$go"
  run --separate-stderr lxc operation output c1 "$id"
  [ "$status" -eq 5 ]
  [ "$output" = "$(printf 'out\nend')" ]
  [ "$stderr" = err ]
  run --separate-stderr lxc operation output c1 "$id"
  [ "$status" -ne 0 ]
  id=$(lxc exec c1 --no-wait -- echo again)
  [ "$(lxc operation output c1 "$id" --keep)" = again ]
  [ "$(lxc operation output c1 "$id")" = again ]
}

@test "shell works where there is no su" {
  fresh
  lxc exec "$c" -- test -c /dev/null || skip "the instance has no devices"
  [ "$(echo 'echo here-$((1+1))' | lxc shell "$c" -T 2>/dev/null)" = here-2 ]
  lxc file delete "$c/bin/su"
  [ "$(echo 'echo here-$((1+1))' | lxc shell "$c" -T 2>/dev/null)" = here-2 ]
}

@test "a storm of resizes: the last size arrives" {
  cd "$BATS_TEST_TMPDIR"
  cat >storm <<'EOF'
(for i in $(seq 20 80); do stty rows "$i" cols $((i * 2)) <"$TTY"; done; stty rows 33 cols 77 <"$TTY") &
lxc exec "$1" -t -- sh -c 'until [ "$(stty size)" = "33 77" ]; do usleep 50000; done; exit 4'
EOF
  # shellcheck disable=SC2016 # expanded by the inner shell
  run timeout 60 script -qec 'TTY=$(tty) bash storm c1' /dev/null </dev/null
  [ "$status" -eq 4 ] # the loop only ends after the last resize
}

@test "a slow reader gets every byte, a fast writer is held up" {
  cd "$BATS_TEST_TMPDIR"
  lxc exec c1 -- sh -c 'yes 0123456789abcdef | head -c 12000000; exit 3' | {
    while IFS= read -r -N 4096 piece; do printf %s "$piece"; done
    printf %s "$piece"
  } | md5sum >got
  [ "$(cat got)" = "$(yes 0123456789abcdef | head -c 12000000 | md5sum)" ]
}

@test "the server is killed: 255, one line, and no hang" {
  cd "$BATS_TEST_TMPDIR"
  start_daemon "$DAEMON" "$WORK/killed"
  lxc image import "$WORK/image.tar.xz" --alias img --quiet
  lxc launch img k1 --quiet </dev/null
  timeout 60 lxc exec k1 -- sh -c 'echo up; sleep 1000' </dev/null >out 2>err &
  client=$!
  wait_until 20 grep -q up out
  kill -9 "$(cat "$WORK/killed/pid")"
  status=0; wait $client || status=$?
  cat err
  stop_daemon "$DAEMON" "$WORK/killed" || true
  here
  [ "$status" -eq 255 ]
  [ "$(wc -l <err)" -le 3 ]
  grep -q 'connection to the session was lost' err
}
