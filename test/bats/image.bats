#!/usr/bin/env bats
# Images: import, list, export, aliases, properties, publish.
load common
setup_file() { one_server; }
teardown_file() { stop_servers; }
setup() { here; cd "$BATS_TEST_TMPDIR" || return; }

@test "import prints the fingerprint, which is the hash of the file" {
  lxc image delete img
  run --separate-stderr lxc image import "$WORK/image.tar.xz" --alias img description='A test'
  [ "$output" = "Image imported with fingerprint: $(sha256sum <"$WORK/image.tar.xz" | cut -d' ' -f1)" ]
  [ "$(lxc image get-property img description)" = "A test" ]
}

@test "import again is refused, an alias that is taken too" {
  run lxc image import "$WORK/image.tar.xz"
  [ "$status" -ne 0 ]
  run lxc image import "$WORK/image.tar.xz" --alias img
  [ "$status" -eq 5 ]
}

@test "a split image goes in, runs, and comes out the same" {
  [ -e "$WORK/rootfs.squashfs" ] || skip "mksquashfs is missing"
  lxc image import "$WORK/meta.tar.xz" "$WORK/rootfs.squashfs" --alias split
  [ "$(lxc image list -c F -f csv split)" = "$(cat "$WORK/meta.tar.xz" "$WORK/rootfs.squashfs" | sha256sum | cut -d' ' -f1)" ]
  lxc launch split sp1 --quiet </dev/null
  [ "$(lxc exec sp1 -- echo ok)" = ok ]
  lxc image export split out
  cmp out "$WORK/meta.tar.xz"
  cmp out.root "$WORK/rootfs.squashfs"
}

@test "a directory is packed on the way" {
  mkdir dir; tar -xJf "$WORK/image.tar.xz" -C dir
  echo marker >dir/rootfs/etc/marker
  mkdir -p dir/templates; echo t >dir/templates/t.tpl
  lxc image import dir --alias fromdir
  lxc image export fromdir packed # in the form and order of the stock clients: tar -cJ
  diff <(tar tJf packed.tar.xz) <(tar -C dir -c rootfs templates metadata.yaml | tar t)
  lxc launch fromdir d1 --quiet </dev/null
  [ "$(lxc exec d1 -- cat /etc/marker)" = marker ]
  [ "$(lxc exec d1 -- readlink /bin/sh)" = busybox ]
  mkdir empty
  run lxc image import empty
  [ "$status" -eq 2 ]
}

@test "export: name, directory, standard output, overwriting" {
  lxc image export img got
  cmp got.tar.xz "$WORK/image.tar.xz"
  echo old >got.tar.xz
  lxc image export img got
  cmp got.tar.xz "$WORK/image.tar.xz"
  lxc image export img got --force
  run lxc image export img got --no-clobber
  [ "$status" -eq 5 ]
  mkdir d; lxc image export img d
  [ "$(ls d | wc -l)" -eq 1 ]
  cmp d/* "$WORK/image.tar.xz"
  lxc image export img - | cmp - "$WORK/image.tar.xz"
  [ "$(ls -A | grep -c part)" -eq 0 ]
}

@test "list: columns, filters, formats" {
  lxc image list img -c lpat -f csv | grep -q '^img,no,.*,CONTAINER$'
  [ "$(lxc image list os=BusyBox type=container -c l -f csv | grep -c img)" -ge 1 ]
  [ -z "$(lxc image list os=nosuch -f csv)" ]
  lxc image list -f json | jq -e '.[0].fingerprint' >/dev/null
  lxc image list | grep -q 'FINGERPRINT'
}

@test "aliases: create, list, rename, delete" {
  fp=$(lxc image list -c F -f csv img)
  lxc image alias create a/b "$fp" --description text
  [ "$(lxc image alias list a/b -f csv -c ad)" = "a/b,text" ]
  lxc image alias rename a/b c/d
  lxc init c/d al1 --quiet </dev/null
  lxc image alias delete c/d
  run lxc image alias delete c/d
  [ "$status" -eq 3 ]
}

@test "properties, show, edit, info" {
  lxc image set-property img user.note hello
  [ "$(lxc image get-property img user.note)" = hello ]
  lxc image unset-property img user.note
  run lxc image get-property img user.note
  [ "$status" -ne 0 ]
  lxc image show img | sed 's/^public: false/public: true/' | lxc image edit img
  [ "$(lxc image list img -c p -f csv)" = yes ]
  lxc image info img | grep -q '^Public: yes$'
  echo 'properties: [' >bad
  run lxc image edit img <bad
  [ "$status" -ne 0 ]
  [ "$(lxc image list img -c p -f csv)" = yes ]
}

@test "publish a stopped instance and a snapshot; a running one needs --force" {
  fresh
  lxc exec "$c" -- sh -c 'echo kept >/root/kept'
  run lxc publish "$c" --alias pub0
  [ "$status" -ne 0 ]
  run --separate-stderr lxc publish "$c" --alias pub1 --force description=published
  [[ "$output" == "Instance published with fingerprint: "* ]]
  [ "$(lxc list "$c" -c s -f csv)" = RUNNING ]
  lxc launch pub1 "$c-2" --quiet </dev/null
  [ "$(lxc exec "$c-2" -- cat /root/kept)" = kept ]
  lxc snapshot "$c" s0
  lxc publish "$c/s0" --alias pub2
  [ "$(lxc image list pub2 -c l -f csv)" = pub2 ]
}

@test "delete several: a missing one is not found" {
  run --separate-stderr lxc image delete nosuch-a nosuch-b
  [ "$status" -eq 3 ]
  [[ "$stderr" == "Error: "*"not found"* ]]
}
