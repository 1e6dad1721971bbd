import type { ExpectedCluster } from '../model/expected.ts';
import { linked } from '../model/resource.ts';
import type { Inventory, Kind, Resource } from '../model/resource.ts';
import { oneNamed, only, statusWrong } from './check.ts';
import type { Check } from './check.ts';

type ExpectedLoadBalancer = ExpectedCluster['loadBalancers'][number];

/**
 * Each load balancer is ACTIVE, has its listeners and members, and its floating IP is bound to its VIP. Its operating status is told, not
 * required: it is the health of what runs behind it. Pure.
 */
export function loadBalancerChecks(inventory: Inventory, all: readonly ExpectedLoadBalancer[]): readonly Check[] {
  return all.flatMap((expected) => {
    const found = oneNamed(inventory, 'loadBalancer', expected.name);
    const check = (name: string, wrong: (loadBalancer: Resource) => string | undefined): Check => ({
      name: `load balancer ${expected.name} ${name}`,
      wrong: typeof found === 'string' ? found : wrong(found),
    });
    const { floatingIp } = expected;
    const operating = typeof found === 'string' ? undefined : found.facts['operatingStatus'];
    return [
      {
        ...check('is ACTIVE', (loadBalancer) => statusWrong(loadBalancer, 'ACTIVE')),
        ...(operating === undefined ? {} : { note: `operating status ${operating}` }),
      },
      ...expected.listeners.map((listener) =>
        check(`has the listener ${listener}`, (loadBalancer) => listenerWrong(inventory, loadBalancer, listener)),
      ),
      check(`has ${expected.members} members`, (loadBalancer) =>
        membersWrong(inventory, loadBalancer, expected.members),
      ),
      ...(floatingIp === undefined
        ? []
        : [check('has its floating IP', (loadBalancer) => floatingIpWrong(inventory, loadBalancer, floatingIp))]),
    ];
  });
}

function partsOf(inventory: Inventory, kind: Kind, loadBalancer: Resource): readonly Resource[] {
  return inventory.resources.filter(
    (one) => one.kind === kind && linked(one, 'loadBalancer').includes(loadBalancer.id),
  );
}

function listenerWrong(inventory: Inventory, loadBalancer: Resource, name: string): string | undefined {
  const listeners = partsOf(inventory, 'listener', loadBalancer).filter((one) => one.name === name);
  const listener = only(listeners, 'listener of this name on it');
  return typeof listener === 'string' ? listener : statusWrong(listener, 'ACTIVE');
}

/** Members of all its pools together. */
function membersWrong(inventory: Inventory, loadBalancer: Resource, wanted: number): string | undefined {
  const there = partsOf(inventory, 'pool', loadBalancer).reduce((sum, pool) => sum + linked(pool, 'member').length, 0);
  return there === wanted ? undefined : `it has ${there}`;
}

function floatingIpWrong(inventory: Inventory, loadBalancer: Resource, description: string): string | undefined {
  const candidates = inventory.resources.filter((one) => one.kind === 'floatingIp' && one.description === description);
  const floatingIp = only(candidates, `floating IP described "${description}"`);
  if (typeof floatingIp === 'string') return floatingIp;
  const port = linked(floatingIp, 'port')[0];
  if (port === undefined) return 'its floating IP is bound to nothing';
  return linked(loadBalancer, 'vipPort').includes(port)
    ? undefined
    : `its floating IP is bound to port ${port}, not to its VIP`;
}
