import { OCCM } from '../../creators/occm.ts';
import type { Resource } from '../../model/resource.ts';
import { isBlind } from '../blind.ts';
import { called } from '../index.ts';
import { hanging, type Rule, type View } from '../rule.ts';

const NAME = OCCM.securityGroup.template.reader();

/** The Service that a group of OCCM's names, and the one cluster of ours that it names. */
interface Named {
  readonly cluster: string;
  readonly ns: string;
  readonly svc: string;
}

/**
 * A group of OCCM's on no port, as it stands when the nodes went first (Cluster API drains nothing), and whose cluster's
 * name somebody chose: its name and its description name the Service for which our load balancer stands, by that one's
 * whole name. It is the only group that names this Service, and nobody else of the cluster's name is seen: two clusters
 * of one name write the same on both, but would share the load balancer, and who lives has the group on his nodes.
 */
export const groupOfLoadBalancer: Rule = {
  name: 'group-of-load-balancer',
  kinds: ['securityGroup'],
  look(resource, view) {
    const service = namedBy(resource, view);
    if (service === undefined || isBlind(view.inventory) || isUsed(resource, view)) return [];
    if (view.ambiguous(service.cluster, resource) || view.elsewhere(service.cluster)) return [];
    const groups = view.ofKind('securityGroup').filter((one) => one.description === resource.description);
    const { cluster: C, ns, svc } = service;
    const name = OCCM.loadBalancer.template.write({ C, ns, svc });
    const balancers = view.ofKind('loadBalancer').filter((one) => one.name === name);
    const [balancer] = balancers;
    const standing = balancer === undefined ? undefined : view.standing(balancer);
    if (groups.length > 1 || balancers.length > 1 || balancer === undefined || standing === undefined) return [];
    return [hanging(standing, `on no port, and of the Service of our ${called(balancer)}`, balancer.id)];
  },
};

function namedBy({ name, description = '' }: Resource, view: View): Named | undefined {
  const uid = NAME(name)?.U;
  if (uid === undefined) return undefined;
  for (const { cluster } of view.input.clusters) {
    const { ns, svc } = OCCM.securityGroupDescription.template.reader({ C: cluster })(description) ?? {};
    if (ns === undefined || svc === undefined) continue;
    const whole = OCCM.securityGroup.template.write({ U: uid, nsvc: `${ns}-${svc}` });
    return name === whole ? { cluster, ns, svc } : undefined;
  }
  return undefined;
}

/** OCCM up to v1.25 also tagged the nodes' ports with the group's id; see groupOfPorts.ts. */
function isUsed(group: Resource, view: View): boolean {
  return [...view.pointing('port', 'securityGroup', group), ...view.tagged('port', group.id)].length > 0;
}
