import type { Claim } from '../../creators/recognise.ts';
import { isRunUnique } from '../../model/names.ts';
import type { Resource } from '../../model/resource.ts';
import { called } from '../index.ts';
import { allOurs, partOf, weak, type Reason, type Rule, type Standing, type View } from '../rule.ts';
import { keepMark } from './keepMark.ts';
import { othersOn } from '../othersOn.ts';
import { wholes } from '../wholes.ts';

/** How the plan knows what to strip; see strip.ts. */
export const SHARE = 'share-of-load-balancer';

/**
 * A load balancer that serves somebody else too and carries our Service's tag (OCCM's max-shared-lb,
 * cloud-provider-openstack pkg/openstack/loadbalancer.go:1690-1737): the tag is ours to take off, and our parts in it
 * are ours. The rest is not.
 */
export const shareOfLoadBalancer: Rule = {
  name: SHARE,
  kinds: ['loadBalancer', 'listener', 'pool', 'healthMonitor'],
  look: (resource, view) => (resource.kind === 'loadBalancer' ? tagsOf(resource, view) : partsOf(resource, view)),
};

function tagsOf(loadBalancer: Resource, view: View): readonly Reason[] {
  return servesOthers(loadBalancer, view)
    ? ownTags(loadBalancer, view).map(({ text, cluster }) => weak('its tag says that it serves us too', text, cluster))
    : [];
}

function partsOf(part: Resource, view: View): readonly Reason[] {
  return wholes(part, view).flatMap((whole) => {
    const share = view.standing(whole) === undefined ? shareOf(part, whole, view) : undefined;
    return share === undefined
      ? []
      : [partOf(share, `our share of ${called(whole)}, which serves others too`, whole.id)];
  });
}

/**
 * How a part of a load balancer that is not ours is ours nevertheless. A listener: its name and a tag name the same
 * Service of ours, and nothing on it names anybody else. (That no tag of somebody else is on it proves nothing: OCCM
 * loses tags.) A pool: its name is ours, and so are all its listeners; without any, the load balancer still has the tag.
 * A health monitor: its pool is. Pure.
 */
export function shareOf(part: Resource, whole: Resource, view: View): Standing | undefined {
  if (!servesOthers(whole, view) || othersOn(part, view).length > 0) return undefined;
  if (part.kind === 'healthMonitor') return allOurs(view.linkedTo(part, 'pool'), view);
  const users = part.kind === 'pool' ? usersOf(part, view) : [];
  const tagged = part.kind === 'listener' ? [part] : users.length > 0 ? users : [whole];
  const tags = tagged.flatMap((one) => ownTags(one, view));
  const named = view.claims(part).find((claim) => claim.field === 'name' && tags.some((tag) => isOf(claim, tag)));
  if (named?.cluster === undefined) return undefined;
  return users.length > 0 ? allOurs(users, view) : { cluster: named.cluster, hops: 0 };
}

/** Somebody else's text is on it, or the cluster's alone by a tag; and nobody asked to keep it. */
function servesOthers(loadBalancer: Resource, view: View): boolean {
  const claims = view.claims(loadBalancer);
  const lent = othersOn(loadBalancer, view).length > 0 || !claims.some((claim) => claim.mine && claim.field !== 'tag');
  return lent && keepMark.look(loadBalancer, view).length === 0;
}

/** Tags that name a Service of a cluster whose name is nobody else's. */
function ownTags(resource: Resource, view: View): readonly Claim[] {
  return view
    .claims(resource)
    .filter(({ mine, field, cluster }) => mine && field === 'tag' && isSure(cluster, resource, view));
}

function isSure(cluster: string | undefined, resource: Resource, view: View): boolean {
  return cluster !== undefined && isRunUnique(cluster) && !view.ambiguous(cluster, resource);
}

/** OCCM puts a word and a number before the Service's name, and cuts at 255 (loadbalancer.go:99-108). */
function isOf(name: Claim, tag: Claim): boolean {
  const before = /^(?:listener|pool)_\d+_/.exec(name.text)?.[0];
  return name.mine && before !== undefined && name.text === `${before}${tag.text}`.slice(0, 255);
}

function usersOf(pool: Resource, view: View): readonly Resource[] {
  return [...view.linkedTo(pool, 'listener'), ...view.pointing('listener', 'pool', pool)];
}
