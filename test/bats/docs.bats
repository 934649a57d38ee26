#!/usr/bin/env bats
# Every command line of the README and of the documents is run as it is written, pipes included, page by page. "prod" is the
# second server, "images" the first one by its address.
load common

setup_file() {
  two_servers
  lxc remote rename b prod
  lxc remote remove images
  lxc remote add images "$(lxc config trust add --name docs --quiet | tail -n 1)"
  lxc image alias create debian/12 "$(lxc image list -c F -f csv)"
  lxc image alias create bb "$(lxc image list -c F -f csv)"
}
teardown_file() { stop_servers; }

setup() {
  here
  cd "$BATS_TEST_TMPDIR" || return
  mkdir -p site /srv/data
  echo hello | tee index.html site/index.html notes.txt motd.txt >/dev/null
  echo 'config: {user.from: docs}' >instance.yaml
  lxc profile show default >profile.yaml
  export EDITOR=true VISUAL=true LXC_EDITOR=true
}

teardown() {
  lxc list -f csv -c n | xargs -r lxc delete --force --quiet
  emptied
}
emptied() { lxc list prod: -f csv -c n | sed 's/^/prod:/' | xargs -r lxc delete --force --quiet; }

has() { lxc query /1.0 | jq -e --arg e "$1" '.api_extensions | index($e)' >/dev/null; }

# Lines that cannot be run here, each with its reason.
cannot() {
  case $1 in
    "lxc file mount web/srv /mnt"*) echo "it goes on until ^C: file.bats" ;;
    "lxc list -w "* | "lxc monitor "* | "lxc logs web --tail 20 -f") echo "it goes on until ^C: the tests of list, monitor and logs" ;;
    "lxc launch ubuntu:24.04 "*) echo "it needs an image with cloud-init" ;;
    "lxc wait web file=/run/ready "*) echo "it waits for a web server in the instance" ;;
    "lxc storage volume file push "*) has file_storage_volume || has custom_volume_sftp && return 1; echo "the server has no files of volumes" ;;
    *" --mode backup"*) has container_backup && return 1; echo "the server has no backups" ;;
    "lxc remote add lab 192.0.2.7"*) echo "an address of examples: the next case" ;;
    *) return 1 ;;
  esac
}

# An instance for pages that talk of one without creating it, with the programs and files that they name.
given() {
  case $1 in
    *getting-started.md | *README.md | *migrating.md) return ;;
    *remotes-and-trust.md) lxc init img web --quiet ;;
    *) lxc launch img web --quiet && lxc init img db --quiet && { lxc storage volume create default data --quiet || true; } ;;
  esac </dev/null
}

# What a Debian image would have.
furnish() {
  lxc file create --create-dirs web/var/www --type directory
  lxc file create --create-dirs web/var/log/messages
  lxc file create --create-dirs web/tmp/old
  lxc file create --create-dirs web/etc/hosts
  printf '#!/bin/sh\nexec sh "$@"\n' | lxc file push - web/bin/bash --mode 0755
} >/dev/null 2>&1

# The command lines of a page: those in its examples, and those at the end of the rows of its tables.
lines() { # FILE
  awk '/^```/ {inside = !inside} inside && /^lxc /
    !inside && match($0, /[|] `lxc [^`]*` [|]$/) {print substr($0, RSTART + 3, RLENGTH - 6)}' "$1"
}

page() { # FILE
  local line reason ran=0
  given "$1"
  while IFS= read -r line; do
    if reason=$(cannot "$line"); then
      echo "# not run: $line: $reason"
      continue
    fi
    furnish || true
    case $line in
      *"copy web prod:"* | *"move web prod:"*) emptied ;;
    esac
    case $line in "lxc launch "*" web"*) lxc delete --force web --quiet 2>/dev/null || true ;; esac
    line=${line//<token>/$(lxc config trust add prod: --name "t$RANDOM" --quiet | tail -n 1)}
    case $line in "lxc remote add prod "*) lxc remote remove prod ;; esac
    echo "$line"
    case $line in
      "lxc "*" edit "*"<"*) bash -c "$line" ;;
      "lxc "*" edit "*) script -qec "$line" /dev/null </dev/null ;; # an editor needs a terminal
      *) bash -c "set -o pipefail; PAGER=cat; $line" </dev/null ;;
    esac
    ran=$((ran + 1))
  done < <(lines "$ROOT/$1")
  [ "$ran" -gt 0 ]
}

@test "README" { page README.md; }
@test "getting started" { page docs/getting-started.md; }
@test "files" { page docs/files.md; }
@test "configuration" { page docs/configuration.md; }
@test "remotes and trust" { page docs/remotes-and-trust.md; }
@test "scripting" { page docs/scripting.md; }
@test "migrating" { page docs/migrating.md; }
@test "conventions" { page docs/conventions.md; }

@test "no page is forgotten" {
  cd "$ROOT"
  for file in README.md docs/*.md; do
    if awk '/^```/ {inside = !inside} inside && /^lxc / {found = 1} END {exit !found}' "$file"; then
      grep -q "page $file;" "$BATS_TEST_FILENAME" || { echo "$file"; return 1; }
    fi
  done
}

@test "a server that is added by its address" {
  echo yes | lxc remote add lab1 "127.0.0.2:$(cat "$WORK/port")"
  lxc remote add lab2 "127.0.0.2:$(cat "$WORK/port")" --accept-certificate
}
