import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { at, fieldsOf, listAt, textAt } from '../support/json.ts';
import type { WireService } from '../support/wire.ts';
import type { MakeWorld } from '../support/world.ts';
import {
  boot,
  externalNetworkId,
  makeLoadBalancer,
  makeNetwork,
  makeRouter,
  makeVolume,
  ok,
  onStage,
  serverOfImage,
  type Stage,
} from './stage.ts';

// Recorded at these microversions.
const RECORDED = { 'OpenStack-API-Version': 'compute 2.72, volume 3.0' };

const LISTS: readonly (readonly [string, WireService, string])[] = [
  ['networks', 'network', '/networks'],
  ['subnets', 'network', '/subnets'],
  ['ports', 'network', '/ports'],
  ['routers', 'network', '/routers'],
  ['floatingips', 'network', '/floatingips'],
  ['security_groups', 'network', '/security-groups'],
  ['servers', 'compute', '/servers/detail'],
  ['volumes', 'volume', '/volumes/detail'],
  ['snapshots', 'volume', '/snapshots/detail'],
  ['loadbalancers', 'loadBalancer', '/lbaas/loadbalancers'],
  ['listeners', 'loadBalancer', '/lbaas/listeners'],
  ['pools', 'loadBalancer', '/lbaas/pools'],
  ['healthmonitors', 'loadBalancer', '/lbaas/healthmonitors'],
];

/** A project as real controllers left it, as the services answered. */
async function recorded(): Promise<unknown> {
  const name = 'capo-v0.9.0-floating-ips-leaked-by-failing-reconciles.json';
  return JSON.parse(await readFile(new URL(`../fixtures/footprints/${name}`, import.meta.url), 'utf8'));
}

/** One of each kind, wired as a cluster is. */
async function furnish(stage: Stage): Promise<void> {
  const { wire } = stage;
  const { networkId, subnetId } = await makeNetwork(wire, 'full');
  await makeRouter(stage, subnetId);
  const default_pool = {
    name: 'p80',
    protocol: 'TCP',
    lb_algorithm: 'ROUND_ROBIN',
    members: [{ address: '10.9.0.60', protocol_port: 80 }],
    healthmonitor: { type: 'TCP', delay: 5, timeout: 3, max_retries: 2 },
  };
  const id = await makeLoadBalancer(wire, subnetId, {
    listeners: [{ protocol: 'TCP', protocol_port: 80, default_pool }],
  });
  const vip = textAt(
    await ok(wire, 'loadBalancer', 'GET', `/lbaas/loadbalancers/${id}`),
    'loadbalancer',
    'vip_port_id',
  );
  const floatingip = { floating_network_id: await externalNetworkId(stage), port_id: vip };
  await ok(wire, 'network', 'POST', '/floatingips', { floatingip });
  const volumeId = await makeVolume(wire);
  await ok(wire, 'volume', 'POST', '/snapshots', { snapshot: { volume_id: volumeId } });
  await boot(wire, await serverOfImage(stage, 'one', [{ uuid: networkId }]));
}

/** Answers have the fields of recorded answers, neither more nor less. */
export function describeFields(makeWorld: MakeWorld): void {
  describe('fields of answers', function () {
    this.timeout(180_000);
    const stage = onStage(makeWorld);

    it('are those of the answers recorded from a cluster of real controllers', async () => {
      await furnish(stage());
      const model = await recorded();
      for (const [key, service, path] of LISTS) {
        const reply = await stage().wire.send(service, 'GET', path, undefined, RECORDED);
        const own = listAt(reply.body, key).filter((item) => at(item, 'router:external') !== true);
        expect(own, key).to.not.be.empty;
        expect(fieldsOf(own[0]), key).to.deep.equal(fieldsOf(at(model, key, 0)));
        if (key === 'floatingips') expect(fieldsOf(at(own[0], 'port_details'))).to.have.length(7);
        if (key === 'security_groups') {
          expect(fieldsOf(at(own[0], 'security_group_rules', 0))).to.deep.equal(
            fieldsOf(at(model, key, 0, 'security_group_rules', 0)),
          );
        }
      }
    });
  });
}
