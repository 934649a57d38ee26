#!/usr/bin/env bats
# Two servers: trust, transfers of instances and images, failures during transfers.
load common
setup_file() { two_servers; }
teardown_file() { stop_servers; }
setup() { here; cd "$BATS_TEST_TMPDIR" || return; }
port() { cat "$WORK/port"; }

# A running instance with a snapshot and data; $sum is the checksum of the data.
loaded() {
  fresh
  head -c 5242880 /dev/urandom | lxc exec "$c" -- sh -c 'cat >/root/data'
  sum=$(lxc exec "$c" -- sha256sum /root/data)
  lxc snapshot "$c" s0
  lxc stop -f "$c"
}

arrived() { # REMOTE:NAME
  [ "$(lxc list "$1" -c S -f csv)" = 1 ]
  lxc start "$1"
  [ "$(lxc exec "$1" -- sha256sum /root/data)" = "$sum" ]
}

for_mode() {
  loaded
  lxc copy "$c" b: --mode "$1"
  [ "$(lxc list "$c" -c n -f csv)" = "$c" ]
  arrived "b:$c"
  lxc delete -f "b:$c"
  lxc move "$c" "b:$c-moved" --mode "$1"
  [ -z "$(lxc list "$c" -c n -f csv)" ]
  arrived "b:$c-moved"
}

@test "copy and move between servers: pull" { for_mode pull; }
@test "copy and move between servers: push" { for_mode push; }
@test "copy and move between servers: relay" { for_mode relay; }

@test "relay needs no listener: through two local sockets" {
  loaded
  lxc copy "$c" b:"$c" --mode relay
  lxc copy "b:$c" "$c-back" --mode relay
  arrived "a:$c-back"
}

@test "a moved instance with --stateless runs again" {
  fresh
  lxc exec "$c" -- sh -c 'trap "kill -9 -1" USR2; true'
  run lxc move "$c" b: --stateless
  if [ "$status" -ne 0 ]; then # it did not stop cleanly in time: it must be where it was
    [ "$(lxc list "$c" -c n -f csv)" = "$c" ]
  else
    [ "$(lxc list "b:$c" -c s -f csv)" = RUNNING ]
  fi
}

@test "copy --refresh brings an older copy up to date" {
  loaded
  lxc copy "$c" b:
  lxc start "$c"; sum=$(lxc exec "$c" -- sh -c 'echo new >/root/data; sha256sum /root/data'); lxc stop -f "$c"
  lxc config set "$c" user.mark=new
  lxc copy "$c" b: --refresh
  [ "$(lxc config get "b:$c" user.mark)" = new ]
  arrived "b:$c"
}

@test "a copy to a name that is taken leaves both as they were" {
  loaded
  lxc init b:img2 "b:$c" --quiet </dev/null 2>/dev/null || lxc init --empty "b:$c" --quiet </dev/null
  run lxc copy "$c" b:
  [ "$status" -ne 0 ]
  [ "$(lxc list "$c" -c n -f csv)" = "$c" ]
  [ "$(lxc list "b:$c" -c n -f csv)" = "$c" ]
}

@test "a copy to another server may have a name that is taken at the source" {
  loaded
  lxc init img "$c-taken" --quiet </dev/null
  for mode in pull push relay; do
    lxc copy "$c" "b:$c-taken" --mode $mode --quiet
    [ "$(lxc list "b:$c-taken" -c n -f csv)" = "$c-taken" ]
    lxc delete "b:$c-taken"
  done
  lxc delete "$c-taken"
}

@test "images between servers: pull, push, relay; launch from the other one" {
  for mode in pull push relay; do
    lxc image copy img b: --alias "i-$mode" --mode $mode
    [ "$(lxc image list "b:i-$mode" -c F -f csv)" = "$(lxc image list img -c F -f csv)" ]
    lxc launch "b:i-$mode" "from-$mode" --quiet </dev/null
    [ "$(lxc exec "from-$mode" -- echo ok)" = ok ]
    lxc image delete "b:i-$mode"
  done
}

@test "publish to another server" {
  loaded
  lxc publish "$c" b: --alias far
  [ "$(lxc image list b:far -c l -f csv)" = far ]
  lxc launch b:far b:far1 --quiet </dev/null
  [ "$(lxc exec b:far1 -- sha256sum /root/data)" = "$sum" ]
}

@test "remote add: unknown certificate without a terminal is refused with the fingerprint" {
  run --separate-stderr lxc remote add x "127.0.0.2:$(port)" </dev/null
  [ "$status" -eq 1 ]
  [[ "$stderr" =~ [0-9a-f]{64} ]]
  run lxc remote list -f csv -c n
  [[ "$output" != *$'\n'x$'\n'* ]]
}

@test "the fingerprint in an error is that of openssl" {
  fp=$(openssl s_client -connect "127.0.0.2:$(port)" </dev/null 2>/dev/null | openssl x509 -fingerprint -sha256 -noout | cut -d= -f2 | tr -d : | tr A-F a-f)
  [ "${#fp}" -eq 64 ]
  run --separate-stderr lxc remote add x "127.0.0.2:$(port)" </dev/null
  [[ "$stderr" == *"$fp"* ]]
}

@test "remote add --fingerprint: right in every spelling, wrong, short" {
  fp=$(lxc query b:/1.0 | jq -r .environment.certificate_fingerprint)
  lxc remote add f1 "127.0.0.2:$(port)" --fingerprint "$fp"
  lxc remote remove f1
  lxc remote add f1 "127.0.0.2:$(port)" --fingerprint "SHA256:$(echo "$fp" | tr a-f A-F | sed 's/../&:/g; s/:$//')"
  lxc remote remove f1
  run --separate-stderr lxc remote add f1 "127.0.0.2:$(port)" --fingerprint "$(printf '0%.0s' $(seq 64))"
  [ "$status" -eq 4 ]
  [[ "$stderr" == *"$fp"* ]]
  run lxc remote add f1 "127.0.0.2:$(port)" --fingerprint "${fp:0:12}"
  [ "$status" -eq 2 ]
}

@test "remote add by token: a token works once, and never for another server" {
  export LXD_CONF="$PWD/conf" # a new client
  [ "$DAEMON" = incus ] && export INCUS_CONF=$LXD_CONF
  token=$(LXD_CONF=$WORK/one/conf lxc config trust add b: --name new --quiet)
  lxc remote add t1 "$token"
  lxc list t1: >/dev/null
  rm -rf "$LXD_CONF"
  run lxc remote add t1 "$token"
  [ "$status" -ne 0 ]
  other=$(LXD_CONF=$WORK/one/conf lxc config trust add b: --name new2 --quiet)
  run lxc remote add t1 "127.0.0.1:$(port)" --token "$other" --accept-certificate
  [ "$status" -eq 4 ]
}

@test "remote add: a certificate of a known authority needs no question" {
  cp "$LXD_CONF/servercerts/a.crt" authority.crt
  SSL_CERT_FILE=$PWD/authority.crt lxc remote add known "127.0.0.1:$(port)" </dev/null
  [ ! -e "$LXD_CONF/servercerts/known.crt" ]
  SSL_CERT_FILE=$PWD/authority.crt lxc list known: >/dev/null
  run lxc list known:
  [ "$status" -eq 4 ]
  lxc remote remove known
}

@test "remote add --public: only public images, and nothing else" {
  export LXD_CONF="$PWD/conf" # an untrusted client
  lxc remote add pub "127.0.0.1:$(port)" --public --accept-certificate
  [ -z "$(lxc image list pub: -f csv)" ]
  LXD_CONF=$WORK/one/conf lxc image show img | sed 's/^public: false/public: true/' | LXD_CONF=$WORK/one/conf lxc image edit img
  [ "$(lxc image list pub: -c l -f csv)" = img ]
  lxc image export pub:img got
  cmp got.tar.xz "$WORK/image.tar.xz"
  run lxc list pub:
  [ "$status" -ne 0 ]
  LXD_CONF=$WORK/one/conf lxc image show img | sed 's/^public: true/public: false/' | LXD_CONF=$WORK/one/conf lxc image edit img
}

@test "completion of names, also on a remote; silent when the server is gone" {
  fresh
  lxc __complete exec "$c" 2>/dev/null | cut -f 1 | grep -qx "$c"
  lxc __complete exec "a:$c" 2>/dev/null | cut -f 1 | grep -qx "a:$c"
  lxc __complete list --for 2>/dev/null | grep -q -- --format
  LXD_DIR=/nonexistent INCUS_DIR=/nonexistent run timeout 10 lxc __complete exec local:x
  [ "$status" -eq 0 ]
}

@test "remote add by password, where servers have one" {
  lxc config set b: core.trust_password sekrit || skip "the server has no trust password"
  export LXD_CONF="$PWD/conf"
  run lxc remote add pw "127.0.0.2:$(port)" --accept-certificate --password wrong
  [ "$status" -eq 4 ]
  [ ! -e "$LXD_CONF/servercerts/pw.crt" ]
  lxc remote add pw "127.0.0.2:$(port)" --accept-certificate --password sekrit
  lxc list pw: >/dev/null
  [ "$(stat -c %a "$LXD_CONF/client.key")" = 600 ]
  [ "$(stat -c %a "$LXD_CONF")" = 750 ]
}

@test "remote: list, rename, switch, set-url, remove; built-in ones stay" {
  lxc remote add r1 "127.0.0.2:$(port)" --accept-certificate
  lxc remote rename r1 r2
  [ -e "$LXD_CONF/servercerts/r2.crt" ]
  lxc remote list -f csv -c nu | grep -q '^r2,https://127.0.0.2:'
  lxc remote set-url r2 https://127.0.0.2:1
  lxc remote switch r2; [ "$(lxc remote get-default)" = r2 ]
  run lxc remote remove r2
  [ "$status" -ne 0 ]
  lxc remote switch a
  LXC_REMOTE=b run lxc remote get-default
  [ "$output" = b ]
  lxc remote remove r2
  [ ! -e "$LXD_CONF/servercerts/r2.crt" ]
  run lxc remote remove local
  [ "$status" -ne 0 ]
}

@test "list of all remotes: a dead one is named, the others are shown, exit code 7" {
  fresh
  lxc init --empty "b:far-$c" --quiet </dev/null

  printf '  dead:\n    addr: https://127.0.0.3:1\n    protocol: lxd\n    public: false\n' >"$BATS_TEST_TMPDIR/dead"
  cp "$LXD_CONF/config.yml" "$BATS_TEST_TMPDIR/keep"
  sed -i "/^remotes:/r $BATS_TEST_TMPDIR/dead" "$LXD_CONF/config.yml"
  run --separate-stderr lxc list --all-remotes -c ns -f csv
  cp "$BATS_TEST_TMPDIR/keep" "$LXD_CONF/config.yml"
  [ "$status" -eq 7 ]
  [[ "$output" == *"a,$c,RUNNING"* ]]
  [[ "$output" == *"b,far-$c,STOPPED"* ]]
  [[ "$stderr" == *dead* ]]
}

@test "an unknown remote is named with those that look alike, exit code 3" {
  lxc remote add prod "127.0.0.2:$(port)" --accept-certificate
  run --separate-stderr lxc list prodd:
  [ "$status" -eq 3 ]
  [[ "$stderr" == *prodd* && "$stderr" == *"prod"* ]]
  lxc remote remove prod
}

@test "a changed certificate is refused with both fingerprints" {
  lxc remote add ch "127.0.0.2:$(port)" --accept-certificate
  cp "$LXD_CONF/servercerts/a.crt" "$LXD_CONF/servercerts/ch.crt"
  run --separate-stderr lxc list ch:
  [ "$status" -eq 4 ]
  [ "$(grep -oE '[0-9a-f]{64}' <<<"$stderr" | sort -u | wc -l)" -eq 2 ]
  lxc remote remove ch
}

@test "an unreachable and a silent server end in time" {
  run --separate-stderr timeout 60 lxc remote add dead 127.0.0.3:1 --accept-certificate
  [ "$status" -eq 1 ]
  [[ "$stderr" == *127.0.0.3* ]]
  socat TCP-LISTEN:$(( $(port) + 1 )),bind=127.0.0.3,fork EXEC:'sleep 100' 3>&- & pid=$!
  wait_until 5 socat -u OPEN:/dev/null "TCP:127.0.0.3:$(( $(port) + 1 ))"
  run timeout 60 lxc remote add mute "127.0.0.3:$(( $(port) + 1 ))" --accept-certificate
  [ "$status" -eq 1 ]
  pkill -P $pid || true; kill $pid
}

@test "an untrusted client is told so, exit code 4" {
  export LXD_CONF="$PWD/conf"
  run --separate-stderr lxc remote add un "127.0.0.2:$(port)" --accept-certificate </dev/null
  [ "$status" -eq 1 ]
  mkdir -p conf/servercerts
  cp "$WORK/one/conf/servercerts/b.crt" conf/servercerts/un.crt
  printf 'default-remote: un\nremotes:\n  un:\n    addr: https://127.0.0.2:%s\n' "$(port)" >conf/config.yml
  run --separate-stderr lxc list un:
  [ "$status" -eq 4 ]
}

@test "socket missing, daemon gone, no permission: each says what to do" {
  mkdir sock
  LXD_DIR=$PWD/sock INCUS_DIR=$PWD/sock run script -qec "lxc list local:" /dev/null
  [ "$status" -eq 1 ]
  [[ "$output" == *Hint* ]]
  socat UNIX-LISTEN:sock/unix.socket,fork /dev/null 3>&- & pid=$!
  wait_until 5 test -S sock/unix.socket
  kill -9 $pid; wait $pid || true
  LXD_DIR=$PWD/sock INCUS_DIR=$PWD/sock run script -qec "lxc list local:" /dev/null
  [ "$status" -eq 1 ]
  [[ "$output" == *"not running"* ]]
  if [ "$(id -u)" = 0 ]; then
    chmod 0755 "$PWD" sock; chmod 0700 sock/unix.socket
    run script -qec "setpriv --reuid 65534 --clear-groups env HOME=/nonexistent LXD_CONF= INCUS_CONF= LXD_DIR='$PWD/sock' '$ROOT/bin/lxc' list local:" /dev/null
    [ "$status" -eq 4 ] || { echo "$status $output"; ls -la sock; false; }
    [[ "$output" == *group* ]]
  fi
}

@test "50 remotes added at once: the file is whole and none is lost" {
  export LXD_CONF="$PWD/conf"
  for n in $(seq 50); do lxc remote add "s$n" https://images.example.com --protocol simplestreams 3>&- & done
  wait
  [ "$(lxc remote list -f csv -c n | grep -c '^s[0-9]')" -eq 50 ]
}

@test "simplestreams: list, launch and export from a server of images, hashes checked" {
  [ -e "$WORK/rootfs.squashfs" ] || skip "mksquashfs is missing"
  "$ROOT/test/simplestreams" "$WORK" "$PWD/www" >/dev/null
  p=$(( $(port) + 2 ))
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:secp384r1 -nodes -keyout k -out crt -days 2 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1 2>/dev/null
  cat crt k >pem
  (cd www && exec socat "OPENSSL-LISTEN:$p,bind=127.0.0.1,reuseaddr,fork,cert=../pem,verify=0" EXEC:"$ROOT/test/httpd") 3>&- & pid=$!
  wait_until 5 socat -u OPEN:/dev/null "TCP:127.0.0.1:$p"
  mkdir -p "$LXD_CONF/servercerts"
  lxc remote add ss "https://127.0.0.1:$p" --protocol simplestreams
  cp crt "$LXD_CONF/servercerts/ss.crt"
  export XDG_CACHE_HOME=$PWD/cache
  lxc image list ss: -c lt -f csv | grep -q '^busy.*,CONTAINER$'
  lxc image export ss:busy out
  cmp out.root "$WORK/rootfs.squashfs"
  printf x >>www/images/rootfs.squashfs
  run --separate-stderr lxc image export ss:busy out2
  [ "$status" -ne 0 ]
  [ -z "$(ls out2* 2>/dev/null)" ]
  kill $pid
  lxc remote remove ss
}

@test "an image of a registry is refused by a server that knows no such images" {
  needs_not instance_oci
  lxc remote add "reg$BATS_TEST_NUMBER" https://127.0.0.1:1 --protocol oci
  run --separate-stderr lxc launch "reg$BATS_TEST_NUMBER:alpine" x
  [ "$status" -eq 6 ]
  [[ "$stderr" == *instance_oci* ]]
  lxc remote remove "reg$BATS_TEST_NUMBER"
}

@test "a link that breaks during a copy: the source is whole, and nothing is left at the target" {
  (cd "$ROOT" && go build -o "$BATS_TEST_TMPDIR/link" ./internal/slowlink/daemon)
  fresh
  head -c 20000000 /dev/urandom | lxc exec "$c" -- sh -c 'cat >/root/data'
  sum=$(lxc exec "$c" -- sha256sum /root/data)
  lxc stop -f "$c"
  p=$(($(port) + 5))
  export LXD_CONF="$PWD/conf" INCUS_CONF="$PWD/conf"
  cp -r "$WORK/one/conf" conf
  for cut in 50000 3000000 12000000; do
    "$PWD/link" -delay 0 -cut "$cut" -listen "127.0.0.1:$p" -to "127.0.0.2:$(port)" >/dev/null 3>&- & link=$!
    sed "s/127.0.0.2:$(port)/127.0.0.1:$p/" "$WORK/one/conf/config.yml" >conf/config.yml
    wait_until 5 lxc query b:/1.0
    run --separate-stderr timeout 100 lxc copy "$c" "b:$c" --mode relay
    [ "$status" -ne 0 ] && [ "$status" -ne 124 ]
    [ -n "$stderr" ]
    kill $link
    cp "$WORK/one/conf/config.yml" conf/config.yml
    gone() { [ -z "$(lxc list "b:^$c\$" -c n -f csv)" ]; }
    wait_until 60 gone || { lxc list b:; false; }
    p=$((p + 1))
  done
  lxc start "$c"
  [ "$(lxc exec "$c" -- sha256sum /root/data)" = "$sum" ]
  lxc stop -f "$c"
  lxc copy "$c" "b:$c" --mode relay
}

@test "image refresh asks the source of a copied image again" {
  needs image_force_refresh
  created
  lxc publish "$c" a: --alias fresh --public --quiet # a new image, because b has the other; and servers only refresh from public sources
  lxc image copy a:fresh b: --alias again --auto-update --quiet
  lxc image refresh b:again
  lxc image show b:again | grep -q 'auto_update: true'
  run --separate-stderr lxc image refresh a:img
  [ "$DAEMON" = mini ] || { [ "$status" -ne 0 ]; [[ "$stderr" == *source* ]]; } # imported from a file: it has no source
  run lxc image refresh b:nosuch
  [ "$status" -eq 3 ]
  lxc image delete b:again
  lxc image delete a:fresh
}
