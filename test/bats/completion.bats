#!/usr/bin/env bats
# Completion as it is used: each shell on a terminal of its own, with keys typed and the screen read. PowerShell is not here.
load common

setup_file() {
  two_servers
  lxc launch img web --quiet </dev/null
  lxc init img worker --quiet </dev/null
  lxc init img b:away --quiet </dev/null
  lxc file create --create-dirs web/srv/pages/ --type directory
  echo hello | lxc file push - web/srv/pages/index.html
  # A remote that takes connections and never answers.
  socat "TCP-LISTEN:$(cat "$WORK/port"),bind=127.0.0.3,fork,reuseaddr" SYSTEM:'read -r forever' 3>&- &
  echo $! >"$WORK/silent"
  lxc remote add dead "$(lxc config trust add b: --name dead --quiet | tail -n 1)"
  lxc remote set-url dead "https://127.0.0.3:$(cat "$WORK/port")"
}
teardown_file() {
  kill "$(cat "$WORK/silent")" || true
  stop_servers
}

setup() { here; }
teardown() { terminal kill-server 2>/dev/null || true; }

terminal() { tmux -S "$BATS_TEST_TMPDIR/tmux" -f /dev/null "$@"; }
screen() { terminal capture-pane -p -J; }
screen_has() { screen | grep -qF -- "$1"; }
shows() { wait_until 30 screen_has "$1" || { echo "never shown: $1" && screen; return 1; }; }
types() { terminal send-keys -l -- "$1"; }
presses() { terminal send-keys "$@"; }
# tab presses the key until the screen shows a text: a busy server may be too late for a completion, which then has nothing.
tab() {
  local n
  for n in {1..10}; do
    presses Tab
    wait_until 4 screen_has "$1" && return
  done
  echo "pressed $n times, never shown: $1" && screen
  return 1
}
# next clears the line and the screen. Keys that come while the shell handles ^C can get lost.
next() {
  local n
  for n in {1..10}; do
    presses C-c
    presses C-u
    types "printf 'line%s\\n' 42"
    presses Enter
    if wait_until 4 screen_has line42; then
      presses C-l
      wait_until 30 cleared
      return
    fi
  done
  screen
  return 1
}
cleared() { ! screen_has line42; }

# starts SHELL: with the completion that is installed with the program.
starts() {
  command -v "$1" >/dev/null || skip "$1 is not installed"
  cd "$BATS_TEST_TMPDIR" || return
  touch only-here.txt
  case $1 in
    bash)
      printf '%s\n' "PS1='ready> '" "bind 'set bell-style none'" '. /usr/share/bash-completion/bash_completion' ". '$ROOT/completions/lxc.bash'" >rc
      terminal new-session -d -x 160 -y 50 "bash --noprofile --rcfile '$PWD/rc' -i"
      ;;
    zsh)
      printf '%s\n' "PS1='ready> '" 'unsetopt beep' "fpath=('$ROOT/completions' \$fpath)" 'autoload -U compinit' 'compinit -u -D' >.zshrc
      terminal new-session -d -x 160 -y 50 "ZDOTDIR='$PWD' zsh -d -i"
      ;;
    fish)
      mkdir -p fish
      terminal new-session -d -x 160 -y 50 "HOME='$PWD' fish --no-config -C 'function fish_prompt; echo \"ready> \"; end; set -g fish_autosuggestion_enabled 0; source $ROOT/completions/lxc.fish'"
      ;;
  esac
  shows 'ready>'
}

# each is what every shell must do; TABS lists what there is.
each() { # SHELL
  starts "$1"
  echo "a command"
  types 'lxc networ'
  tab 'lxc network '
  types 'list --all-pro'
  tab 'lxc network list --all-projects'
  next
  echo "commands with what they do"
  types 'lxc storage b'
  tab 'lxc storage bucket'
  types ' l'
  tab ' list'
  next
  types 'lxc snapshot re'
  presses Tab
  tab 'Rename'
  shows 'Restore'
  next
  echo "instances with their state"
  types 'lxc exec w'
  presses Tab
  tab 'Running'
  shows 'Stopped'
  next
  types 'lxc exec wo'
  tab 'lxc exec worker'
  next
  echo "on another server"
  types 'lxc info b:a'
  tab 'lxc info b:away'
  types '--show-l'
  tab 'lxc info b:away --show-log'
  next
  types 'lxc info b'
  tab 'lxc info b:'
  types 'aw'
  tab 'lxc info b:away'
  next
  echo "files of an instance"
  types 'lxc file edit web/srv/pa'
  tab 'lxc file edit web/srv/pages/'
  types 'ind'
  tab 'lxc file edit web/srv/pages/index.html'
  next
  types 'lxc exec web -- cat /srv/pages/in'
  tab 'cat /srv/pages/index.html'
  next
  types 'lxc exec web --cwd /srv/pa'
  tab '--cwd /srv/pages/'
  next
  echo "files of this machine, and only where they go"
  types 'lxc file push only-h'
  tab 'lxc file push only-here.txt'
  types 'web/srv/pa'
  tab 'lxc file push only-here.txt web/srv/pages/'
  next
  types 'lxc start only-h'
  presses Tab
  types 'x'
  shows 'lxc start only-hx'
  next
  echo "values of flags"
  types 'lxc list --format jsonl --sort x --color al'
  tab '--color always'
  next
  echo "a server that does not answer: the line stays in hand"
  types 'lxc exec dead:w'
  presses Tab
  types 'x'
  shows 'lxc exec dead:wx'
}

@test "bash" { each bash; }
@test "zsh" { each zsh; }
@test "fish" { each fish; }

@test "a server that does not answer: the program gives up by itself" {
  run timeout 10 lxc __complete exec dead:w
  [ "$status" -eq 0 ]
  [[ "$output" != *worker* ]]
}

@test "the scripts that lxc completion prints are those that are installed" {
  cmp <(lxc completion bash) "$ROOT/completions/lxc.bash"
  cmp <(lxc completion zsh) "$ROOT/completions/_lxc"
  cmp <(lxc completion fish) "$ROOT/completions/lxc.fish"
  lxc completion powershell | grep -q __complete
}
