import type { Resource } from '../../model/resource.ts';
import { allOurs, hanging, type Rule, type View } from '../rule.ts';

/**
 * A security group with a generator's name that only ports of ours use, and at least one of them. A V1 management host has
 * groups for all its clusters (`P-allow-ssh`, with a description that names nobody), so those must name ours. OCCM up to v1.25 also
 * tagged the nodes' ports with the id of its group (cloud-provider-openstack v1.21.1 loadbalancer.go:974).
 */
export const groupOfPorts: Rule = {
  name: 'only-on-owned-ports',
  kinds: ['securityGroup'],
  look(resource, view) {
    const using = [...view.pointing('port', 'securityGroup', resource), ...view.tagged('port', resource.id)];
    const users = [...new Set(using)];
    const standing = allOurs(users, view);
    if (standing === undefined || !isNamed(resource, view)) return [];
    return [hanging(standing, `used by ${users.length} ports, all ours`, users.map((port) => port.id).join(' '))];
  },
};

function isNamed(group: Resource, view: View): boolean {
  const claims = view.claims(group);
  return (
    view.named(group) && (claims.some((claim) => claim.mine) || claims.every((claim) => claim.creator !== 'tofuV1'))
  );
}
