import { isRunUnique } from '../../model/names.ts';
import type { Resource } from '../../model/resource.ts';
import { isBare } from '../bare.ts';
import { hanging, veto, weak, type Rule, type View } from '../rule.ts';

/**
 * A load balancer stands where its VIP is. On our network it is ours; elsewhere it is not, whatever its texts say: two
 * clusters of one name write the same (cloud-provider-openstack knows only the cluster's name). Where the VIP is nowhere
 * any more, nobody else's network holds it, and the other rules decide. One that a person made on our network and lent to a
 * Service (annotation `load-balancer-id`, which OCCM tags but never renames) is the person's, named or not.
 */
export const loadBalancerOnNetwork: Rule = {
  name: 'vip-on-owned-network',
  kinds: ['loadBalancer'],
  look: (resource, view) =>
    resource.links
      .filter((link) => link.rel === 'vipNetwork')
      .flatMap((link) => {
        const standing = view.standing({ kind: 'network', id: link.id });
        if (standing === undefined)
          return isWithoutVip(resource, link.id, view) && isKnown(resource, view)
            ? []
            : [veto('its VIP is on a network that is not ours', link.id)];
        const on = hanging(standing, `its VIP is on our network ${link.id}`, link.id);
        return isBare(resource) || view.claims(resource).some((claim) => claim.mine && claim.field !== 'tag')
          ? [on]
          : [weak(`${on.says}, ${wordsOn(resource, view)}`, resource.name)];
      }),
};

/**
 * Network and VIP port stand in no list, and the lists are whole. The network alone may be another project's, which no list
 * of ours shows; the port of a VIP that stands is in our project (octavia network/drivers/neutron/allowed_address_pairs.py,
 * allocate_vip), and Neutron deletes no network under it.
 */
function isWithoutVip({ links }: Resource, networkId: string, view: View): boolean {
  const vip = links.find((link) => link.rel === 'vipPort');
  return (
    vip !== undefined &&
    !view.unlisted('network') &&
    !view.unlisted('port') &&
    view.get('network', networkId) === undefined &&
    view.get('port', vip.id) === undefined
  );
}

/** Its id was written down, or its text names a cluster of a run: a name that somebody chose proves less without a VIP. */
function isKnown(resource: Resource, view: View): boolean {
  return (
    view.ledgered(resource) ||
    view.claims(resource).some(({ mine, cluster }) => mine && cluster !== undefined && isRunUnique(cluster))
  );
}

/**
 * Under OCCM's default cluster name, or its name of old, it may be a cluster's of somebody who has nodes on our network: what
 * Troika cleans up after is always set up with its own name (docs/decisions/0012-texts-that-prove-little.md).
 */
function wordsOn(balancer: Resource, view: View): string {
  const claim = view.claims(balancer).find(({ field }) => field !== 'tag');
  return claim === undefined
    ? 'with words that nobody we know writes'
    : `and what ${claim.creator} writes on it names no cluster`;
}
