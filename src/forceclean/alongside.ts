import { isToPart, type Resource } from '../model/resource.ts';

/**
 * What a deletion takes along that is no kind of its own, in words: Octavia's policies and members, Neutron's rules, the
 * key that Cinder made for an encrypted volume (cinder/volume/flows/manager, delete_encryption_key). Rows of their own
 * stand for everything else. Pure.
 */
export function alongside({ links, facts }: Resource): readonly string[] {
  const linked = (rel: string, one: string, many: string): readonly string[] => {
    const number = links.filter((link) => link.rel === rel && isToPart(link)).length;
    return number === 0 ? [] : [`${number} ${number === 1 ? one : many}`];
  };
  return [
    ...linked('l7Policy', 'L7 policy', 'L7 policies'),
    ...linked('member', 'member', 'members'),
    ...linked('rule', 'rule', 'rules'),
    ...(facts['encrypted'] === true ? ['its encryption key'] : []),
  ];
}
