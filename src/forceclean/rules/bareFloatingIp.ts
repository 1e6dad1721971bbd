import { weak, type Rule } from '../rule.ts';

/**
 * An address that leads nowhere and bears no text: a management host's of V1 before R5, one that was lent to a cluster
 * and let go, or a person's reservation. Nothing in OpenStack tells which, so it is mentioned and left.
 */
export const bareFloatingIp: Rule = {
  name: 'bare-floating-ip',
  kinds: ['floatingIp'],
  look(resource) {
    const { description, tags, links, facts, name } = resource;
    const bare = (description ?? '') === '' && tags.length === 0 && !links.some((link) => link.rel === 'port');
    return bare ? [weak('leads nowhere, and nothing on it tells whose it is', String(facts['address'] ?? name))] : [];
  },
};
