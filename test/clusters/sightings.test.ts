import { expect } from 'chai';
import { sightings, type Sighting } from '../../src/clusters/sightings.ts';
import { balanced, CINDER, claimed, copied, made, managed, standing, volume, type Made } from './drain/objects.ts';

const C = 'tgone4kq7xa';
const ID = 'loadbalancer.openstack.org/load-balancer-id';
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
const OCCM = 'openstack-cloud-controller-manager';
const provisioned = { annotations: { 'pv.kubernetes.io/provisioned-by': CINDER } };

function saw(seen: Omit<Sighting, 'type' | 'cluster'>): Sighting {
  return { type: 'cluster.saw', cluster: C, ...seen };
}

const claim = { namespace: 'shop', name: 'data', uid: 'persistentVolumeClaim:shop/data' };
const inTree = { cinder: { volumeID: 'v9' }, persistentVolumeReclaimPolicy: 'Delete' };
const inTreeBy = { 'pv.kubernetes.io/provisioned-by': 'kubernetes.io/cinder' };

const CASES: readonly (readonly [string, readonly Made[], readonly Sighting[]])[] = [
  [
    'a volume that was provisioned, with policy and claim',
    claimed('data'),
    [saw({ kind: 'volume', id: 'volume of data', reclaimPolicy: 'Delete', claim })],
  ],
  [
    'a volume that is to be retained',
    claimed('data', 'Retain'),
    [saw({ kind: 'volume', id: 'volume of data', reclaimPolicy: 'Retain', claim })],
  ],
  [
    'a volume whose claim is not known whole, without it',
    [volume('pv', 'v1', 'Delete')],
    [saw({ kind: 'volume', id: 'v1', reclaimPolicy: 'Delete' })],
  ],
  [
    'no volume that a person wrote down as a PersistentVolume',
    [volume('pv', 'v1', 'Delete', undefined, { annotations: {} })],
    [],
  ],
  [
    'no volume of another driver',
    [made('persistentVolume', 'pv', { csi: { driver: 'nfs.csi.k8s.io', volumeHandle: 'v1' } }, provisioned)],
    [],
  ],
  [
    'a volume of the former driver that was taken over',
    [made('persistentVolume', 'pv', inTree, { annotations: { ...inTreeBy, 'pv.kubernetes.io/migrated-to': CINDER } })],
    [saw({ kind: 'volume', id: 'v9', reclaimPolicy: 'Delete' })],
  ],
  [
    'no volume of the former driver that was written down by hand',
    [made('persistentVolume', 'pv', inTree, { annotations: { 'pv.kubernetes.io/migrated-to': CINDER } })],
    [],
  ],
  ['a snapshot', copied('s', 'data', 'Retain'), [saw({ kind: 'snapshot', id: 'snapshot s', reclaimPolicy: 'Retain' })]],
  [
    'a backup, where its class makes backups',
    copied('s', 'data', 'Delete', 'backup'),
    [saw({ kind: 'backup', id: 'snapshot s', reclaimPolicy: 'Delete' })],
  ],
  [
    'both of what its class does not tell any more',
    copied('s', 'data').filter(([kind]) => kind !== 'volumeSnapshotClass'),
    [
      saw({ kind: 'snapshot', id: 'snapshot s', reclaimPolicy: 'Delete' }),
      saw({ kind: 'backup', id: 'snapshot s', reclaimPolicy: 'Delete' }),
    ],
  ],
  [
    'no snapshot that was there before',
    [
      made(
        'volumeSnapshotContent',
        'c',
        {
          driver: CINDER,
          deletionPolicy: 'Delete',
          source: { snapshotHandle: 's1' },
          volumeSnapshotRef: { uid: 'u' },
        },
        { status: { snapshotHandle: 's1' } },
      ),
    ],
    [],
  ],
  [
    'a load balancer that the cloud controller manager made',
    [balanced('web', 'lb1')],
    [saw({ kind: 'loadBalancer', id: 'lb1', service: { namespace: 'shop', name: 'web', uid: 'service:shop/web' } })],
  ],
  [
    'no load balancer that a person lent to a Service',
    [balanced('web', 'lb1', { managedFields: managed({ helm: [ID], [OCCM]: [] }) })],
    [],
  ],
  [
    'of a shared load balancer only the Service that it was made for',
    [
      balanced('web', 'lb1'),
      balanced('shop', 'lb1', {
        managedFields: managed({ 'kubectl-client-side-apply': [ID, LAST_APPLIED], [OCCM]: [] }),
      }),
    ],
    [saw({ kind: 'loadBalancer', id: 'lb1', service: { namespace: 'shop', name: 'web', uid: 'service:shop/web' } })],
  ],
  ['no load balancer where nobody knows who wrote its id', [balanced('web', 'lb1', { managedFields: [] })], []],
  [
    'no load balancer of a Service that wants none any more',
    [
      made(
        'service',
        'web',
        { type: 'ClusterIP' },
        { annotations: { [ID]: 'lb1' }, managedFields: managed({ [OCCM]: [ID] }) },
      ),
    ],
    [],
  ],
];

describe('what a ledger learns from a cluster', () => {
  for (const [what, objects, expected] of CASES) {
    it(`is ${what}`, () => {
      expect(sightings(C, standing(objects), new Set())).to.deep.equal(expected);
    });
  }

  it('is nothing that stood before', () => {
    const objects = [...claimed('data'), ...copied('s', 'data'), balanced('web', 'lb1')];
    expect(sightings(C, standing(objects), new Set())).to.have.length(3);
    expect(sightings(C, standing(objects), new Set(objects.map(([, { metadata }]) => metadata.uid)))).to.deep.equal([]);
  });
});
