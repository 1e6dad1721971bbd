# Where the bed lives, which ports it takes, and the environment its programs run in. Sourced by up and down.
#
#   BED_DIR        all state, configuration, logs     default: state beside this file
#   BED_CLOUDS     the clouds.yaml to write            default: $BED_DIR/clouds.yaml
#   BED_PORT_BASE  the first of 16 ports in a row      default: 17700

bed=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export BED_DIR=${BED_DIR:-$bed/state}
export BED_CLOUDS=${BED_CLOUDS:-$BED_DIR/clouds.yaml}
port=${BED_PORT_BASE:-17700}

export H=127.0.0.1
for name in KEYSTONE NEUTRON NOVA PLACEMENT GLANCE CINDER OCTAVIA SWIFT \
  SWIFT_OBJECT SWIFT_CONTAINER SWIFT_ACCOUNT MYSQL RABBIT RABBIT_DIST EPMD MEMCACHE; do
  export "P_$name=$port"
  port=$((port + 1))
done

# Each of these may be asked for by a variable of the caller's: a proxy, a cloud, a Python of one's own (pyenv or a
# virtualenv first in PATH). Any of them would break Debian's Python programs.
export PATH=/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin
unset PYTHONHOME PYTHONPATH PYENV_VERSION PYENV_ROOT VIRTUAL_ENV
unset http_proxy https_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY all_proxy
for name in $(compgen -e | grep '^OS_'); do unset "$name"; done
export no_proxy=127.0.0.1,localhost LC_ALL=C.UTF-8

export ETC=$BED_DIR/etc LOG=$BED_DIR/log DATA=$BED_DIR/data SITE=$BED_DIR/site DEB=$BED_DIR/debroot
export HOME=$DATA XDG_CACHE_HOME=$BED_DIR/cache
RUN=$BED_DIR/run DONE=$BED_DIR/done B=$DEB/usr/bin

started=$SECONDS
say() { printf '[%4ds] %s\n' $((SECONDS - started)) "$*"; }
die() {
  say "FAILED: $*" >&2
  exit 1
}
