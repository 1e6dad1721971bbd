import { expect } from 'chai';
import { attribute } from '../../src/forceclean/attribute.ts';
import { unclaimed } from '../../src/forceclean/unclaimed.ts';
import { names, UNIQUE } from './judging.ts';
import { standCluster, standProject } from './cluster.ts';
import { createWorld, type World } from './world.ts';

/** What CSI writes on a volume of a cluster of this name. */
const csi = (cluster: string) => ({
  description: 'Created by OpenStack Cinder CSI driver',
  metadata: { 'cinder.csi.openstack.org/cluster': cluster },
});

describe('What nobody claims', () => {
  /** Names of what is found beside a cluster in question. */
  function found(put: (world: World) => unknown): readonly (readonly [string, string])[] {
    const world = createWorld();
    const { external } = standProject(world);
    standCluster(world, external, UNIQUE);
    put(world);
    const attributions = attribute({ inventory: world.inventory(), clusters: [names(UNIQUE)], ledger: [] });
    return unclaimed(attributions).map(({ resource, says }) => [resource.name, says]);
  }

  it('is no part of a cluster in question, also one that hangs on nothing', () => {
    const leaked = `Floating IP for Kubernetes external service web/front from cluster ${UNIQUE}`;
    expect(found((world) => world.put('floatingIp', { name: '203.0.113.7', description: leaked }))).to.deep.equal([]);
  });

  it('is a loose address or volume on which nothing names anybody, whatever it is called', () => {
    const of = found((world) => {
      world.put('floatingIp', { name: '203.0.113.7', status: 'DOWN' });
      world.put('volume', { name: 'pvc-backup', status: 'available' });
    });
    expect(of).to.have.deep.members([
      ['203.0.113.7', 'leads nowhere, and nothing on it tells whose it is'],
      ['pvc-backup', 'nothing on it names a cluster'],
    ]);
  });

  it('is also one that somebody marked to be kept, and says so', () => {
    const of = found((world) => world.put('volume', { name: 'data', metadata: { 'e2e-keep': 'true' } }));
    expect(of).to.deep.equal([['data', 'marked to be kept']]);
  });

  const others: readonly (readonly [string, (world: World) => unknown])[] = [
    ['attached', (world) => world.put('volume', { name: 'a', rel: { attachment: world.put('server') } })],
    [
      'on a port',
      (world) => {
        const network = world.put('network');
        world.put('floatingIp', { name: 'b', rel: { port: world.put('port', { rel: { network } }) } });
      },
    ],
    ['another cluster’s', (world) => world.put('volume', { name: 'pvc-1', ...csi('prod-1') })],
    ['of another project', (world) => world.put('volume', { name: 'c', projectId: 'f00d' })],
    [
      'a snapshot',
      (world) => world.put('snapshot', { name: 'd', rel: { volume: world.put('volume', csi('prod-1')) } }),
    ],
  ];
  for (const [what, put] of others) it(`is nothing ${what}`, () => expect(found(put)).to.deep.equal([]));
});
