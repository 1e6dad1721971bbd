import { hanging, veto, weak, type Rule } from '../rule.ts';

/**
 * A load balancer stands where its VIP is. On our network it is ours; elsewhere it is not, whatever its texts say: two
 * clusters of one name write the same (cloud-provider-openstack knows only the cluster's name). One that a person made on
 * our network and lent to a Service (annotation `load-balancer-id`, which OCCM tags but never renames) is the person's.
 */
export const loadBalancerOnNetwork: Rule = {
  name: 'vip-on-owned-network',
  kinds: ['loadBalancer'],
  look: (resource, view) =>
    resource.links
      .filter((link) => link.rel === 'vipNetwork')
      .map((link) => {
        const standing = view.standing({ kind: 'network', id: link.id });
        if (standing === undefined) return veto('its VIP is on a network that is not ours', link.id);
        const on = hanging(standing, `its VIP is on our network ${link.id}`, link.id);
        return resource.name === '' || view.claims(resource).some((claim) => claim.mine && claim.field !== 'tag')
          ? on
          : weak(`${on.says}, under a name nobody we know gives`, resource.name);
      }),
};
