#!/usr/bin/env bats
# Files: push, pull, edit, create, delete.
load common
setup_file() { one_server; lxc launch img c1 --quiet </dev/null; }
teardown_file() { stop_servers; }
setup() { here; cd "$BATS_TEST_TMPDIR" || return; }
in_c() { lxc exec c1 -- "$@"; }

@test "push and pull one file: name, content, mode" {
  echo hello >f; chmod 640 f
  lxc file push f c1/root/g
  [ "$(in_c cat /root/g)" = hello ]
  [ "$(in_c stat -c %a /root/g)" = 640 ]
  lxc file push f c1/root/
  [ "$(in_c cat /root/f)" = hello ]
  lxc file pull c1/root/g h
  cmp f h
  [ "$(stat -c %a h)" = 640 ]
  mkdir d; lxc file pull c1/root/g d
  cmp f d/g
}

@test "push into a directory without a slash, as cp does" {
  echo 1 >one
  lxc file push one c1/root
  [ "$(in_c cat /root/one)" = 1 ]
}

@test "several files, - for a stream" {
  echo 1 >one; echo 2 >two
  lxc file push one two c1/tmp/
  [ "$(in_c cat /tmp/one /tmp/two | xargs)" = "1 2" ]
  echo stream | lxc file push - c1/root/s
  [ "$(lxc file pull c1/root/s -)" = stream ]
  lxc file pull c1/tmp/one c1/tmp/two . 
}

@test "owner and mode: flags, and existing files keep theirs" {
  needs_root
  echo 1 >f
  lxc file push f c1/root/o --uid 1000 --gid 1000 --mode 0600
  [ "$(in_c stat -c '%u:%g %a' /root/o)" = "1000:1000 600" ]
  echo 2 >f
  lxc file push f c1/root/o
  [ "$(in_c cat /root/o)" = 2 ]
  [ "$(in_c stat -c '%u:%g %a' /root/o)" = "1000:1000 600" ]
  run lxc file push f c1/root/o --mode 99
  [ "$status" -eq 2 ]
}

@test "--create-dirs" {
  echo 1 >f
  run lxc file push f c1/root/a/b/c
  [ "$status" -ne 0 ]
  lxc file push -p f c1/root/a/b/c
  [ "$(in_c cat /root/a/b/c)" = 1 ]
  lxc file pull -p c1/root/a/b/c x/y/z
  cmp f x/y/z
}

@test "trees: links, empty directories, odd names, modes; there and back" {
  mkdir -p t/sub/empty
  echo 1 >'t/with space'; echo 2 >'t/100%'; echo 3 >t/ünï; ln -s sub t/link; ln -s /etc/passwd t/abs
  echo x >t/sub/x; chmod 751 t/sub; chmod 400 t/sub/x
  lxc file push -r t c1/root/
  [ "$(in_c readlink /root/t/abs)" = /etc/passwd ]
  [ "$(in_c stat -c %a /root/t/sub)" = 751 ]
  lxc file pull -r c1/root/t back
  diff -r --no-dereference t back/t
  [ "$(stat -c %a back/t/sub)" = 751 ]
  [ "$(stat -c %a back/t/sub/x)" = 400 ]
  run lxc file push t c1/root/
  [ "$status" -eq 2 ]
}

@test "sources . and .. mean the content, as with cp" {
  mkdir -p s/inner; echo 1 >s/f
  in_c mkdir -p /root/dot /root/dotdot
  (cd s && lxc file push -r . c1/root/dot)
  [ "$(in_c cat /root/dot/f)" = 1 ]
  (cd s/inner && lxc file push -r .. c1/root/dotdot)
  [ "$(in_c cat /root/dotdot/f)" = 1 ]
}

@test "300 small files in one go" {
  mkdir m; for n in $(seq 300); do echo "$n" >"m/$n"; done
  lxc file push -r m c1/root/
  [ "$(in_c sh -c 'ls /root/m | wc -l' | tr -d ' ')" = 300 ]
  lxc file pull -r c1/root/m m2
  diff -r m m2/m
}

@test "a link in the instance never leads to a file outside" {
  in_c ln -sf /etc/shadow /root/evil
  in_c sh -c 'echo guest >/etc/shadow'
  lxc file pull c1/root/evil got
  [ "$(cat got)" = guest ]
}

@test "a pull never writes through a link that lies in the target" {
  mkdir target outside; ln -s ../outside target/d
  in_c sh -c 'mkdir -p /root/tree/d; echo x >/root/tree/d/f'
  run lxc file pull -r c1/root/tree/d target
  [ "$status" -ne 0 ]
  [ -z "$(ls outside)" ]
}

@test "set-user-id is not brought out" {
  in_c sh -c 'echo x >/root/suid; chmod 4755 /root/suid'
  lxc file pull c1/root/suid suid
  [ "$(stat -c %a suid)" = 755 ]
}

@test "edit from standard input keeps owner and mode" {
  needs_root
  in_c sh -c 'echo old >/root/e; chown 1000:1000 /root/e; chmod 640 /root/e'
  echo new | lxc file edit c1/root/e
  [ "$(in_c cat /root/e)" = new ]
  [ "$(in_c stat -c '%u:%g %a' /root/e)" = "1000:1000 640" ]
}

@test "edit in an editor" {
  in_c sh -c 'echo old >/root/ed; chmod 600 /root/ed'
  printf '#!/bin/sh\nstat -c %%a "$1" >%s/mode\necho edited >"$1"\n' "$PWD" >ed; chmod +x ed
  EDITOR=$PWD/ed run script -qec "lxc file edit c1/root/ed" /dev/null
  [ "$(in_c cat /root/ed)" = edited ]
  [ "$(cat mode)" = 600 ]
}

# xattr sets the extended attribute user.kept of a file, or shows it.
xattr() { python3 -c 'import os, sys
if len(sys.argv) > 2: os.setxattr(sys.argv[1], "user.kept", sys.argv[2].encode())
print(os.getxattr(sys.argv[1], "user.kept").decode())' "$@"; }

@test "edit keeps owner, mode and extended attributes" {
  needs_root
  in_c sh -c 'echo old >/root/eleven; chown 1000:1001 /root/eleven; chmod 640 /root/eleven'
  host=$(find "$WORK/one" -path '*/rootfs/root/eleven' | head -n 1)
  [ -n "$host" ] || skip "the file is not below the directory of the server"
  xattr "$host" yes || skip "no extended attributes here"
  echo new | lxc file edit c1/root/eleven
  [ "$(in_c cat /root/eleven)" = new ]
  [ "$(in_c stat -c '%u:%g %a' /root/eleven)" = "1000:1001 640" ]
  [ "$(xattr "$host")" = yes ]
  printf '#!/bin/sh\necho edited >"$1"\n' >ed; chmod +x ed
  EDITOR=$PWD/ed run script -qec "lxc file edit c1/root/eleven" /dev/null
  [ "$(in_c cat /root/eleven)" = edited ]
  [ "$(in_c stat -c '%u:%g %a' /root/eleven)" = "1000:1001 640" ]
  [ "$(xattr "$host")" = yes ]
}

@test "create: file, directory, link; delete, also of a tree" {
  lxc file create c1/root/new --mode 0600
  [ "$(in_c stat -c %a /root/new)" = 600 ]
  run lxc file create c1/root/new
  [ "$status" -ne 0 ]
  lxc file create -p --type=directory c1/root/n1/n2
  lxc file create --type=symlink c1/root/ln /etc/hosts
  [ "$(in_c readlink /root/ln)" = /etc/hosts ]
  lxc file delete c1/root/new c1/root/ln
  run lxc file delete c1/root/n1
  [ "$status" -ne 0 ]
  lxc file delete --force c1/root/n1
  run in_c ls /root/n1
  [ "$status" -ne 0 ]
}

@test "missing files and instances: exit code 3, nothing left behind" {
  run lxc file pull c1/root/nosuch x
  [ "$status" -eq 3 ]
  [ -z "$(ls)" ]
  run lxc file pull nosuch/x x
  [ "$status" -eq 3 ]
  run lxc file push nosuchlocal c1/root/
  [ "$status" -ne 0 ]
  run lxc file pull c1 x
  [ "$status" -ne 0 ]
}

@test "disk full while pulling: the old file is whole" {
  [ "$(id -u)" = 0 ] || skip "needs root for a small file system"
  mkdir small; mount -t tmpfs -o size=256k tmpfs small || skip "no tmpfs"
  echo precious >small/f
  head -c 1048576 /dev/urandom >big; lxc file push big c1/root/big
  run lxc file pull c1/root/big small/f
  [ "$status" -ne 0 ] || { umount small; false; }
  st=$status; kept=$(cat small/f); left=$(ls -A small | wc -l)
  umount small
  [ "$st" -ne 0 ]
  [ "$kept" = precious ]
  [ "$left" -eq 1 ]
}

@test "sync: only what differs, links, modes, deletion, dry run, both ways" {
  mkdir -p src/sub/deep src/empty
  echo a >src/a; echo b >src/sub/b; ln -s ../a src/sub/l; chmod 0640 src/a; chmod 0750 src/empty
  head -c 100000 /dev/urandom >src/sub/deep/r; touch -d '2020-01-02 03:04:05' src/sub/b
  t=/root/sync$BATS_TEST_NUMBER
  run lxc file sync ./src "c1$t" -n
  [ "$status" -eq 0 ]
  [[ "$output" == *"copy sub/deep/r"* ]]
  run lxc exec c1 -- test -e "$t"
  [ "$status" -ne 0 ]
  lxc file sync ./src "c1$t" 2>&1 | grep -q '^7 copied, 0 deleted, 0 unchanged$'
  lxc file sync ./src "c1$t" 2>&1 | grep -q '^0 copied, 0 deleted, 4 unchanged$'
  [ "$(lxc exec c1 -- stat -c '%a' "$t/a")" = 640 ]
  lxc exec c1 -- sh -c "echo more >>$t/a; echo extra >$t/extra; rm $t/sub/l"
  lxc file sync "c1$t" ./back
  [ "$(cat back/a)" = "$(printf 'a\nmore')" ] && [ -e back/extra ] && [ ! -e back/sub/l ]
  lxc file sync ./src "c1$t" --delete
  lxc file sync "c1$t" ./back --delete
  diff -r --no-dereference src back
  [ "$(stat -c %a back/empty)" = 750 ]
  # the same size and, where the server keeps times, the same time: only the content differs
  printf x >src/a2; printf y >back/a2; touch -r src/a2 back/a2
  lxc file sync ./back "c1$t"
  lxc file sync ./src "c1$t" --checksum
  [ "$(lxc exec c1 -- cat "$t/a2")" = x ]
  run lxc file sync ./src ./back
  [ "$status" -eq 2 ]
  run lxc file sync "c1/no/such" ./new
  [ "$status" -eq 3 ]
  [ ! -e new ]
}

@test "sync: a link at the target leads nowhere else" {
  mkdir -p src/d outside; echo in >src/d/f; echo keep >outside/f
  lxc file push -r src "c1/root/lnk$BATS_TEST_NUMBER" -p
  mkdir back; ln -s ../outside back/d
  run lxc file sync "c1/root/lnk$BATS_TEST_NUMBER/src" ./back
  [ "$status" -eq 0 ]
  [ ! -L back/d ]
  [ "$(cat back/d/f)" = in ]
  [ "$(cat outside/f)" = keep ]
}

@test "holes stay holes, and the content is right" {
  truncate -s 200M sparse
  printf middle | dd of=sparse bs=1 seek=100000000 conv=notrunc status=none
  lxc file push sparse c1/root/sparse
  [ "$(lxc exec c1 -- sha256sum /root/sparse | cut -d' ' -f1)" = "$(sha256sum sparse | cut -d' ' -f1)" ]
  lxc file pull c1/root/sparse back
  cmp sparse back
  [ "$(du -k back | cut -f1)" -lt 10000 ]
  lxc exec c1 -- rm /root/sparse
}

# tree creates a directory of more than 200 files, including one of each special type.
tree() {
  mkdir -p "$1"/{a,b/c,empty,ro}
  for n in $(seq 130); do echo "$n" >"$1/a/f$n"; echo "$n" >"$1/b/c/g $n"; done
  chmod 0600 "$1/a/f1"; chmod 0755 "$1/a/f2"; echo x >"$1/ro/x"; chmod 0555 "$1/ro"
  ln -s a/f1 "$1/link"; ln -s /nowhere "$1/dangling"; ln "$1/a/f3" "$1/hard"; mkfifo "$1/fifo"
  echo odd >"$1/100% %s [x] ü"; : >"$1/none"
  echo long >"$1/$(printf 'n%.0s' $(seq 140))"
  truncate -s 20M "$1/sparse"; echo end >>"$1/sparse"
}

@test "many files: a tar stream and SFTP bring the same, both ways" {
  fresh
  tree many
  run lxc file push -r many "$c/srv/" # 260 files: uses tar if the instance is running
  [ "$status" -ne 0 ]; [[ "$output" == *many/fifo* ]] # everything else is copied
  lxc exec "$c" -- mv /bin/tar /bin/tar.off
  lxc exec "$c" -- mkdir /srv/two
  run lxc file push -r many "$c/srv/two/" # the instance has no tar
  [ "$status" -ne 0 ]; [[ "$output" == *many/fifo* ]]
  lxc exec "$c" -- mv /bin/tar.off /bin/tar
  list() { lxc exec "$c" --cwd "$1" -- sh -c 'find . | sort | while read -r f; do stat -c "%n %F %a %u:%g %s" "$f"; [ ! -L "$f" ] || readlink "$f"; done' | grep -v '^\. '; }
  list /srv/many >tar.list; list /srv/two/many >sftp.list
  diff tar.list sftp.list
  [ "$(wc -l <tar.list)" -gt 270 ]
  [ "$(lxc exec "$c" -- sh -c 'cat /srv/many/sparse' | md5sum)" = "$(md5sum <many/sparse)" ]
  mkdir got got2
  lxc file pull -r "$c/srv/many" got
  lxc exec "$c" -- mv /bin/tar /bin/tar.off
  lxc file pull -r "$c/srv/many" got2
  lxc exec "$c" -- mv /bin/tar.off /bin/tar
  rm many/fifo # it cannot be copied
  diff -r --no-dereference many got/many
  diff -r --no-dereference many got2/many
  diff <(cd got && find . -printf '%p %y %m %l\n' | sort) <(cd got2 && find . -printf '%p %y %m %l\n' | sort)
  [ "$(stat -c %b got/many/sparse)" -lt 2000 ]
  # once more, over existing files
  lxc file pull -r "$c/srv/many" got
  diff -r --no-dereference many got/many
  lxc exec "$c" -- rm -rf /srv/many/a
  lxc stop -f "$c" # stopped: uses SFTP
  lxc file push -r many "$c/srv/third"
  lxc file pull -r "$c/srv/third" got3
  diff -r --no-dereference many got3/third/many
}

@test "many files: a tar that gives up at the end tells of nothing twice, and leaves nothing undone" {
  fresh
  tree many
  lxc exec "$c" -- mv /bin/tar /bin/tar.real
  printf '#!/bin/sh\n/bin/busybox tar "$@"\nexit 1\n' | lxc file push --mode 0755 - "$c/bin/tar"
  run --separate-stderr lxc file push -r many "$c/srv/"
  echo "$stderr"
  [ "$status" -eq 1 ]
  [ "$(grep -c 'is not a file, directory' <<<"$stderr")" -eq 1 ] # the fifo
  errors=0 # without SFTP the server opens any file, and blocks on a fifo
  if [ "$DAEMON" != mini ]; then lxc exec "$c" -- mkfifo /srv/many/fifo; errors=1; fi
  mkdir got
  run --separate-stderr lxc file pull -r "$c/srv/many" got
  [ "$status" -eq $errors ]
  [ "$(grep -c 'is not a file, directory' <<<"$stderr")" -eq $errors ]
  rm many/fifo
  diff -r --no-dereference many got/many
}

@test "many files: an interrupt ends both sides" {
  fresh
  tree many
  mkfifo gate
  lxc exec "$c" -- mv /bin/tar /bin/tar.real
  printf '#!/bin/sh\necho $$ >/tmp/tar.pid\nexec sleep 1000\n' | lxc file push --mode 0755 - "$c/bin/tar" # a tar that hangs
  lxc file push -r many "$c/srv/" &
  pid=$!
  wait_until 20 lxc file pull "$c/tmp/tar.pid" -
  kill -INT $pid
  status=0; wait $pid || status=$?
  [ "$status" -eq 130 ]
  wait_until 20 gone "$c" "$(lxc file pull "$c/tmp/tar.pid" -)"
}
gone() { ! lxc exec "$1" -- kill -0 "$2" 2>/dev/null; }

@test "a large file comes whole, whatever the cat of the instance does" {
  fresh
  head -c 40M /dev/urandom >big; truncate -s 60M big
  lxc file push big "$c/root/big"
  lxc exec "$c" -- mv /bin/cat /bin/cat.real
  for does in 'exec busybox cat "$1"' 'head -c 5000000 "$1"' 'head -c 5000000 "$1"; exit 1' 'busybox cat "$1" "$1"' 'exit 3' 'kill -9 $$'; do
    printf '#!/bin/sh\n%s\n' "$does" | lxc file push --mode 0755 - "$c/bin/cat"
    lxc file pull "$c/root/big" got
    cmp big got
    lxc file pull "$c/root/big" - | cmp - big
  done
  printf '#!/bin/sh\nhead -c 5000000 "$1"; exec sleep 3600\n' | lxc file push --mode 0755 - "$c/bin/cat"
  timeout 120 lxc file pull "$c/root/big" got # a cat that never ends is abandoned
  cmp big got
  lxc exec "$c" -- rm /bin/cat
  lxc file pull "$c/root/big" got
  cmp big got
  lxc exec "$c" -- mv /bin/cat.real /bin/cat
  lxc file pull "$c/root/big" got
  cmp big got
  [ "$(stat -c %b got)" -lt 100000 ] # blocks of 512 bytes: the hole at the end is sparse
  lxc stop -f "$c"
  lxc file pull "$c/root/big" got
  cmp big got
}
