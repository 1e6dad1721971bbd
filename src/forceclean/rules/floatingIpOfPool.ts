import { CAPO } from '../../creators/capo.ts';
import { called } from '../index.ts';
import { hanging, weak, type Reason, type Rule } from '../rule.ts';

/**
 * An address of a CAPO pool (from v0.10). Its texts name the pool, neither namespace nor cluster, and other clusters may
 * draw from the same pool: on a port of our server it is ours, anywhere else it is mentioned and left.
 */
export const floatingIpOfPool: Rule = {
  name: 'of-pool',
  kinds: ['floatingIp'],
  look(resource, view) {
    const pool = view.claims(resource).find((claim) => POOL.includes(claim.row));
    if (pool === undefined) return [];
    const on = view.linkedTo(resource, 'port').flatMap((port): readonly Reason[] => {
      const servers = view.linkedTo(port, 'device').filter((device) => device.kind === 'server');
      return servers.flatMap((server) => {
        const standing = view.standing(server);
        return standing === undefined ? [] : [hanging(standing, `serves our ${called(server)}`, pool.text)];
      });
    });
    return on.length > 0 ? on : [weak('of a pool that several clusters may draw from', pool.text)];
  },
};

const POOL: readonly unknown[] = [CAPO.pooledFloatingIp, CAPO.pooledFloatingIpTag];
