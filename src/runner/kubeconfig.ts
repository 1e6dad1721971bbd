import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readJournal } from '../io/journal.ts';
import { TroikaError } from '../model/error.ts';
import { isRunUnique, runOf } from '../model/names.ts';
import { recordedRun, type RecordedCluster } from './ledger.ts';
import { findRun } from './runDirectory.ts';
import type { Tools } from './tools.ts';

export interface KubeconfigRequest {
  /** A run or a cluster. */
  readonly what: string;
  readonly runs: string;
  /** Its content instead of its path. */
  readonly content: boolean;
}

/**
 * The use case of `troika kubeconfig`: where a cluster's kubeconfig is, or what stands in it.
 * @returns the exit code
 * @throws TroikaError usage when there is none, or several to choose from
 */
export async function kubeconfig({ what, runs, content }: KubeconfigRequest, tools: Tools): Promise<number> {
  const directory = await findRun(isRunUnique(what) ? (runOf(what) ?? what) : what, runs, tools.cwd);
  const all = recordedRun((await readJournal(directory.journal)).events)?.clusters.filter((one) => one.admitted) ?? [];
  const { cluster, provisioner } = choose(isRunUnique(what) ? all.filter((one) => one.cluster === what) : all, what);
  const path = join(directory.cluster(cluster), 'kubeconfig');
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) {
    const footprint = 'A footprint is the OpenStack side of a cluster alone: it has no Kubernetes API.';
    throw new TroikaError('usage', `${cluster} has no kubeconfig: there is no ${path}`, {
      hint: provisioner === 'footprint' ? footprint : 'It is written as soon as the API of the cluster answers.',
    });
  }
  tools.stdout.write(content ? text : `${path}\n`);
  return 0;
}

function choose(clusters: readonly RecordedCluster[], what: string): RecordedCluster {
  const [first, second] = clusters;
  if (first === undefined)
    throw new TroikaError('usage', `no cluster of ${what} was ever admitted`, {
      hint: 'Name a run, or a cluster of one, that is below --runs.',
    });
  if (second === undefined) return first;
  const names = clusters.map(({ cluster, label }) => `${cluster} (${label})`).join(', ');
  throw new TroikaError('usage', `${what} has ${clusters.length} clusters`, { hint: `Name one of them: ${names}.` });
}
