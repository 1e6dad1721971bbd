# Where the bed lives, which ports and addresses it takes, and the environment its programs run in.
#
#   KUBE_BED_DIR        all state, configuration, logs        default: state/GENERATION beside this file; at most 80 characters,
#                       because of the sockets below it
#   KUBE_BED_PORT_BASE  the first of 16 ports in a row        default: 18700, for generation v1 18720
#   KUBE_BED_RANGE      the external network's addresses      default: 127.24.0.0/22; a part of 127.0.0.0/8, see README.md
#   KUBE_BED_BIN, KUBE_BED_GEN   see programs.sh

bed=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$bed/programs.sh"
KUBE_BED_DIR=$(realpath -m "${KUBE_BED_DIR:-$bed/state/$KUBE_BED_GEN}")
export KUBE_BED_DIR
export KUBE_BED_RANGE=${KUBE_BED_RANGE:-127.24.0.0/22}

H=127.0.0.1
port=${KUBE_BED_PORT_BASE:-$([ "$KUBE_BED_GEN" = v1 ] && echo 18720 || echo 18700)}
for name in API ETCD ETCD_PEER; do
  declare "P_$name=$port"
  port=$((port + 1))
done
# Of each manager of Cluster API: webhooks, health, diagnostics.
P_PROVIDERS=$port
# The health of the OpenStack resource controller.
P_IMAGES=$((port + 12))

MANAGEMENT=$KUBE_BED_DIR/management
BIN=$KUBE_BED_DIR/bin

# A Python of one's own has no Debian modules; a proxy does not know 127.0.0.0/8.
export PATH=/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin
unset PYTHONHOME PYTHONPATH PYENV_VERSION PYENV_ROOT VIRTUAL_ENV KUBECONFIG
unset http_proxy https_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY all_proxy
for name in $(compgen -e | grep '^OS_'); do unset "$name"; done
export no_proxy=127.0.0.0/8,localhost LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1

started=$SECONDS
say() { printf '[%4ds] %s\n' $((SECONDS - started)) "$*"; }
die() {
  say "FAILED: $*" >&2
  exit 1
}
