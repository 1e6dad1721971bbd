# Getting a Go module and compiling a program of it. Sourced by build.

# Kubernetes publishes its go.work with its module; the folders that it names are not there.
export GOTOOLCHAIN=local GOFLAGS=-buildvcs=false GOWORK=off

# The folder of a published module; fetched, and checked against Go's checksum database, when it is not there.
module() { # module version
  command -v go >/dev/null || { echo "build: no Go compiler in PATH" >&2; return 1; }
  (cd / && go mod download "$1@$2") >&2 || { echo "$1@$2 is not to be had" >&2; return 1; }
  echo "$(go env GOMODCACHE)/$1@$2"
}

# A module replaces its siblings by folders of its own repository, which a published module does not contain. Takes a copy of
# its go.mod in which the published siblings are meant. Kubernetes asks for its own at v0.0.0: v1.34.4 is published as v0.34.4.
published() { # folder version copy
  local sibling
  cp "$1/go.mod" "$3.mod"
  cp "$1/go.sum" "$3.sum"
  chmod u+w "$3.mod" "$3.sum"
  for sibling in $(sed -nE 's/^(replace)?[[:space:]]*([^ ]+) => \.\.?\/.*/\2/p' "$1/go.mod"); do
    if grep -qE "^[[:space:]]*$sibling v0\.0\.0( |\$)" "$1/go.mod"; then
      go mod edit -replace "$sibling=$sibling@v0.${2#v1.}" "$3.mod"
    else
      go mod edit -dropreplace "$sibling" "$3.mod"
    fi
  done
}

compile() { # name module version package [linker flags]
  # Some modules are published with a part of their vendor directory, which go would take for the whole.
  local out log=$KUBE_BED_BIN/log/$1 folder modules=(-mod=readonly) began=$SECONDS
  out=$(kept "$1")
  [ ! -x "$out" ] || return 0
  folder=$(module "$2" "$3") || return 1
  if grep -qE '=> \.\.?/' "$folder/go.mod"; then
    published "$folder" "$3" "$log"
    modules=(-modfile "$log.mod" -mod=mod)
  fi
  if ! go build -C "$folder" "${modules[@]}" ${KUBE_BED_JOBS:+-p "$KUBE_BED_JOBS"} -ldflags "-s -w ${5:-}" -o "$out.new" "$4" \
    >"$log.log" 2>&1; then
    tail -n 20 "$log.log" >&2
    echo "build: $1 $3 does not compile, see $log.log" >&2
    return 1
  fi
  mv "$out.new" "$out"
  echo "$1 $3: $((SECONDS - began)) s, $(($(stat -c %s "$out") / 1048576)) MiB"
}

collect() { # name command: its output is kept as the manifests of a name
  local out
  out=$(kept "$1.yaml")
  [ ! -e "$out" ] || return 0
  "$2" "$(version_of "$1")" >"$out.new" || { echo "build: no manifests of $1" >&2; return 1; }
  mv "$out.new" "$out"
}

# A manager of Cluster API, with its definitions and webhooks.
provider() { # name module version folder
  local folder
  compile "$1" "$2" "$3" "./$4" || return 1
  folder=$(module "$2" "$3")/$4/config/default || return 1
  kustomization() { "$(kept kubectl)" kustomize "$folder" 2>/dev/null; }
  collect "$1" kustomization
}

# One file after the other.
documents() { # file...
  local file
  for file in "$@"; do
    cat "$file"
    printf '\n---\n'
  done
}

# kwok has no stages built in: these are its own default ones, without leases.
stages() { # version
  local at
  at=$(module sigs.k8s.io/kwok "$1")/kustomize/stage || return 1
  documents "$at"/node/fast/node-initialize.yaml "$at"/node/heartbeat/node-heartbeat.yaml "$at"/pod/fast/pod-{ready,complete,delete}.yaml
}

orc_crds() { # version
  local at
  at=$(module github.com/k-orc/openstack-resource-controller "$1")/config/crd/bases || return 1
  documents "$at"/*.yaml
}

snapshot_crds() { # version
  local at
  at=$(module github.com/kubernetes-csi/external-snapshotter/client/v8 "$1")/config/crd || return 1
  documents "$at"/snapshot.storage.k8s.io_*.yaml
}
