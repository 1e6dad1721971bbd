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

/** A tarball, one whose stream ends after so many bytes, or what the aggregator says while it packs. */
export type Stream = Buffer | { readonly of: Buffer; readonly cutAfter: number } | 'not ready';

/**
 * Stands for the aggregator, which would be a container: its pod's status, the annotation it writes, and what it answers to the
 * retrieval, over the real API server.
 */
export interface Aggregator {
  readonly containers: Containers;
  /** Waits for a run that it has not seen, and gives its pod to the node. @returns the namespace */
  born(): Promise<string>;
  /** The pod runs, as the image's container. */
  runs(): Promise<void>;
  tell(status: object): Promise<void>;
  /** Writes the annotation. */
  says(status: string, plugins: readonly PluginWord[], tarInfo?: object): Promise<void>;
  /** From now on what a retrieval brings: in turn, the last one again and again; a number cuts the stream there. */
  answers(...streams: readonly Stream[]): Promise<void>;
  /** How many retrievals came. */
  asked(): number;
  /** The pod of the e2e plugin, running, with a log. */
  plugin(log: string): Promise<void>;
  end(): Promise<void>;
}

const POD = 'sonobuoy';
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
    return { run: ['cat', files.get(stream.of) ?? ''], cutAfter: stream.cutAfter };
  });
  const reaper = await startReaper(api);
  const patch = (body: object) =>
    api.kubectl('patch', 'pod', POD, '-n', namespace, '--type=merge', '-p', JSON.stringify(body));
  return {
    containers,
    async born() {
      const patience = Date.now() + PATIENCE_MS;
      for (;;) {
        const all = await api.kubectl('get', 'namespaces', '-o', 'name');
        const found = [...all.matchAll(/^namespace\/(sonobuoy-.*)$/gm)].map(([, name]) => name).find(isNew);
        if (found !== undefined) {
          seen.add(found);
          namespace = found;
          await containers.schedule(namespace, POD);
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
    async plugin(log) {
      const pod = {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {
          name: 'sonobuoy-e2e-job-0',
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
      await writeFile(join(api.folder, 'plugin.json'), JSON.stringify(pod));
      await api.kubectl('create', '-f', join(api.folder, 'plugin.json'));
      await containers.schedule(namespace, pod.metadata.name);
      await containers.tell(namespace, pod.metadata.name, running('e2e', 'sonobuoy-worker'));
      containers.log({ namespace, pod: pod.metadata.name, container: 'e2e' }).write(log);
    },
    async end() {
      await reaper.close();
      await containers.end();
    },
  };
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
