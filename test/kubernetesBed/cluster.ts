import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { at, textAt } from '../support/json.ts';
import type { World } from '../support/world.ts';
import { until } from '../zuulBed/rest.ts';
import { find, kubectl, type Bed } from './bed.ts';

/** A cluster that Cluster API made in a world's project: one control plane, one worker. */
export interface Cluster {
  /** Its namespace is called the same. */
  readonly name: string;
  /** Path of the kubeconfig that Cluster API made for it. */
  readonly kubeconfig: string;
  /** Seconds from the request to the last machine's node. */
  readonly seconds: number;
  /** Deletes the Cluster and waits until it is gone. @returns seconds that took */
  remove(): Promise<number>;
}

/**
 * Makes a cluster by nothing but requests to the management API, and waits until its machines have nodes.
 * @param image name of the image that they boot from
 */
export async function makeCluster(bed: Bed, world: World, image = world.image): Promise<Cluster> {
  const name = `c${randomBytes(4).toString('hex')}`;
  const began = performance.now();
  const seconds = (since: number): number => Math.round((performance.now() - since) / 1000);
  const clouds = await readFile(world.cloudsYaml, 'utf8');
  const values = {
    NAME: name,
    CLOUD: world.cloud,
    CLOUDS: clouds,
    EXTERNAL_NETWORK: bed.externalNetwork,
    IMAGE: image,
  };
  await kubectl(bed.kubeconfig, ['apply', '-f', '-'], await manifests('cluster', values));
  const { folder, kubeconfig } = await untilRunning(bed, name);
  return {
    name,
    kubeconfig,
    seconds: seconds(began),
    async remove() {
      const asked = performance.now();
      await kubectl(bed.kubeconfig, ['-n', name, 'delete', 'cluster', name, '--timeout', '300s']);
      await kubectl(bed.kubeconfig, ['delete', 'namespace', name, '--wait=false']);
      await rm(folder, { recursive: true });
      return seconds(asked);
    },
  };
}

/** Deploys the cloud controller manager and Cinder CSI into a cluster; both write its name into OpenStack. */
export async function deployControllers(cluster: Cluster, bed: Bed, world: World): Promise<void> {
  const auth = at(load(await readFile(world.cloudsYaml, 'utf8')), 'clouds', world.cloud, 'auth');
  const conf = [
    '[Global]',
    `auth-url=${textAt(auth, 'auth_url')}`,
    `application-credential-id=${textAt(auth, 'application_credential_id')}`,
    `application-credential-secret=${textAt(auth, 'application_credential_secret')}`,
    'region=RegionOne',
    '[LoadBalancer]',
    `floating-network-id=${bed.externalNetwork}`,
    '[BlockStorage]',
    'ignore-volume-az=true',
    '',
  ];
  const values = { NAME: cluster.name, CLOUD_CONF: conf.join('\n') };
  await kubectl(cluster.kubeconfig, ['apply', '-f', '-'], await manifests('addons', values));
}

/** A file of test/fixtures/kubernetes with its ${NAMES} filled in, each within single quotes. */
export async function manifests(file: string, values: Readonly<Record<string, string>>): Promise<string> {
  const text = await readFile(`test/fixtures/kubernetes/${file}.yaml`, 'utf8');
  return text.replace(/'\$\{(\w+)\}'/g, (_, name: string) => JSON.stringify(values[name]));
}

/** Waits until both machines of a cluster run, and fetches its kubeconfig into a folder, which the caller removes. */
export async function untilRunning(bed: Bed, name: string): Promise<{ folder: string; kubeconfig: string }> {
  await until(`machines of ${name}`, 420, () => allRunning(bed, name));
  const folder = await mkdtemp(join(tmpdir(), 'troika-cluster-'));
  const kubeconfig = join(folder, 'kubeconfig');
  await writeFile(kubeconfig, await secretText(bed, name), { mode: 0o600 });
  return { folder, kubeconfig };
}

async function allRunning(bed: Bed, name: string): Promise<true | undefined> {
  const list = at(await find(bed.kubeconfig, ['machines', '-n', name]), 'items');
  const phases = Array.isArray(list) ? list.map((machine) => at(machine, 'status', 'phase')) : [];
  return phases.length === 2 && phases.every((phase) => phase === 'Running') ? true : undefined;
}

async function secretText(bed: Bed, name: string): Promise<string> {
  const secret = await find(bed.kubeconfig, ['secret', '-n', name, `${name}-kubeconfig`]);
  return Buffer.from(textAt(secret, 'data', 'value'), 'base64').toString();
}
