# Makes the databases' schemas, once, all services at the same time (20 s on two cores).

python_env=(env "PYTHONPATH=$SITE" PYTHONUNBUFFERED=1)
nova_manage=("$B/nova-manage" --config-file "$ETC/nova.conf")

schema_keystone() {
  local manage=(keystone-manage --config-file "$ETC/keystone.conf") url=http://$H:$P_KEYSTONE/v3
  "${python_env[@]}" "${manage[@]}" db_sync
  "${python_env[@]}" "${manage[@]}" fernet_setup --keystone-user root --keystone-group root
  "${python_env[@]}" "${manage[@]}" credential_setup --keystone-user root --keystone-group root
  "${python_env[@]}" "${manage[@]}" bootstrap --bootstrap-password "$ADMIN_PASSWORD" --bootstrap-region-id RegionOne \
    --bootstrap-admin-url "$url" --bootstrap-internal-url "$url" --bootstrap-public-url "$url"
}

schema_placement() {
  "${python_env[@]}" placement-manage --config-file "$ETC/placement.conf" db sync
}

schema_nova() {
  local cells
  "${python_env[@]}" "${nova_manage[@]}" api_db sync
  "${python_env[@]}" "${nova_manage[@]}" cell_v2 map_cell0 \
    --database_connection "mysql+pymysql://bed:$DB_PASSWORD@$H:$P_MYSQL/nova_cell0?charset=utf8"
  "${python_env[@]}" "${nova_manage[@]}" db sync
  cells=$("${python_env[@]}" "${nova_manage[@]}" cell_v2 list_cells)
  [[ $cells == *' cell1 '* ]] || "${python_env[@]}" "${nova_manage[@]}" cell_v2 create_cell --name cell1
}

schema_neutron() {
  "${python_env[@]}" "$B/neutron-db-manage" --config-file "$ETC/neutron.conf" --config-file "$ETC/ml2.ini" upgrade heads
}

schema_glance() {
  "${python_env[@]}" "$B/glance-manage" --config-file "$ETC/glance-api.conf" db_sync
}

schema_cinder() {
  "${python_env[@]}" "$B/cinder-manage" --config-file "$ETC/cinder.conf" db sync
}

schema_octavia() {
  "${python_env[@]}" octavia-db-manage --config-file "$ETC/octavia.conf" upgrade head
}

make_schemas() {
  local name pid pids=()
  say "database schemas"
  for name in neutron keystone nova cinder octavia glance placement; do
    [ -e "$DONE/schema-$name" ] && continue
    (
      set -e
      schema_$name >"$LOG/schema-$name.log" 2>&1
      touch "$DONE/schema-$name"
    ) 9>&- &
    pids+=($!)
  done
  for pid in "${pids[@]}"; do wait "$pid" || die "a schema could not be made; see $LOG/schema-*.log"; done
}
