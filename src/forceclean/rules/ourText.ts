import type { ClusterNames } from '../../creators/clusterNames.ts';
import type { Claim } from '../../creators/recognise.ts';
import type { TokenName } from '../../creators/tokens.ts';
import { isRunUnique } from '../../model/names.ts';
import { KINDS, type Kind, type Resource } from '../../model/resource.ts';
import { isBlind } from '../blind.ts';
import { vouched } from '../hostParts.ts';
import { isRestored } from '../restored.ts';
import { strong, weak, type Reason, type Rule, type View } from '../rule.ts';

/**
 * A text which, by its creator's whole grammar, names our cluster. What it proves depends on the name: one that somebody
 * chose may be another cluster's, too, and random parts may be the rest of a longer name. Who else is there, every list
 * tells; where one failed, such texts prove nothing.
 */
export const ourText: Rule = {
  name: 'text',
  kinds: KINDS,
  look(resource, view) {
    const mine = view.claims(resource).filter((claim) => claim.mine);
    const reasons = mine.flatMap((claim) => {
      const names = view.input.clusters.find((one) => one.cluster === claim.cluster);
      return names === undefined ? [] : [reasonOf(claim, names, mine, resource, view)];
    });
    return [...new Map(reasons.map((one) => [`${one.strength} ${one.says} ${one.value}`, one])).values()];
  },
};

function reasonOf(claim: Claim, names: ClusterNames, mine: readonly Claim[], resource: Resource, view: View): Reason {
  const says = `${claim.field} is what ${claim.creator} writes for cluster ${names.cluster}`;
  if (isRestored(resource)) return weak(`${says}, but Cinder copied it from a backup`, claim.text, names.cluster);
  if (view.input.namesakes?.has(names.cluster) === true)
    return weak(`${says}, and an earlier look of this clean-up saw two of that name`, claim.text, names.cluster);
  const unique = isRunUnique(names.cluster);
  if (isBlind(view.inventory) && (!unique || claim.random))
    return weak(`${says}, and a list that failed may show another of like name`, claim.text, names.cluster);
  const proves =
    !view.ambiguous(names.cluster, resource) &&
    (unique ? provesUnique(claim, mine, resource, view) : provesCommon(claim, names, mine, resource, view));
  return proves ? strong(says, claim.text, names.cluster) : weak(says, claim.text, names.cluster);
}

/**
 * The name is unique to this run (45 random bits; V1's default name `testcluster` looks like one, hence the look for
 * namesakes here, too), so nobody else's text holds it by accident: a text fixed by the names
 * is a proof, a description or metadata that names the cluster is one, and so are two fields that do. Of tags only the
 * run's own mark counts alone (OCCM tags load balancers that others lend it). A cluster of the same name in another
 * namespace leaves proof to the texts that hold the namespace. A credential that Troika made has both its texts, and one
 * alone is somebody's who knows the name. Of machine names, which hold random parts, a server's counts
 * alone, since it is all the server has, unless a cluster called `C-…` is seen whose machines could read the same.
 */
function provesUnique(claim: Claim, mine: readonly Claim[], resource: Resource, view: View): boolean {
  const cluster = claim.cluster ?? '';
  if (claim.field === 'tag') return claim.creator === 'troika';
  if (claim.creator === 'troika' && resource.kind === 'applicationCredential')
    return new Set(mine.filter((one) => one.cluster === cluster).map((one) => one.field)).size > 1;
  if (claim.random && view.imitated(cluster, resource)) return false;
  if (view.elsewhere(cluster) && !claim.row.template.tokens.some((token) => JOINED.includes(token))) return false;
  if (claim.exact || claim.field !== 'name' || resource.kind === 'server') return true;
  return new Set(mine.map((one) => one.field)).size > 1;
}

/**
 * Anybody may use the name. Then only texts count which also hold namespace or prefix and leave nothing free; what OCCM
 * and CSI write names the cluster alone and needs structure beside it. V1's management host counts where it was made for
 * this cluster alone (prefix = name, as its CI does) and says so in words of its own, or where its parts vouch for each other:
 * `C-net` alone may be a person's. Keypairs and credentials belong to a user, not a project: a
 * credential needs both its texts, a keypair structure. Subnets and routers that CAPO made have a description; one that
 * it found by its name and uses (CAPO v0.9.0 router.go:48-74) has none of CAPO's.
 */
function provesCommon(
  claim: Claim,
  names: ClusterNames,
  mine: readonly Claim[],
  resource: Resource,
  view: View,
): boolean {
  if (!claim.exact || claim.field === 'tag' || resource.kind === 'keypair') return false;
  if (ADOPTED.includes(resource.kind) && mine.every((one) => one.field === 'name')) return false;
  const { tokens } = claim.row.template;
  const host = tokens.includes('P') && names.prefix === names.cluster && (claim.row.telling || vouched(resource, view));
  if (!host && !tokens.includes('R') && !tokens.includes('J') && !(tokens.includes('P') && tokens.includes('C')))
    return false;
  return resource.kind !== 'applicationCredential' || new Set(mine.map((one) => one.field)).size > 1;
}

/** Kinds that CAPO describes where it makes them, and takes over by name where they stand. */
const ADOPTED: readonly Kind[] = ['subnet', 'router'];
/** Tokens that say more than the cluster's name. */
const JOINED: readonly TokenName[] = ['R', 'J', 'P'];
