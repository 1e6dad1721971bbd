import { z } from 'zod';
import type { Link } from '../model/resource.ts';
import { neutronRow, Standard, standard } from './neutron.ts';
import { linksTo, text } from './reading.ts';

const Port = Standard.extend({
  status: z.string(),
  network_id: z.string(),
  device_id: text,
  device_owner: text,
  fixed_ips: z.array(z.object({ subnet_id: z.string(), ip_address: z.string() })),
  security_groups: z.array(z.string()).default([]),
});

export const PORT_ROW = neutronRow('port', 'ports', 'port', (item) => {
  const port = Port.parse(item);
  return {
    ...standard(port),
    status: port.status,
    links: [
      ...linksTo('network', 'network', [port.network_id]),
      ...linksTo(
        'subnet',
        'subnet',
        port.fixed_ips.map((fixed) => fixed.subnet_id),
      ),
      ...linksTo('securityGroup', 'securityGroup', port.security_groups),
      ...deviceLink(port.device_owner, port.device_id),
    ],
    facts: { deviceOwner: port.device_owner, deviceId: port.device_id, address: port.fixed_ips[0]?.ip_address },
  };
});

/**
 * What a port's device is, told by its owner (neutron-lib constants.py; octavia allowed_address_pairs.py and
 * ovn-octavia-provider constants.py write `lb-` before the load balancer's id).
 */
function deviceLink(owner: string, device: string): readonly Link[] {
  if (owner.startsWith('compute:')) return linksTo('device', 'server', [device]);
  if (ROUTER_OWNERS.has(owner)) return linksTo('device', 'router', [device]);
  if (LOAD_BALANCER_OWNERS.has(owner) && device.startsWith('lb-')) {
    return linksTo('device', 'loadBalancer', [device.slice('lb-'.length)]);
  }
  return [];
}

const ROUTER_OWNERS: ReadonlySet<string> = new Set([
  'network:router_interface',
  'network:router_interface_distributed',
  'network:ha_router_replicated_interface',
  'network:router_centralized_snat',
  'network:router_ha_interface',
  'network:router_gateway',
]);

const LOAD_BALANCER_OWNERS: ReadonlySet<string> = new Set(['Octavia', 'ovn-lb:vip']);
