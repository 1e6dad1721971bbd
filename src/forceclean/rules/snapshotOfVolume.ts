import { isBare } from '../bare.ts';
import { called } from '../index.ts';
import { hanging, veto, weak, type Rule } from '../rule.ts';

/** A snapshot of our volume is ours if a creator we know wrote on it, or nobody; a person's own stays, and its volume with it. */
export const snapshotOfVolume: Rule = {
  name: 'of-owned-volume',
  kinds: ['snapshot'],
  look: (resource, view) =>
    view.linkedTo(resource, 'volume').map((volume) => {
      const standing = view.standing(volume);
      if (standing === undefined) return veto(`of ${called(volume)}, which is not ours`, volume.id);
      const on = hanging(standing, `of our ${called(volume)}`, volume.id);
      return isBare(resource) || view.named(resource)
        ? on
        : weak(`${on.says}, with words that nobody we know writes`, resource.name);
    }),
};
