# Sourced. group NAME MINUTES COMMAND...: runs one group of tests; its numbers become the file $CI_NUMBERS/NAME, "passed
# failed". A group that left no numbers, passed nothing or ended badly counts as a failure.
group() {
  local name=$1 minutes=$2 file=$CI_NUMBERS/$1.json p=0 f=0 status
  shift 2
  printf '\n=== %s\n' "$*"
  TROIKA_RESULTS=$file timeout --kill-after=120 "${minutes}m" "$@" </dev/null
  status=$?
  if [ -s "$file" ]; then read -r p f < <(node -p 'const r = JSON.parse(fs.readFileSync(process.argv[1])); `${r.passed} ${r.failed}`' "$file"); fi
  if [ "$f" = 0 ] && { [ "$status" != 0 ] || [ "$p" = 0 ]; }; then
    echo "$name: ended with exit code $status after $p passed"
    f=1
  fi
  echo "$p $f" >"$CI_NUMBERS/$name"
  [ "$f" = 0 ]
}
