# Debian's packages, and Zuul with the one Ansible it uses by default from PyPI.

ZUUL_VERSION=14.3.0
INSTALLED="bubblewrap git rsync openssh-client openssh-server openssl curl jq procps util-linux python3 python3-venv
  libzookeeper-java libnetty-java libslf4j-java default-jre-headless mariadb-server-core mariadb-client-core"

# Any Java will do.
if command -v java >/dev/null; then INSTALLED=${INSTALLED/default-jre-headless/}; fi

# environment NAME PACKAGES...: a Python environment below $VENV, made once.
environment() {
  local path=$VENV/$1
  shift
  [ ! -e "$path/.whole" ] || return 0
  say "python: $*"
  rm -rf "$path"
  mkdir -p "$(dirname "$path")"
  /usr/bin/python3 -m venv "$path"
  "$path/bin/python" -m pip install --quiet --disable-pip-version-check "$@" >>"$LOG/pip.log" 2>&1 || died pip "pip install $*"
  touch "$path/.whole"
}

install_zuul() {
  local version site file
  environment zuul "zuul==$ZUUL_VERSION" zuul-client
  site=$(echo "$VENV"/zuul/lib/python3*/site-packages/zuul)
  version=$(sed -n 's/^default_version *= *//p' "$site/lib/ansible-config.conf")
  environment "ansible/$version" "ansible>=$version,<$((version + 1))" jmespath netaddr google-re2 passlib voluptuous
  ansible_bin=$ANSIBLE/$version/bin
  # The executor does not start unless every version it supports answers; only the default one is ever used here.
  for version in $(sed -n 's/^\[\([0-9.]*\)\]$/\1/p' "$site/lib/ansible-config.conf"); do
    [ -e "$ANSIBLE/$version" ] || ln -s "$(basename "$(dirname "$ansible_bin")")" "$ANSIBLE/$version"
  done
  # The finger port has no option for its address, and would listen everywhere.
  for file in "$site/cmd/executor.py"; do
    sed -i "s/'::', self.finger_port/'::ffff:127.0.0.1', self.finger_port/" "$file"
  done
}
