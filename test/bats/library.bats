#!/usr/bin/env bats
# The published examples of the library, compiled and run against the server.
# servers: lxd incus
load common
setup_file() { one_server; }
teardown_file() { stop_servers; }
setup() { here; cd "$BATS_TEST_TMPDIR" || return; }

@test "the published examples do what they say" {
  lxc image alias create my-image "$(lxc image list -c F -f csv)"
  lxc launch my-image c1 --quiet </dev/null
  printf '#!/bin/sh\nexec sh "$@"\n' | lxc file push - c1/bin/bash --mode 0755
  "$ROOT/test/simplestreams" "$WORK" "$PWD/www" >/dev/null
  socket=${LXD_DIR:-$INCUS_DIR}/unix.socket
  cd "$ROOT"
  LXD_SOCKET=$socket LXC_TEST_STREAMS=$BATS_TEST_TMPDIR/www go test -tags live ./pkg/client -run 'TestLive' -count=1 -timeout 120s
  [ "$(lxc list my-container -c s -f csv)" = RUNNING ]
}
