import { hanging, type Rule } from '../rule.ts';

/**
 * A security group with a generator's name that only ports of ours use, and at least one of them. OCCM up to v1.25 also
 * tagged the nodes' ports with the id of its group (cloud-provider-openstack v1.21.1 loadbalancer.go:974).
 */
export const groupOfPorts: Rule = {
  name: 'only-on-owned-ports',
  kinds: ['securityGroup'],
  look(resource, view) {
    const using = [...view.pointing('port', 'securityGroup', resource), ...view.tagged('port', resource.id)];
    const users = [...new Set(using)];
    const standings = users.map((port) => view.standing(port));
    const first = standings[0];
    if (first === undefined || standings.includes(undefined) || !view.named(resource)) return [];
    return [hanging(first, `used by ${users.length} ports, all ours`, users.map((port) => port.id).join(' '))];
  },
};
