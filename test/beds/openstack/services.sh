# Starts the services, in the order in which they need each other.

python() { # name script arguments...
  local name=$1
  shift
  start "$name" "${python_env[@]}" /usr/bin/python3 "$@"
}

start_keystone() {
  say "keystone"
  wait_port rabbit "$P_RABBIT" 90
  need_free_port keystone "$P_KEYSTONE"
  start keystone "${python_env[@]}" OS_KEYSTONE_CONFIG_FILES="$ETC/keystone.conf" \
    uwsgi_python3 --ini "$ETC/uwsgi-keystone.ini"
  wait_http keystone "http://$H:$P_KEYSTONE/v3" 60
}

provision() { # identities|resources
  /usr/bin/python3 "$bed/provision.py" "$1" >"$LOG/provision-$1.log" 2>&1 9>&- || died "provision-$1" "provision $1"
}

make_ring() { # kind port
  local builder=("$B/swift-ring-builder" "$ETC/$1.builder")
  [ -e "$ETC/$1.ring.gz" ] && return 0
  {
    "${builder[@]}" create 6 1 0
    "${builder[@]}" add --region 1 --zone 1 --ip "$H" --port "$2" --device d1 --weight 100
    "${builder[@]}" rebalance
  } >>"$LOG/swift-ring.log" 2>&1 || [ -e "$ETC/$1.ring.gz" ] || die "swift ring $1"
}

start_swift() {
  local kind port
  for kind in object:$P_SWIFT_OBJECT container:$P_SWIFT_CONTAINER account:$P_SWIFT_ACCOUNT; do
    port=${kind#*:} kind=${kind%:*}
    make_ring "$kind" "$port"
    python "swift-$kind" -m bedfake.swiftrun "$ETC" "$B/swift-$kind-server" "$ETC/swift-$kind.conf" -v
  done
  python swift-proxy -m bedfake.swiftrun "$ETC" "$B/swift-proxy-server" "$ETC/swift-proxy.conf" -v
}

start_services() {
  local name identities
  for name in neutron:$P_NEUTRON placement:$P_PLACEMENT glance:$P_GLANCE nova-api:$P_NOVA cinder-api:$P_CINDER \
    octavia-api:$P_OCTAVIA swift-proxy:$P_SWIFT; do
    need_free_port "${name%:*}" "${name#*:}"
  done
  provision identities &
  identities=$!
  say "services"
  python neutron "$B/neutron-server" --config-file "$ETC/neutron.conf" --config-file "$ETC/ml2.ini"
  start placement "${python_env[@]}" OS_PLACEMENT_CONFIG_DIR="$ETC" uwsgi_python3 --ini "$ETC/uwsgi-placement.ini"
  python glance "$B/glance-api" --config-file "$ETC/glance-api.conf"
  wait "$identities" || exit 1
  for name in conductor scheduler api; do python nova-$name "$B/nova-$name" --config-file "$ETC/nova.conf"; done
  for name in api scheduler volume; do python cinder-$name "$B/cinder-$name" --config-file "$ETC/cinder.conf"; done
  start_swift
  wait_http neutron "http://$H:$P_NEUTRON/" 120
  start octavia-api "${python_env[@]}" uwsgi_python3 --ini "$ETC/uwsgi-octavia-api.ini"
  python octavia-worker -m bedfake.octaviarun /usr/bin/octavia-worker --config-file "$ETC/octavia.conf"
  wait_http placement "http://$H:$P_PLACEMENT/" 60
  python nova-compute -m bedfake.novarun "$B/nova-compute" --config-file "$ETC/nova.conf"
  wait_http nova-api "http://$H:$P_NOVA/" 120
  wait_http glance "http://$H:$P_GLANCE/" 60
  wait_http cinder-api "http://$H:$P_CINDER/" 60
  wait_http octavia-api "http://$H:$P_OCTAVIA/" 60
  wait_http swift-proxy "http://$H:$P_SWIFT/healthcheck" 60
}

# Nova schedules to a host only after it was mapped into a cell, once it has reported.
map_compute_host() {
  [ -e "$DONE/cell-host" ] && return 0
  local hosts
  "${python_env[@]}" "${nova_manage[@]}" cell_v2 discover_hosts >"$LOG/discover.log" 2>&1 9>&- ||
    died discover "nova-manage cell_v2 discover_hosts"
  hosts=$("${python_env[@]}" "${nova_manage[@]}" cell_v2 list_hosts 2>>"$LOG/discover.log" 9>&-)
  [[ $hosts == *bed-compute-1* ]] || died discover "nova-compute is in no cell"
  touch "$DONE/cell-host"
}
