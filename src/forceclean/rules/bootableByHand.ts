import type { Resource } from '../../model/resource.ts';
import { isDiskOf } from '../machineDisk.ts';
import { veto, type Rule, type View } from '../rule.ts';

/** A disk that a server can boot from, under a name that nobody we know gives: a person's machine, unless the ledger knows it. */
export const bootableByHand: Rule = {
  name: 'bootable-by-hand',
  kinds: ['volume'],
  look: (resource, view) =>
    resource.facts['bootable'] === true &&
    resource.name !== '' &&
    !namedByCreator(resource, view) &&
    !view.ledgered(resource)
      ? [veto('a bootable disk, under a name that no creator we know gives', resource.name)]
      : [],
};

function namedByCreator(resource: Resource, view: View): boolean {
  const texts = [...view.claims(resource), ...view.readings(resource).map((reading) => reading.claim)];
  const servers = view.linkedTo(resource, 'attachment');
  return texts.some((claim) => claim.field === 'name') || servers.some((server) => isDiskOf(resource, server));
}
