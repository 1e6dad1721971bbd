import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { writeWhole } from '../io/files.ts';
import { TroikaError } from '../model/error.ts';
import type { EventBody } from '../model/event.ts';
import { refKey, type Inventory } from '../model/resource.ts';
import { toType, type Where } from '../model/toType.ts';
import type { RecordedCluster } from './ledger.ts';
import type { RunDirectory } from './runDirectory.ts';

/** Writes down what stood in the project before a cluster existed: none of it can be the cluster's. */
export async function saveBaseline(directory: RunDirectory, cluster: string, inventory: Inventory): Promise<EventBody> {
  const keys = inventory.resources.map(refKey).sort();
  const text = `${JSON.stringify({ at: inventory.at, keys })}\n`;
  const path = directory.baseline(cluster);
  await writeWhole(path, text);
  return {
    type: 'cluster.baseline',
    cluster,
    file: relative(directory.path, path),
    count: keys.length,
    sha256: sha256(text),
  };
}

/** What stood in the project at a time, as a run wrote it down. */
export interface Baseline {
  /** The cloud's time when the listing began, ISO 8601. */
  readonly at: string;
  /** Keys `kind/id`. */
  readonly keys: ReadonlySet<string>;
}

/**
 * Reads a baseline back, as keys `kind/id`.
 * @param where the run was
 * @throws TroikaError `refused` when the file is missing or not what was written: then a reason to keep things is lost
 */
export async function loadBaseline(
  directory: RunDirectory,
  recorded: RecordedCluster,
  where: Where = {},
): Promise<ReadonlySet<string> | undefined> {
  return (await readBaseline(directory, recorded, where))?.keys;
}

/** The same with its time. @throws TroikaError as loadBaseline does */
export async function readBaseline(
  directory: RunDirectory,
  recorded: RecordedCluster,
  where: Where = {},
): Promise<Baseline | undefined> {
  if (recorded.baseline === undefined) return undefined;
  const path = join(directory.path, recorded.baseline.file);
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined || sha256(text) !== recorded.baseline.sha256) {
    const byName = toType(`forceclean --cluster ${recorded.cluster}`, where);
    throw new TroikaError('refused', `${path} is ${text === undefined ? 'missing' : 'not what the run wrote'}`, {
      hint: `It says what stood before the cluster. Without it clean by name: ${byName}`,
    });
  }
  const { at, keys } = JSON.parse(text) as { at: string; keys: string[] };
  return { at, keys: new Set(keys) };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
