import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';

/** A management cluster that stands ready, as test/beds/kubernetes/up describes it. */
export interface Bed {
  /** `v2`: Cluster API 1.10 and its OpenStack provider 0.12; `v1`: 1.6 and 0.9. */
  readonly generation: 'v1' | 'v2';
  /** Path of the management cluster's kubeconfig. */
  readonly kubeconfig: string;
  /** Id of the only external network whose floating IPs are endpoints here. */
  readonly externalNetwork: string;
  /** KUBE_BED_DIR. */
  readonly directory: string;
}

/** The bed of TROIKA_KUBE_BED, which scripts/with-kubernetes sets. */
export async function readBed(): Promise<Bed> {
  const directory = process.env['TROIKA_KUBE_BED'];
  if (directory === undefined)
    throw new Error('TROIKA_KUBE_BED is not set: npm run test:kubernetes brings a management cluster up');
  return { ...(JSON.parse(await readFile(join(directory, 'bed.json'), 'utf8')) as Bed), directory };
}

/** The output of kubectl. Throws with its error when it fails. @param input what it reads, for `-f -` */
export async function kubectl(kubeconfig: string, args: readonly string[], input = ''): Promise<string> {
  return (await execa('kubectl', ['--kubeconfig', kubeconfig, ...args], { input })).stdout;
}

/** The object as kubectl shows it, undefined where there is none. */
export async function find(kubeconfig: string, args: readonly string[]): Promise<unknown> {
  const out = await kubectl(kubeconfig, ['get', ...args, '--ignore-not-found', '-o', 'json']);
  return out === '' ? undefined : JSON.parse(out);
}

/** Stops programs of a cluster, or lets them run again. @param cluster or `management`; parts: see the bed's README */
export async function broken(
  bed: Bed,
  what: 'break' | 'mend',
  cluster: string,
  ...parts: readonly string[]
): Promise<void> {
  await execa(`test/beds/kubernetes/${what}`, [cluster, ...parts], {
    env: { KUBE_BED_DIR: bed.directory, KUBE_BED_GEN: bed.generation },
  });
}
