# A Kubernetes control plane without a kubelet, in $STATE, as processes. The same for the management cluster and for the
# clusters that Cluster API makes.

# Starts a program unless a test has broken it.
launch() { # name command...
  [ -e "$RUN/$1.broken" ] || (cd / && start "$@")
}

# Waits until a program that runs can be used.
usable() { # seconds name command...
  local seconds=$1 name=$2 i
  shift 2
  for ((i = 0; i < seconds * 5; i++)); do
    if [ -e "$RUN/$name.broken" ] || "$@" >/dev/null 2>&1; then return 0; fi
    alive "$name" || died "$name" "$name ended"
    sleep 0.2
  done
  died "$name" "$name: not of use after $seconds s"
}

kube() { "$BIN/kubectl" --kubeconfig "$STATE/admin.kubeconfig" "$@"; }

# Nothing here must survive a power cut, so nothing waits for the disk.
start_etcd() { # address port peer-port
  local client=http://$1:$2 peer=http://$1:$3
  launch etcd "$BIN/etcd" --name bed --data-dir "$STATE/etcd" --unsafe-no-fsync --log-level warn \
    --listen-client-urls "$client" --advertise-client-urls "$client" --listen-peer-urls "$peer" \
    --initial-advertise-peer-urls "$peer" --initial-cluster "bed=$peer"
  usable 30 etcd curl -sf -m 5 "$client/health"
}

# The API server refuses to tell clients a loopback address, so it tells none. No node has an ExternalDNS address: the server
# would otherwise dial the servers' private addresses.
start_api() { # address port etcd-port arguments...
  local address=$1 port=$2 etcd=$3 pki=$STATE/pki
  shift 3
  launch kube-apiserver "$BIN/kube-apiserver" --etcd-servers "http://$address:$etcd" --bind-address "$address" --secure-port "$port" \
    --tls-cert-file "$pki/apiserver.crt" --tls-private-key-file "$pki/apiserver.key" --client-ca-file "$pki/ca.crt" \
    --service-account-issuer https://kubernetes.default.svc.cluster.local --service-account-key-file "$pki/sa.pub" \
    --service-account-signing-key-file "$pki/sa.key" --authorization-mode Node,RBAC --allow-privileged \
    --enable-bootstrap-token-auth --endpoint-reconciler-type none --service-cluster-ip-range 10.96.0.0/16 \
    --kubelet-preferred-address-types ExternalDNS --requestheader-client-ca-file "$pki/front-proxy-ca.crt" \
    --requestheader-allowed-names front-proxy-client --requestheader-username-headers X-Remote-User \
    --requestheader-group-headers X-Remote-Group --requestheader-extra-headers-prefix X-Remote-Extra- \
    --proxy-client-cert-file "$pki/front-proxy-client.crt" --proxy-client-key-file "$pki/front-proxy-client.key" "$@"
  usable 90 kube-apiserver kube get --raw /readyz
}

as() { # name: the arguments with which a controller is who its certificate says
  local identity=$STATE/$1.kubeconfig
  echo --kubeconfig "$identity" --authentication-kubeconfig "$identity" --authorization-kubeconfig "$identity"
}

# Without credentials of their own for the controllers, their writes to nodes and replica sets are forbidden. On a busy machine kwok's
# heartbeats come late: a node that is given up has its pods marked as not ready, and kwok never marks them ready again.
start_controllers() { # arguments of the controller manager...
  # shellcheck disable=SC2046 # words
  launch kube-controller-manager "$BIN/kube-controller-manager" $(as kube-controller-manager) --leader-elect=false --secure-port 0 \
    --root-ca-file "$STATE/pki/ca.crt" --service-account-private-key-file "$STATE/pki/sa.key" \
    --cluster-signing-cert-file "$STATE/pki/ca.crt" --cluster-signing-key-file "$STATE/pki/ca.key" \
    --node-monitor-grace-period 10m \
    --use-service-account-credentials --controllers '*,bootstrapsigner,tokencleaner' "$@"
  # shellcheck disable=SC2046 # words
  launch kube-scheduler "$BIN/kube-scheduler" $(as kube-scheduler) --leader-elect=false --secure-port 0
}
