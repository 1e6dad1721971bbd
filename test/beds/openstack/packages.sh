# Debian's packages. The service packages (nova-api, keystone …) configure databases, users and units through debconf,
# which a test bed must not do to a machine. So only Python libraries and the base daemons are installed; of the service
# packages merely the scripts and paste files are unpacked into the bed's own directory.

INSTALLED="mariadb-server rabbitmq-server memcached uwsgi-core uwsgi-plugin-python3 curl openssl procps
  python3-pymysql python3-sqlalchemy-ext python3-memcache python3-openstackclient python3-octaviaclient
  python3-keystone python3-placement python3-nova python3-neutron python3-glance python3-cinder python3-octavia python3-swift"
UNPACKED="nova-common nova-api nova-conductor nova-scheduler nova-compute neutron-common neutron-server
  glance-common glance-api cinder-common cinder-api cinder-scheduler cinder-volume
  swift swift-proxy swift-account swift-container swift-object"

unpack_packages() {
  local file
  [ -e "$DONE/debroot" ] && return 0
  say "unpacking service packages"
  mkdir -p "$BED_DIR/debs" "$DEB"
  chmod 777 "$BED_DIR/debs" # apt-get downloads as its own user
  # shellcheck disable=SC2086 # words of a list
  (cd "$BED_DIR/debs" && apt_get download -q $UNPACKED) || died apt "apt-get download"
  for file in "$BED_DIR"/debs/*.deb; do dpkg -x "$file" "$DEB"; done
  touch "$DONE/debroot"
}
