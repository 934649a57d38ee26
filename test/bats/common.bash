# Helpers of all suites. DAEMON chooses the server: mini (default), lxd or incus.
# shellcheck source=test/lib.sh
. "${BATS_TEST_DIRNAME}/../lib.sh"
export PATH="$ROOT/bin:$PATH"
DAEMON=${DAEMON:-mini}
bats_require_minimum_version 1.5.0

# one_server starts a private server with the test image and an instance c1 that runs.
one_server() {
  WORK=$(make_workdir)
  export WORK
  make_image "$WORK"
  start_daemon "$DAEMON" "$WORK/one" "${1:-}"
  lxc image import "$WORK/image.tar.xz" --alias img
}

# two_servers starts two that know each other as remotes a: and b:, and makes a: the default.
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

# needs skips what this server does not offer, by API extension.
needs() {
  lxc query /1.0 | jq -e --arg e "$1" '.api_extensions | index($e)' >/dev/null || skip "the server lacks $1"
}

# needs_path skips where the server does not know an API path.
needs_path() {
  local code=0
  lxc query "$1" >/dev/null 2>&1 || code=$?
  [ "$code" -ne 3 ] || skip "the server does not know $1"
}

# needs_driver skips where the server has no driver of that name for storage pools.
needs_driver() {
  lxc query /1.0 | jq -e --arg d "$1" '.environment.storage_supported_drivers // [] | any(.Name == $d)' >/dev/null || skip "the server has no storage driver $1"
}

# needs_root skips what only root can do, such as to give files to others.
needs_root() { [ "$(id -u)" = 0 ] || skip "needs root"; }

# fresh makes a running instance under a new name and puts the name into $c.
fresh() {
  c="t$BATS_TEST_NUMBER-$RANDOM"
  lxc launch img "$c" --quiet </dev/null
}

# created makes a stopped instance under a new name.
created() {
  c="t$BATS_TEST_NUMBER-$RANDOM"
  lxc init img "$c" --quiet </dev/null
}

# status_becomes waits for the state that a server reports: a busy one may lag behind its own operation.
status_becomes() {
  wait_until 30 test_status "$1" "$2" || { echo "$1 is $(lxc list "^$1\$" -c s -f csv), not $2" >&2; return 1; }
}
test_status() { [ "$(lxc list "^$1\$" -c s -f csv)" = "$2" ]; }

# needs_not skips what this server offers, by API extension.
needs_not() {
  if lxc query /1.0 | jq -e --arg e "$1" '.api_extensions | index($e)' >/dev/null; then skip "the server has $1"; fi
}
