import { isToPart, refKey, type Link, type Resource } from '../model/resource.ts';
import { sha256 } from './canonical.ts';

/**
 * What must look the same just before a deletion: who it is (of a keypair, whose id is its name, also which key), and how
 * it hangs on what is not ours. Status, revision and links among our own are left out: our own deletions change them.
 * @param ours keys of what the plan removes
 */
export function fingerprint(resource: Resource, ours: ReadonlySet<string>): string {
  const { name, description, tags, metadata, createdAt, projectId, facts } = resource;
  const links = resource.links.filter((link) => !isOurs(link, ours)).map((link) => `${link.rel} ${refKey(link)}`);
  return sha256({
    name,
    description: description ?? '',
    tags: [...tags].sort(),
    metadata,
    createdAt,
    projectId,
    key: facts['fingerprint'],
    links: [...new Set(links)].sort(),
  });
}

/** Parts that only their parent's listing shows are the parent's own. */
function isOurs(link: Link, ours: ReadonlySet<string>): boolean {
  return isToPart(link) || link.rel === 'rule' || ours.has(refKey(link));
}
