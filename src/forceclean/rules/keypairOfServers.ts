import { allOurs, hanging, type Rule } from '../rule.ts';

/** A keypair with our name which our servers use, and nobody else's. It belongs to the user, so other projects may know it. */
export const keypairOfServers: Rule = {
  name: 'only-owned-servers',
  kinds: ['keypair'],
  look(resource, view) {
    const users = view.pointing('server', 'keypair', resource);
    const standing = allOurs(users, view);
    const claimed = view.claims(resource).some((claim) => claim.mine);
    if (!claimed || standing === undefined) return [];
    return [hanging(standing, `used by ${users.length} servers, all ours`, users.map((server) => server.id).join(' '))];
  },
};
