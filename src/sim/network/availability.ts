import { param, type Call, type Reply } from '../core/call.ts';
import { networkFault } from '../core/fault.ts';
import { listReply } from './lists.ts';
import { seenNetwork } from './seen.ts';

/** GET /network-ip-availabilities: for administrators; the others get an empty list (neutron/conf/policies/network_ip_availability.py). */
export function listAvailabilities(call: Call): Reply {
  return listReply(call, 'network_ip_availabilities', [], ['network_id', 'network_name', 'project_id', 'tenant_id']);
}

/** GET /network-ip-availabilities/{id}: for administrators; the others hear 404, of their own networks too (seen on Zed). */
export function showAvailability(call: Call): Reply {
  seenNetwork(call, param(call, 'id'));
  throw networkFault(404, 'HTTPNotFound', 'The resource could not be found.');
}
