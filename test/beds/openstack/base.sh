# What all services stand on: MariaDB, memcached, RabbitMQ; and the databases' schemas.

start_mariadb() {
  if [ ! -e "$DONE/mysql" ]; then
    say "initialising MariaDB"
    rm -rf "$DATA/mysql"
    mariadb-install-db --no-defaults --user=root --datadir="$DATA/mysql" --auth-root-authentication-method=socket \
      --auth-root-socket-user=root --skip-test-db >"$LOG/mysql-init.log" 2>&1
    touch "$DONE/mysql"
  fi
  # Nothing here must survive a power cut, so nothing waits for the disk. The socket's path is relative, because a
  # socket's path may have 107 characters only.
  start mariadb mariadbd --no-defaults --user=root --datadir="$DATA/mysql" --socket=mysql.sock \
    --pid-file="$DATA/mysql/pid" --bind-address="$H" --port="$P_MYSQL" --skip-name-resolve --max-connections=3000 \
    --character-set-server=utf8mb3 --collation-server=utf8mb3_general_ci --skip-log-bin --tmpdir="$DATA" \
    --innodb-buffer-pool-size=512M --innodb-flush-log-at-trx-commit=0 --innodb-doublewrite=0 \
    --innodb-flush-method=fsync --thread-cache-size=64
}

make_databases() {
  local name
  [ -e "$DONE/databases" ] && return 0
  {
    for name in keystone placement nova_api nova nova_cell0 neutron glance cinder octavia; do
      echo "CREATE DATABASE IF NOT EXISTS $name CHARACTER SET utf8mb3;"
    done
    echo "CREATE USER IF NOT EXISTS bed@'$H' IDENTIFIED BY '$DB_PASSWORD'; GRANT ALL ON *.* TO bed@'$H';"
  } | (cd "$DATA/mysql" && mariadb --no-defaults --socket=mysql.sock -uroot)
  touch "$DONE/databases"
}

# Erlang programs of one machine find each other by a port mapper and a cookie. This RabbitMQ has both for itself, and
# a node name with its port in it, so that it meets no other one. epmd is started here and awaited: Erlang would
# otherwise start one of its own, which nobody would stop.
start_rabbit() {
  local home=$DATA/rabbit
  mkdir -p "$home"
  export ERL_EPMD_PORT=$P_EPMD ERL_EPMD_ADDRESS=$H
  start epmd epmd -address "$H" -port "$P_EPMD"
  if [ ! -e "$home/.erlang.cookie" ]; then
    (umask 077 && printf '%s' "$RABBIT_COOKIE" >"$home/.erlang.cookie")
    chmod 400 "$home/.erlang.cookie"
  fi
  echo '[].' >"$ETC/rabbit-plugins"
  : >"$ETC/rabbit-env.conf"
  wait_port epmd "$P_EPMD" 20
  start rabbit env HOME="$home" RABBITMQ_NODENAME="bed$P_RABBIT@localhost" RABBITMQ_DIST_PORT="$P_RABBIT_DIST" \
    RABBITMQ_CONF_ENV_FILE="$ETC/rabbit-env.conf" RABBITMQ_CONFIG_FILE="$ETC/rabbitmq.conf" \
    RABBITMQ_ADVANCED_CONFIG_FILE="$ETC/rabbit-advanced.config" RABBITMQ_ENABLED_PLUGINS_FILE="$ETC/rabbit-plugins" \
    RABBITMQ_GENERATED_CONFIG_DIR="$home/config" RABBITMQ_MNESIA_BASE="$home/mnesia" RABBITMQ_LOG_BASE="$LOG/rabbit" \
    RABBITMQ_PID_FILE="$home/pid" \
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1}" \
    /usr/lib/rabbitmq/bin/rabbitmq-server
}

start_base() {
  need_free_port mariadb "$P_MYSQL"
  need_free_port memcached "$P_MEMCACHE"
  need_free_port epmd "$P_EPMD"
  need_free_port rabbit "$P_RABBIT"
  start_mariadb
  start memcached memcached -u root -l "$H" -p "$P_MEMCACHE" -m 128 -c 4096
  start_rabbit
  wait_port mariadb "$P_MYSQL" 60
  make_databases
}
