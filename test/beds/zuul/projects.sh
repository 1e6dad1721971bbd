# Projects as bare repositories.

# push PROJECT DIRECTORY: the tree of a directory becomes the next commit of branch main; tells what it is.
push() {
  local project=$1 tree old new
  local repository=$GIT/$project.git
  [ -d "$repository" ] || git init -q --bare "$repository"
  (
    export GIT_DIR=$repository GIT_WORK_TREE=$2 GIT_INDEX_FILE=$repository/bed-index
    rm -f "$GIT_INDEX_FILE"
    cd "$2" && git add -A -f .
    tree=$(git write-tree)
    old=$(git rev-parse -q --verify refs/heads/main || true)
    if [ -n "$old" ] && [ "$(git rev-parse "$old^{tree}")" = "$tree" ]; then exit 0; fi
    new=$(git commit-tree "$tree" ${old:+-p "$old"} -m "the tree of $project")
    git update-ref refs/heads/main "$new"
    rm -f "$GIT_INDEX_FILE"
    ! port_open "$P_WEB" || curl -sf -o /dev/null -H 'Content-Type: application/json' "http://$H:$P_GITLAB/bed/push" \
      -d "{\"project\":\"$project\",\"branch\":\"main\",\"before\":\"${old:-0000000000000000000000000000000000000000}\",\"after\":\"$new\"}"
  )
}

push_config() {
  local stage i key
  stage=$(mktemp -d)
  cp -r "$bed/config/." "$stage/"
  cp "$bed/../../../examples/zuul/pipelines.yaml" "$stage/zuul.d/"
  key=$(cut -d' ' -f1,2 "$ETC/host_key.pub")
  for i in $(seq "$NODES"); do
    echo "      - { name: $H, connection-port: $P_SSH, username: $(node_user "$i"), label: node, host-key: \"$key\" }"
  done >"$stage/nodes"
  sed -i -e "/# nodes/{r $stage/nodes" -e 'd}' -e "s/@SSH@/$P_SSH/; s/@USER@/$(node_user 1)/" "$stage/zuul.d/nodes.yaml"
  rm "$stage/nodes"
  push config "$stage"
  rm -rf "$stage"
}
