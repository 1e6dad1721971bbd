import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findingsOf } from '../../../src/forceclean/findings.ts';
import { harmed } from '../../../src/forceclean/harm.ts';
import type { Clock } from '../../../src/io/clock.ts';
import type { CleanInput } from '../../../src/forceclean/clean.ts';
import { exitCode, worst } from '../../../src/model/verdict.ts';
import { forcecleanFile } from '../../../src/report/forcecleanSchema.ts';
import { at, textAt } from '../../support/json.ts';
import { makePlace, troika } from '../../support/program.ts';
import type { World } from '../../support/world.ts';
import { openStage } from '../stage.ts';
import { effects } from './made.ts';

/** What a clean-up did and said. */
export interface Outcome {
  readonly exit: number | null;
  /** Every call but reading and logging in, see `effects`. */
  readonly effects: readonly string[];
  /** `kind/id` of what stayed, and why. */
  readonly kept: ReadonlyMap<string, string>;
  readonly text: string;
}

/** Cleans as a user does, with the compiled program. */
export async function cleanByProgram(world: World, C: string): Promise<Outcome> {
  const place = await makePlace();
  try {
    const env = { OS_CLIENT_CONFIG_FILE: world.cloudsYaml, OS_CLOUD: world.cloud };
    const args = ['forceclean', '--cluster', C, '--yes', '--json'];
    const { code, out, err } = await troika(args, { cwd: place.path, env });
    return { exit: code, effects: await loggedEffects(place.path), kept: keptIn(out), text: out + err };
  } finally {
    await place.remove();
  }
}

/** Cleans in this process. @param clock of its patience */
export async function cleanHere(world: World, C: string, more: Partial<CleanInput>, clock: Clock): Promise<Outcome> {
  const stage = await openStage(world, clock);
  try {
    const cleaned = await stage.clean(C, more, { clock, deadline: clock.monotonic() + 600_000 });
    const findings = [...findingsOf(cleaned, C), ...harmed(stage.session.log, stage.plans)];
    const kept = [
      ...cleaned.kept.map(({ target, why }) => [`${target.kind}/${target.id}`, why] as const),
      ...cleaned.left.map(({ ref, why }) => [`${ref.kind}/${ref.id}`, why] as const),
    ];
    const text = findings.map(({ verdict, why }) => `${verdict}: ${why}`).join('\n');
    return { exit: exitCode(worst(findings)), effects: effects(stage.session.log), kept: new Map(kept), text };
  } finally {
    await stage.close();
  }
}

/** The program's own log of requests, in the folder it keeps beside its runs. */
async function loggedEffects(cwd: string): Promise<readonly string[]> {
  const below = join(cwd, '.troika/forceclean');
  const [folder] = await readdir(below);
  if (folder === undefined) throw new Error(`nothing was written down in ${below}`);
  const lines = (await readFile(join(below, folder, 'requests.ndjson'), 'utf8'))
    .split('\n')
    .filter((one) => one !== '');
  const requests = lines.map((line): unknown => JSON.parse(line)).filter((line) => at(line, 'method') !== undefined);
  return effects(requests.map((line) => ({ method: textAt(line, 'method'), path: textAt(line, 'path') })));
}

/** What a report in JSON keeps, hands over or leaves. */
function keptIn(out: string): ReadonlyMap<string, string> {
  const { clusters } = forcecleanFile.parse(JSON.parse(out));
  const items = clusters.flatMap((cluster) => cluster.items);
  const stay = items.filter((one) => one.outcome !== 'deleted' && one.outcome !== 'detached');
  return new Map(stay.map((one) => [`${one.kind}/${one.id}`, one.why] as const));
}
