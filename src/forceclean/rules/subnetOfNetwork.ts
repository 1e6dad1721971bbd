import { called } from '../index.ts';
import { hanging, type Rule } from '../rule.ts';

/** A subnet lies in one network, and goes with it. */
export const subnetOfNetwork: Rule = {
  name: 'on-owned-network',
  kinds: ['subnet'],
  look: (resource, view) =>
    view.linkedTo(resource, 'network').flatMap((network) => {
      const standing = view.standing(network);
      return standing === undefined ? [] : [hanging(standing, `lies in our ${called(network)}`, network.id)];
    }),
};
