import { allOurs, hanging, type Rule } from '../rule.ts';

/** A server group all of whose members are our servers. An empty one says nothing. */
export const groupOfServers: Rule = {
  name: 'only-owned-members',
  kinds: ['serverGroup'],
  look(resource, view) {
    const members = view.linkedTo(resource, 'member');
    const standing = allOurs(members, view);
    if (standing === undefined) return [];
    return [
      hanging(standing, `its ${members.length} members are all ours`, members.map((server) => server.id).join(' ')),
    ];
  },
};
