import type { Resource } from '../model/resource.ts';

/** Nobody wrote on it: neither name, description, tags nor metadata. A floating IP is called by its address. Pure. */
export function isBare({ name, description, tags, metadata, facts }: Resource): boolean {
  return (
    (name === '' || name === facts['address']) &&
    (description ?? '') === '' &&
    tags.length === 0 &&
    Object.keys(metadata).length === 0
  );
}
