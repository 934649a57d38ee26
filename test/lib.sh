# shellcheck shell=bash
# Private daemons for tests and for the demo. Source this file.
#
#   start_daemon KIND DIR [ADDRESS]   starts a mini, lxd or incus daemon; with ADDRESS it listens on the network
#                                     BARE=1 creates no storage pool; INSTANCES=N makes lists of a mini daemon that long,
#                                     EVENTS=RATE/COUNT makes it send log records,
#                                     LIVELY=1 makes its running instances differ
#   stop_daemon KIND DIR              stops it and removes its instances, mounts, processes and files
#   make_image DIR                    creates DIR/image.tar.xz (unified), DIR/meta.tar.xz and DIR/rootfs.squashfs (split)
#   use_daemon KIND DIR               makes the client use it
#
# All state is in DIR: daemons installed on the machine are not touched.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
INCUSD=/usr/libexec/incus/incusd
[ -x "$INCUSD" ] || INCUSD=/opt/incus/bin/incusd

# A directory whose parents are searchable by all, because root of a container is not root outside.
make_workdir() {
  local dir
  dir=$(mktemp -d "${TMPDIR:-/tmp}/lxc-test.XXXXXX")
  chmod 0711 "$dir"
  echo "$dir"
}

use_daemon() {
  unset LXD_DIR LXD_SOCKET INCUS_DIR INCUS_SOCKET LXD_CONF INCUS_CONF LXC_REMOTE INCUS_REMOTE INCUS_PROJECT
  export LXD_CONF="$2/conf"
  case $1 in
    incus) export INCUS_DIR="$2/daemon" ;;
    *) export LXD_DIR="$2/daemon" ;;
  esac
}

wait_until() { # SECONDS COMMAND...
  local end=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ $SECONDS -lt $end ] || return 1
    sleep 0.1
  done
}

start_daemon() {
  local kind=$1 dir=$2 address=${3:-}
  mkdir -p "$dir/daemon"
  chmod 0711 "$dir" "$dir/daemon"
  use_daemon "$kind" "$dir"
  case $kind in
    mini)
      setsid "$ROOT/bin/minilxd" -dir "$dir/daemon" ${address:+-listen "$address"} ${INSTANCES:+-instances "$INSTANCES"} ${EVENTS:+-events "$EVENTS"} ${LIVELY:+-lively} >"$dir/daemon.log" 2>&1 3>&- &
      echo $! >"$dir/pid"
      ;;
    lxd)
      setsid lxd --group root --logfile "$dir/lxd.log" >"$dir/daemon.log" 2>&1 3>&- &
      echo $! >"$dir/pid"
      ;;
    incus)
      setsid "$INCUSD" --group root --logfile "$dir/incus.log" >"$dir/daemon.log" 2>&1 3>&- &
      echo $! >"$dir/pid"
      ;;
    *) echo "unknown daemon: $kind" >&2; return 1 ;;
  esac
  if ! wait_until 60 lxc query /1.0/instances; then
    echo "the $kind daemon did not start:" >&2
    tail -n 20 "$dir/daemon.log" >&2
    return 1
  fi
  { [ "$kind" = mini ] || [ -n "${BARE:-}" ]; } && return 0
  lxc query -X POST -d '{"name": "default", "driver": "dir"}' --wait /1.0/storage-pools &&
    lxc profile device add default root disk path=/ pool=default --quiet &&
    if [ -n "$address" ]; then lxc config set core.https_address "$address"; fi
}

stop_daemon() {
  local kind=$1 dir=$2 pid
  pid=$(cat "$dir/pid" 2>/dev/null) || return 0
  (
    use_daemon "$kind" "$dir"
    if [ "$kind" != mini ] && kill -0 "$pid" 2>/dev/null; then
      lxc list -f csv -c n 2>/dev/null | while read -r name; do
        timeout 30 lxc delete --force "$name" </dev/null >/dev/null 2>&1
      done
      if [ "$kind" = lxd ]; then timeout 20 lxd shutdown --timeout 10 >/dev/null 2>&1; fi
    fi
  )
  kill "$pid" 2>/dev/null || true # LXD may have exited already
  wait_until 15 not_running "$pid" || kill -9 "$pid" 2>/dev/null
  leftover_processes "$dir" | xargs -r kill -9 2>/dev/null
  leftover_mounts "$dir" | while read -r mount; do umount -l "$mount" 2>/dev/null; done
  rm -rf "$dir"
}

not_running() { ! kill -0 "$1" 2>/dev/null; }

# Innermost first, so that each can be unmounted.
leftover_mounts() { awk -v d="$1/" 'index($2, d) == 1 {print $2}' /proc/mounts | sort -r; }

# Container monitors and similar processes have the directory in their command line.
leftover_processes() {
  local p
  for p in /proc/[0-9]*; do
    if tr '\0' ' ' 2>/dev/null <"$p/cmdline" | grep -qF -- "$1/daemon"; then
      echo "${p#/proc/}"
    fi
  done | grep -vx -e $$ -e "$BASHPID"
}

make_image() {
  local dir=$1 tree
  [ -e "$dir/image.tar.xz" ] && return
  tree=$dir/tree
  mkdir -p "$tree"/rootfs/{bin,sbin,etc,proc,sys,dev,run,tmp,root,srv,usr/bin,var/log}
  cp "$(command -v busybox)" "$tree/rootfs/bin/busybox"
  local applet
  for applet in $(busybox --list); do
    [ "$applet" = busybox ] || ln -sf busybox "$tree/rootfs/bin/$applet"
  done
  ln -sf ../bin/busybox "$tree/rootfs/sbin/init"
  printf '::sysinit:/bin/mkdir -p /run\nnull::respawn:/bin/sleep 100000\n::shutdown:/bin/true\n' >"$tree/rootfs/etc/inittab"
  printf 'root:x:0:0:root:/root:/bin/sh\nweb:x:1000:1000::/srv:/bin/sh\n' >"$tree/rootfs/etc/passwd"
  printf 'root:x:0:\nweb:x:1000:\n' >"$tree/rootfs/etc/group"
  printf 'architecture: %s\ncreation_date: 1700000000\nproperties:\n  description: BusyBox\n  os: BusyBox\n  release: test\n' "$(uname -m)" >"$tree/metadata.yaml"
  tar -C "$tree" --owner 0 --group 0 --numeric-owner -cJf "$dir/image.tar.xz" metadata.yaml rootfs
  tar -C "$tree" --owner 0 --group 0 -cJf "$dir/meta.tar.xz" metadata.yaml
  if command -v mksquashfs >/dev/null; then
    mksquashfs "$tree/rootfs" "$dir/rootfs.squashfs" -quiet -no-progress -all-root >/dev/null
  fi
  rm -rf "$tree/rootfs/dev"
}
