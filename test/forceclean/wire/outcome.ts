import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findingsOf } from '../../../src/forceclean/findings.ts';
import { harmed } from '../../../src/forceclean/harm.ts';
import type { Clock } from '../../../src/io/clock.ts';
import { exitCode, worst } from '../../../src/model/verdict.ts';
import { itemsOfCleaned } from '../../../src/runner/forcecleanItems.ts';
import { forcecleanFile, type ForcecleanFile } from '../../../src/report/forcecleanSchema.ts';
import { at, textAt } from '../../support/json.ts';
import { makePlace, troika } from '../../support/program.ts';
import type { World } from '../../support/world.ts';
import { openStage } from '../stage.ts';
import { effects } from './made.ts';
import type { Put } from './scene.ts';

/** What a clean-up did and said. */
export interface Outcome {
  readonly exit: number | null;
  /** Every call but reading and logging in, see `effects`. */
  readonly effects: readonly string[];
  /** `kind/id` of all that the report says stayed, and why: what looked like the cluster's, and every volume, whoever's. */
  readonly kept: ReadonlyMap<string, string>;
  /** Ids of all volumes that the report says were considered. */
  readonly volumes: readonly string[];
  readonly text: string;
  /** What the case's `planned` answered. */
  readonly come: Put['kept'];
}

/** Cleans as a user does, with the compiled program. */
export async function cleanByProgram(world: World, C: string): Promise<Outcome> {
  const place = await makePlace();
  try {
    const env = { OS_CLIENT_CONFIG_FILE: world.cloudsYaml, OS_CLOUD: world.cloud };
    const args = ['forceclean', '--cluster', C, '--yes', '--json'];
    const { code, out, err } = await troika(args, { cwd: place.path, env });
    const told = forcecleanFile.parse(JSON.parse(out)).clusters;
    return { exit: code, effects: await loggedEffects(place.path), ...stayed(told), text: out + err, come: [] };
  } finally {
    await place.remove();
  }
}

/** Cleans in this process. @param clock of its patience */
export async function cleanHere(
  world: World,
  C: string,
  { more, during, planned }: Pick<Put, 'more' | 'during' | 'planned'>,
  clock: Clock,
): Promise<Outcome> {
  const stage = await openStage(world, clock);
  let happening: Promise<void> | undefined;
  let come: Put['kept'] | undefined;
  const written = async (): Promise<void> => {
    come ??= (await planned?.()) ?? [];
    happening ??= during?.(() => stage.session.log);
    // Awaited below, and told there.
    happening?.catch(() => undefined);
  };
  try {
    const cleaned = await stage.clean(C, more, { clock, deadline: clock.monotonic() + 600_000 }, written);
    await happening;
    const findings = [...findingsOf(cleaned, C), ...harmed(stage.session.log, stage.plans)];
    const text = findings.map(({ verdict, why }) => `${verdict}: ${why}`).join('\n');
    const told = [{ items: itemsOfCleaned(cleaned), volumes: cleaned.volumes }];
    const exit = exitCode(worst(findings));
    return { exit, effects: effects(stage.session.log), ...stayed(told), text, come: come ?? [] };
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

type Cluster = ForcecleanFile['clusters'][number];
type Told = Pick<Cluster, 'items'> & {
  readonly volumes: readonly Pick<Cluster['volumes'][number], 'id' | 'verdict' | 'why'>[];
};

/** What a report keeps, hands over or leaves. Of a volume its row tells, and where it looked like ours the item as well. */
function stayed(clusters: readonly Told[]): Pick<Outcome, 'kept' | 'volumes'> {
  const volumes = clusters.flatMap((cluster) => cluster.volumes);
  const rows = volumes.filter((one) => one.verdict !== 'gone');
  const items = clusters.flatMap((cluster) => cluster.items);
  const stay = items.filter((one) => one.outcome !== 'deleted' && one.outcome !== 'detached');
  const kept = [
    ...rows.map((one) => [`volume/${one.id}`, one.why] as const),
    ...stay.map((one) => [`${one.kind}/${one.id}`, one.why] as const),
  ];
  return { kept: new Map(kept), volumes: volumes.map((one) => one.id) };
}
