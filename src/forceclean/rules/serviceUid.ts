import { OCCM } from '../../creators/occm.ts';
import type { ObjectName } from '../../model/evidence.ts';
import { byUid } from '../byUid.ts';
import { strong, type Rule } from '../rule.ts';

/**
 * OCCM names a Service's security group after its uid, and so did it the load balancer of old. A uid is unique in the world,
 * so one that a ledger knows tells whose they are where nothing else does: no description, or a cluster's name that others
 * have as well.
 */
export const serviceUid: Rule = {
  name: 'service-uid',
  kinds: ['securityGroup', 'loadBalancer'],
  look: (resource, view) =>
    byUid(
      view.input,
      'Service',
      ({ service }) =>
        service !== undefined && nameOf(service, resource.kind) === resource.name ? service : undefined,
      (says, { uid }, { cluster }) => strong(says, uid, cluster),
    ),
};

/** The whole name that OCCM gives; a load balancer's holds the first 31 digits (kubernetes/cloud-provider cloud.go:89-97). */
function nameOf({ namespace, name, uid }: ObjectName, kind: string): string {
  return kind === 'loadBalancer'
    ? OCCM.loadBalancerLegacy.template.write({ H: uid.replaceAll('-', '').slice(0, 31) })
    : OCCM.securityGroup.template.write({ U: uid, nsvc: `${namespace}-${name}` });
}
