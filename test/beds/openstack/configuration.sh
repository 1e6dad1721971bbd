# Writes every configuration file anew, from templates/ and the settings.

render() { # template target name=value...
  local template=$1 target=$2
  shift 2
  /usr/bin/python3 "$bed/render.py" "$bed/templates/$template" "$ETC/$target" "$@"
}

uwsgi() { # name port file processes extra
  render uwsgi.ini "uwsgi-$1.ini" "port=$2" "file=$3" "processes=$4" "extra=$5"
}

make_secrets() {
  local name
  if [ ! -s "$BED_DIR/secrets" ]; then
    (
      umask 077
      for name in DB_PASSWORD SERVICE_PASSWORD ADMIN_PASSWORD E2E_PASSWORD OTHER_PASSWORD DEV_PASSWORD \
        APPLICATION_CREDENTIAL_SECRET RABBIT_COOKIE HASH; do
        echo "$name=$(head -c 18 /dev/urandom | od -An -tx1 | tr -d ' \n')"
      done >"$BED_DIR/secrets"
    )
  fi
  set -a
  . "$BED_DIR/secrets"
  set +a
}

write_configuration() {
  local name kind port
  mkdir -p "$DATA"/{glance/images,glance/staging,nova,cinder,neutron,octavia,swift/d1,keystone-fernet,keystone-credential} \
    "$BED_DIR/cache/swift"
  cp -r "$bed/drivers/." "$SITE"
  for name in keystone.conf placement.conf nova.conf neutron.conf ml2.ini glance-api.conf cinder.conf octavia.conf \
    rabbitmq.conf swift.conf swift-proxy.conf; do
    render $name $name
  done
  for kind in object:$P_SWIFT_OBJECT container:$P_SWIFT_CONTAINER account:$P_SWIFT_ACCOUNT; do
    port=${kind#*:} kind=${kind%:*}
    render swift-store.conf "swift-$kind.conf" "kind=$kind" "port=$port"
  done
  uwsgi keystone "$P_KEYSTONE" /usr/bin/keystone-wsgi-public 2 ''
  uwsgi placement "$P_PLACEMENT" /usr/bin/placement-api 1 ''
  uwsgi octavia-api "$P_OCTAVIA" /usr/bin/octavia-wsgi 2 "pyargv = --config-file=$ETC/octavia.conf"
  [ -s "$ETC/octavia-ca.pem" ] || openssl req -x509 -newkey rsa:2048 -days 3650 -subj /CN=bed -passout pass:bedpass \
    -keyout "$ETC/octavia-ca.key" -out "$ETC/octavia-ca.pem" >/dev/null 2>&1
}
