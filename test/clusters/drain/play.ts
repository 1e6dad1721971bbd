import { DRAIN_KINDS } from '../../../src/clusters/drain/kinds.ts';
import type { KubeObject } from '../../../src/kubernetes/kube.ts';
import { linked } from '../../../src/model/resource.ts';
import { list } from '../../../src/openstack/list.ts';
import { remove } from '../../../src/openstack/remove.ts';
import type { Stage } from './stage.ts';

const PAUSE_MS = 200;

/** Plays a controller beside the drain until `work` is over: it does its part again and again. */
export async function playing<T>(parts: readonly (() => Promise<void>)[], work: () => Promise<T>): Promise<T> {
  let over = false;
  const loops = parts.map(async (part) => {
    while (!over) {
      await part();
      await new Promise((done) => setTimeout(done, PAUSE_MS));
    }
  });
  try {
    return await work();
  } finally {
    over = true;
    await Promise.all(loops);
  }
}

/** What the cloud controller manager does with Services that are being deleted. */
export function cloudController({ kube, session, namespace }: Stage): () => Promise<void> {
  return async () => {
    const going = (await kube.list(DRAIN_KINDS.service)).filter(
      ({ metadata }) => metadata.namespace === namespace && metadata.deletionTimestamp !== undefined,
    );
    for (const { metadata } of going) {
      const id = metadata.annotations?.['loadbalancer.openstack.org/load-balancer-id'] ?? '';
      const [balancer] = (await list(session, 'loadBalancer')).filter((one) => one.id === id);
      const ports = balancer === undefined ? [] : linked(balancer, 'vipPort');
      const keep = metadata.annotations?.['loadbalancer.openstack.org/keep-floatingip'] === 'true';
      const addresses = (await list(session, 'floatingIp')).filter((one) =>
        linked(one, 'port').some((port) => ports.includes(port)),
      );
      if (!keep) for (const address of addresses) await remove(session, address);
      if (balancer !== undefined) await remove(session, balancer);
      await kube.patch(DRAIN_KINDS.service, metadata, { metadata: { finalizers: null } });
    }
  };
}

/** What a provisioner does with PersistentVolumes that nobody claims any more. */
export function provisioner({ kube, session, namespace }: Stage): () => Promise<void> {
  return async () => {
    const all = (await kube.list(DRAIN_KINDS.persistentVolume)).filter(({ metadata }) =>
      metadata.name.includes(namespace),
    );
    for (const { metadata, spec, status } of all) {
      const { persistentVolumeReclaimPolicy: policy, csi } = spec as {
        persistentVolumeReclaimPolicy: string;
        csi: { volumeHandle: string };
      };
      if (policy !== 'Delete' || phase(status) !== 'Released' || metadata.deletionTimestamp !== undefined) continue;
      await remove(session, { kind: 'volume', id: csi.volumeHandle });
      await kube.remove(DRAIN_KINDS.persistentVolume, metadata);
    }
  };
}

function phase(status: KubeObject['status']): string | undefined {
  return (status as { phase?: string } | undefined)?.phase;
}
