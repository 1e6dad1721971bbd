import { SUFFIX_LETTERS } from '../../src/creators/tokens.ts';
import type { Sim } from '../../src/sim/cloud.ts';

type Table = Map<string, unknown>;

/** Rows of the simulated cloud, each with its table and its key. */
type Rows = readonly { readonly table: Table; readonly key: string; readonly row: unknown }[];

/** The rows of all tables that a footprint fills. */
function rowsOf(sim: Sim): Rows {
  const others = ['projects', 'users', 'tokens', 'limits', 'flavors', 'images', 'addresses'];
  return Object.entries(sim.world).flatMap(([name, table]: [string, unknown]) =>
    table instanceof Map && !others.includes(name)
      ? [...(table as Table)].map(([key, row]) => ({ table: table as Table, key, row }))
      : [],
  );
}

/** The keys of every row there is now. */
export function keysOf(sim: Sim): ReadonlySet<string> {
  return new Set(rowsOf(sim).map(({ key }) => key));
}

/** Something that can be made again, so that another one of its kind stands beside it. */
export interface Model {
  readonly rows: Rows;
  /** Texts that another one has otherwise, and what they are in the copy of this number. Ids are always new ones. */
  readonly texts: ReadonlyMap<string, (copy: number) => string>;
}

/** A whole cluster: all rows that were not there before. Its copies are other clusters. */
export function clusterModel(sim: Sim, before: ReadonlySet<string>, cluster: string): Model {
  const another = (copy: number): string => `${cluster.slice(0, -4)}${copy.toString(32).padStart(4, 'x')}`;
  return { rows: rowsOf(sim).filter(({ key }) => !before.has(key)), texts: new Map([[cluster, another]]) };
}

/** One worker of a cluster with its port and root volume, and a volume of a claim with its snapshots. Its copies are the cluster's too. */
export function workerModel(sim: Sim): Model {
  const { servers, ports, attachments, volumes, snapshots } = sim.world;
  const server = [...servers.values()].find((row) => row.volumes.length > 0 && row.name.includes('-md-'));
  const claimed = [...snapshots.values()].map((row) => volumes.get(row.volumeId)).find((row) => row !== undefined);
  if (server === undefined || claimed === undefined) throw new Error('no worker, or no volume of a claim');
  const kept = [
    server,
    claimed,
    ...[...ports.values()].filter((row) => row.deviceId === server.id),
    ...[...attachments.values()].filter((row) => row.serverId === server.id),
    ...server.volumes.map(({ volumeId }) => volumes.get(volumeId)),
    ...[...snapshots.values()].filter((row) => row.volumeId === claimed.id),
  ];
  const rows = rowsOf(sim).filter(({ row }) => kept.some((one) => one === row));
  const names = rows.flatMap(({ row }) => /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(nameOf(row)) ?? []);
  const texts = new Map<string, (copy: number) => string>(names.map((uuid) => [uuid, () => crypto.randomUUID()]));
  texts.set(server.name.slice(-5), suffix);
  return { rows, texts };
}

/** Makes copies of a model, the first of them with this number. */
export function copy(model: Model, first: number, times: number): void {
  const known = [...model.rows.map(({ key }) => key), ...model.texts.keys()];
  const pattern = new RegExp(known.map((text) => text.replaceAll('/', '\\/')).join('|'), 'g');
  for (let number = first; number < first + times; number += 1) {
    const given = new Map([...model.texts].map(([text, another]) => [text, another(number)]));
    const rename = (text: string): string =>
      text.replaceAll(pattern, (old) => {
        const renamed = given.get(old) ?? crypto.randomUUID();
        given.set(old, renamed);
        return renamed;
      });
    for (const { table, key, row } of model.rows) table.set(rename(key), renamed(row, rename));
  }
}

function renamed(value: unknown, rename: (text: string) => string): unknown {
  if (typeof value === 'string') return rename(value);
  if (Array.isArray(value)) return value.map((item) => renamed(item, rename));
  if (value instanceof Set) return new Set([...value].map((item) => renamed(item, rename)));
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, renamed(item, rename)]));
}

/** A number as one of Kubernetes' random suffixes. */
function suffix(number: number): string {
  let text = '';
  for (let rest = number; text.length < 5; rest = Math.floor(rest / SUFFIX_LETTERS.length))
    text = `${SUFFIX_LETTERS[rest % SUFFIX_LETTERS.length] ?? ''}${text}`;
  return text;
}

function nameOf(row: unknown): string {
  return typeof row === 'object' && row !== null && 'name' in row ? String(row.name) : '';
}
