import { isBare } from '../bare.ts';
import { weak, type Rule } from '../rule.ts';

/**
 * An address that leads nowhere and bears no text: a management host's of V1 before R5, one that was lent to a cluster
 * and let go, or a person's reservation. Nothing in OpenStack tells which, so it is mentioned and left.
 */
export const bareFloatingIp: Rule = {
  name: 'bare-floating-ip',
  kinds: ['floatingIp'],
  look(resource) {
    const { links, facts, name } = resource;
    return isBare(resource) && !links.some((link) => link.rel === 'port')
      ? [weak('leads nowhere, and nothing on it tells whose it is', String(facts['address'] ?? name))]
      : [];
  },
};
