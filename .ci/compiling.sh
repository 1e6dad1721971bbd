# Sourced. Compiles the programs of the Kubernetes bed beside the other groups, and says how far that is. Where nothing of it is
# kept from an earlier time it takes longer than they do: then the group that needs the programs does not run, and CI says so.

# Writes its exit code into a file when it has ended.
start_compiling() {
  export COMPILED=$CI_NUMBERS/compiled COMPILE_LOG=$CI_NUMBERS/compile.log
  command -v go >/dev/null || return 0
  # A session of its own has a share of its own, whatever its niceness, unless the session itself is made nice (man 7 sched, autogroup).
  setsid nice -n 19 bash -c 'echo 19 >/proc/self/autogroup; test/beds/kubernetes/build minimal; echo $? >"$COMPILED"' >"$COMPILE_LOG" 2>&1 </dev/null &
  compiling=$!
}

# As long as there is no exit code, the session is still that of the compilers.
stop_compiling() { [ -z "${compiling:-}" ] || [ -e "$COMPILED" ] || kill -TERM -- "-$compiling" 2>/dev/null || true; }

# group_when_compiled NAME MINUTES COMMAND...: the group, when its programs are there; a failure, when they do not compile.
group_when_compiled() {
  local name=$1 why=''
  if [ -e "$COMPILED" ]; then
    if [ "$(cat "$COMPILED")" = 0 ]; then
      group "$@"
      return
    fi
    tail -n 30 "$COMPILE_LOG"
    echo "$name: its programs do not compile"
    echo '0 1' >"$CI_NUMBERS/$name"
    return 1
  fi
  why='there is no Go compiler'
  [ ! -e "$COMPILE_LOG" ] || why='its programs were not compiled in time; those that were are kept'
  echo "$name ($why)" >"$CI_NUMBERS/$name.absent"
}
