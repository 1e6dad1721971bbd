import type { ConsideredVolume } from '../model/plan.ts';
import { aligned } from './aligned.ts';
import { durationText } from './duration.ts';
import { onOneLine, widthOf } from './width.ts';

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

/** What stands in columns also where a terminal is narrow; the rest goes below. */
const SHORT = ['verdict', 'volume', 'GiB', 'age', 'policy'] as const;
const LONG = ['name', 'claim', 'attached', 'why'] as const;

type Cells = Readonly<Record<(typeof SHORT)[number] | (typeof LONG)[number], string>>;

/**
 * Every volume that was considered, a row each: those of which most is to be said first. Where a terminal is too narrow for a
 * row, its longer cells stand below it. Pure.
 * @param looks one of each cluster: a volume that stands in several has one row
 * @param columns of the terminal; undefined where there is none
 */
export function volumesText(looks: readonly Considered[], columns?: number): readonly string[] {
  const rows = new Map<string, ConsideredVolume>();
  for (const volume of looks.flatMap((look) => look.volumes)) {
    const before = rows.get(volume.id);
    if (before === undefined || rank(volume) < rank(before)) rows.set(volume.id, volume);
  }
  if (rows.size === 0) return [];
  const at = looks.at(-1)?.at ?? '';
  const sorted = [...rows.values()].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
  const cells = sorted.map((volume) => cellsOf(volume, at));
  const wide = table(cells, [...SHORT, ...LONG]);
  const lines = wide.some((line) => widthOf(line) > (columns ?? Infinity)) ? narrow(cells) : wide;
  return [`Volumes considered, ${rows.size}:`, ...lines];
}

function table(cells: readonly Cells[], names: readonly (keyof Cells)[]): readonly string[] {
  return aligned([names, ...cells.map((one) => names.map((name) => one[name]))]).map((line) => `  ${line}`);
}

function narrow(cells: readonly Cells[]): readonly string[] {
  const [head = '', ...lines] = table(cells, SHORT);
  return [head, ...lines.flatMap((line, index) => [line, ...belowOf(cells[index])])];
}

function belowOf(cells: Cells | undefined): readonly string[] {
  if (cells === undefined) return [];
  const { name, claim, attached, why } = cells;
  const told = [
    ...(name === NONE ? [] : [name]),
    ...(claim === NONE ? [] : [`claim ${claim}`]),
    ...(attached === NONE ? [] : [`attached to ${attached}`]),
  ];
  return [...(told.length === 0 ? [] : [told.join(', ')]), why].map((line) => `      ${onOneLine(line)}`);
}

const NONE = '-';

function cellsOf(volume: ConsideredVolume, at: string): Cells {
  const { id, name, claim, sizeGiB, createdAt, attachedAt, attachedTo, policy, verdict, why } = volume;
  const since = ago(attachedAt, at);
  const servers = attachedTo.map((server) => (server.name === '' ? server.id : server.name)).join(', ');
  return {
    verdict,
    volume: id,
    GiB: sizeGiB === undefined ? '?' : String(sizeGiB),
    age: ago(createdAt, at) ?? '?',
    policy: policy === 'none' ? NONE : policy,
    name: name === '' ? NONE : name,
    claim: claim === undefined ? NONE : `${claim.namespace}/${claim.name}`,
    attached: servers === '' ? NONE : `${servers}${since === undefined ? '' : `, ${since} ago`}`,
    why: verdict === 'neighbour' ? firstOf(why) : why,
  };
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
