import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** How a stand-in for the Go compiler behaves. */
export interface GoBehaviour {
  readonly version?: string;
  /** What it says of any module instead of having it. */
  readonly error?: string;
  /** The checksum of the module. */
  readonly sum?: string;
  /** What the compiled program says of its version. */
  readonly says?: string;
  /** Compiling never ends; it writes `compiling` into the folder of `go` when it has begun. */
  readonly hangs?: boolean;
}

/** Writes a `go` that knows the few calls of a recipe. @returns its folder, for PATH */
export async function standInGo(place: string, behaviour: GoBehaviour): Promise<string> {
  const bin = join(place, 'go-bin');
  await mkdir(bin, { recursive: true });
  const { version = 'go1.26.8', sum = '', says = '', error } = behaviour;
  const module = { Path: 'example.com/module', Version: 'v1.0.0', Dir: bin, Sum: sum, GoModSum: 'h1:other=' };
  const told = error === undefined ? module : { Path: module.Path, Version: module.Version, Error: error };
  const script = `#!/bin/sh
case "$1 $2" in
'env -json')
  echo '${JSON.stringify({ GOVERSION: version, GOPROXY: 'https://somebody:hunter2@proxy.example.com,direct' })}'
  ;;
'mod download')
  echo 'go: downloading example.com/module v1.0.0' >&2
  cat <<'END'
${JSON.stringify(told, null, '\t')}
END
  ${error === undefined ? '' : 'exit 1'}
  ;;
*)
  echo "$GOFLAGS $GOTOOLCHAIN $*" >>'${join(bin, 'calls')}'
  while [ "$1" != -o ]; do shift; done
  printf '#!/bin/sh\\necho %s\\n' '${says}' >"$2"
  chmod +x "$2"
  ${behaviour.hangs === true ? `echo $$ >'${join(bin, 'compiling')}'; exec sleep 600` : ''}
  ;;
esac
`;
  await writeFile(join(bin, 'go'), script);
  await chmod(join(bin, 'go'), 0o755);
  return bin;
}
