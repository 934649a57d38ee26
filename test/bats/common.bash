# Helpers for all suites. DAEMON chooses the server: mini (default), lxd or incus.
# shellcheck source=test/lib.sh
. "${BATS_TEST_DIRNAME}/../lib.sh"
export PATH="$ROOT/bin:$PATH"
DAEMON=${DAEMON:-mini}
bats_require_minimum_version 1.5.0

# one_server starts a private server with the test image and a running instance c1.
one_server() {
  WORK=$(make_workdir)
  export WORK
  make_image "$WORK"
  start_daemon "$DAEMON" "$WORK/one" "${1:-}"
  lxc image import "$WORK/image.tar.xz" --alias img
}

# two_servers starts two servers as remotes a: and b:, with a: as the default.
two_servers() {
  WORK=$(make_workdir)
  export WORK
  make_image "$WORK"
  local port=$((20000 + RANDOM % 20000))
  start_daemon "$DAEMON" "$WORK/one" "127.0.0.1:$port"
  start_daemon "$DAEMON" "$WORK/two" "127.0.0.2:$port"
  echo $port >"$WORK/port"
  local token
  token=$(lxc config trust add --name tester --quiet)
  use_daemon "$DAEMON" "$WORK/one"
  lxc remote add b "$token"
  lxc remote add a "$(lxc config trust add --name tester --quiet)"
  lxc remote switch a
  lxc image import "$WORK/image.tar.xz" a: --alias img
}

here() { use_daemon "$DAEMON" "$WORK/one"; }

stop_servers() {
  stop_daemon "$DAEMON" "$WORK/one"
  [ -d "$WORK/two" ] && stop_daemon "$DAEMON" "$WORK/two"
  rm -rf "$WORK"
}

# needs skips a test if the server lacks an API extension.
needs() {
  lxc query /1.0 | jq -e --arg e "$1" '.api_extensions | index($e)' >/dev/null || skip "the server lacks $1"
}

# needs_path skips a test if the server lacks an API path.
needs_path() {
  local code=0
  lxc query "$1" >/dev/null 2>&1 || code=$?
  [ "$code" -ne 3 ] || skip "the server does not know $1"
}

# needs_driver skips a test if the server lacks a storage driver.
needs_driver() {
  lxc query /1.0 | jq -e --arg d "$1" '.environment.storage_supported_drivers // [] | any(.Name == $d)' >/dev/null || skip "the server has no storage driver $1"
}

# needs_root skips a test that requires root, for example to change owners of files.
needs_root() { [ "$(id -u)" = 0 ] || skip "needs root"; }

# fresh launches an instance with a new name and stores the name in $c.
fresh() {
  c="t$BATS_TEST_NUMBER-$RANDOM"
  lxc launch img "$c" --quiet </dev/null
}

# created creates a stopped instance with a new name.
created() {
  c="t$BATS_TEST_NUMBER-$RANDOM"
  lxc init img "$c" --quiet </dev/null
}

# status_becomes waits for a state: a busy server may report it later than the end of the operation.
status_becomes() {
  wait_until 30 test_status "$1" "$2" || { echo "$1 is $(lxc list "^$1\$" -c s -f csv), not $2" >&2; return 1; }
}
test_status() { [ "$(lxc list "^$1\$" -c s -f csv)" = "$2" ]; }

# needs_not skips a test if the server has an API extension.
needs_not() {
  if lxc query /1.0 | jq -e --arg e "$1" '.api_extensions | index($e)' >/dev/null; then skip "the server has $1"; fi
}
