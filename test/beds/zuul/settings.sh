# Where the bed lives, which ports and users it takes, and the environment its programs run in. Sourced by up and down.
#
#   ZUUL_BED_DIR        all state, configuration, logs      default: /var/lib/troika-zuul; at most 26 characters, since
#                       Ansible has sockets below it, whose path ends after 107 (a job then fails in its setup, without a log)
#   ZUUL_BED_VENV       Zuul and Ansible, kept by --wipe    default: $ZUUL_BED_DIR/python
#   ZUUL_BED_PORT_BASE  the first of 5 ports in a row       default: 17900

bed=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export ZUUL_BED_DIR=${ZUUL_BED_DIR:-/var/lib/troika-zuul}
VENV=${ZUUL_BED_VENV:-$ZUUL_BED_DIR/python}
ANSIBLE=$VENV/ansible
port=${ZUUL_BED_PORT_BASE:-17900}
export H=127.0.0.1
for name in ZOOKEEPER WEB GITLAB SSH FINGER; do
  export "P_$name=$port"
  port=$((port + 1))
done

# The daemons run as a user of their own, each static node is another: their homes do not collide.
NODES=3
USER_NAME=tz${P_ZOOKEEPER}
export USER_NAME
node_user() { echo "$USER_NAME-n$1"; }

# A Python of the caller's own is not seen in bubblewrap, which shows the jobs /usr and little else.
export PATH=/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin
unset PYTHONHOME PYTHONPATH PYENV_VERSION PYENV_ROOT VIRTUAL_ENV
unset http_proxy https_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY all_proxy
export no_proxy=127.0.0.1,localhost LC_ALL=C.UTF-8

export ETC=$ZUUL_BED_DIR/etc LOG=$ZUUL_BED_DIR/log RUN=$ZUUL_BED_DIR/run DATA=$ZUUL_BED_DIR/data
export GIT=$ZUUL_BED_DIR/git LOGS=$ZUUL_BED_DIR/logs BUILDS=$ZUUL_BED_DIR/builds
export GIT_CONFIG_GLOBAL=$ETC/gitconfig
API=http://$H:$P_WEB/api/tenant/bed

started=$SECONDS
say() { printf '[%4ds] %s\n' $((SECONDS - started)) "$*"; }
die() {
  say "FAILED: $*" >&2
  exit 1
}
