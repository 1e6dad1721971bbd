# Certificate authorities, certificates and kubeconfigs of one control plane, in $STATE.

authority() { # name
  [ -s "$STATE/pki/$1.crt" ] || openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 365 -subj "/CN=$1" \
    -addext keyUsage=critical,digitalSignature,keyCertSign -keyout "$STATE/pki/$1.key" -out "$STATE/pki/$1.crt" 2>/dev/null
}

certificate() { # name authority subject usage [names]
  [ -s "$STATE/pki/$1.crt" ] || openssl req -x509 -CA "$STATE/pki/$2.crt" -CAkey "$STATE/pki/$2.key" -newkey ec \
    -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 365 -subj "$3" -addext basicConstraints=critical,CA:FALSE \
    -addext keyUsage=critical,digitalSignature -addext "extendedKeyUsage=$4" ${5:+-addext "subjectAltName=$5"} \
    -keyout "$STATE/pki/$1.key" -out "$STATE/pki/$1.crt" 2>/dev/null
}

# The kubeconfig NAME.kubeconfig of the one whose certificate has that name.
kubeconfig() { # name server
  [ -s "$STATE/$1.kubeconfig" ] || cat >"$STATE/$1.kubeconfig" <<EOF
apiVersion: v1
kind: Config
current-context: bed
contexts: [{name: bed, context: {cluster: bed, user: $1}}]
clusters: [{name: bed, cluster: {server: "$2", certificate-authority-data: $(base64 -w0 <"$STATE/pki/ca.crt")}}]
users:
  - name: $1
    user:
      client-certificate-data: $(base64 -w0 <"$STATE/pki/$1.crt")
      client-key-data: $(base64 -w0 <"$STATE/pki/$1.key")
EOF
}

# Takes an authority (ca) and a key for service accounts (sa) that are there already.
make_certificates() { # address port
  (
    umask 077
    mkdir -p "$STATE/pki"
    authority ca
    authority front-proxy-ca
    [ -s "$STATE/pki/sa.key" ] || openssl genrsa -out "$STATE/pki/sa.key" 2048 2>/dev/null
    openssl pkey -in "$STATE/pki/sa.key" -pubout -out "$STATE/pki/sa.pub"
    certificate apiserver ca /CN=kube-apiserver serverAuth \
      "DNS:localhost,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,IP:10.96.0.1,IP:127.0.0.1,IP:$1"
    certificate front-proxy-client front-proxy-ca /CN=front-proxy-client clientAuth
    certificate admin ca /O=system:masters/CN=admin clientAuth
    certificate kube-controller-manager ca /CN=system:kube-controller-manager clientAuth
    certificate kube-scheduler ca /CN=system:kube-scheduler clientAuth
    for name in admin kube-controller-manager kube-scheduler; do kubeconfig $name "https://$1:$2"; done
  )
}
