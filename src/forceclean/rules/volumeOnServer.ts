import { called } from '../index.ts';
import { hanging, veto, weak, type Rule } from '../rule.ts';

/**
 * A volume attached to our server, with a name that one of the cluster's creators gives. A person's volume attached by
 * hand has no such name and stays. Attached to anybody else's server, too, it is not ours.
 */
export const volumeOnServer: Rule = {
  name: 'on-owned-server',
  kinds: ['volume'],
  look: (resource, view) =>
    view.linkedTo(resource, 'attachment').map((server) => {
      const standing = view.standing(server);
      if (standing === undefined) return veto(`attached to ${called(server)}, which is not ours`, server.id);
      const on = hanging(standing, `attached to our ${called(server)}`, server.id);
      return view.named(resource) ? on : weak(`${on.says}, but nobody we know made it`, server.id);
    }),
};
