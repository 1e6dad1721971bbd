import { called } from '../index.ts';
import { isDiskOf } from '../machineDisk.ts';
import { hanging, partOf, veto, weak, type Rule } from '../rule.ts';

/**
 * A volume attached to our server, with a name that one of the cluster's creators gives, or that CAPO made for this very
 * server. A person's volume attached by hand has no such name and stays. Attached to anybody else's server, too, it is not ours; also where only that server's own
 * listing says so, and Cinder calls it available: the guest may still write to it.
 */
export const volumeOnServer: Rule = {
  name: 'on-owned-server',
  kinds: ['volume'],
  look(resource, view) {
    const servers = view.linkedTo(resource, 'attachment');
    const listing = view
      .pointing('server', 'attachment', resource)
      .filter((server) => !servers.includes(server) && view.standing(server) === undefined);
    return [
      ...servers.map((server) => {
        const standing = view.standing(server);
        if (standing === undefined) return veto(`attached to ${called(server)}, which is not ours`, server.id);
        if (isDiskOf(resource, server))
          return partOf(standing, `a disk of our ${called(server)}, by its texts`, server.id);
        const on = hanging(standing, `attached to our ${called(server)}`, server.id);
        return view.named(resource) ? on : weak(`${on.says}, but nobody we know made it`, server.id);
      }),
      ...listing.map((server) => veto(`${called(server)}, which is not ours, lists it as attached`, server.id)),
    ];
  },
};
