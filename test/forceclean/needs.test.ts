import { expect } from 'chai';
import { describe, it } from 'mocha';
import { NEEDS } from '../../src/forceclean/needs.ts';
import { KINDS, type Kind } from '../../src/model/resource.ts';
import { standCluster, standProject } from './cluster.ts';
import { UNIQUE, keptWhy, names, planFor } from './judging.ts';
import { createWorld, ledgerOf, type World } from './world.ts';

/** Which lists must have come before one of a kind goes, written down a second time, so that no row goes unnoticed. */
const NEEDED: Readonly<Record<Kind, readonly Kind[]>> = {
  server: ['port', 'network', 'volume'],
  serverGroup: ['server'],
  keypair: ['server'],
  port: ['network', 'router', 'server', 'loadBalancer', 'floatingIp', 'trunk'],
  trunk: ['port', 'server'],
  network: ['port', 'subnet', 'loadBalancer'],
  subnet: ['network', 'port', 'loadBalancer'],
  router: ['port', 'subnet', 'floatingIp'],
  floatingIp: ['port'],
  securityGroup: ['port'],
  loadBalancer: ['network', 'listener', 'pool', 'healthMonitor', 'port', 'floatingIp'],
  listener: ['loadBalancer'],
  pool: ['loadBalancer'],
  healthMonitor: ['loadBalancer', 'pool'],
  volume: ['server', 'snapshot', 'backup', 'volumeAttachment'],
  snapshot: ['volume'],
  backup: ['volume'],
  volumeAttachment: ['server', 'volume'],
  container: [],
  image: [],
  ec2Credential: ['server', 'container'],
  applicationCredential: KINDS.filter((kind) => kind !== 'image'),
};

/** A cluster with one of every kind that can be ours, all of it in the ledger. */
function whole(): World {
  const world = createWorld();
  const parts = standCluster(world, standProject(world).external, UNIQUE);
  world.put('serverGroup', { name: `${UNIQUE}-${UNIQUE}-worker`, rel: { member: parts.server } });
  world.put('keypair', { name: `${UNIQUE}-keypair` });
  world.put('trunk', { name: parts.port.name, rel: { parentPort: parts.port } });
  world.put('backup', { name: 'backup', rel: { volume: parts.claim } });
  world.put('volumeAttachment', { rel: { volume: parts.claim, server: parts.server } });
  world.put('applicationCredential', { name: `${UNIQUE}-${UNIQUE}-appcred` });
  return world;
}

describe('what must be listed before one of a kind goes', () => {
  it('is the same in table and test', () => {
    expect(NEEDS).to.deep.equal(NEEDED);
  });

  const world = whole();
  const ledger = ledgerOf(UNIQUE, ...world.inventory().resources);
  for (const kind of KINDS.filter((one) => world.inventory().resources.some((row) => row.kind === one))) {
    for (const need of NEEDED[kind].filter((one) => one !== kind)) {
      it(`${kind}: ${need}`, () => {
        const plan = planFor(world, { clusters: [names(UNIQUE)], ledger, gaps: [need] });
        const all = world.inventory().resources.filter((one) => one.kind === kind);
        expect(plan.steps.filter((step) => step.target.kind === kind)).to.deep.equal([]);
        for (const one of all) expect(keptWhy(plan, one), one.id).to.not.equal('(not mentioned)');
      });
    }
  }
});
