import { called } from '../index.ts';
import { hanging, veto, weak, type Rule } from '../rule.ts';

/** A snapshot of our volume is ours if a creator we know named it; a person's own snapshot stays, and its volume with it. */
export const snapshotOfVolume: Rule = {
  name: 'of-owned-volume',
  kinds: ['snapshot'],
  look: (resource, view) =>
    view.linkedTo(resource, 'volume').map((volume) => {
      const standing = view.standing(volume);
      if (standing === undefined) return veto(`of ${called(volume)}, which is not ours`, volume.id);
      const on = hanging(standing, `of our ${called(volume)}`, volume.id);
      return resource.name === '' || view.named(resource)
        ? on
        : weak(`${on.says}, under a name nobody we know gives`, resource.name);
    }),
};
