import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SuiteContext } from '../suite.ts';
import { placeArgs } from './args.ts';
import type { Place } from './args.ts';
import type { Sonobuoy } from './commands.ts';
import type { Pace } from './pace.ts';
import { wordsOf } from './status.ts';
import type { Status } from './status.ts';

const NAME = 'sonobuoy.tar.gz';

/**
 * Gets the tarball, again where that fails or brings something else than the aggregator said it has: Sonobuoy itself tries once, and
 * writes what came before the connection ended (vmware-tanzu/sonobuoy issues 572, 1633 and 1908).
 * @returns its path, or why there is none
 */
export async function retrieve(
  sonobuoy: Sonobuoy,
  place: Place,
  tarball: Status['tarball'],
  pace: Pace,
  { folder, clock, signal, log }: SuiteContext,
): Promise<{ readonly path: string } | { readonly broken: string }> {
  const path = join(folder, NAME);
  const attempts = pace.retrievalPausesMs.length + 1;
  for (let attempt = 1; ; attempt += 1) {
    await rm(path, { force: true });
    const args = ['retrieve', folder, `--filename=${NAME}`, ...placeArgs(place)];
    const said = await sonobuoy('retrieve.log', args, { timeoutMs: pace.retrievalMs, signal });
    const wrong = said.exitCode === 0 ? await wrongWith(path, tarball) : failureOf(said);
    if (wrong === undefined) return { path };
    log.warn({ attempt, wrong }, 'sonobuoy retrieve');
    if (attempt === attempts || signal.aborted)
      return { broken: `the tarball could not be retrieved in ${attempt} attempts: ${wrong}` };
    await clock.sleep(pace.retrievalPausesMs[attempt - 1] ?? 0, signal).catch(() => undefined);
  }
}

function failureOf(said: Awaited<ReturnType<Sonobuoy>>): string {
  if (said.notStarted !== undefined) return said.notStarted;
  if (said.timedOut) return `it took longer than ${Math.round(said.seconds)} s`;
  return wordsOf(said.output) || `exit code ${said.exitCode ?? '(none)'}`;
}

/** The aggregator says size and checksum of what it packed. */
async function wrongWith(path: string, tarball: Status['tarball']): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return 'nothing came';
  if (tarball === undefined) return undefined;
  if (found.size !== tarball.size) return `it has ${found.size} bytes, and the aggregator's ${tarball.size}`;
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(path) as AsyncIterable<Uint8Array>) hash.update(bytes);
  const sha256 = hash.digest('hex');
  return sha256 === tarball.sha256 ? undefined : `its sha256 is ${sha256}, and the aggregator's ${tarball.sha256}`;
}
