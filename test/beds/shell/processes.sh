# Starting, watching and stopping programs. Each runs in a session and process group of its own; its id and its start
# time are recorded, so that only what the bed started is ever signalled, even after the id was used again.

# Nothing for a process that has ended and that nobody has taken note of yet.
starttime() { sed 's/^.*) //' "/proc/$1/stat" 2>/dev/null | awk '$1 !~ /[ZX]/ {print $20}'; }

alive() { # name
  local pid since
  [ -r "$RUN/$1.pid" ] && read -r pid since <"$RUN/$1.pid" && [ -d "/proc/$pid" ] && [ "$(starttime "$pid")" = "$since" ]
}

start() { # name command...
  local name=$1 pid
  shift
  alive "$name" && return 0
  setsid "$@" >>"$LOG/$name.log" 2>&1 </dev/null 9>&- &
  pid=$!
  sleep 0.05
  echo "$pid $(starttime $pid)" >"$RUN/$name.pid"
  disown
}

stop() { # name seconds
  local pid since i file=$RUN/$1.pid
  [ -r "$file" ] || return 0
  read -r pid since <"$file"
  if [ -n "${since:-}" ] && [ "$(starttime "$pid")" = "$since" ]; then
    # RabbitMQ's leader is a shell that waits for erl: there the whole group is told.
    if [ "$1" = rabbit ]; then kill -TERM -- "-$pid" 2>/dev/null; else kill -TERM "$pid" 2>/dev/null; fi
    for ((i = 0; i < $2 * 10; i++)); do
      [ "$(starttime "$pid")" = "$since" ] || break
      sleep 0.1
    done
    # The group is the bed's own: whatever is left in it goes now.
    kill -KILL -- "-$pid" 2>/dev/null
  fi
  rm -f "$file"
  echo "stopped $1"
}

port_open() { (exec 3<>"/dev/tcp/$H/$1") 2>/dev/null; }

need_free_port() { # name port
  if ! alive "$1" && port_open "$2"; then die "port $2 (for $1) is taken by another program; settings.sh says how to choose others"; fi
}

died() { # name
  tail -30 "$LOG/$1.log" >&2
  die "$2"
}

wait_port() { # name port seconds
  local i
  for ((i = 0; i < $3 * 5; i++)); do
    port_open "$2" && return 0
    alive "$1" || died "$1" "$1 ended"
    sleep 0.2
  done
  died "$1" "$1: port $2 not open after $3 s"
}

wait_http() { # name url seconds
  local i code
  for ((i = 0; i < $3 * 4; i++)); do
    code=$(curl -s -o /dev/null -m 10 -w '%{http_code}' "$2" || true)
    case $code in 200 | 300 | 401) return 0 ;; esac
    alive "$1" || died "$1" "$1 ended"
    sleep 0.25
  done
  died "$1" "$1: $2 not ready after $3 s (last answer $code)"
}
