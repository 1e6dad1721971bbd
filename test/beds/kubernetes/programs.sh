# Which program of which version is needed for what, and where its binary is kept. Sourced by build, up and what up starts.
#
#   KUBE_BED_BIN  the binaries, NAME-VERSION each; kept, and shared by all beds   default: troika/kubernetes in the user's cache
#   KUBE_BED_GEN  v2: Cluster API 1.10 and its OpenStack provider 0.12 (default); v1: 1.6 and 0.9

export KUBE_BED_BIN=${KUBE_BED_BIN:-${XDG_CACHE_HOME:-$HOME/.cache}/troika/kubernetes}
export KUBE_BED_GEN=${KUBE_BED_GEN:-v2}

# A cluster with a Service and a bound volume needs these.
PROVIDERS="capi-core capi-bootstrap capi-kcp capo"
MINIMAL="etcd kubectl kube-apiserver kube-controller-manager kube-scheduler kwok $PROVIDERS occm cinder-csi csi-provisioner"
# Attaching, snapshots; images as objects of the management cluster.
FURTHER="csi-attacher csi-snapshotter snapshot-controller"
[ "$KUBE_BED_GEN" = v1 ] || FURTHER="$FURTHER orc"

version_of() { # name
  case $1-$KUBE_BED_GEN in
    etcd-*) echo v3.6.8 ;;
    kubectl-* | kube-*) echo v1.34.4 ;;
    kwok-*) echo v0.8.0 ;;
    capi-*-v1) echo v1.6.3 ;;
    capi-*-v2) echo v1.10.0 ;;
    capo-v1) echo v0.9.0 ;;
    capo-v2) echo v0.12.1 ;;
    orc-v2) echo v1.0.0 ;;
    occm-* | cinder-csi-*) echo v1.31.2 ;;
    csi-provisioner-*) echo v5.1.0 ;;
    csi-attacher-*) echo v4.13.0 ;;
    csi-snapshotter-* | snapshot-controller-*) echo v8.1.0 ;;
    snapshot-crds-*) echo v8.0.0 ;;
    *)
      echo "no program $1 in generation $KUBE_BED_GEN" >&2
      return 1
      ;;
  esac
}

# A binary, or (NAME.yaml) the manifests that belong to it.
kept() { # name
  local name=${1%.yaml}
  echo "$KUBE_BED_BIN/$name-$(version_of "$name")${1#"$name"}"
}
