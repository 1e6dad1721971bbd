import { hanging, veto, type Rule } from '../rule.ts';

/**
 * A load balancer stands where its VIP is. On our network it is ours; elsewhere it is not, whatever its texts say: two
 * clusters of one name write the same (cloud-provider-openstack knows only the cluster's name).
 */
export const loadBalancerOnNetwork: Rule = {
  name: 'vip-on-owned-network',
  kinds: ['loadBalancer'],
  look: (resource, view) =>
    resource.links
      .filter((link) => link.rel === 'vipNetwork')
      .map((link) => {
        const standing = view.standing({ kind: 'network', id: link.id });
        return standing === undefined
          ? veto('its VIP is on a network that is not ours', link.id)
          : hanging(standing, `its VIP is on our network ${link.id}`, link.id);
      }),
};
