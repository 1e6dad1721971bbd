import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drain, type Drained, type DrainRequest, type DrainTools } from '../../../src/clusters/drain/drain.ts';
import { DRAIN_KINDS } from '../../../src/clusters/drain/kinds.ts';
import { survey } from '../../../src/clusters/drain/survey.ts';
import { beforeOf } from '../../../src/clusters/existing/before.ts';
import { loadCloud } from '../../../src/config/clouds.ts';
import type { Clock } from '../../../src/io/clock.ts';
import type { Context } from '../../../src/io/context.ts';
import { openJournal, readJournal } from '../../../src/io/journal.ts';
import { noLog } from '../../../src/io/log.ts';
import { createRedactor } from '../../../src/io/redact.ts';
import type { Event } from '../../../src/model/event.ts';
import { addRouterInterface } from '../../../src/openstack/change.ts';
import { connect } from '../../../src/openstack/connect.ts';
import { create } from '../../../src/openstack/create.ts';
import { createLister } from '../../../src/openstack/lister.ts';
import { externalNetworks } from '../../../src/openstack/lookup.ts';
import type { Session } from '../../../src/openstack/session.ts';
import { linked } from '../../../src/model/resource.ts';
import { openProxyKube, type ProxyKube } from '../../support/proxyKube.ts';
import { makeSimWorld } from '../../support/simWorld.ts';
import { fastClock } from '../../forceclean/fastClock.ts';

export const C = 'tgone4kq7xa';
const OCCM = 'openstack-cloud-controller-manager';
const MERGE = 'application/merge-patch+json';

/** A namespace of a real cluster, a simulated OpenStack project behind it, and a journal. */
export interface Stage {
  readonly kube: ProxyKube;
  readonly session: Session;
  readonly namespace: string;
  readonly context: Context;
  /** Makes an object in the namespace. */
  make(path: string, body: Record<string, unknown>): Promise<void>;
  /** A Service whose load balancer stands in OpenStack, with a floating IP, as the cloud controller manager leaves both. */
  balanced(name: string): Promise<string>;
  /** A claim bound to a volume that stands in OpenStack, as the provisioner leaves both. @returns the volume's id */
  claimed(name: string, policy?: string): Promise<string>;
  /** Takes the finalizer off a Service, where nobody else does. */
  letGo(service: string): Promise<void>;
  /** Names of what is in the namespace: `persistentvolumeclaims/data`. */
  there(...kinds: readonly string[]): Promise<readonly string[]>;
  /** Drains whatever was made since the stage was opened. */
  drain(request?: Partial<DrainRequest>, tools?: Partial<DrainTools>, context?: Partial<Context>): Promise<Drained>;
  events(): Promise<readonly Event[]>;
  close(): Promise<void>;
}

/** @param speed of the clock of the drain: so many times as fast as the world */
export async function openStage(speed = 1): Promise<Stage> {
  const [kube, world, folder] = await Promise.all([
    openProxyKube(),
    makeSimWorld(),
    mkdtemp(join(tmpdir(), 'troika-drain-')),
  ]);
  const clock: Clock = fastClock(speed);
  const redactor = createRedactor();
  const path = join(folder, 'journal.ndjson');
  const journal = await openJournal(path, { clock, redactor });
  const env = { OS_CLIENT_CONFIG_FILE: world.cloudsYaml };
  const config = await loadCloud({ env, cwd: folder, home: folder, redactor, cloud: world.cloud });
  const session = await connect(config, { clock, log: noLog, redactor });
  const [external] = await externalNetworks(session);
  const subnet = await makeSubnet(session, external?.id ?? '');
  const signal = new AbortController().signal;
  const context: Context = {
    journal,
    clock,
    log: noLog,
    redactor,
    signal,
    deadline: clock.monotonic() + 120_000 * speed,
  };
  const before = new Set(beforeOf(await survey({ kube, context })));
  const namespace = `drain-${process.pid}-${Date.now()}`;
  await kube.send('POST', '/api/v1/namespaces', { metadata: { name: namespace } });
  const inside = (plural: string): string => `/api/v1/namespaces/${namespace}/${plural}`;

  return {
    kube,
    session,
    namespace,
    context,
    async make(below, body) {
      await kube.send('POST', below.replace('{ns}', namespace), body);
    },
    async balanced(name) {
      const balancer = await create(session, 'loadBalancer', {
        name: `kube_service_${C}_${namespace}_${name}`,
        vip_subnet_id: subnet,
      });
      const description = `Floating IP for Kubernetes external service ${namespace}/${name} from cluster ${C}`;
      const [port] = linked(balancer, 'vipPort');
      await create(session, 'floatingIp', { floating_network_id: external?.id, port_id: port, description });
      const spec = { type: 'LoadBalancer', ports: [{ port: 80 }], selector: { app: name } };
      await kube.send('POST', inside('services'), { metadata: { name }, spec });
      const finalizers = ['service.kubernetes.io/load-balancer-cleanup'];
      const annotations = { 'loadbalancer.openstack.org/load-balancer-id': balancer.id };
      const written = `${inside('services')}/${name}?fieldManager=${OCCM}`;
      await kube.send('PATCH', written, { metadata: { finalizers, annotations } }, MERGE);
      return balancer.id;
    },
    async claimed(name, policy = 'Delete') {
      const volume = await create(session, 'volume', { name: `pv-${namespace}-${name}`, size: 1 });
      const resources = { requests: { storage: '1Gi' } };
      const accessModes = ['ReadWriteOnce'];
      await kube.send('POST', '/api/v1/persistentvolumes', {
        metadata: {
          name: `pv-${namespace}-${name}`,
          annotations: { 'pv.kubernetes.io/provisioned-by': 'cinder.csi.openstack.org' },
        },
        spec: {
          accessModes,
          capacity: { storage: '1Gi' },
          csi: { driver: 'cinder.csi.openstack.org', volumeHandle: volume.id },
          claimRef: { namespace, name },
          persistentVolumeReclaimPolicy: policy,
          storageClassName: 'none',
        },
      });
      const spec = { accessModes, resources, storageClassName: 'none', volumeName: `pv-${namespace}-${name}` };
      await kube.send('POST', inside('persistentvolumeclaims'), { metadata: { name }, spec });
      await until(async () => (await phaseOf(kube, `${inside('persistentvolumeclaims')}/${name}`)) === 'Bound');
      return volume.id;
    },
    async letGo(service) {
      await kube.send('PATCH', `${inside('services')}/${service}`, { metadata: { finalizers: null } }, MERGE);
    },
    async there(...kinds) {
      const lists = await Promise.all(
        kinds.map(async (kind) => {
          const { items } = (await kube.send('GET', kind.replace('{ns}', namespace))) as {
            items: { metadata: { name: string } }[];
          };
          return items.map(({ metadata }) => `${kind.split('/').at(-1)}/${metadata.name}`);
        }),
      );
      return lists.flat().sort();
    },
    drain: (request = {}, tools = {}, changed = {}) => {
      const now = { ...context, ...changed };
      const lister = createLister(session, clock, now.signal);
      return drain(
        { cluster: C, pvc: 'delete', retained: false, before, ...request },
        { kube, lister, context: now, ...tools },
      );
    },
    events: async () => (await readJournal(path)).events,
    async close() {
      const volumes = await kube.list(DRAIN_KINDS.persistentVolume);
      const own = volumes.filter(({ metadata }) => metadata.name.includes(namespace));
      await kube.send('DELETE', `/api/v1/namespaces/${namespace}`);
      for (const { metadata } of own) await kube.remove(DRAIN_KINDS.persistentVolume, metadata);
      await Promise.all([journal.close(), kube.close(), world.dispose()]);
      await rm(folder, { recursive: true });
    },
  };
}

/** A subnet with a way out, so that its addresses may have floating ones. */
async function makeSubnet(session: Session, outside: string): Promise<string> {
  const network = await create(session, 'network', { name: 'inside' });
  const subnet = await create(session, 'subnet', { network_id: network.id, ip_version: 4, cidr: '10.8.0.0/24' });
  const router = await create(session, 'router', { external_gateway_info: { network_id: outside } });
  await addRouterInterface(session, router.id, subnet.id);
  return subnet.id;
}

async function phaseOf(kube: ProxyKube, path: string): Promise<string | undefined> {
  return ((await kube.send('GET', path)) as { status?: { phase?: string } }).status?.phase;
}

/** Waits for what the cluster's own controllers do. */
export async function until(happened: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await happened())) {
    if (Date.now() > deadline) throw new Error('it did not happen within a minute');
    await new Promise((done) => setTimeout(done, 100));
  }
}
