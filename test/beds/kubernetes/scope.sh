# What break and mend mean by their arguments. Sets STATE, RUN, LOG and the programs of the parts named.

scope() { # CLUSTER|management part...
  local part
  if [ "$1" = management ]; then STATE=$MANAGEMENT; else STATE=$(cluster_directory "$1"); fi
  [ -d "$STATE/run" ] || die "no cluster $1 runs in $KUBE_BED_DIR"
  RUN=$STATE/run LOG=$STATE/log
  shift
  [ $# -gt 0 ] || die "name a part: api, etcd, controllers, occm, csi, capi, capo, orc, or a program"
  broken=
  for part in "$@"; do
    case $part in
      api) broken="$broken kube-apiserver" ;;
      controllers) broken="$broken kube-controller-manager kube-scheduler" ;;
      csi) broken="$broken csi-provisioner csi-attacher csi-snapshotter cinder-csi" ;;
      capi) broken="$broken capi-core capi-bootstrap capi-kcp" ;;
      *) [ -e "$BIN/$part" ] || die "no part or program $part"; broken="$broken $part" ;;
    esac
  done
}

# By name, or by namespace/name.
cluster_directory() {
  local found
  case $1 in
    */*) found=$KUBE_BED_DIR/clusters/${1%%/*}.${1#*/} ;;
    *) found=$(compgen -G "$KUBE_BED_DIR/clusters/*.$1" || true) ;;
  esac
  [ -n "$found" ] || die "no cluster is called $1 in $KUBE_BED_DIR"
  [ "$(wc -l <<<"$found")" = 1 ] || die "several clusters are called $1; say NAMESPACE/$1"
  echo "$found"
}
