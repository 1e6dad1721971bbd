import type { DrainKind } from '../../../src/clusters/drain/kinds.ts';
import type { DrainPolicy } from '../../../src/clusters/drain/policy.ts';
import { surveyOf } from '../../../src/clusters/drain/reading.ts';
import type { Survey } from '../../../src/clusters/drain/objects.ts';
import type { KubeObject } from '../../../src/kubernetes/kube.ts';

/** An object with its kind of a drain. */
export type Made = readonly [DrainKind, KubeObject];

/** What may be said of an object besides its spec; all of it may be left out. */
export interface More {
  readonly namespace?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly finalizers?: readonly string[];
  readonly owner?: Made;
  readonly deleting?: true;
  readonly status?: unknown;
  readonly managedFields?: unknown;
}

export const DELETE_ALL: DrainPolicy = { pvc: 'delete', retained: false, before: new Set() };
export const CINDER = 'cinder.csi.openstack.org';

/** Any object; its uid is `<kind>:<name>`, in a namespace `<kind>:<namespace>/<name>`. */
export function made(kind: DrainKind, name: string, spec: unknown, more: More = {}): Made {
  const { namespace, annotations, finalizers, owner, deleting, status, managedFields } = more;
  return [
    kind,
    {
      apiVersion: 'v1',
      kind,
      metadata: {
        name,
        ...(namespace === undefined ? {} : { namespace }),
        uid: `${kind}:${namespace === undefined ? '' : `${namespace}/`}${name}`,
        resourceVersion: '1',
        creationTimestamp: '2026-11-23T04:56:45Z',
        ...(annotations === undefined ? {} : { annotations }),
        ...(finalizers === undefined ? {} : { finalizers }),
        ...(deleting === undefined ? {} : { deletionTimestamp: '2026-11-23T05:56:45Z' }),
        ...(managedFields === undefined ? {} : { managedFields }),
        ...(owner === undefined
          ? {}
          : { ownerReferences: [{ kind: owner[1].kind, name: owner[1].metadata.name, uid: owner[1].metadata.uid }] }),
      },
      spec,
      ...(status === undefined ? {} : { status }),
    },
  ];
}

/** A claim of namespace `shop`, and the Cinder volume provisioned for it: `volume of <claim>`. */
export function claimed(claim: string, policy = 'Delete', spec: Record<string, unknown> = {}, more: More = {}): Made[] {
  const bound = made(
    'persistentVolumeClaim',
    claim,
    { volumeName: `pv-${claim}`, ...spec },
    { namespace: 'shop', ...more },
  );
  return [bound, volume(`pv-${claim}`, `volume of ${claim}`, policy, bound)];
}

/** A PersistentVolume that Cinder's driver has provisioned. */
export function volume(name: string, volumeHandle: string, policy: string, claim?: Made, more: More = {}): Made {
  const claimRef = claim === undefined ? undefined : refTo(claim);
  const spec = { csi: { driver: CINDER, volumeHandle }, persistentVolumeReclaimPolicy: policy, claimRef };
  return made('persistentVolume', name, spec, { annotations: { 'pv.kubernetes.io/provisioned-by': CINDER }, ...more });
}

/**
 * A VolumeSnapshot of namespace `shop` with its content and its class, taken of the volume of a claim: `snapshot <name>` in
 * Cinder.
 * @param type of the class: `backup` makes backups
 */
export function copied(name: string, claim: string, deletionPolicy = 'Delete', type?: string): Made[] {
  const status = { boundVolumeSnapshotContentName: `content-${name}` };
  const source = { persistentVolumeClaimName: claim };
  const snapshot = made('volumeSnapshot', name, { source }, { namespace: 'shop', status });
  const spec = {
    driver: CINDER,
    deletionPolicy,
    source: { volumeHandle: `volume of ${claim}` },
    volumeSnapshotRef: refTo(snapshot),
    volumeSnapshotClassName: `class-${name}`,
  };
  const [kind, object] = made('volumeSnapshotClass', `class-${name}`, undefined);
  const parameters = type === undefined ? {} : { parameters: { type } };
  return [
    snapshot,
    made('volumeSnapshotContent', `content-${name}`, spec, { status: { snapshotHandle: `snapshot ${name}` } }),
    [kind, { ...object, ...parameters }],
  ];
}

/** A pod's spec that mounts these claims. */
export function mounting(claims: readonly string[], image = 'shop:1'): Record<string, unknown> {
  const volumes = claims.map((claimName) => ({ name: claimName, persistentVolumeClaim: { claimName } }));
  return { containers: [{ name: 'main', image }], volumes };
}

/** A workload of namespace `shop` whose pods mount these claims, and one pod of it. */
export function running(kind: 'deployment' | 'statefulSet' | 'job', name: string, claims: readonly string[]): Made[] {
  const workload = made(kind, name, { template: { spec: mounting(claims) } }, { namespace: 'shop' });
  return [workload, made('pod', `${name}-0`, mounting(claims), { namespace: 'shop', owner: workload })];
}

/** Managed fields as the API server writes them: the cloud controller's finalizer, and the annotations of each writer. */
export function managed(writers: Readonly<Record<string, readonly string[]>>): unknown {
  const finalizers = { 'f:finalizers': { '.': {}, 'v:"service.kubernetes.io/load-balancer-cleanup"': {} } };
  return Object.entries(writers).map(([manager, annotations]) => ({
    manager,
    operation: 'Update',
    fieldsType: 'FieldsV1',
    fieldsV1: {
      'f:metadata': {
        'f:annotations': Object.fromEntries(annotations.map((annotation) => [`f:${annotation}`, {}])),
        ...(manager === OCCM ? finalizers : {}),
      },
    },
  }));
}

const OCCM = 'openstack-cloud-controller-manager';
const BALANCER = 'loadbalancer.openstack.org/load-balancer-id';

/** A Service of type LoadBalancer whose load balancer OCCM made. */
export function balanced(name: string, id: string, more: More = {}): Made {
  const { annotations, ...rest } = more;
  return made(
    'service',
    name,
    { type: 'LoadBalancer' },
    {
      namespace: 'shop',
      finalizers: ['service.kubernetes.io/load-balancer-cleanup'],
      annotations: { [BALANCER]: id, ...annotations },
      managedFields: managed({ [OCCM]: [BALANCER] }),
      ...rest,
    },
  );
}

/** A survey of these objects. Throws when one cannot be read. */
export function standing(...objects: readonly (Made | readonly Made[])[]): Survey {
  const lists: Partial<Record<DrainKind, KubeObject[]>> = {};
  for (const [kind, object] of objects.flatMap((one) => (isMade(one) ? [one] : one))) (lists[kind] ??= []).push(object);
  const survey = surveyOf(lists);
  if (survey.gaps.length > 0) throw new Error(`not readable: ${JSON.stringify(survey.gaps)}`);
  return survey;
}

function isMade(one: Made | readonly Made[]): one is Made {
  return typeof one[0] === 'string';
}

function refTo([, { metadata }]: Made): { namespace: string; name: string; uid: string } {
  return { namespace: metadata.namespace ?? '', name: metadata.name, uid: metadata.uid };
}
