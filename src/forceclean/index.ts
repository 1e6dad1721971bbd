import { refKey, type Inventory, type Kind, type Ref, type Resource } from '../model/resource.ts';

/** An inventory, ready to be asked who is there and who points to whom. */
export interface Index {
  readonly inventory: Inventory;
  get(kind: Kind, id: string): Resource | undefined;
  ofKind(kind: Kind): readonly Resource[];
  /** Resources of `kind` with a link of this relation to it. */
  pointing(kind: Kind, rel: string, to: { readonly kind: string; readonly id: string }): readonly Resource[];
  /** Resources of `kind` with this tag. */
  tagged(kind: Kind, tag: string): readonly Resource[];
  /** The resources a resource links to by one relation, as far as they are listed. */
  linkedTo(resource: Resource, rel: string): readonly Resource[];
  /** True when the kind's listing failed: nothing may be concluded from what is not there. */
  unlisted(kind: Kind): boolean;
}

/** Pure; one pass over the inventory. */
export function createIndex(inventory: Inventory): Index {
  const byKey = new Map<string, Resource>();
  const byKind = new Map<Kind, Resource[]>();
  const backwards = new Map<string, Resource[]>();
  const tags = new Map<string, Resource[]>();
  for (const resource of inventory.resources) {
    if (byKey.has(refKey(resource))) continue;
    byKey.set(refKey(resource), resource);
    push(byKind, resource.kind, resource);
    for (const key of new Set(resource.links.map((link) => backKey(resource.kind, link.rel, link)))) {
      push(backwards, key, resource);
    }
    for (const tag of new Set(resource.tags)) push(tags, `${resource.kind} ${tag}`, resource);
  }
  const gaps = new Set(inventory.gaps.map((gap) => gap.kind));
  return {
    inventory,
    get: (kind, id) => byKey.get(refKey({ kind, id })),
    ofKind: (kind) => byKind.get(kind) ?? [],
    pointing: (kind, rel, to) => backwards.get(backKey(kind, rel, to)) ?? [],
    tagged: (kind, tag) => tags.get(`${kind} ${tag}`) ?? [],
    linkedTo: (resource, rel) =>
      resource.links
        .filter((link) => link.rel === rel)
        .map((link) => byKey.get(refKey(link)))
        .filter((found) => found !== undefined),
    unlisted: (kind) => gaps.has(kind),
  };
}

function backKey(kind: Kind, rel: string, to: { readonly kind: string; readonly id: string }): string {
  return `${kind} ${rel} ${refKey(to)}`;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** A resource as people read it: `port 3f… (name)`. */
export function called(resource: { readonly kind: string; readonly id: string; readonly name?: string }): string {
  const name =
    resource.name === undefined || resource.name === '' || resource.name === resource.id ? '' : ` “${resource.name}”`;
  return `${resource.kind} ${resource.id}${name}`;
}

/** Only kind and id. */
export function refOf(resource: Ref): Ref {
  return { kind: resource.kind, id: resource.id };
}
