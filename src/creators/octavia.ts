import { rowsOf, type TextRow } from './row.ts';

const row = rowsOf('octavia');
const OVN = 'ovn-octavia-provider ovn_octavia_provider/common/constants.py:19-44';

/** Ports that the load balancer service makes in the user's project. They name a load balancer, never a cluster. */
export const OCTAVIA = {
  vip: row(
    'port',
    'name',
    'octavia-lb-{U}',
    'octavia octavia/network/drivers/neutron/allowed_address_pairs.py:579-585',
  ),
  vrrp: row(
    'port',
    'name',
    'octavia-lb-vrrp-{U}',
    'octavia octavia/network/drivers/neutron/allowed_address_pairs.py:83-95',
    {
      versions: 'in the service project',
    },
  ),
  ovnVip: row('port', 'name', 'ovn-lb-vip-{U}', OVN),
  ovnAdditionalVip: row('port', 'name', 'ovn-lb-vip-additional-{i}-{U}', OVN),
  ovnMonitor: row('port', 'name', 'ovn-lb-hm-{U}', 'ovn-octavia-provider ovn_octavia_provider/helper.py:123-133'),
} as const satisfies Record<string, TextRow>;
