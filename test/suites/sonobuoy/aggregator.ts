import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { packTar } from 'modern-tar';
import { openKube, type OpenKube } from '../../../src/kubernetes/open.ts';
import { toolsOf } from '../../kubernetes/doorway.ts';
import type { ApiServer } from '../../support/apiServer.ts';
import { running, startContainers, type Containers } from '../../support/containers.ts';
import { tarInfoOf } from './tarballs.ts';

/** A plugin in the status that the aggregator writes on its pod (vmware-tanzu/sonobuoy, pkg/plugin/aggregation/status.go). */
export interface PluginWord {
  readonly plugin: string;
  readonly status: string;
  readonly progress?: { msg?: string; total: number; completed: number; failures?: readonly string[] };
}

/** A tarball, one whose stream ends after so many bytes, one with something behind its end, or what the aggregator says while it packs. */
export type Stream =
  | Buffer
  | { readonly of: Buffer; readonly cutAfter: number }
  | { readonly of: Buffer; readonly then: string }
  | 'not ready';

/**
 * Stands for the aggregator, which would be a container: its pod's status, the annotation it writes, and what it answers to the
 * retrieval, over the real API server.
 */
export interface Aggregator {
  readonly containers: Containers;
  /** Waits for a run that it has not seen, and gives its pod to the node, where one takes it. @returns the namespace */
  born(placed?: boolean): Promise<string>;
  /** The pod runs, as the image's container. */
  runs(): Promise<void>;
  tell(status: object): Promise<void>;
  /** Writes the annotation. */
  says(status: string, plugins: readonly PluginWord[], tarInfo?: object): Promise<void>;
  /** From now on what a retrieval brings: in turn, the last one again and again; a number cuts the stream there. */
  answers(...streams: readonly Stream[]): Promise<void>;
  /** How many retrievals came. */
  asked(): number;
  /** The pod of the e2e plugin, of a status, or running with a log. @returns its name */
  plugin(how: { readonly log: string } | { readonly status: object }): Promise<string>;
  /** Something else becomes of that pod. */
  tellPlugin(status: object): Promise<void>;
  /** An event about a pod, as a kubelet and a scheduler write it. */
  event(pod: string, reason: string, message: string): Promise<void>;
  end(): Promise<void>;
}

export const POD = 'sonobuoy';
const PLUGIN = 'sonobuoy-e2e-job-0';
const CONTAINER = 'kube-sonobuoy';
const PATIENCE_MS = 120_000;

export async function startAggregator(api: ApiServer): Promise<Aggregator> {
  let streams: readonly Stream[] = ['not ready'];
  let asked = 0;
  let namespace = '';
  const seen = new Set<string>();
  const isNew = (name: string | undefined): boolean => name !== undefined && !seen.has(name);
  const files = new Map<Buffer, string>();
  const containers = await startContainers(api, (command) => {
    if (command.join(' ') !== '/sonobuoy splat /tmp/sonobuoy') return { run: ['false'] };
    const stream = streams[Math.min(asked, streams.length - 1)];
    asked += 1;
    if (stream === undefined || stream === 'not ready') return { run: ['false'] };
    if (Buffer.isBuffer(stream)) return { run: ['cat', files.get(stream) ?? ''] };
    const file = files.get(stream.of) ?? '';
    if ('then' in stream) return { run: ['sh', '-c', `cat '${file}' && printf '${stream.then}'`] };
    return { run: ['cat', file], cutAfter: stream.cutAfter };
  });
  const reaper = await startReaper(api);
  const patch = (body: object) =>
    api.kubectl('patch', 'pod', POD, '-n', namespace, '--type=merge', '-p', JSON.stringify(body));
  const create = async (object: object): Promise<void> => {
    await writeFile(join(api.folder, 'object.json'), JSON.stringify(object));
    await api.kubectl('create', '-f', join(api.folder, 'object.json'));
  };
  return {
    containers,
    async born(placed = true) {
      const patience = Date.now() + PATIENCE_MS;
      for (;;) {
        const all = await api.kubectl('get', 'namespaces', '-o', 'name');
        const found = [...all.matchAll(/^namespace\/(sonobuoy-.*)$/gm)].map(([, name]) => name).find(isNew);
        if (found !== undefined) {
          seen.add(found);
          namespace = found;
          await (placed ? containers.schedule(namespace, POD) : untilThere(api, namespace));
          return namespace;
        }
        if (Date.now() > patience) throw new Error('no run of Sonobuoy began');
        await delay(200);
      }
    },
    runs: () => containers.tell(namespace, POD, running(CONTAINER)),
    tell: (status) => containers.tell(namespace, POD, status),
    async says(status, plugins, tarInfo) {
      const words = plugins.map((one) => ({ node: 'global', 'result-status': '', 'result-counts': null, ...one }));
      const none = { name: '', created: '0001-01-01T00:00:00Z', sha256: '', size: 0 };
      const text = JSON.stringify({ plugins: words, status, 'tar-info': tarInfo ?? none });
      await patch({ metadata: { annotations: { 'sonobuoy.hept.io/status': text } } });
    },
    async answers(...all) {
      for (const stream of all) {
        const tarball = Buffer.isBuffer(stream) ? stream : stream === 'not ready' ? undefined : stream.of;
        if (tarball === undefined || files.has(tarball)) continue;
        const file = join(api.folder, `splat-${files.size}`);
        files.set(tarball, file);
        await writeFile(file, await splat(tarball));
      }
      streams = all;
      asked = 0;
    },
    asked: () => asked,
    async plugin(how) {
      const pod = {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {
          name: PLUGIN,
          namespace,
          labels: { 'sonobuoy-plugin': 'e2e', component: 'sonobuoy' },
        },
        spec: {
          serviceAccountName: 'sonobuoy-serviceaccount',
          containers: [
            { name: 'e2e', image: 'e2e' },
            { name: 'sonobuoy-worker', image: 'w' },
          ],
        },
      };
      await create(pod);
      if ('status' in how) {
        await containers.tell(namespace, PLUGIN, how.status);
        return PLUGIN;
      }
      await containers.schedule(namespace, PLUGIN);
      await containers.tell(namespace, PLUGIN, running('e2e', 'sonobuoy-worker'));
      containers.log({ namespace, pod: PLUGIN, container: 'e2e' }).write(how.log);
      return PLUGIN;
    },
    tellPlugin: (status) => containers.tell(namespace, PLUGIN, status),
    async event(pod, reason, message) {
      const now = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
      await create({
        apiVersion: 'v1',
        kind: 'Event',
        metadata: { generateName: `${pod}.`, namespace },
        involvedObject: { apiVersion: 'v1', kind: 'Pod', name: pod, namespace },
        type: 'Warning',
        reason,
        message,
        firstTimestamp: now,
        lastTimestamp: now,
        count: 1,
      });
    },
    async end() {
      await reaper.close();
      await containers.end();
    },
  };
}

/** Waits for the aggregator's pod, which no node takes. */
async function untilThere(api: ApiServer, namespace: string): Promise<void> {
  const patience = Date.now() + PATIENCE_MS;
  while ((await api.kubectl('get', 'pod', POD, '-n', namespace, '--ignore-not-found')) === '') {
    if (Date.now() > patience) throw new Error(`the pod of ${namespace} never came`);
    await delay(100);
  }
}

/** Takes away each pod that is being deleted, as a kubelet does. */
async function startReaper(api: ApiServer): Promise<OpenKube> {
  const kube = await openKube({ kubeconfig: api.kubeconfig, context: 'one' }, toolsOf(api));
  void kube.follow({ group: '', plural: 'pods', namespaced: true }, {}, (seen) => {
    if (seen.is !== 'there' || seen.object.metadata.deletionTimestamp === undefined) return;
    const { name, namespace = '' } = seen.object.metadata;
    void api
      .kubectl('delete', 'pod', name, '-n', namespace, '--grace-period=0', '--force', '--wait=false')
      .catch(() => 0);
  });
  return kube;
}

/** What `sonobuoy splat` prints: the tarballs of the aggregator in a tarball (cmd/sonobuoy/app/splat.go). */
async function splat(tarball: Buffer): Promise<Buffer> {
  const { name } = tarInfoOf(tarball) as { name: string };
  return gzipSync(await packTar([{ header: { name, size: tarball.length, type: 'file' }, body: tarball }]));
}
