import type { ConsideredVolume } from '../model/plan.ts';
import { aligned } from './aligned.ts';
import { durationText } from './duration.ts';

/** Where several clusters' lists differ over a volume, the row that says most about it. */
const RANK: readonly ConsideredVolume['verdict'][] = [
  'left',
  'delete',
  'gone',
  'handed over',
  'unknown',
  'undecided',
  'neighbour',
];

/** What one look, or one clean-up, considered; `at` is the cloud's time, for ages. */
export interface Considered {
  readonly volumes: readonly ConsideredVolume[];
  readonly at: string;
}

/**
 * Every volume that was considered, a row each: those of which most is to be said first. Pure.
 * @param looks one of each cluster: a volume that stands in several has one row
 */
export function volumesText(looks: readonly Considered[]): readonly string[] {
  const rows = new Map<string, ConsideredVolume>();
  for (const volume of looks.flatMap((look) => look.volumes)) {
    const before = rows.get(volume.id);
    if (before === undefined || rank(volume) < rank(before)) rows.set(volume.id, volume);
  }
  if (rows.size === 0) return [];
  const at = looks.at(-1)?.at ?? '';
  const sorted = [...rows.values()].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
  const head = ['volume', 'name', 'claim', 'GiB', 'age', 'attached', 'policy', 'verdict', 'why'];
  const lines = aligned([head, ...sorted.map((volume) => cellsOf(volume, at))]);
  return [`Volumes considered, ${rows.size}:`, ...lines.map((line) => `  ${line}`)];
}

function cellsOf(volume: ConsideredVolume, at: string): readonly string[] {
  const { id, name, claim, sizeGiB, createdAt, attachedAt, attachedTo, policy, verdict, why } = volume;
  const since = ago(attachedAt, at);
  const servers = attachedTo.map((server) => (server.name === '' ? server.id : server.name)).join(', ');
  return [
    id,
    name === '' ? '-' : name,
    claim === undefined ? '-' : `${claim.namespace}/${claim.name}`,
    sizeGiB === undefined ? '?' : String(sizeGiB),
    ago(createdAt, at) ?? '?',
    servers === '' ? '-' : `${servers}${since === undefined ? '' : `, ${since} ago`}`,
    policy === 'none' ? '-' : policy,
    verdict,
    verdict === 'neighbour' ? firstOf(why) : why,
  ];
}

/** Of somebody else's volume one reason is enough for people; the plan has all. */
function firstOf(why: string): string {
  const [first = '', ...more] = why.split('; ');
  const others = more.length === 1 ? 'reason' : 'reasons';
  return more.length === 0 ? first : `${first} (and ${more.length} more ${others})`;
}

function ago(time: string | undefined, at: string): string | undefined {
  const ms = Date.parse(at) - Date.parse(time ?? '');
  return Number.isNaN(ms) ? undefined : durationText(ms / 1000);
}

function rank({ verdict }: ConsideredVolume): number {
  return RANK.indexOf(verdict);
}
