import type { QuotaName } from '../../src/model/demand.ts';
import { at } from './json.ts';
import { QUOTA_NAMES } from './quotaNames.ts';
import { connectWire } from './wire.ts';
import type { World } from './world.ts';

/** How much of one quota of Neutron or Cinder the project uses, by the service's own count. */
export async function usedBy(world: World, quota: QuotaName): Promise<number> {
  const wire = await connectWire(world.cloudsYaml, world.cloud);
  const [service, name] = QUOTA_NAMES[quota];
  const path =
    service === 'network' ? `/quotas/${wire.projectId}/details.json` : `/os-quota-sets/${wire.projectId}?usage=true`;
  if (service !== 'network' && service !== 'volume') throw new Error(`${quota}: ${service} is not asked here`);
  const { body } = await wire.send(service, 'GET', path);
  const used = service === 'network' ? at(body, 'quota', name, 'used') : at(body, 'quota_set', name, 'in_use');
  if (typeof used !== 'number') throw new Error(`${quota}: no use in ${JSON.stringify(body)}`);
  return used;
}
