import { weak, type Rule } from '../rule.ts';

/**
 * A creator's text which names no cluster at all: a group of OCCM's without its description, a load balancer under
 * OCCM's old name (`a` and a UID), an image. It may be ours and may be anybody's: it is mentioned, and proves nothing.
 */
export const namesNobody: Rule = {
  name: 'names-nobody',
  kinds: ['securityGroup', 'loadBalancer', 'image'],
  look(resource, view) {
    const claims = view.claims(resource);
    if (claims.some((claim) => claim.mine || claim.cluster !== undefined)) return [];
    // Who uses it tells whose it is.
    if (view.pointing('port', 'securityGroup', resource).some((port) => view.standing(port) === undefined)) return [];
    const made = resource.createdAt === undefined ? '' : `, made ${resource.createdAt}`;
    return claims.slice(0, 1).map((claim) => weak(`${claim.creator} writes this for any cluster${made}`, claim.text));
  },
};
