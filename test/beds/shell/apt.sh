# Installing Debian packages on a machine that is somebody's: no daemon of theirs is started.

# Runs an apt-get command; when it fails, once more with fresh package lists.
apt_get() {
  DEBIAN_FRONTEND=noninteractive apt-get "$@" >>"$LOG/apt.log" 2>&1 9>&- && return 0
  apt-get update -q >>"$LOG/apt.log" 2>&1 9>&-
  DEBIAN_FRONTEND=noninteractive apt-get "$@" >>"$LOG/apt.log" 2>&1 9>&-
}

# Runs a command during which packages may not start their daemons, which would take their usual ports.
without_daemons() {
  local policy=/usr/sbin/policy-rc.d own='' status=0
  if [ ! -e $policy ]; then
    printf '#!/bin/sh\nexit 101\n' >$policy
    chmod 755 $policy
    own=1
  fi
  "$@" || status=$?
  [ -z "$own" ] || rm -f $policy
  return $status
}

# Those of $INSTALLED that this machine lacks.
missing_packages() {
  local name
  for name in $INSTALLED; do
    dpkg-query -W -f='${db:Status-Status}\n' "$name" 2>/dev/null | grep -qx installed || echo "$name"
  done
}

install_packages() {
  local missing
  missing=$(missing_packages)
  [ -n "$missing" ] || return 0
  say "installing packages"
  # shellcheck disable=SC2086 # words of a list
  without_daemons apt_get install -y -q --no-install-recommends $missing || died apt "apt-get install"
}
