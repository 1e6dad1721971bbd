import { z } from 'zod';
import type { KubeObject } from '../../kubernetes/kube.ts';
import { ALL_KINDS, PRODUCER_KINDS, WORKLOAD_KINDS, type DrainKind } from './kinds.ts';
import type {
  Attachment,
  Claim,
  Content,
  Producer,
  Runner,
  Service,
  Snapshot,
  Survey,
  Thing,
  Volume,
} from './objects.ts';
import { podSpecOf } from './podSpec.ts';
import { wroteItself } from './writers.ts';

/** The driver's name on PersistentVolumes (cloud-provider-openstack pkg/csi/cinder/driver.go). */
const CINDER = 'cinder.csi.openstack.org';
const PROVISIONED = 'pv.kubernetes.io/provisioned-by';
/** On a volume of Kubernetes' former own Cinder driver that the CSI driver has taken over. */
const MIGRATED = 'pv.kubernetes.io/migrated-to';
/** cloud-provider-openstack pkg/openstack/loadbalancer.go:97, 1757. */
const BALANCER_ID = 'loadbalancer.openstack.org/load-balancer-id';
export const KEEP_ADDRESS = 'loadbalancer.openstack.org/keep-floatingip';
/** Written by kubelet on its copy of a static pod (kubernetes pkg/kubelet/types, ConfigMirrorAnnotationKey). */
const MIRROR = 'kubernetes.io/config.mirror';

const text = z.string().default('');

const ServiceSpec = z.object({ type: text });
const VolumeSpec = z.object({
  persistentVolumeReclaimPolicy: z.string().default('Retain'),
  claimRef: z.object({ namespace: text, name: text, uid: text }).optional(),
  csi: z.object({ driver: z.string(), volumeHandle: z.string() }).optional(),
  cinder: z.object({ volumeID: z.string() }).optional(),
});
const ClaimSpec = z.object({
  volumeName: text,
  dataSource: z.unknown().optional(),
  dataSourceRef: z.unknown().optional(),
});
const SnapshotStatus = z
  .object({ boundVolumeSnapshotContentName: text })
  .default({ boundVolumeSnapshotContentName: '' });
const ContentSpec = z.object({
  driver: z.string(),
  deletionPolicy: z.string(),
  source: z.object({ volumeHandle: z.string().optional(), snapshotHandle: z.string().optional() }),
  volumeSnapshotRef: z.object({ uid: z.string().optional() }),
  volumeSnapshotClassName: z.string().nullish(),
});
const ContentStatus = z.object({ snapshotHandle: z.string().optional() }).default({});
/** `type: backup` makes backups (cloud-provider-openstack pkg/csi/cinder/controllerserver.go:629-661). */
const ClassParameters = z.object({ type: text }).nullish();
const AttachmentSpec = z.object({ source: z.object({ persistentVolumeName: text }) });
const ProducerSpec = z.object({
  suspend: z.boolean().default(false),
  syncPolicy: z.object({ automated: z.unknown().optional() }).nullish(),
});
const Suspendable = z.object({ suspend: z.boolean().default(false) });

/**
 * Reads the objects of each kind. One that lacks what we use makes its whole kind a gap, for it might be one of those
 * that matter. Pure.
 */
export function surveyOf(
  lists: Readonly<Partial<Record<DrainKind, readonly KubeObject[]>>>,
  unlisted: Survey['gaps'] = [],
): Survey {
  const gaps = [...unlisted];
  function all<T>(kind: DrainKind, read: (object: KubeObject, thing: Thing) => T): readonly T[] {
    try {
      return (lists[kind] ?? []).map((object) => read(object, thingOf(kind, object)));
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error;
      const [issue] = error.issues;
      gaps.push({ kind, why: `cannot be read: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'wrong shape'}` });
      return [];
    }
  }
  const copies = new Map(all('volumeSnapshotClass', ({ metadata, parameters }) => [metadata.name, copyOf(parameters)]));
  return {
    producers: PRODUCER_KINDS.flatMap((kind) => all(kind, (object, thing) => producerOf(kind, object, thing))),
    services: all('service', serviceOf),
    gateways: all('gateway', (_object, thing) => thing),
    runners: [...WORKLOAD_KINDS, 'pod' as const].flatMap((kind) =>
      all(kind, (object, thing) => runnerOf(kind, object, thing)),
    ),
    claims: all('persistentVolumeClaim', claimOf),
    volumes: all('persistentVolume', volumeOf),
    snapshots: all('volumeSnapshot', snapshotOf),
    contents: all('volumeSnapshotContent', (object, thing) => contentOf(object, thing, copies)),
    attachments: all('volumeAttachment', attachmentOf),
    gaps: ALL_KINDS.flatMap((kind) => gaps.find((gap) => gap.kind === kind) ?? []),
  };
}

function thingOf(kind: DrainKind, { metadata }: KubeObject): Thing {
  const { uid, name, namespace = '', deletionTimestamp, finalizers = [], ownerReferences = [] } = metadata;
  const owners = ownerReferences.map((owner) => owner.uid);
  return { kind, uid, name, namespace, deleting: deletionTimestamp !== undefined, finalizers, owners };
}

function producerOf(kind: Producer['kind'], { spec }: KubeObject, thing: Thing): Producer {
  const { suspend, syncPolicy } = ProducerSpec.parse(spec ?? {});
  // Argo has no switch of its own: it makes anew by itself only where it was told to.
  const active = kind === 'application' ? present(syncPolicy?.automated) : !suspend;
  return { ...thing, kind, active };
}

function serviceOf(object: KubeObject, thing: Thing): Service {
  const { annotations = {} } = object.metadata;
  const id = annotations[BALANCER_ID];
  const balanced = ServiceSpec.parse(object.spec ?? {}).type === 'LoadBalancer';
  const own = balanced && id !== undefined && wroteItself(object, BALANCER_ID);
  return {
    ...thing,
    balanced,
    keepsAddress: annotations[KEEP_ADDRESS] !== undefined,
    ...(own ? { loadBalancerId: id } : {}),
  };
}

function runnerOf(kind: Runner['kind'], object: KubeObject, thing: Thing): Runner {
  const { suspend: suspended } = Suspendable.parse(object.spec ?? {});
  const mirror = object.metadata.annotations?.[MIRROR] !== undefined;
  return { ...thing, kind, ...podSpecOf(kind, object), mirror, suspended };
}

function claimOf({ spec }: KubeObject, thing: Thing): Claim {
  const { volumeName, dataSource, dataSourceRef } = ClaimSpec.parse(spec ?? {});
  return { ...thing, volume: volumeName, copied: present(dataSource) || present(dataSourceRef) };
}

function volumeOf({ metadata, spec }: KubeObject, thing: Thing): Volume {
  const { persistentVolumeReclaimPolicy: policy, claimRef, csi, cinder } = VolumeSpec.parse(spec);
  const { annotations = {} } = metadata;
  const migrated = annotations[MIGRATED] === CINDER ? cinder?.volumeID : undefined;
  const cinderId = csi?.driver === CINDER ? csi.volumeHandle : migrated;
  return {
    ...thing,
    provisioned: annotations[PROVISIONED] !== undefined,
    policy,
    ...(claimRef === undefined ? {} : { claim: claimRef }),
    ...(cinderId === undefined ? {} : { cinderId }),
  };
}

function snapshotOf({ status }: KubeObject, thing: Thing): Snapshot {
  return { ...thing, content: SnapshotStatus.parse(status).boundVolumeSnapshotContentName };
}

type Copy = 'snapshot' | 'backup';

function copyOf(parameters: unknown): Copy {
  return ClassParameters.parse(parameters)?.type === 'backup' ? 'backup' : 'snapshot';
}

function contentOf({ spec, status }: KubeObject, thing: Thing, copies: ReadonlyMap<string, Copy>): Content {
  const { driver, deletionPolicy: policy, source, volumeSnapshotRef, ...rest } = ContentSpec.parse(spec);
  const copy = copies.get(rest.volumeSnapshotClassName ?? '');
  const { snapshotHandle } = ContentStatus.parse(status);
  return {
    ...thing,
    provisioned: source.volumeHandle !== undefined && source.snapshotHandle === undefined,
    policy,
    ...(volumeSnapshotRef.uid === undefined ? {} : { snapshot: volumeSnapshotRef.uid }),
    ...(source.volumeHandle === undefined ? {} : { sourceVolume: source.volumeHandle }),
    ...(driver === CINDER && snapshotHandle !== undefined ? { cinderId: snapshotHandle } : {}),
    ...(copy === undefined ? {} : { copy }),
  };
}

function attachmentOf({ spec }: KubeObject, thing: Thing): Attachment {
  return { ...thing, volume: AttachmentSpec.parse(spec).source.persistentVolumeName };
}

function present(value: unknown): boolean {
  return value !== undefined && value !== null;
}
