# Starting the daemons, and waiting until each is of use.

# as USER COMMAND...: with a clean environment and Ansible's programs in reach.
as() {
  local user=$1
  shift
  local drop=()
  [ "$user" = root ] || drop=(setpriv --reuid "$user" --regid "$user" --clear-groups)
  "${drop[@]}" env -i PATH="$ansible_bin:$PATH" HOME="$ZUUL_BED_DIR/home" USER="$user" LOGNAME="$user" LC_ALL=C.UTF-8 \
    GIT_CONFIG_GLOBAL="$GIT_CONFIG_GLOBAL" TMPDIR=/tmp "$@"
}
export -f as

daemon() { # name user command...
  local name=$1 user=$2
  shift 2
  alive "$name" && return 0
  say "$name"
  export ansible_bin ZUUL_BED_DIR GIT_CONFIG_GLOBAL
  (cd / && start "$name" bash -c 'as "$@"' as "$user" "$@")
}

wait_for() { # seconds what command...
  local seconds=$1 what=$2 i
  shift 2
  for ((i = 0; i < seconds * 5; i++)); do
    "$@" >/dev/null 2>&1 && return 0
    sleep 0.2
  done
  die "$what: not ready after $seconds s, see $LOG"
}

sql() { mariadb --no-defaults -S "$DATA/mysql/socket" -u root "$@"; }
rest() { curl -sf -m 10 "$API/$1"; }
rest_says() { rest "$1" | jq -e "$2"; }

start_base() {
  local jars=zookeeper,slf4j-simple,netty-common,netty-buffer,netty-codec,netty-handler,netty-resolver,netty-transport
  # Debian's zookeeper.jar does not name all that TLS needs.
  jars=$jars,netty-transport-native-epoll,netty-transport-native-unix-common
  daemon zookeeper "$USER_NAME" java -Xmx256m -cp "$(echo "$jars" | tr , '\n' | sed 's|.*|/usr/share/java/&.jar|' | paste -sd:)" \
    -Dorg.slf4j.simpleLogger.defaultLogLevel=warn org.apache.zookeeper.server.quorum.QuorumPeerMain "$ETC/zoo.cfg"
  [ -d "$DATA/mysql/data/mysql" ] || mariadb-install-db --no-defaults --user="$USER_NAME" --datadir="$DATA/mysql/data" \
    --auth-root-authentication-method=socket --skip-test-db >"$LOG/mariadb-install.log" 2>&1 || died mariadb-install mariadb-install-db
  daemon mariadb "$USER_NAME" /usr/sbin/mariadbd --no-defaults --datadir="$DATA/mysql/data" --socket="$DATA/mysql/socket" \
    --skip-networking --pid-file="$RUN/mariadb.daemon" --innodb-buffer-pool-size=64M --character-set-server=utf8mb4 --tmpdir=/tmp
  wait_for 60 mariadb sql -e 'select 1'
  sql -e "create database if not exists zuul; create user if not exists '$USER_NAME'@localhost identified via unix_socket; grant all on zuul.* to '$USER_NAME'@localhost;"
  wait_for 60 zookeeper port_open "$P_ZOOKEEPER"
  mkdir -p /run/sshd
  daemon sshd root /usr/sbin/sshd -D -e -f "$ETC/sshd_config"
  daemon gitlab root /usr/bin/python3 "$bed/gitlab.py" --port "$P_GITLAB" --git "$GIT" --logs "$LOGS" --state "$DATA/gitlab.json" \
    --hook "http://$H:$P_WEB/api/connection/gitlab/payload" --hook-token-file "$ETC/hook.secret" --api-token-file "$ETC/api.secret"
  wait_for 20 gitlab port_open "$P_GITLAB"
}

start_zuul() {
  local name zuul=$VENV/zuul/bin
  daemon scheduler "$USER_NAME" "$zuul/zuul-scheduler" -c "$ETC/zuul.conf" -f
  wait_for 120 "Zuul's tables" sql zuul -e 'select 1 from zuul_build limit 1'
  for name in executor launcher web; do daemon $name "$USER_NAME" "$zuul/zuul-$name" -c "$ETC/zuul.conf" -f; done
  wait_for 120 zuul-web curl -sf "http://$H:$P_WEB/api/tenants"
  wait_for 120 "the tenant" rest_says pipelines 'length > 0'
  wait_for 60 "the daemons" sh -c "curl -sf http://$H:$P_WEB/api/components | jq -e '[.executor,.launcher,.scheduler][]|.[0].state==\"running\"'"
}

# A node whose executor died stays in "rebuilding" for good (seen with 14.3.0).
free_nodes() {
  local id
  for id in $(rest nodes | jq -r '.[] | select(.state == "rebuilding" or .state == "failed") | .id'); do
    "$VENV/zuul/bin/zuul-client" --zuul-url "http://$H:$P_WEB" --auth-token "$(cat "$ETC/token")" node-set-state --tenant bed "$id" used >>"$LOG/client.log" 2>&1 || true
  done
}

make_token() {
  (umask 077 && "$VENV/zuul/bin/zuul-admin" -c "$ETC/zuul.conf" create-auth-token --auth-config bed --tenant bed --user bed \
    --expires-in 31536000 | sed 's/^Bearer //' >"$ETC/token")
}
