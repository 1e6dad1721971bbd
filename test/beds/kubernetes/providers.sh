# Cluster API and its OpenStack provider on the management cluster, with their webhooks on loopback.

provider_name() { # 0 to 3
  local names
  read -ra names <<<"$PROVIDERS"
  echo "${names[$1]}"
}

# Applied once: definitions, webhooks, and the policy that makes etcd an external one (see etcd.yaml).
apply_providers() {
  local i name
  [ ! -e "$MANAGEMENT/applied" ] || return 0
  [ ! -e "$RUN/kube-apiserver.broken" ] || return 0
  certificate webhooks ca /CN=webhooks serverAuth "IP:$H"
  mkdir -p "$MANAGEMENT/webhooks"
  cp "$MANAGEMENT/pki/webhooks.crt" "$MANAGEMENT/webhooks/tls.crt"
  cp "$MANAGEMENT/pki/webhooks.key" "$MANAGEMENT/webhooks/tls.key"
  {
    for i in 0 1 2 3; do
      name=$(provider_name "$i")
      python3 "$bed/providers.py" "https://$H:$((P_PROVIDERS + i))" "$MANAGEMENT/pki/ca.crt" <"$(kept "$name.yaml")" |
        kube apply --server-side --force-conflicts -f -
    done
    [ "$KUBE_BED_GEN" = v1 ] || kube apply --server-side -f "$(kept orc.yaml)"
    kube wait --for condition=Established crd --all --timeout 60s
    kube apply --server-side -f "$bed/etcd.yaml"
  } >>"$LOG/apply.log" 2>&1 || died apply "the definitions of Cluster API were not taken"
  touch "$MANAGEMENT/applied"
}

start_provider() { # 0 to 3, arguments...
  local name webhooks=$((P_PROVIDERS + $1)) health=$((P_PROVIDERS + 4 + $1)) diagnostics=$((P_PROVIDERS + 8 + $1))
  name=$(provider_name "$1")
  shift
  launch "$name" env POD_NAMESPACE=capi-system POD_NAME="$name" POD_UID=0 "$BIN/$name" --kubeconfig "$MANAGEMENT/admin.kubeconfig" \
    --leader-elect=false --webhook-port "$webhooks" --webhook-cert-dir "$MANAGEMENT/webhooks" --health-addr "$H:$health" \
    --diagnostics-address "$H:$diagnostics" --insecure-diagnostics "$@"
}

manages_images() { [ -e "$BIN/orc" ]; }

start_providers() {
  local i
  start_provider 0 --feature-gates MachinePool=false,ClusterResourceSet=true,ClusterTopology=true,RuntimeSDK=false
  start_provider 1 --feature-gates MachinePool=false
  start_provider 2 --feature-gates MachinePool=false,ClusterTopology=true
  start_provider 3 --v 2
  # Images as objects, for whoever asks for some.
  if manages_images; then
    launch orc "$BIN/orc" --kubeconfig "$MANAGEMENT/admin.kubeconfig" --health-probe-bind-address "$H:$P_IMAGES"
  fi
  # Without its API a manager is never ready.
  [ ! -e "$RUN/kube-apiserver.broken" ] || return 0
  for i in 0 1 2 3; do usable 60 "$(provider_name "$i")" curl -sf -m 5 "http://$H:$((P_PROVIDERS + 4 + i))/readyz"; done
  if manages_images; then usable 60 orc curl -sf -m 5 "http://$H:$P_IMAGES/readyz"; fi
}
