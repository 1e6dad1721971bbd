import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Argv } from '../io/command.ts';
import type { Pin } from './pins.ts';

interface Named {
  readonly path: string;
  readonly version: string;
}

/** A Go module that is here: where, and its checksums. */
export interface Fetched extends Named {
  readonly folder: string;
  readonly sum: string;
  /** Of its go.mod alone. */
  readonly modSum: string;
}

/** A Go module as `go mod download -json` tells it. */
export type Download = Fetched | (Named & { readonly wrong: string });

const Told = z.object({
  Path: z.string(),
  Version: z.string(),
  Error: z.string().optional(),
  Dir: z.string().optional(),
  Sum: z.string().optional(),
  GoModSum: z.string().optional(),
});

/** Its answers for several modules stand one after the other, with what it says of its progress before and between them. */
export function readDownloads(text: string): readonly Download[] {
  return [...text.matchAll(/^\{$[\s\S]*?^\}$/gm)].map(([one]) => {
    const { Path: path, Version: version, Error: wrong, Dir, Sum, GoModSum } = Told.parse(JSON.parse(one));
    if (wrong === undefined && Dir !== undefined && Sum !== undefined && GoModSum !== undefined)
      return { path, version, folder: Dir, sum: Sum, modSum: GoModSum };
    return { path, version, wrong: wrong ?? 'it was not fetched whole' };
  });
}

const REPLACED = /^(?:replace)?[ \t]*(\S+) => \.\.?\/\S*$/gm;

/**
 * A go.mod that takes modules from folders of its own repository, as one that takes the published ones. Kubernetes asks for its own at
 * v0.0.0: v1.34.4 publishes them as v0.34.4 (kubernetes/kubernetes, staging/README.md).
 */
export function publishedGoMod(
  goMod: string,
  version: string,
): { readonly text: string; readonly siblings: readonly string[] } {
  const own = [...goMod.matchAll(REPLACED)].map(([, path = '']) => path);
  const published = `v0.${version.replace(/^v1\./, '')}`;
  const siblings: string[] = [];
  const text = goMod
    .replaceAll(REPLACED, '')
    .replaceAll(/^([ \t]*)(\S+) v0\.0\.0(?= |$)/gm, (line, space: string, path: string) => {
      if (!own.includes(path)) return line;
      siblings.push(`${path}@${published}`);
      return `${space}${path} ${published}`;
    });
  return { text, siblings };
}

/** The lines of go.sum for modules. */
export function goSumOf(modules: readonly Fetched[]): string {
  const lines = modules.flatMap(({ path, version, sum, modSum }) => [
    `${path} ${version} ${sum}`,
    `${path} ${version}/go.mod ${modSum}`,
  ]);
  return lines
    .sort()
    .map((line) => `${line}\n`)
    .join('');
}

/** Why a module that came is not the one that was meant; undefined when it is. */
export function wrongSum({ name, module, moduleVersion, sum }: Pin, came: string): string | undefined {
  if (came === sum) return undefined;
  return `${name}: the module ${module} ${moduleVersion} that came has the checksum ${came}, not ${sum}`;
}

/** The same of its siblings. @param goSum its lines for them */
export function wrongSiblings({ name, module, moduleVersion, siblings }: Pin, goSum: string): string | undefined {
  const came = createHash('sha256').update(goSum).digest('hex');
  if (came === siblings) return undefined;
  return `${name}: the modules beside ${module} ${moduleVersion} that came have together the checksum ${came}, not ${siblings}`;
}

/**
 * Compiles a program, with exactly the modules that go.sum has the checksums of.
 * @param folder of the module @param goMod the file to be taken instead of the module's own, with a go.sum beside it
 */
export function compileArgv(pin: Pin, folder: string, goMod: string | undefined, output: string): Argv {
  const what = pin.kind === 'test' ? ['test', '-C', folder, '-c'] : ['build', '-C', folder];
  const modules = goMod === undefined ? [] : ['-modfile', goMod];
  // A module cache may lie in somebody's repository, which says nothing of the program.
  const flags = ['-mod=readonly', '-buildvcs=false', '-ldflags', `-s -w ${pin.flags}`.trim()];
  return ['go', ...what, ...modules, ...flags, '-o', output, pin.package];
}

/** What every `go` is told beside the user's own environment: it fetches no other Go, and changes no file. */
export const GO_ENVIRONMENT = { GOTOOLCHAIN: 'local', GOFLAGS: '-mod=readonly', GOWORK: 'off', GO111MODULE: 'on' };

/** Whether a Go is too old. @param own `go1.26.8`, or what a distribution makes of it @param needed `1.24.0` */
export function tooOld(own: string, needed: string): boolean {
  const numbers = (text: string): readonly number[] => (/\d+(\.\d+)*/.exec(text)?.[0] ?? '0').split('.').map(Number);
  const [have, want] = [numbers(own), numbers(needed)];
  const at = want.findIndex((number, index) => number !== (have[index] ?? 0));
  return at !== -1 && (have[at] ?? 0) < (want[at] ?? 0);
}

/** An address, or a list of them, without user and password. */
export function withoutUser(text: string): string {
  return text.replaceAll(/\/\/[^/@\s]*@/g, '//');
}
