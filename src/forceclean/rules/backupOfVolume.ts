import { called } from '../index.ts';
import { hanging, veto, weak, type Rule } from '../rule.ts';

/**
 * A backup of our volume, which Cinder keeps when the volume goes. With a name that the CSI driver gives it is ours, and
 * goes only together with the volume (stay.ts); what a person or a backup tool made stays, and the volume with it. A
 * backup of a volume that is gone is left to its own texts and to the ledger.
 */
export const backupOfVolume: Rule = {
  name: 'backup-of-owned-volume',
  kinds: ['backup'],
  look: (resource, view) =>
    view.linkedTo(resource, 'volume').map((volume) => {
      const standing = view.standing(volume);
      if (standing === undefined) return veto(`of ${called(volume)}, which is not ours`, volume.id);
      const on = hanging(standing, `of our ${called(volume)}`, volume.id);
      return view.named(resource) ? on : weak(`${on.says}, but nobody we know made it`, resource.name);
    }),
};
