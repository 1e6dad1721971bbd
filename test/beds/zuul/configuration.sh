# Users, keys, certificates, secrets, and every configuration file.

make_user() { # name home
  if id "$1" >/dev/null 2>&1; then
    [ "$(getent passwd "$1" | cut -d: -f6)" = "$2" ] || die "user $1 belongs to another bed: ZUUL_BED_PORT_BASE chooses the names"
  else
    useradd --system --user-group --home-dir "$2" --no-create-home --shell /bin/bash "$1"
    usermod -p '*' "$1"
  fi
  mkdir -p "$2"
  chown "$1:" "$2"
}

make_users() {
  local i
  make_user "$USER_NAME" "$ZUUL_BED_DIR/home"
  for i in $(seq "$NODES"); do make_user "$(node_user "$i")" "$ZUUL_BED_DIR/nodes/$i"; done
  chown "$USER_NAME:" "$LOG" "$RUN" "$LOGS" "$BUILDS" "$DATA"/{zookeeper,mysql,state,executor-git,merger-git}
}

make_secrets() {
  local name
  for name in keystore hook api auth; do
    [ -s "$ETC/$name.secret" ] || (umask 077 && openssl rand -hex 20 >"$ETC/$name.secret")
  done
  [ -e "$ETC/node_key" ] || ssh-keygen -q -t rsa -b 3072 -m PEM -N '' -C zuul-executor -f "$ETC/node_key"
  [ -e "$ETC/host_key" ] || ssh-keygen -q -t ed25519 -N '' -f "$ETC/host_key"
  [ -e "$ETC/zookeeper.pem" ] || make_certificate
  chown "$USER_NAME:" "$ETC"/node_key "$ETC"/zookeeper.*
}

make_certificate() {
  (
    cd "$ETC"
    umask 077
    openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=bed -keyout ca.key -out ca.pem
    openssl req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout zookeeper.key -out zookeeper.csr
    printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\n' >extension
    openssl x509 -req -in zookeeper.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 3650 -extfile extension \
      -out zookeeper.crt
    cat zookeeper.crt zookeeper.key >zookeeper.pem
    chmod 644 ca.pem
  ) >>"$LOG/openssl.log" 2>&1
}

secret() { cat "$ETC/$1.secret"; }

# render TEMPLATE TARGET: fills in the variables of the settings, and the secrets.
render() {
  KEYSTORE=$(secret keystore) HOOK=$(secret hook) TOKEN=$(secret api) AUTH=$(secret auth) ANSIBLE=$ANSIBLE \
    /usr/bin/python3 -c 'import os, string, sys; sys.stdout.write(string.Template(sys.stdin.read()).substitute(os.environ))' \
    <"$bed/templates/$1" >"$ETC/$2"
}

write_configuration() {
  printf '[safe]\n\tdirectory = *\n[user]\n\tname = bed\n\temail = bed@bed.invalid\n[init]\n\tdefaultBranch = main\n[protocol "file"]\n\tallow = always\n' \
    >"$GIT_CONFIG_GLOBAL"
  ln -sf "$GIT_CONFIG_GLOBAL" "$ZUUL_BED_DIR/home/.gitconfig"
  for name in zoo.cfg sshd_config zuul.conf site-vars.yaml; do render $name $name; done
  chown "$USER_NAME:" "$ETC/zuul.conf"
  chmod 600 "$ETC/zuul.conf"
  cp "$ETC/node_key.pub" "$ETC/authorized_keys"
  [ -s "$ETC/projects" ] || echo svc >"$ETC/projects"
  write_tenant
}

# Untrusted projects: one for each line of `projects`.
write_tenant() {
  render tenant.yaml main.yaml
  sed 's/^/          - /' "$ETC/projects" >>"$ETC/main.yaml"
}
